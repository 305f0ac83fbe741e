import { parseLine } from '../../lib/text-line.ts';
import { parseLanguage } from './task.ts';

/** Why a PDF was replaced, for its readers: one line for each language, by its BCP 47 tag. */
export type ChangeReason = Readonly<Record<string, string>>;

export const maxReasonLanguages = 10;
/** Characters of each line. */
export const maxReasonLength = 300;

/**
 * A reason as a version keeps it; null for none.
 * @throws LecternError `request-invalid`
 */
export function writeReason(given: ChangeReason = {}): string | null {
  const lines = Object.entries(given).map(([tag, text]) => [
    parseLanguage(tag),
    parseLine(text, `reason.${tag}`, maxReasonLength),
  ]);
  return lines.length === 0 ? null : JSON.stringify(Object.fromEntries(lines));
}

export function readReason(kept: string | null): ChangeReason | null {
  return kept === null ? null : JSON.parse(kept);
}
