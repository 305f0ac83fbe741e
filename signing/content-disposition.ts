import { checkFileName, maxFileNameBytes } from './file-name.ts';
import { percentEncode, percentEncodeAscii } from './percent-encoding.ts';
import type { DownloadRequest } from './signer.ts';

/** Tokens of RFC 9110 §5.6.2, which need no quotes; a percent sign may begin an escape. */
const token = /^[\w!#$&'*+.^`|~-]+$/;
const tokenOrEscape = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Names beyond ASCII that are written without a backslash. Not those with an exclamation mark, which RFC 8187 §3.2.1
 * leaves as it is and a URL does not.
 */
const beyondAscii = /^[ #-[\]-~]*[\u0080-\uffff][^!"\\]*$/;
/** These are a token, and a query has them as they are. */
const unreserved = /^[\w.~-]+$/;
const percentSign = /%/g;
const notAscii = /[\u0080-\uffff]/g;
/** An old browser decodes these in the plain `filename` (RFC 6266 §4.3, Appendix D). */
const percentEscape = /%[\da-f]{2}/i;
/** What RFC 8187 §3.2.1 encodes and `encodeURIComponent` leaves. */
const notAttributeCharacter = /['()*]/g;

type Download = Pick<DownloadRequest, 'fileName' | 'disposition'>;

/**
 * The `Content-Disposition` of a download, RFC 6266: an ASCII fallback, and `filename*` in UTF-8 (RFC 8187) where
 * the name needs it. Empty where there is nothing to say. Throws `file-name-invalid` for what a header cannot carry safely.
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
  // What the last line would write, without writing a header and encoding the whole of it for every URL.
  if (fileName !== undefined && unreserved.test(fileName) && fileName.length <= maxFileNameBytes) {
    return `${disposition}%3B%20filename%3D${fileName}`;
  }
  if (fileName !== undefined && beyondAscii.test(fileName)) {
    checkFileName(fileName);
    const fallback = percentEncode(fileName.replace(notAscii, '?'));
    // Encoded, it has nothing but percent signs left to encode.
    const encodedTwice = percentEncode(fileName).replace(percentSign, '%25');
    return `${disposition}%3B%20filename%3D%22${fallback}%22%3B%20filename%2A%3DUTF-8%27%27${encodedTwice}`;
  }
  return percentEncode(contentDisposition(download));
}
