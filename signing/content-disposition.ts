import { checkFileName, maxFileNameBytes } from './file-name.ts';
import { percentEncode, percentEncodeAscii } from './percent-encoding.ts';
import type { DownloadRequest } from './signer.ts';

/** Tokens of RFC 9110 §5.6.2, which need no quotes; a percent sign may begin an escape. */
const token = /^[\w!#$&'*+.^`|~-]+$/;
const tokenOrEscape = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Names beyond ASCII, without a backslash, and without an exclamation mark, which RFC 8187 §3.2.1 leaves unencoded but URLs here do not.
 */
const beyondAscii = /^[ #-[\]-~]*[\u0080-\uffff][^!"\\]*$/;
/** Tokens that a query contains unencoded. */
const unreserved = /^[\w.~-]+$/;
const percentSign = /%/g;
const notAscii = /[\u0080-\uffff]/g;
/** Old browsers decode these in the plain `filename` (RFC 6266 §4.3, Appendix D). */
const percentEscape = /%[\da-f]{2}/i;
/** Characters that RFC 8187 §3.2.1 encodes and `encodeURIComponent` does not. */
const notAttributeCharacter = /['()*]/g;

type Download = Pick<DownloadRequest, 'fileName' | 'disposition'>;

/**
 * The `Content-Disposition` of a download, RFC 6266: an ASCII fallback, and `filename*` in UTF-8 (RFC 8187) if the name needs it. Empty if
 * neither a name nor `attachment` is given. Throws `file-name-invalid` for a name that a header cannot carry safely.
 */
export function contentDisposition({ fileName, disposition = 'inline' }: Download): string {
  if (fileName === undefined) return disposition === 'inline' ? '' : disposition;
  if (fileName.length <= maxFileNameBytes && token.test(fileName))
    return `${disposition}; filename=${fileName}`;
  checkFileName(fileName);
  const fallback = fileName.replace(notAscii, '?');
  const plain = tokenOrEscape.test(fallback) ? fallback : `"${fallback.replace(/["\\]/g, '\\$&')}"`;
  if (fallback === fileName && !percentEscape.test(fileName)) return `${disposition}; filename=${plain}`;
  const extended = encodeURIComponent(fileName).replace(notAttributeCharacter, percentEncodeAscii);
  return `${disposition}; filename=${plain}; filename*=UTF-8''${extended}`;
}

/** The same, percent-encoded as the value of a query parameter. */
export function contentDispositionParameter(download: Download): string {
  const { fileName, disposition = 'inline' } = download;
  // Shortcuts with the result of the last line, without building and encoding a header for every URL.
  if (fileName !== undefined && unreserved.test(fileName) && fileName.length <= maxFileNameBytes) {
    return `${disposition}%3B%20filename%3D${fileName}`;
  }
  if (fileName !== undefined && beyondAscii.test(fileName)) {
    checkFileName(fileName);
    const fallback = percentEncode(fileName.replace(notAscii, '?'));
    // After the first encoding only percent signs remain to be encoded.
    const encodedTwice = percentEncode(fileName).replace(percentSign, '%25');
    return `${disposition}%3B%20filename%3D%22${fallback}%22%3B%20filename%2A%3DUTF-8%27%27${encodedTwice}`;
  }
  return percentEncode(contentDisposition(download));
}
