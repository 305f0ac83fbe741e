import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { urlBindingOf } from '../../src/core/issue/url-binding.ts';
import { readConfig } from '../../src/features/settings.ts';
import { openTestApp } from '../support/app.ts';

const environment = { LECTERN_SIGN_UP: 'open', MAX_PDF_BYTES: '4096', LECTERN_AUTH_SECRET: 'a'.repeat(32) };
const oidc = {
  OIDC_ISSUER: 'https://id.example.org',
  OIDC_CLIENT_ID: 'lectern',
  OIDC_CLIENT_SECRET: 's3cret-key',
  OIDC_NAME: 'Example School',
  LECTERN_PASSWORD_SIGN_IN: 'off',
  LECTERN_CONTACT: 'Ms Nowak, room 12',
};
const { send } = await openTestApp(environment);

describe('GET /api/v1/settings', () => {
  it('shows the settings in force, and no secret', async () => {
    const { status, body, text } = await send('GET /api/v1/settings');
    assert.equal(status, 200);
    assert.partialDeepStrictEqual(body, { signUp: 'open', maxPdfBytes: 4096 });
    const { signInProvider, contact, mail, hasAccounts, hasManual, demoAccounts, urlBinding, ...rest } = body;
    assert.equal(hasManual, (await send('GET /manual/')).status === 200);
    assert.deepEqual([signInProvider, contact, mail, hasAccounts], [null, null, 'off', false]);
    assert.deepEqual([demoAccounts, urlBinding], [[], 'off']);
    assert.partialDeepStrictEqual(readConfig(environment), rest);
    assert.doesNotMatch(text, /aaaa|secret|key/i);
  });

  for (const [bindUrls, provider, expected] of [
    ['networks', 'embedded', 'on'],
    ['networks', 'swift', 'on'],
    ['networks', 'cloudfront', 'ipv4'],
    ['never', 'azure', 'off'],
    ['never', 's3', 'unsupported'],
  ] as const) {
    it(`says of ${provider} with LECTERN_BIND_URLS=${bindUrls} that URLs are bound: ${expected}`, () => {
      assert.equal(urlBindingOf(bindUrls, provider), expected);
    });
  }

  it('shows how people sign in, and nothing else of the provider', async () => {
    const { body, text } = await (await openTestApp(oidc)).send('GET /api/v1/settings');
    assert.partialDeepStrictEqual(body, {
      passwordSignIn: 'off',
      signInProvider: 'Example School',
      contact: 'Ms Nowak, room 12',
    });
    assert.doesNotMatch(text, /secret|key|id\.example/i);
  });
});
