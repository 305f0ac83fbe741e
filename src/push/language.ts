/**
 * The BCP 47 tag in canonical form for what packages call a language: a tag (`en`, `pt-BR`, `pt_BR`), or an English
 * word (`russian`), as Polygon and task-maker have it. Undefined for anything else, and for tags of languages that are
 * not known, so that `final` of `task.final.pdf` is not taken for one.
 */
export function toLanguage(text: string): string | undefined {
  const word = text.trim().toLowerCase();
  return languagesByWord().get(word) ?? toKnownTag(text.trim().replaceAll('_', '-'));
}

const english = () => new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

function toKnownTag(tag: string): string | undefined {
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) || tag.length > 35) return undefined;
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    const known = canonical && english().of(canonical.split('-', 1)[0] ?? '');
    return known ? canonical : undefined;
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
  const names = english();
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
