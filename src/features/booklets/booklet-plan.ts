import type { BookletPlan } from 'lectern-binding';
import type { Booklet } from './booklet.ts';
import type { BookletSource, SourceEntry } from './booklet-sources.ts';
import en from './texts/en.json' with { type: 'json' };
import pl from './texts/pl.json' with { type: 'json' };

/** Booklets in other languages get English texts. */
const english = { texts: en, tag: 'en-GB' };
const locales: Readonly<Record<string, typeof english>> = { pl: { texts: pl, tag: 'pl-PL' } };

const maxBookletPages = 2000;

/** @param isLeftOut whether to omit the PDF of an entry */
export function planBooklet(
  { language, oddPages, timeZone }: Booklet,
  { name, times, entries }: BookletSource,
  isLeftOut: (entry: number) => boolean,
): BookletPlan {
  const { texts, tag: locale } = localeOf(language);
  const time = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  const noteOf = ({ version }: SourceEntry) =>
    version === undefined || version.language === language
      ? ''
      : texts.otherLanguage.replace('{{language}}', languageName(version.language, locale));
  return {
    language,
    title: name,
    facts: [
      ...(times ? [[texts.starts, time.format(times.startsAt)] as const] : []),
      ...(times && times.endsAt !== null ? [[texts.ends, time.format(times.endsAt)] as const] : []),
      [texts.language, languageName(language, locale)],
      [texts.tasks, String(entries.length)],
    ],
    oddPages,
    entries: entries.map((entry, at) => ({
      label: entry.label,
      title: entry.title,
      note: noteOf(entry),
      size: isLeftOut(at) ? null : (entry.version?.size ?? null),
    })),
    words: { contents: texts.contents, pages: texts.pages, missing: texts.missing },
    maxPages: maxBookletPages,
  };
}

const languageName = (language: string, locale: string): string =>
  new Intl.DisplayNames([locale], { type: 'language' }).of(language) ?? language;

function localeOf(language: string) {
  return locales[new Intl.Locale(language).language] ?? english;
}
