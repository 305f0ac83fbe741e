import type { ApiCalls, Operation, Output } from './api.ts';
import { LecternApiError } from './lectern-error.ts';
import { putBytes } from './put-bytes.ts';
import { type RequestSettings, sleep } from './send-request.ts';
import { createSha256 } from './sha256.ts';

export interface UploadRequest {
  /** BCP 47. */
  readonly language: string;
  readonly fileName: string;
  /** A `File` of a form, or any other blob. */
  readonly pdf: Blob;
  /** Called as it goes on; first the hash is made, then the bytes are sent. */
  readonly onProgress?: (progress: UploadProgress) => void;
  /** Ends it, also between attempts. */
  readonly signal?: AbortSignal;
}

export interface UploadProgress {
  readonly step: 'hashing' | 'sending' | 'checking';
  /** Bytes of the step so far. */
  readonly done: number;
  readonly total: number;
}

type Complete = '/api/v1/tasks/{taskId}/documents/{versionId}/complete';
export type UploadedVersion = Output<Operation<'post', Complete>>;

const attempts = 3;
const pauseMs = 1000;

/**
 * Hashes the PDF in chunks, announces it, puts it to the storage by the signed upload URL, and completes it. The
 * bytes are sent again when a connection breaks; an upload that arrived all the same is only completed.
 */
export async function uploadDescription(
  client: ApiCalls,
  settings: RequestSettings,
  taskId: string,
  upload: UploadRequest,
): Promise<UploadedVersion> {
  const { language, fileName, pdf, onProgress = () => {}, signal } = upload;
  const abort = signal ? { signal } : {};
  const sha256 = await hash(pdf, (done) => onProgress({ step: 'hashing', done, total: pdf.size }), signal);
  const announced = await client.post('/api/v1/tasks/{taskId}/documents', {
    path: { taskId },
    body: { language, fileName, size: pdf.size, sha256 },
    ...abort,
  });
  const put = {
    url: announced.uploadUrl,
    headers: announced.uploadHeaders,
    body: pdf,
    onProgress: (done: number) => onProgress({ step: 'sending', done, total: pdf.size }),
    signal,
  };
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await putBytes(put, settings);
    if (outcome === 'stored' || outcome === 'there-already') break;
    if (attempt === attempts) throw new LecternApiError('network', 'The connection broke during the upload.');
    await sleep(pauseMs * attempt, signal);
  }
  onProgress({ step: 'checking', done: 0, total: pdf.size });
  const path = { taskId, versionId: announced.versionId };
  return client.post('/api/v1/tasks/{taskId}/documents/{versionId}/complete', { path, ...abort });
}

async function hash(pdf: Blob, onDone: (bytes: number) => void, signal?: AbortSignal): Promise<string> {
  const sha256 = createSha256();
  let done = 0;
  const reader = pdf.stream().getReader();
  for (;;) {
    signal?.throwIfAborted();
    const { value } = await reader.read();
    if (!value) return sha256.digest();
    sha256.update(value);
    done += value.length;
    onDone(done);
  }
}
