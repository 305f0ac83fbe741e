import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queuePasswordHashing } from '../../../src/domain/accounts/password-hashing.ts';

/** Hashing that takes until the test ends it, with the passwords whose hashing has begun. */
function hashingByHand() {
  const begun: Array<string> = [];
  const ends: Array<() => void> = [];
  const hashing = queuePasswordHashing({
    hash(password) {
      begun.push(password);
      return new Promise((resolve) => ends.push(() => resolve(`hash of ${password}`)));
    },
    verify: async ({ hash, password }) => hash === `hash of ${password}`,
  });
  return { hashing, begun, endOldest: () => ends.shift()?.() };
}

const overloaded = (error: unknown) => {
  const { code, facts } = error as { code: string; facts: { retryAfterSeconds: number } };
  assert.equal(code, 'overloaded');
  assert.ok(facts.retryAfterSeconds >= 5 && facts.retryAfterSeconds <= 15);
  return true;
};

describe('hashing passwords', () => {
  it('hashes two at a time, in order of arrival', async () => {
    const { hashing, begun, endOldest } = hashingByHand();
    const results = ['a', 'b', 'c', 'd'].map((password) => hashing.hash(password));
    assert.deepEqual(begun, ['a', 'b']);
    endOldest();
    assert.equal(await results[0], 'hash of a');
    assert.deepEqual(begun, ['a', 'b', 'c']);
    for (let at = 0; at < 3; at++) {
      endOldest();
      await results[at + 1];
    }
    assert.deepEqual(await Promise.all(results), ['hash of a', 'hash of b', 'hash of c', 'hash of d']);
  });

  it('refuses requests immediately while 256 wait, including checks of a password, and works afterwards', async () => {
    const { hashing, begun, endOldest } = hashingByHand();
    const taken = Array.from({ length: 258 }, (_, at) => hashing.hash(`${at}`));
    await assert.rejects(hashing.hash('late'), overloaded);
    await assert.rejects(hashing.verify({ hash: 'hash of a', password: 'a' }), overloaded);
    for (const each of taken) {
      endOldest();
      await each;
    }
    assert.equal(begun.length, 258);
    assert.equal(await hashing.verify({ hash: 'hash of a', password: 'a' }), true);
  });

  it('continues after one that fails', async () => {
    const hashing = queuePasswordHashing({
      hash: async () => assert.fail('no hash'),
      verify: async () => true,
    });
    for (let at = 0; at < 5; at++) await assert.rejects(hashing.hash('a'), /no hash/);
    assert.equal(await hashing.verify({ hash: '', password: '' }), true);
  });
});
