import Negotiator from 'negotiator';

export const mailLanguages = ['en', 'pl'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** The language of ours that `Accept-Language` (RFC 9110 §12.5.4) prefers; English when it prefers none. */
export function chooseMailLanguage(acceptLanguage: string | undefined): MailLanguage {
  const negotiator = new Negotiator({ headers: { 'accept-language': acceptLanguage ?? '*' } });
  return (negotiator.languages([...mailLanguages])[0] ?? 'en') as MailLanguage;
}
