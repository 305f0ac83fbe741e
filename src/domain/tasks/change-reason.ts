import { type TextsByLanguage, writeTexts } from '../../lib/languages.ts';

export const maxReasonLanguages = 10;
/** Characters of each line. */
export const maxReasonLength = 300;

/** Why a PDF was replaced, for its readers, as a version stores it. @throws LecternError `request-invalid` */
export const writeReason = (given: TextsByLanguage = {}): string | null =>
  writeTexts(given, 'reason', maxReasonLength);
