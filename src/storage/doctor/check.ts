import { createHash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Signer } from '../../signing/signer.ts';
import { parseObjectKey } from '../object-key.ts';
import type { Storage } from '../storage.ts';

/** What a check found. A warning does not make the doctor fail. */
export interface Finding {
  readonly outcome: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was seen, in words. */
  readonly detail: string;
  /** What the operator can do about it. */
  readonly remedy?: string;
}

/** One thing that must hold for the storage; `id` is stable, for programs. */
export interface Check {
  readonly id: string;
  readonly title: string;
  run(patient: Patient): Promise<Finding>;
}

/** The storage under examination, with an object of the doctor's own in it. */
export interface Patient {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ttlSeconds: number;
  /** Origin of the web pages that show the PDFs. */
  readonly webOrigin: string;
  readonly objectKey: string;
  readonly bytes: Uint8Array;
}

export const ok = (detail: string): Finding => ({ outcome: 'ok', detail });
export const skipped = (detail: string): Finding => ({ outcome: 'skipped', detail });
export const failed = (detail: string, remedy: string): Finding => ({ outcome: 'failed', detail, remedy });
export const warning = (detail: string, remedy: string): Finding => ({ outcome: 'warning', detail, remedy });

export const fileName = 'lectern-doctor.pdf';
const timeoutMs = 10_000;

/** A request as a browser or a stranger would make it: no credentials, no redirects followed. */
export async function ask(url: string, init: RequestInit = {}) {
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    ...init,
  });
  const body = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, body };
}

export type Answer = Awaited<ReturnType<typeof ask>>;

export const isRefusal = ({ status }: Answer) => status >= 400 && status < 500;

/** A URL for an object, as a reader gets it. */
export async function signedUrl(
  { storage, clock, objectKey }: Patient,
  asked: {
    readonly objectKey?: string;
    readonly signer?: Signer;
    readonly agoSeconds?: number;
    readonly ttlSeconds?: number;
  } = {},
): Promise<string> {
  const { agoSeconds = 0, ttlSeconds = 60, signer = storage.signer } = asked;
  const signedAtSeconds = Math.floor(clock.nowMs() / 1000) - agoSeconds;
  const { url } = await signer.signDownload({
    objectKey: asked.objectKey ?? objectKey,
    fileName,
    disposition: 'attachment',
    issueId: 'lectern-doctor',
    signedAtSeconds,
    expiresAtSeconds: signedAtSeconds + ttlSeconds,
  });
  return url;
}

/** What a storage says of a refusal: the code in its XML or JSON, if it gives one. */
export function refusalOf({ status, body }: Answer): string {
  const text = body.subarray(0, 4096).toString();
  const code = /<Code>([\w.]+)<\/Code>/.exec(text)?.[1] ?? /"code":\s*"([\w.-]+)"/.exec(text)?.[1];
  return code ? `${status} ${code}` : String(status);
}

/** Stores the bytes of the doctor's object under a key. */
export async function putObject({ storage, bytes }: Patient, key: string): Promise<void> {
  const expected = { size: bytes.length, sha256: sha256(bytes) };
  await storage.driver.put(parseObjectKey(key), toChunks(bytes), expected);
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function* toChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
