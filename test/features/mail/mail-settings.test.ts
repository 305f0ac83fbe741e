import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mailConfigOf } from '../../../src/features/mail/mail-settings.ts';
import { configWarnings, describeConfig, readConfig } from '../../../src/features/settings.ts';

const MAIL_FROM = 'lectern@example.org';
const read = (environment: Record<string, string>) =>
  mailConfigOf(readConfig({ SMTP_URL: 'smtp://localhost', MAIL_FROM, ...environment }));

describe('the settings of e-mail', () => {
  for (const [SMTP_URL, host, port, tls, auth] of [
    ['smtps://mail.example.org', 'mail.example.org', 465, 'implicit', undefined],
    ['smtp://mail.example.org', 'mail.example.org', 587, 'starttls', undefined],
    ['smtp://relay:25?tls=off', 'relay', 25, 'off', undefined],
    ['smtp://127.0.0.1:1025', '127.0.0.1', 1025, 'off', undefined],
    ['smtp://[::1]:25/', '::1', 25, 'off', undefined],
    ['smtp://localhost?tls=starttls', 'localhost', 587, 'starttls', undefined],
    ['smtps://ann%40a.org:a%2Fb@b.org:4650', 'b.org', 4650, 'implicit', { user: 'ann@a.org', pass: 'a/b' }],
  ] as const) {
    it(`read ${SMTP_URL}`, () => assert.deepEqual(read({ SMTP_URL })?.server, { host, port, tls, auth }));
  }

  for (const [from, expected] of [
    [MAIL_FROM, { name: undefined, address: MAIL_FROM }],
    [`<${MAIL_FROM}>`, { name: undefined, address: MAIL_FROM }],
    [`Szkoła Zawodów <${MAIL_FROM}>`, { name: 'Szkoła Zawodów', address: MAIL_FROM }],
    [`"School, of contests" <${MAIL_FROM}>`, { name: 'School, of contests', address: MAIL_FROM }],
  ] as const) {
    it(`read the sender ${from}`, () => assert.deepEqual(read({ MAIL_FROM: from })?.from, expected));
  }

  for (const [variable, text] of [
    ['SMTP_URL', 'https://user:s3cret@mail.example.org'],
    ['SMTP_URL', 'smtp:s3cret'],
    ['SMTP_URL', 'smtps://user:s3cret@mail.example.org?tls=off'],
    ['SMTP_URL', 'smtp://user:s3cret@mail.example.org?tls=perhaps'],
    ['SMTP_URL', 'smtp://user:s3cret@mail.example.org?logger=true'],
    ['SMTP_URL', 'smtp://user:s3cret@mail.example.org/path'],
    ['SMTP_URL', 'smtp://user:s3cret%@mail.example.org'],
    ['MAIL_FROM', 'School'],
    ['MAIL_FROM', 'School <lectern@example.org'],
    ['MAIL_FROM', 'School <a@example.org>, b@example.org'],
    ['MAIL_FROM', 'School\r\nBcc: eve@example.org <lectern@example.org>'],
  ] as const) {
    it(`refuse ${variable}=${JSON.stringify(text)}, without showing a password`, () => {
      assert.throws(
        () => read({ [variable]: text }),
        ({ message }: Error) => message.includes(`${variable} must be `) && !message.includes('s3cret'),
      );
    });
  }

  for (const environment of [{ MAIL_FROM }, { SMTP_URL: 'smtp://localhost' }]) {
    it(`are required together: ${Object.keys(environment)} alone is refused`, () => {
      assert.throws(() => readConfig(environment), /SMTP_URL and MAIL_FROM belong together/);
    });
  }

  it('are described without the password', () => {
    const config = readConfig({ SMTP_URL: 'smtps://ann:s3cret@mail.example.org', MAIL_FROM });
    const { value } = describeConfig(config).find(({ variable }) => variable === 'SMTP_URL') ?? {};
    assert.equal(value, 'smtps://ann:hidden@mail.example.org');
  });

  it('warn of a mail server elsewhere without TLS', () => {
    const warnings = (SMTP_URL: string) => configWarnings(readConfig({ SMTP_URL, MAIL_FROM }), {});
    assert.match(warnings('smtp://relay:25?tls=off').join(), /SMTP_URL leads to relay without TLS/);
    assert.deepEqual(warnings('smtp://relay:25'), []);
    assert.deepEqual(warnings('smtp://localhost:25'), []);
  });
});
