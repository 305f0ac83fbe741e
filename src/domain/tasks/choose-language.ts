import Negotiator from 'negotiator';
import { readTexts } from '../../lib/languages.ts';
import type { Task } from './task.ts';

/** The languages that a reader prefers. */
export interface LanguagePreference {
  /** The requested language. */
  readonly language?: string | undefined;
  /** The header `Accept-Language` (RFC 9110 §12.5.4). */
  readonly acceptLanguage: string | undefined;
}

/**
 * The document that fits a reader's languages best: the requested one, else what `Accept-Language` prefers, else the task's primary
 * language, else any. Undefined if there are none.
 */
export function chooseDocument<T extends { readonly language: string }>(
  documents: ReadonlyArray<T>,
  preference: LanguagePreference & Pick<Task, 'primaryLanguage'>,
): T | undefined {
  if (documents.length < 2) return documents[0];
  // If several languages fit equally well (`*`, or none at all), the first one wins.
  const primaryFirst = documents
    .map(({ language }) => language)
    .toSorted((a, b) => Number(b === preference.primaryLanguage) - Number(a === preference.primaryLanguage));
  const best = chooseLanguage(primaryFirst, preference) ?? primaryFirst[0];
  return documents.find(({ language }) => language === best);
}

/** The title for a reader, chosen like the document. `title` is for the primary language, and for languages without a title. */
export function chooseTitle(
  { title, titles, primaryLanguage }: Pick<Task, 'title' | 'titles' | 'primaryLanguage'>,
  preference: LanguagePreference,
): string {
  const others = readTexts(titles);
  if (others === null) return title;
  const best = chooseLanguage([primaryLanguage, ...Object.keys(others)], preference);
  return best === undefined ? title : (others[best] ?? title);
}

/** The best of these languages for a reader; undefined if the reader prefers none of them. */
function chooseLanguage(
  available: Array<string>,
  { language, acceptLanguage }: LanguagePreference,
): string | undefined {
  for (const accepted of [language, acceptLanguage]) {
    if (!accepted) continue;
    const negotiator = new Negotiator({ headers: { 'accept-language': accepted } });
    const [best] = negotiator.languages(available);
    if (best !== undefined) return best;
  }
  return undefined;
}
