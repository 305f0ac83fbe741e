import Negotiator from 'negotiator';

/**
 * The document that fits a reader's languages best: the one asked for, else what `Accept-Language`
 * (RFC 9110 §12.5.4) prefers, else the task's primary language, else any. Undefined if there are none.
 */
export function chooseDocument<T extends { readonly language: string }>(
  documents: ReadonlyArray<T>,
  preference: {
    readonly language: string | undefined;
    readonly acceptLanguage: string | undefined;
    readonly primaryLanguage: string;
  },
): T | undefined {
  if (documents.length < 2) return documents[0];
  // Between languages that fit equally well ("*", or none at all) the first one is taken.
  const primaryFirst = documents.toSorted(
    (a, b) =>
      Number(b.language === preference.primaryLanguage) - Number(a.language === preference.primaryLanguage),
  );
  const available = primaryFirst.map((document) => document.language);
  for (const accepted of [preference.language, preference.acceptLanguage]) {
    if (!accepted) continue;
    const negotiator = new Negotiator({ headers: { 'accept-language': accepted } });
    const [best] = negotiator.languages(available);
    if (best !== undefined) return documents.find((document) => document.language === best);
  }
  return primaryFirst[0];
}
