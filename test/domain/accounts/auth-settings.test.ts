import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cookieAttributes, sessionCookieName } from '../../../src/domain/accounts/auth-settings.ts';

describe('the session cookie', () => {
  it('has the prefix that browsers accept only from https', () => {
    assert.equal(sessionCookieName('https://lectern.example.org'), '__Host-lectern.session_token');
    assert.equal(sessionCookieName('http://127.0.0.1:8080'), 'lectern.session_token');
  });

  it('is limited to the path of Lectern on a host that Lectern shares (RFC 6265bis §4.1.3.1)', () => {
    const publicUrl = 'https://judge.example.org/lectern';
    assert.equal(sessionCookieName(publicUrl), '__Secure-lectern.session_token');
    assert.equal(
      cookieAttributes(publicUrl, 60),
      'Path=/lectern; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
    );
  });
});
