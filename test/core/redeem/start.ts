import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { after } from 'node:test';
import { createFileServer, type FileServer, type FileServerParts } from '../../../src/core/redeem/server.ts';
import type { ConnectionLimits, ConnectionRefusal } from '../../../src/lib/listener/limit-connections.ts';
import type { DocumentRequest, DocumentUpload } from '../../../src/storage/document-signer.ts';
import type { StorageDriver } from '../../../src/storage/driver.ts';
import { newObjectKey } from '../../../src/storage/object-key.ts';
import { put, sha256 } from '../../contracts/driver-contract.ts';
import { pageOrigins, type Sending } from '../../contracts/served-store.ts';
import { exampleRing, exampleSigner, expiresAtSeconds, issue, targetOf } from '../../signing/example.ts';
import { createMemoryDriver } from '../../support/memory-driver.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly code: string | undefined;
}

const running = new Set<FileServer>();
after(() => Promise.all(Array.from(running, (server) => server.close(0))));

export const ampleLimits: ConnectionLimits = {
  maxConnections: 10_000,
  maxConnectionsPerAddress: 10_000,
  trustedProxies: [],
  onRefuse: () => {},
};

/** A running file server with its storage, a clock that tests set, and what it logged and counted. */
export async function startFileServer(
  driver: StorageDriver = createMemoryDriver(),
  limits: Partial<ConnectionLimits> = {},
  parts: Partial<FileServerParts> = {},
) {
  const clock = { now: expiresAtSeconds * 1000 - 60_000, nowMs: () => clock.now };
  const logged: Array<Record<string, unknown>> = [];
  const outcomes: Array<string> = [];
  const revoked = new Set<string>();
  const refused: Array<ConnectionRefusal> = [];
  const log = (facts: object) => void logged.push({ ...facts });
  const server = createFileServer({
    driver,
    ring: () => exampleRing,
    isRevoked: ({ objectKey, ...url }) =>
      revoked.has(objectKey) || ('issueId' in url && revoked.has(url.issueId)),
    clock,
    ...pageOrigins,
    maxBytes: 4_000_000,
    publicUrl: 'http://127.0.0.1',
    limits: { ...ampleLimits, onRefuse: (refusal) => void refused.push(refusal), ...limits },
    log: { info: log, warn: log, error: log },
    onRedeem: (outcome) => outcomes.push(`redeem ${outcome}`),
    onUpload: (outcome) => outcomes.push(`upload ${outcome}`),
    ...parts,
  });
  const { port } = await server.listen('127.0.0.1', 0);
  running.add(server);

  return {
    driver,
    clock,
    /** Issue ids and object keys that are refused. */
    revoked,
    logged,
    outcomes,
    refused,
    port,
    close: server.close,

    /** Stores bytes, and returns the target of a URL for them. */
    async store(bytes: Uint8Array, asked: Partial<DocumentRequest> = {}): Promise<string> {
      const objectKey = newObjectKey();
      await put(driver, objectKey, bytes);
      return downloadTarget({ objectKey, ...asked });
    },

    /** Sends the target unchanged: `fetch` would normalize it. */
    async send(target: string, { method = 'GET', headers = {}, body }: Sending = {}): Promise<Reply> {
      const sent = request({ host: '127.0.0.1', port, path: target, method, headers, agent: false });
      sent.end(body);
      const [response] = await once(sent, 'response');
      const bytes = Buffer.concat(await response.toArray());
      const isProblem = response.headers['content-type'] === 'application/problem+json' && bytes.length > 0;
      const code = isProblem ? JSON.parse(bytes.toString()).code : undefined;
      return { status: response.statusCode, headers: response.headers, body: bytes, code };
    },
  };
}

export type RunningFileServer = Awaited<ReturnType<typeof startFileServer>>;

export function downloadTarget(asked: Partial<DocumentRequest> = {}): string {
  const { issueId, ...request } = {
    objectKey: newObjectKey(),
    fileName: 'task.pdf',
    disposition: 'inline' as const,
    issueId: 'issue_1',
    signedAtSeconds: 0,
    expiresAtSeconds,
    ...asked,
  };
  return targetOf(exampleSigner.signDownload({ ...request, correlation: issue(issueId) }));
}

export function uploadTarget(bytes: Uint8Array, asked: Partial<DocumentUpload> = {}): string {
  const usual = { objectKey: newObjectKey(), size: bytes.length, sha256: sha256(bytes) };
  return targetOf(exampleSigner.signUpload({ ...usual, signedAtSeconds: 0, expiresAtSeconds, ...asked }));
}
