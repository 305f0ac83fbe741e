import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sessionCookieName } from '../../../src/domain/accounts/auth-settings.ts';

describe('the session cookie', () => {
  it('has the prefix that browsers take from https only', () => {
    assert.equal(sessionCookieName('https://lectern.example.org'), '__Host-lectern.session_token');
    assert.equal(sessionCookieName('http://127.0.0.1:8080'), 'lectern.session_token');
  });
});
