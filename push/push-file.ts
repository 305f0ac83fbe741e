import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { LecternApiError, type Schemas } from 'lectern-client';
import { type FileSource, type PackageAttachment, PackageError, type StatementPdf } from 'lectern-problems';
import { hasPdfHeader } from 'lectern-problems/pdf-header';
import { putBytes } from '../client/src/put-bytes.ts';
import type { PushApi } from './push-api.ts';

export interface FilePush {
  readonly api: PushApi;
  readonly taskId: string;
  readonly source: FileSource;
  /** A statement in a language, or an attachment. */
  readonly file: StatementPdf | (PackageAttachment & { readonly language?: undefined });
  /** Compares with the server, and uploads nothing. */
  readonly dryRun: boolean;
  /** Called with the bytes sent so far; starts again if the upload is retried. */
  readonly onSent: (done: number) => void;
}

const attempts = 3;
const firstPauseMs = 1000;
/** Milliseconds without progress after which a connection counts as broken. */
const stalledAfterMs = 60_000;

/**
 * Makes a PDF the current one of its language, or a file the current one of an attachment, unless it already is.
 * @throws LecternApiError; PackageError when the file cannot be read, or is a statement and not a PDF
 */
export async function pushFile(push: FilePush): Promise<'unchanged' | 'uploaded' | 'to-upload'> {
  const { api, taskId, source, file, dryRun } = push;
  const { language, fileName, path } = file;
  const bytes = await source.read(path);
  if (language !== undefined) assertPdf(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const body = { fileName, size: bytes.length, sha256 };
  const announce = () =>
    language === undefined
      ? api.addAttachment(taskId, body, { dryRun })
      : api.putDocument(taskId, language, body, { dryRun });
  for (let attempt = 1; ; attempt += 1) {
    const put = await announce();
    if (put.outcome === 'unchanged') return 'unchanged';
    if (put.outcome === 'different') return 'to-upload';
    const { upload } = put;
    if ((await send(upload, bytes, push.onSent)) !== 'broken') {
      await api.completeUpload(taskId, upload.versionId);
      return 'uploaded';
    }
    if (attempt === attempts)
      throw new LecternApiError('network', 'The connection was lost during the upload. Push again.');
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

/** Checks before the upload what the server would find after it. Git LFS may leave a pointer in place of the file. */
function assertPdf(path: string, bytes: Uint8Array): void {
  if (hasPdfHeader(bytes)) return;
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 100));
  const why = start.startsWith('version https://git-lfs.github.com/')
    ? 'is a Git LFS pointer. Fetch the file with "git lfs pull"'
    : 'is not a PDF';
  throw new PackageError('file-unreadable', `"${path}" ${why}.`);
}
