import { toLine } from '../problems/line.ts';
import { LecternError } from './errors.ts';

export { toLine };

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
    throw new LecternError('request-invalid', `"${field}" can have at most ${maxLength} characters.`);
  }
  return line;
}
