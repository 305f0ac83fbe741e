import { create } from 'content-disposition';
import { checkFileName } from './file-name.ts';
import { percentEncode } from './percent-encoding.ts';
import type { DownloadRequest } from './signer.ts';

/** Names that need no quotes and pass `checkFileName`; the package would write the same, only slower. */
const token = /^[\w!#$&'*+.^`|~-]{1,200}$/;

type Download = Pick<DownloadRequest, 'fileName' | 'disposition'>;

/**
 * The `Content-Disposition` of a download, RFC 6266: an ASCII fallback, and `filename*` in UTF-8 where the
 * name needs it. Throws `file-name-invalid` for what a header cannot carry safely.
 */
export function contentDisposition({ fileName, disposition }: Download): string {
  if (token.test(fileName)) return `${disposition}; filename=${fileName}`;
  checkFileName(fileName);
  return create(fileName, { type: disposition });
}

/** The same, percent-encoded as the value of a query parameter. */
export function contentDispositionParameter(download: Download): string {
  const { fileName, disposition } = download;
  // What the other branch would write, without encoding `; ` and `=` anew for every URL.
  if (token.test(fileName)) return `${disposition}%3B%20filename%3D${percentEncode(fileName)}`;
  return percentEncode(contentDisposition(download));
}
