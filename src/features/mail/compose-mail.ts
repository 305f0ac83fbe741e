import type { MailKind } from '../../domain/accounts/mail-queue.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import en from './texts/en.json' with { type: 'json' };
import pl from './texts/pl.json' with { type: 'json' };

export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailFacts {
  readonly kind: MailKind;
  readonly language: OwnLanguage;
  /** Of the recipient. */
  readonly email: string;
  /** Link to set the password, or to a contest with a new notice; undefined for none. */
  readonly url: string | undefined;
  /** When the link ends, or when the password was changed (Unix milliseconds). */
  readonly timeMs: number;
}

/** Shared by all mails of an installation. */
export interface MailIssuer {
  /** Default: Lectern. */
  readonly name: string | undefined;
  readonly publicUrl: string;
  /** Contact for questions about accounts. */
  readonly contact: string | undefined;
}

interface KindTexts {
  readonly subject: string;
  readonly about: string;
  readonly link?: string;
  readonly until?: string;
  readonly ignore: string;
  readonly otherwise?: string;
}

const texts: Readonly<Record<OwnLanguage, typeof en>> = { en, pl };
const locales: Readonly<Record<OwnLanguage, string>> = { en: 'en-GB', pl: 'pl-PL' };

/**
 * Writes a mail from the operator's texts and Lectern's only. It omits the person's name: where anyone may sign up with
 * someone else's address, the name could carry a message to them.
 */
export function composeMail(facts: MailFacts, issuer: MailIssuer): ComposedMail {
  const { kind, language, email, url, timeMs } = facts;
  const { greeting, contact, automatic } = texts[language];
  const { subject, about, link = '', until, ignore, otherwise }: KindTexts = texts[language][kind];
  const values: Readonly<Record<string, string>> = {
    email,
    instance: issuer.name ?? 'Lectern',
    host: new URL(issuer.publicUrl).host,
    contact: issuer.contact ?? '',
    time: formatTime(timeMs, locales[language]),
  };
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
  const opening = [greeting, about].map(fill);
  const closing = [until, ignore, otherwise, issuer.contact && contact, automatic].flatMap((text) =>
    text ? [fill(text)] : [],
  );
  const anchor = url === undefined ? [] : [`<a href="${escapeHtml(url)}">${escapeHtml(link)}</a>`];
  const paragraphs = [...opening.map(escapeHtml), ...anchor, ...closing.map(escapeHtml)];
  return {
    subject: fill(subject),
    text: `${[...opening, ...(url === undefined ? [] : [url]), ...closing].join('\n\n')}\n`,
    html: [
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(fill(subject))}</title></head>`,
      '<body style="font: 16px/1.5 sans-serif">',
      ...paragraphs.map((paragraph) => `<p>${paragraph}</p>`),
      '</body></html>\n',
    ].join('\n'),
  };
}

const formatTime = (ms: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(ms);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
