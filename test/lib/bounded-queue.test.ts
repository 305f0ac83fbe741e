import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBoundedQueue } from '../../src/lib/overloaded.ts';

const queueOf = (maxWaiting: number) =>
  createBoundedQueue(
    { atOnce: 1, maxWaiting },
    { message: () => 'Too many.', retryAfterSeconds: { min: 10, max: 10 } },
  );

describe('a queue', () => {
  it('runs one step at a time, in order of arrival, whatever their outcomes', async () => {
    const inTurn = queueOf(10);
    const log: Array<string> = [];
    const step =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} begins`);
        await new Promise(setImmediate);
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const answers = await Promise.allSettled([
      inTurn(step('one')),
      inTurn(step('two', true)),
      inTurn(step('three')),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(
      log,
      ['one', 'two', 'three'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it('runs one step and queues none, if that is its limit', async () => {
    const alone = queueOf(0);
    const first = alone(async () => 'first');
    await assert.rejects(
      alone(async () => 'second'),
      { code: 'overloaded' },
    );
    assert.equal(await first, 'first');
    assert.equal(await alone(async () => 'third'), 'third');
  });

  it('refuses more than may wait, and accepts steps again once fewer wait', async () => {
    const inTurn = queueOf(2);
    const first = Promise.withResolvers<void>();
    const held = [() => first.promise, async () => {}, async () => {}].map((step) => inTurn<void>(step));
    await assert.rejects(
      inTurn(async () => {}),
      { code: 'overloaded', facts: { retryAfterSeconds: 10 } },
    );
    first.resolve();
    await Promise.all(held);
    assert.equal(await inTurn(async () => 'again'), 'again');
  });
});
