import { utf8 } from './bytes.ts';
import { SigningError } from './signing-error.ts';

export const maxFileNameBytes = 200;

/**
 * Control characters (CR and LF would split a reply header, as happened on real servers), marks that change the direction of text (they
 * disguise an extension; Bidi_Control in https://www.unicode.org/Public/16.0.0/ucd/PropList.txt), the two line separators, and path
 * separators.
 */
const forbidden = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069/\\]/u;
const printableAscii = /^[ !-.0-[\]-~]+$/;

/** Whether a file name is safe in a signed URL and in `Content-Disposition`. */
export function isFileName(name: string): boolean {
  if (printableAscii.test(name)) return name.length <= maxFileNameBytes;
  const isText = name !== '' && name.isWellFormed() && !forbidden.test(name);
  // A UTF-16 code unit is at most three bytes of UTF-8.
  return isText && (name.length * 3 <= maxFileNameBytes || utf8(name).length <= maxFileNameBytes);
}

/** Throws `file-name-invalid` unless the name is 1 to 200 bytes of UTF-8 without control characters or `/`, `\`. */
export function checkFileName(name: string): void {
  if (isFileName(name)) return;
  throw new SigningError(
    'file-name-invalid',
    `Choose a file name of 1 to ${maxFileNameBytes} bytes without slashes or control characters.`,
  );
}
