/** Pages of the manual that exist in Polish; the empty name is its first page. */
export const polishPages: ReadonlyArray<string> = [
  '',
  'booklets',
  'contest-day',
  'envelopes',
  'networks',
  'preflight',
  'reading',
  'teaching',
];

/**
 * Address of a page of the manual in a language, falling back to English.
 * @param page such as `signing-keys#in-the-database`
 * @returns the path below the app's base path
 */
export function manualPath(page: string, language: string): { path: string; isTranslated: boolean } {
  if (language === 'pl' && polishPages.includes(page))
    return { path: `/manual/pl/${page}`, isTranslated: true };
  return { path: `/manual/${page}`, isTranslated: language === 'en' };
}
