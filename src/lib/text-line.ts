import { invisible, toLine } from 'lectern-problems/line';
import { LecternError } from './errors.ts';

export { invisible, toLine };

const codePoint = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What to do about a text that `toLine` refuses. @param what the subject of the sentence */
export function notALine(what: string, text: string): string {
  const [mark] = invisible.exec(text.trim()) ?? [];
  return mark === undefined
    ? `${what} must be one line of text without control characters.`
    : `${what} has the invisible character ${codePoint(mark)}. Remove it.`;
}

/** As `toLine`. @throws LecternError `request-invalid`, also above `maxLength` characters */
export function parseLine(text: string, field: string, maxLength = Number.POSITIVE_INFINITY): string {
  const line = toLine(text);
  if (line === undefined) {
    throw new LecternError('request-invalid', notALine(`"${field}"`, text));
  }
  return lengthChecked(line, field, maxLength);
}

/** The same for several lines, which may be empty in between. */
export function parseLines(text: string, field: string, maxLength = Number.POSITIVE_INFINITY): string {
  const lines = text.trim().split(/\r?\n/);
  const parsed = lines.map((line) =>
    line.trim() === '' && lines.length > 1 ? '' : parseLine(line, field, maxLength),
  );
  return lengthChecked(parsed.join('\n'), field, maxLength);
}

function lengthChecked(text: string, field: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  throw new LecternError(
    'request-invalid',
    `"${field}" can have at most ${maxLength} characters. Shorten it.`,
  );
}
