import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generateSigningKey } from 'lectern-signing';
import { ringAt } from '../../../src/core/keys/key-table.ts';
import { pluck } from '../../support/pluck.ts';

const keys = [10, 30, 20].map((signsFromMs) => ({
  ...generateSigningKey(0),
  id: `from-${signsFromMs}`,
  signsFromMs,
}));

describe('the ring of keys that begin to sign at different times', () => {
  for (const [nowMs, ids, untilMs] of [
    [9, ['from-10', 'from-20', 'from-30'], 10],
    [10, ['from-10', 'from-20', 'from-30'], 20],
    [19, ['from-10', 'from-20', 'from-30'], 20],
    [20, ['from-20', 'from-10', 'from-30'], 30],
    [30, ['from-30', 'from-20', 'from-10'], Number.POSITIVE_INFINITY],
  ] as const) {
    it(`is ${ids.join(', ')} at ${nowMs}, until ${untilMs}`, () => {
      const inForce = ringAt(keys, nowMs);
      assert.deepEqual(pluck(inForce.ring, 'id'), ids);
      assert.equal(inForce.untilMs, untilMs);
    });
  }

  it('is the same for two keys of one time, in any order', () => {
    const twins = ['b', 'a'].map((id) => ({ ...generateSigningKey(0), id, signsFromMs: 10 }));
    assert.deepEqual(ringAt(twins, 10), ringAt(twins.toReversed(), 10));
  });

  it('needs a key', () => {
    assert.throws(() => ringAt([], 0), { name: 'OperatorError', message: /no signing keys/ });
  });
});
