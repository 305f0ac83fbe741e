import type { ApiCalls } from './api.ts';
import { assertReadable, hashBlob } from './hash-blob.ts';
import { isPassing, LecternApiError } from './lectern-error.ts';
import { putBytes } from './put-bytes.ts';
import type { AttachmentToAdd, ChangeReason, DocumentVersion, Upload } from './schemas.ts';
import { sleep } from './send-request.ts';

/** A PDF of the statement in a language, or an attachment. */
export type UploadRequest = FileToUpload &
  (
    | {
        /** BCP 47. */
        readonly language: string;
        readonly attachment?: undefined;
      }
    | {
        /** How it opens; only for a new name. */
        readonly attachment: Pick<AttachmentToAdd, 'kind' | 'opensAt'>;
        readonly language?: undefined;
      }
  );

interface FileToUpload {
  readonly fileName: string;
  /** A `File` of a form, or another blob; an attachment may be of another type. */
  readonly pdf: Blob;
  /** Why it replaces another version: a line for readers, by language. */
  readonly reason?: ChangeReason | undefined;
  /** Reports progress: hashing comes first, then sending. */
  readonly onProgress?: (progress: UploadProgress) => void;
  /** Cancels the upload, also between attempts. */
  readonly signal?: AbortSignal | undefined;
}

export interface UploadProgress {
  /** `waiting`: the connection broke; sending restarts when it is back. */
  readonly step: 'hashing' | 'sending' | 'waiting' | 'checking';
  /** Bytes of this step so far. */
  readonly done: number;
  readonly total: number;
}

export type UploadedVersion = DocumentVersion & {
  /** `unchanged`: the current version has the same bytes, so nothing was sent; this is that version. */
  readonly outcome: 'uploaded' | 'unchanged';
};

const attempts = 5;
const firstPauseMs = 1000;
const stalledAfterMs = 60_000;
/** Statuses of storages for an expired URL: Lectern, S3 and Azure 403, GCS 400, Swift 401. */
const maybeExpired = new Set([400, 401, 403]);

/**
 * Hashes the file in chunks, announces it, puts it to the storage at the signed upload URL, and completes the upload, unless the current
 * version is the same file. Resends the bytes when a connection breaks, in browsers only when they are online; if they arrived nonetheless,
 * it only completes. If the signal aborts, the upload is cancelled.
 */
export async function uploadDocument(
  client: ApiCalls,
  send: typeof fetch,
  taskId: string,
  upload: UploadRequest,
): Promise<UploadedVersion> {
  const { language, attachment, fileName, pdf, reason, onProgress = () => {}, signal } = upload;
  const total = pdf.size;
  const report = (step: UploadProgress['step'], done = 0) => onProgress({ step, done, total });

  /** Retries after a broken connection; other errors are thrown. */
  async function persist<Result>(attempt: () => Promise<Result | 'broken'>): Promise<Result> {
    for (let number = 1; ; number += 1) {
      const result = await attempt();
      if (result !== 'broken') return result;
      await assertReadable(pdf);
      if (number === attempts)
        throw new LecternApiError('network', 'The connection broke during the upload.');
      report('waiting');
      await sleep(firstPauseMs * 2 ** (number - 1), signal);
      await untilOnline(signal);
    }
  }

  const sha256 = await hashBlob(pdf, { onProgress: (done) => report('hashing', done), signal });
  /** Returns where to put the file, or the current version if it is the same. */
  async function announce(): Promise<Upload | UploadedVersion> {
    const body = { fileName, size: total, sha256, ...attachment };
    const put = await (attachment
      ? client.post('/api/v1/tasks/{taskId}/attachments', { path: { taskId }, body, signal })
      : client.put('/api/v1/tasks/{taskId}/documents/{language}', {
          path: { taskId, language },
          body,
          signal,
        }));
    if (put.outcome === 'unchanged') return { ...put.version, outcome: 'unchanged' };
    if (put.outcome === 'upload') return put.upload;
    throw new LecternApiError('reply-unreadable', 'The server did not say where to upload to.');
  }
  const cancel = (versionId: string) =>
    client.post('/api/v1/tasks/{taskId}/documents/{versionId}/cancel', { path: { taskId, versionId } });
  const first = await announce();
  if ('outcome' in first) return first;
  let announced = first;
  let isRepeated = false;
  try {
    const sent = await persist(async () => {
      report('sending');
      const { uploadUrl: url, uploadHeaders: headers } = announced;
      const onSent = (done: number) => report('sending', done);
      const put = { url, headers, body: pdf, onProgress: onSent, signal, stalledAfterMs };
      try {
        const outcome = await putBytes(put, send);
        isRepeated = true;
        return outcome;
      } catch (error) {
        // The connection was lost for longer than the URL lives.
        const isExpired = isRepeated && error instanceof LecternApiError && maybeExpired.has(error.status);
        if (!isExpired) throw error;
        isRepeated = false;
        const next = await announce();
        if ('outcome' in next) return next;
        announced = next;
        return 'broken';
      }
    });
    if (typeof sent === 'object') return sent;
    report('checking');
    return await persist(async () => {
      try {
        const path = { taskId, versionId: announced.versionId };
        const version = await client.post('/api/v1/tasks/{taskId}/documents/{versionId}/complete', {
          path,
          body: reason && { reason },
          signal,
        });
        return { ...version, outcome: 'uploaded' as const };
      } catch (error) {
        if (isPassing(error)) return 'broken'; // completing is idempotent
        throw error;
      }
    });
  } catch (error) {
    // Not awaited: the server removes uncancelled uploads later.
    if (signal?.aborted) void cancel(announced.versionId).catch(() => {});
    throw error;
  }
}

interface Window {
  readonly navigator?: { readonly onLine?: boolean };
  addEventListener?(name: 'online', listener: () => void, options: { signal: AbortSignal }): void;
}

/** Resolves immediately, except in a browser that is offline. */
async function untilOnline(signal: AbortSignal | undefined): Promise<void> {
  const window = globalThis as unknown as Window;
  if (window.navigator?.onLine !== false || !window.addEventListener) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const done = new AbortController();
  window.addEventListener('online', resolve, { signal: done.signal });
  signal?.addEventListener('abort', () => reject(signal.reason), { signal: done.signal });
  try {
    signal?.throwIfAborted();
    await promise;
  } finally {
    done.abort();
  }
}
