import Negotiator from 'negotiator';

/** The languages that Lectern itself writes in: web app, e-mail, calendars. BCP 47. */
export const ownLanguages = ['en', 'pl'] as const;
export type OwnLanguage = (typeof ownLanguages)[number];

/** The language of ours that `Accept-Language` (RFC 9110 §12.5.4) prefers; English when it prefers none. */
export function chooseMailLanguage(acceptLanguage: string | undefined): OwnLanguage {
  const negotiator = new Negotiator({ headers: { 'accept-language': acceptLanguage ?? '*' } });
  const [preferred] = negotiator.languages([...ownLanguages]);
  return ownLanguages.find((language) => language === preferred) ?? 'en';
}
