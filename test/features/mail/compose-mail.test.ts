import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseMailLanguage } from '../../../src/api/mail-language.ts';
import { composeMail } from '../../../src/features/mail/compose-mail.ts';
import en from '../../../src/features/mail/texts/en.json' with { type: 'json' };
import pl from '../../../src/features/mail/texts/pl.json' with { type: 'json' };
import { ownLanguages } from '../../../src/lib/own-languages.ts';

type Texts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The path of each text, with its placeholders. */
const shapeOf = (texts: Texts, path = ''): ReadonlyArray<string> =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string'
      ? [`${path}${key} ${(text.match(/\{\{\w+\}\}/g) ?? []).sort()}`]
      : shapeOf(text, `${path}${key}.`),
  );

const facts = {
  email: 'ann@example.org',
  url: 'https://lectern.example.org/set-password#token=abc',
  timeMs: Date.UTC(2026, 10, 24, 12),
} as const;
const issuer = { name: 'A<b>&"c"', publicUrl: 'https://lectern.example.org', contact: '<i>Ms Nowak</i>' };

describe('the texts of mails', () => {
  it('are the same in both languages, with the same placeholders', () => {
    assert.deepEqual(shapeOf(pl), shapeOf(en));
  });

  for (const language of ownLanguages) {
    for (const kind of ['invitation', 'forgotten-password', 'password-changed'] as const) {
      it(`of ${kind} in "${language}" have the same content as text and as HTML`, () => {
        const mail = composeMail({ ...facts, kind, language }, issuer);
        assert.doesNotMatch(mail.subject + mail.text + mail.html, /\{\{|undefined/);
        assert.match(mail.html, new RegExp(`^<!doctype html><html lang="${language}">`));
        assert.doesNotMatch(mail.html, /<b>|<i>|<img|<script/);
        const read = mail.html
          .replace(/^[\s\S]*<body[^>]*>/, '')
          .replace(/<a href="([^"]*)">[^<]*<\/a>/g, '$1')
          .replaceAll(/<\/?\w+>/g, '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&');
        const lines = (text: string) => text.split('\n').filter((line) => line !== '');
        assert.deepEqual(lines(read), lines(mail.text));
      });
    }
  }

  it('have the date in their language', () => {
    const { text } = composeMail(
      { ...facts, url: undefined, kind: 'password-changed', language: 'pl' },
      issuer,
    );
    assert.match(text, /24 listopada 2026/);
  });

  it('name Lectern where the operator has set no other name, and no contact where none is set', () => {
    const bare = { ...issuer, name: undefined, contact: undefined };
    const { subject, text } = composeMail({ ...facts, kind: 'invitation', language: 'en' }, bare);
    assert.equal(subject, 'Your account at Lectern');
    assert.doesNotMatch(text, /Questions/);
  });

  for (const [header, expected] of [
    [undefined, 'en'],
    ['pl', 'pl'],
    ['pl-PL,pl;q=0.9,en;q=0.8', 'pl'],
    ['de,pl;q=0.5', 'pl'],
    ['de', 'en'],
    ['en;q=0.5,pl;q=0.9', 'pl'],
    ['*', 'en'],
    ['…;q=', 'en'],
  ] as const) {
    it(`are "${expected}" for Accept-Language: ${header}`, () => {
      assert.equal(chooseMailLanguage(header), expected);
    });
  }
});
