import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { LecternApiError, type Schemas } from 'lectern-client';
import { type FileSource, PackageError, type StatementPdf } from 'lectern-problems';
import { hasPdfHeader } from 'lectern-problems/pdf-header';
import { putBytes } from '../../../client/src/put-bytes.ts';
import type { PushApi } from './push-api.ts';

export interface DocumentPush {
  readonly api: PushApi;
  readonly taskId: string;
  readonly source: FileSource;
  readonly document: StatementPdf;
  /** Compares with what the server has, and uploads nothing. */
  readonly dryRun: boolean;
  /** Told of the bytes that are sent; fewer again when they are sent anew. */
  readonly onSent: (done: number) => void;
}

const attempts = 3;
const firstPauseMs = 1000;
/** Milliseconds in which no byte moves until a connection counts as broken. */
const stalledAfterMs = 60_000;

/**
 * Makes a PDF the current one of its language, unless it is already.
 * @throws LecternApiError; PackageError when the file cannot be read, or is no PDF
 */
export async function pushDocument(push: DocumentPush): Promise<'unchanged' | 'uploaded' | 'to-upload'> {
  const { api, taskId, source, document, dryRun } = push;
  const { language, fileName, path } = document;
  const bytes = await source.read(path);
  assertPdf(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const announce = () =>
    api.putDocument(taskId, language, { fileName, size: bytes.length, sha256 }, { dryRun });
  for (let attempt = 1; ; attempt += 1) {
    const put = await announce();
    if (put.outcome === 'unchanged') return 'unchanged';
    if (put.outcome === 'different') return 'to-upload';
    const { upload } = put;
    if ((await send(upload, bytes, push.onSent)) !== 'broken') {
      await api.completeUpload(taskId, upload.versionId);
      return 'uploaded';
    }
    if (attempt === attempts) throw new LecternApiError('network', 'The connection broke during the upload.');
    await pause(firstPauseMs * 2 ** (attempt - 1));
  }
}

/** The signed URL is the only credential that the storage sees. */
function send(
  { uploadUrl: url, uploadHeaders: headers }: Schemas.Upload,
  bytes: Uint8Array<ArrayBuffer>,
  onProgress: (done: number) => void,
) {
  return putBytes({ url, headers, body: new Blob([bytes]), onProgress, stalledAfterMs }, globalThis.fetch);
}

/** The server would find it out after the upload. Git LFS leaves a note where the file should be. */
function assertPdf(path: string, bytes: Uint8Array): void {
  if (hasPdfHeader(bytes)) return;
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 100));
  const why = start.startsWith('version https://git-lfs.github.com/')
    ? 'is a pointer of Git LFS: fetch the file with "git lfs pull"'
    : 'is not a PDF';
  throw new PackageError('file-unreadable', `"${path}" ${why}.`);
}
