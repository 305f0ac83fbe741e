import { LecternError } from './errors.ts';
import { parseLine } from './text-line.ts';

/** A text per language, by BCP 47 tag. */
export type TextsByLanguage = Readonly<Record<string, string>>;

/** Parses a BCP 47 language tag to canonical form (`EN-gb` -> `en-GB`). @throws LecternError `request-invalid` */
export function parseLanguage(tag: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    if (canonical !== undefined && canonical.length <= 35) return canonical;
  } catch {
    // Not a tag: the same error as for one that is too long.
  }
  throw new LecternError(
    'request-invalid',
    `"${tag}" is not a language tag. Use a BCP 47 tag, such as "en" or "pt-BR".`,
  );
}

/**
 * Serializes texts for a column: JSON sorted by language; null for none.
 * @param maxLength characters per text
 * @param parse `parseLines` for texts of several lines
 * @throws LecternError `request-invalid`
 */
export function writeTexts(
  texts: TextsByLanguage,
  field: string,
  maxLength: number,
  parse = parseLine,
): string | null {
  const lines = Object.entries(texts).map(
    ([tag, text]) => [parseLanguage(tag), parse(text, `${field}.${tag}`, maxLength)] as const,
  );
  const sorted = lines.sort(([a], [b]) => (a < b ? -1 : 1));
  return lines.length === 0 ? null : JSON.stringify(Object.fromEntries(sorted));
}

export function readTexts(stored: string | null): TextsByLanguage | null {
  return stored === null ? null : JSON.parse(stored);
}
