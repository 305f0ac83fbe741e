/** The pages of the manual that are there in Polish; the empty name is its first page. */
export const polishPages: ReadonlyArray<string> = [
  '',
  'booklets',
  'contest-day',
  'envelopes',
  'preflight',
  'reading',
  'teaching',
];

/**
 * Where a page of the manual is for a reader of a language, who gets the English one where there is no other.
 * @param page such as `signing-keys#in-the-database`
 * @returns the path below that of the app
 */
export function manualPath(page: string, language: string): { path: string; isTranslated: boolean } {
  if (language === 'pl' && polishPages.includes(page))
    return { path: `/manual/pl/${page}`, isTranslated: true };
  return { path: `/manual/${page}`, isTranslated: language === 'en' };
}
