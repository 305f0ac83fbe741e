/**
 * The BCP 47 tag in canonical form for what packages call a language: a tag (`en`, `pt-BR`, `pt_BR`), or an English
 * word (`russian`), as Polygon and task-maker have it. Undefined for anything else, and for tags of languages that are
 * not known, so that `final` of `task.final.pdf` is not taken for one.
 */
export function toLanguage(text: string): string | undefined {
  const word = text.trim().toLowerCase();
  return languagesByWord().get(word) ?? toKnownTag(text.trim().replaceAll('_', '-'));
}

const namesOf = (type: 'language' | 'region') => new Intl.DisplayNames('en', { type, fallback: 'none' });

/** Of language, script and region (RFC 5646 §2.1). With variants, `en-final` would be a language. */
const tagPattern = /^([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?$/i;

function toKnownTag(tag: string): string | undefined {
  const [matched, language = '', region] = tagPattern.exec(tag) ?? [];
  if (matched === undefined) return undefined;
  try {
    const isKnown =
      namesOf('language').of(language) !== undefined &&
      (region === undefined || namesOf('region').of(region.toUpperCase()) !== undefined);
    return isKnown ? Intl.getCanonicalLocales(tag)[0] : undefined;
  } catch {
    return undefined; // it only looked like a tag
  }
}

/** Words that CLDR spells another way. */
const otherWords = { slovene: 'sl', farsi: 'fa', burmese: 'my', kirghiz: 'ky' };

let byWord: ReadonlyMap<string, string> | undefined;

/** `polish` -> `pl`, from the names that CLDR has for the languages of ISO 639-1. */
function languagesByWord(): ReadonlyMap<string, string> {
  if (byWord) return byWord;
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const names = namesOf('language');
  const known = letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      const name = names.of(code);
      return name === undefined || Intl.getCanonicalLocales(code)[0] !== code
        ? []
        : [[name.toLowerCase(), code] as const];
    });
  byWord = new Map([...known, ...Object.entries(otherWords)]);
  return byWord;
}
