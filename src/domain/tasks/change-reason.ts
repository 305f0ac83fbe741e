import { type TextsByLanguage, writeTexts } from '../../lib/languages.ts';

export const maxReasonLanguages = 10;
/** Characters in each language. */
export const maxReasonLength = 300;

/** Why a PDF was replaced, for its readers, in its stored form. @throws LecternError `request-invalid` */
export const writeReason = (given: TextsByLanguage = {}): string | null =>
  writeTexts(given, 'reason', maxReasonLength);
