import { createHash } from 'node:crypto';
import { withTimeout } from '../../lib/timeout.ts';
import type { DocumentSigner } from '../../storage/document-signer.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import { answerTimeoutMs } from '../../storage/storage-unavailable.ts';
import type { CheckContext } from './check.ts';

export const fileName = 'lectern-doctor.pdf';

/** Sends a request without credentials, and follows no redirects. */
export function ask(url: string, init: RequestInit = {}) {
  return withTimeout(answerTimeoutMs, async (signal) => {
    const response = await fetch(url, { redirect: 'manual', signal, ...init });
    const body = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body };
  });
}

export type ProbeReply = Awaited<ReturnType<typeof ask>>;

export const isRefusal = ({ status }: ProbeReply) => status >= 400 && status < 500;

/** The code of a refusal, from its XML or JSON body, or from a header if it has no body. */
export function codeIn({ headers, body }: ProbeReply): string | undefined {
  const text = body.subarray(0, 4096).toString();
  return (
    /<Code>([\w.]+)<\/Code>/.exec(text)?.[1] ??
    /"code":\s*"([\w.-]+)"/.exec(text)?.[1] ??
    headers.get('x-ms-error-code') ??
    undefined
  );
}

/** Status and code of a refusal, as in `403 SignatureDoesNotMatch`. */
export function refusalIn(answer: ProbeReply): string {
  const code = codeIn(answer);
  return code ? `${answer.status} ${code}` : String(answer.status);
}

/** Signs a download URL as for a reader. */
export async function signedUrl(
  { storage, clock, objectKey }: CheckContext,
  asked: {
    readonly objectKey?: string;
    readonly signer?: Pick<DocumentSigner, 'signDownload'>;
    readonly agoSeconds?: number;
    readonly ttlSeconds?: number;
    readonly issueId?: string;
    readonly client?: string;
  } = {},
): Promise<string> {
  const { agoSeconds = 0, ttlSeconds = 60, signer = storage.signer } = asked;
  const signedAtSeconds = Math.floor(clock.nowMs() / 1000) - agoSeconds;
  const { url } = await signer.signDownload({
    objectKey: asked.objectKey ?? objectKey,
    fileName,
    disposition: 'attachment',
    issueId: asked.issueId ?? 'lectern-doctor',
    client: asked.client,
    signedAtSeconds,
    expiresAtSeconds: signedAtSeconds + ttlSeconds,
  });
  return url;
}

export const withoutQuery = (url: string) => url.slice(0, url.indexOf('?'));

/** Stores the test bytes under a key. */
export async function putObject({ storage, bytes, storedKeys }: CheckContext, text: string): Promise<void> {
  const key = parseObjectKey(text);
  storedKeys.add(key);
  await storage.driver.put(key, toChunks(bytes), { size: bytes.length, sha256: sha256(bytes) });
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function* toChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
