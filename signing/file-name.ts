import { SigningError } from './signing-error.ts';

const maxBytes = 200;

/**
 * Control characters (CR and LF would split a reply header, as real servers showed), the marks that
 * change the direction of text (they disguise an extension; Bidi_Control in
 * https://www.unicode.org/Public/16.0.0/ucd/PropList.txt), the two separators of lines, and those of paths.
 */
const forbidden = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069/\\]/u;
const printableAscii = /^[ !-.0-[\]-~]+$/;

/** Whether a file name can travel in a signed URL and in `Content-Disposition`. */
export function isFileName(name: string): boolean {
  if (printableAscii.test(name)) return name.length <= maxBytes;
  return name !== '' && name.isWellFormed() && !forbidden.test(name) && Buffer.byteLength(name) <= maxBytes;
}

/** Throws `file-name-invalid` unless the name is 1 to 200 bytes of UTF-8 without control characters or `/`, `\`. */
export function checkFileName(name: string): void {
  if (isFileName(name)) return;
  throw new SigningError(
    'file-name-invalid',
    `Choose a file name of 1 to ${maxBytes} bytes without slashes, line breaks or other control characters.`,
  );
}
