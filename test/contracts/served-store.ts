import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedSigner } from 'lectern-signing/embedded';
import { openKeyFile } from '../../src/core/keys/key-file.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type ErrorCode, errorTable } from '../../src/lib/errors.ts';
import type { DocumentRequest } from '../../src/storage/document-signer.ts';
import { createFileDriver } from '../../src/storage/file/driver.ts';
import { newObjectKey, parseObjectKey } from '../../src/storage/object-key.ts';
import { issue } from '../signing/example.ts';
import { put } from './driver-contract.ts';

/** A server of signed URLs over a data folder of Lectern. */
export interface FileServerUnderTest {
  readonly port: number;
  /** Resolves when a change of signing-keys.json applies to all further requests. */
  applyKeys(): Promise<void>;
  logs(): string;
  stop(): Promise<void>;
}

export type StartFileServer = (dataDir: string) => Promise<FileServerUnderTest>;

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** A data folder with a server over it. */
export type ServedStore = Awaited<ReturnType<typeof openServedStore>>;

/** The text of the most common refusals. */
const detailOf: Partial<Record<ErrorCode, string>> = {
  'url-invalid': 'Use the whole link, unchanged, or open the task again to get a new one.',
  'url-expired': 'Open the task again to get a new link.',
  'url-revoked': 'Open the task again to get a new link.',
  'url-wrong-place': 'Open the task again to get a new link.',
  'object-not-found': 'Open the task again to get a new link.',
  'method-not-allowed': 'Use GET for download links and PUT for upload links.',
};

/** The origins that a server of signed URLs is started with. */
export const pageOrigins = {
  webOrigin: 'https://app.example.com',
  appUrl: 'https://app.example.com/lectern',
  embedOrigins: ['https://platform.example.org', 'http://localhost:3000'],
};

export async function openServedStore(start: StartFileServer) {
  const dataDir = mkdtempSync(join(tmpdir(), 'lectern-served-'));
  const keys = await openKeyFile({
    path: join(dataDir, 'signing-keys.json'),
    origin: 'own',
    clock: systemClock,
  });
  const driver = createFileDriver(join(dataDir, 'files'));
  mkdirSync(join(dataDir, 'revoked'));
  const server = await start(dataDir);
  const origin = `http://127.0.0.1:${server.port}`;
  const signer = createEmbeddedSigner({ ring: keys.ring, filesUrl: origin });
  const sent: Array<string> = [];

  /** The target of a URL for GET that is valid for 100 s. */
  function sign(asked: Partial<DocumentRequest> = {}): string {
    const { expiresAtSeconds = nowSeconds() + 100 } = asked;
    const { issueId, ...request } = {
      objectKey: newObjectKey(),
      fileName: 'task.pdf',
      disposition: 'inline' as const,
      issueId: 'issue_1',
      signedAtSeconds: expiresAtSeconds - 100,
      expiresAtSeconds,
      ...asked,
    };
    return signer.signDownload({ ...request, correlation: issue(issueId) }).url.slice(origin.length);
  }

  /** Sends the target unchanged, on a new connection. */
  async function send(target: string, { method = 'GET', headers = {}, body }: Sending = {}): Promise<Reply> {
    sent.push(target);
    const { port } = server;
    const asking = request({ host: '127.0.0.1', port, path: target, method, headers, agent: false });
    asking.end(body);
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    const bytes = Buffer.concat(await response.toArray());
    return { status: response.statusCode ?? 0, headers: response.headers, body: bytes };
  }

  return {
    ...server,
    ...{ dataDir, objectsFolder: join(dataDir, 'files', 'objects'), keys, signer, sent, sign, send },
    /** Stores bytes, and returns the target of a URL for them. */
    async store(bytes: Uint8Array, asked: Partial<DocumentRequest> = {}): Promise<string> {
      const objectKey = asked.objectKey ?? newObjectKey();
      await put(driver, parseObjectKey(objectKey), bytes);
      return sign({ ...asked, objectKey });
    },
    /** Signs any path and query by the text of docs/signed-urls.md, with any secret. */
    signByHand(path: string, query: string, secret: Uint8Array = keys.ring()[0].secret.export()): string {
      const text = ['lectern-url-v1', 'GET', path, query].join('\n');
      return `${path}?${query}&sig=${createHmac('sha256', secret).update(text).digest('base64url')}`;
    },
    /** Sends the target, and asserts that it is refused with this code, in the format of every refusal. */
    async refuses(target: string, code: ErrorCode, sending: Sending = {}): Promise<Reply> {
      const reply = await send(target, sending);
      assertRefusal(reply, code, sending.method === 'HEAD');
      return reply;
    },
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

function assertRefusal({ status, headers, body }: Reply, code: ErrorCode, isHead: boolean): void {
  const known = errorTable[code];
  assert.deepEqual(
    [status, headers['content-type'], headers['cache-control']],
    [known.status, 'application/problem+json', 'no-store'],
  );
  for (const absent of ['etag', 'content-disposition', 'last-modified', 'accept-ranges']) {
    assert.equal(headers[absent], undefined, absent);
  }
  if (isHead) return;
  const { requestId, detail, ...problem } = JSON.parse(body.toString());
  assert.deepEqual(problem, { type: 'about:blank', title: known.title, status: known.status, code });
  assert.equal(requestId, headers['x-request-id']);
  assert.equal(detail, detailOf[code] ?? detail);
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
