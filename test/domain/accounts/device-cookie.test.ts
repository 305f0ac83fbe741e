import assert from 'node:assert/strict';
import { createHmac, hkdfSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { createDeviceCookie } from '../../../src/domain/accounts/device-cookie.ts';
import { settableClock } from '../../support/settable-clock.ts';

const secret = 'a secret of more than thirty-two characters';
const [http, https] = ['http://localhost:4000', 'https://lectern.example.org'];
const email = 'ann@example.org';
const open = (publicUrl = http, clock = settableClock()) => createDeviceCookie({ secret, publicUrl, clock });
/** As a browser sends it back. */
const pairOf = (setCookie: string) => setCookie.split(';', 1)[0] ?? '';

describe('a device cookie', () => {
  it('is HttpOnly, SameSite=Lax and lives for 180 days (RFC 6265bis §5.6)', () => {
    assert.match(
      open().issue(email),
      /^lectern\.device=[\w-]{22}\.\d{10}\.[\w-]{43}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Lax$/,
    );
  });

  it('belongs only to its host on https: __Host-, Secure, no Domain (RFC 6265bis §4.1.3.2)', () => {
    assert.match(
      open(https).issue(email),
      /^__Host-lectern\.device=\S+; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  it('identifies the device to every process with the secret', () => {
    const cookie = pairOf(open().issue(email));
    const id = open().read(`other=1; ${cookie}; more=2`, ' Ann@Example.org ');
    assert.equal(cookie, `lectern.device=${id}.${cookie.split('.').slice(2).join('.')}`);
    assert.notEqual(open().read(pairOf(open().issue(email)), email), id);
  });

  it('is signed by HMAC-SHA256 with its own key, derived by HKDF', () => {
    const [, id, expiry, tag] = /=(.+)\.(\d+)\.(.+)$/.exec(pairOf(open().issue(email))) ?? [];
    const key = Buffer.from(hkdfSync('sha256', secret, '', 'lectern-device-cookie-v1', 32));
    const expected = createHmac('sha256', key).update(`${id}\n${expiry}\n${email}`).digest('base64url');
    assert.equal(tag, expected);
  });

  it('belongs to one account', () => {
    assert.equal(open().read(pairOf(open().issue(email)), 'bob@example.org'), undefined);
  });

  it('expires after 180 days', () => {
    const clock = settableClock();
    const cookies = open(http, clock);
    const cookie = pairOf(cookies.issue(email));
    clock.advance(180 * 24 * 60 * 60 * 1000 - 1000);
    assert.ok(cookies.read(cookie, email));
    clock.advance(1000);
    assert.equal(cookies.read(cookie, email), undefined);
  });

  it('is invalid once a character of it is changed, or when another secret signed it', () => {
    const cookie = pairOf(open().issue(email));
    const value = cookie.indexOf('=') + 1;
    for (let at = value; at < cookie.length; at += 1) {
      for (const character of ['A', 'b', '0', '9', '-', '.', ' ', '']) {
        if (cookie[at] === character) continue;
        const changed = cookie.slice(0, at) + character + cookie.slice(at + 1);
        assert.equal(open().read(changed, email), undefined, changed);
      }
    }
    const other = createDeviceCookie({
      secret: secret.toUpperCase(),
      publicUrl: http,
      clock: settableClock(),
    });
    assert.equal(other.read(cookie, email), undefined);
  });

  for (const cookies of [undefined, '', 'lectern.device', 'lectern.device=', 'lectern.device=..', 'x=y']) {
    it(`is absent from ${JSON.stringify(cookies)}`, () =>
      assert.equal(open().read(cookies, email), undefined));
  }
});
