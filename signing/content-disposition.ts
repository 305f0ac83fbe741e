import { create } from 'content-disposition';
import { checkFileName } from './file-name.ts';
import { percentEncode } from './percent-encoding.ts';
import type { DownloadRequest } from './signer.ts';

/** Names that need no quotes and pass `checkFileName`; the package would write the same, only slower. */
const token = /^[\w!#$&'*+.^`|~-]{1,200}$/;

/**
 * Names beyond ASCII that are written without a backslash. Not those with an exclamation mark, which RFC 8187 §3.2.1
 * leaves as it is and a URL does not.
 */
const beyondAscii = /^[ #-[\]-~]*[\u0080-\uffff][^!"\\]*$/;
const notAscii = /[\u0080-\uffff]/g;

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
  // What the last line would write, without writing a header and encoding the whole of it for every URL.
  if (token.test(fileName)) return `${disposition}%3B%20filename%3D${percentEncode(fileName)}`;
  checkFileName(fileName);
  if (beyondAscii.test(fileName)) {
    const fallback = percentEncode(fileName.replace(notAscii, '?'));
    const encodedTwice = percentEncode(percentEncode(fileName));
    return `${disposition}%3B%20filename%3D%22${fallback}%22%3B%20filename%2A%3DUTF-8%27%27${encodedTwice}`;
  }
  return percentEncode(create(fileName, { type: disposition }));
}
