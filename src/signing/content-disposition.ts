import { create } from 'content-disposition';
import { checkFileName } from './file-name.ts';

/** Names that need no quotes and pass `checkFileName`; the package would write the same, only slower. */
const token = /^[\w!#$&'*+.^`|~-]{1,200}$/;

/**
 * The `Content-Disposition` of a download, RFC 6266: an ASCII fallback, and `filename*` in UTF-8 where the
 * name needs it. Throws `file-name-invalid` for what a header cannot carry safely.
 */
export function contentDisposition(download: {
  readonly fileName: string;
  readonly disposition: 'inline' | 'attachment';
}): string {
  const { fileName, disposition } = download;
  if (token.test(fileName)) return `${disposition}; filename=${fileName}`;
  checkFileName(fileName);
  return create(fileName, { type: disposition });
}
