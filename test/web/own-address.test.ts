import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOwnAddress } from '../../web/src/features/session/own-address.ts';

describe('the page after signing in', () => {
  for (const address of ['/', '/tasks/1?language=pl#x', '/a//b']) {
    it(`is a page of the app: ${address}`, () => {
      assert.equal(isOwnAddress(address, 'https://lectern.example'), true);
    });
  }

  const others = [
    '',
    'tasks',
    '//',
    '///',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ];
  for (const address of others) {
    it(`is not elsewhere: ${JSON.stringify(address)}`, () => {
      assert.equal(isOwnAddress(address, 'https://lectern.example'), false);
    });
  }
});
