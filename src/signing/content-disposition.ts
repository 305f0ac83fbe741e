import { create } from 'content-disposition';
import { checkFileName } from './file-name.ts';

/**
 * The `Content-Disposition` of a download, RFC 6266: an ASCII fallback, and `filename*` in UTF-8 where the
 * name needs it. Throws `file-name-invalid` for what a header cannot carry safely.
 */
export function contentDisposition(download: {
  readonly fileName: string;
  readonly disposition: 'inline' | 'attachment';
}): string {
  checkFileName(download.fileName);
  return create(download.fileName, { type: download.disposition });
}
