import { LecternError } from './errors.ts';

/** One line of text for people: trimmed, in Unicode NFC; undefined when it is empty or has control characters. */
export function toLine(text: string): string | undefined {
  const line = text.normalize('NFC').trim();
  return line === '' || /\p{Cc}|\p{Zl}|\p{Zp}|\p{Cs}/u.test(line) ? undefined : line;
}

/** As `toLine`. @throws LecternError `request-invalid`, also for more than `maxLength` characters */
export function parseLine(text: string, field: string, maxLength = Number.POSITIVE_INFINITY): string {
  const line = toLine(text);
  if (line === undefined) {
    throw new LecternError(
      'request-invalid',
      `"${field}" must be one line of text without control characters.`,
    );
  }
  if (line.length > maxLength) {
    throw new LecternError('request-invalid', `"${field}" has at most ${maxLength} characters.`);
  }
  return line;
}
