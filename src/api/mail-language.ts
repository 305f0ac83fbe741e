import Negotiator from 'negotiator';
import { type OwnLanguage, ownLanguages } from '../lib/own-languages.ts';

/** The language of our e-mail that `Accept-Language` (RFC 9110 §12.5.4) prefers; English if it has none of them. */
export function chooseMailLanguage(acceptLanguage: string | undefined): OwnLanguage {
  const negotiator = new Negotiator({ headers: { 'accept-language': acceptLanguage ?? '*' } });
  const [preferred] = negotiator.languages([...ownLanguages]);
  return ownLanguages.find((language) => language === preferred) ?? 'en';
}
