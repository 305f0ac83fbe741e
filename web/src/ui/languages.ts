/** Languages offered first; any other BCP 47 tag can be typed. */
export const commonLanguages: ReadonlyArray<string> = [
  ...['en', 'pl', 'de', 'fr', 'es', 'it', 'pt', 'pt-BR', 'nl', 'da', 'sv', 'nb', 'fi', 'is', 'ga'],
  ...['cs', 'sk', 'hu', 'ro', 'bg', 'hr', 'sr', 'sl', 'bs', 'mk', 'sq', 'el', 'tr'],
  ...['uk', 'be', 'ru', 'lt', 'lv', 'et', 'ka', 'hy', 'az', 'kk', 'uz', 'mn'],
  ...['ar', 'fa', 'he', 'hi', 'id', 'ja', 'ko', 'th', 'vi', 'zh-Hans', 'zh-Hant', 'zh-TW', 'zh-CN'],
];

/** `EN-gb` -> `en-GB`; undefined if it is not a BCP 47 tag. */
export function canonicalLanguage(tag: string): string | undefined {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'));
    return canonical;
  } catch {
    return undefined;
  }
}

/** Words used for languages in file names. */
const wordsOf = {
  en: ['english', 'eng', 'angielski', 'ang'],
  pl: ['polish', 'polski', 'pol'],
  de: ['german', 'deutsch'],
  fr: ['french'],
  es: ['spanish'],
  uk: ['ukrainian'],
  cs: ['czech'],
};
const tagOf: ReadonlyMap<string, string> = new Map(
  Object.entries(wordsOf).flatMap(([tag, words]) => words.map((word) => [word, tag] as const)),
);

/** The language that a file name contains: `task.pl.pdf`, `zadanie_pl.pdf`, `sum-pt-BR.pdf`, `EN.pdf`. */
export function guessLanguage(fileName: string): string | undefined {
  const name = fileName.replace(/\.pdf$/i, '').replace(/\s*\(\d+\)$/, '');
  const parts = name.split(/[._\s()[\]-]+/).filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const candidates = [parts.slice(-2).join('-'), last, parts[0] ?? ''];
  for (const candidate of candidates) {
    const tag = tagOf.get(candidate.toLowerCase()) ?? canonicalLanguage(candidate);
    if (tag && commonLanguages.includes(tag)) return tag;
  }
  return undefined;
}
