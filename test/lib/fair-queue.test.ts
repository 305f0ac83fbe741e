import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFairQueue } from '../../src/lib/overloaded.ts';
import { pluck } from '../support/pluck.ts';
import { upTo } from '../support/up-to.ts';

const overloaded = { code: 'overloaded', facts: { retryAfterSeconds: 10 } };

/** A queue with work that lasts until the test ends it. */
function openQueue(maxWaiting: ReadonlyArray<number>, atOnce = 1) {
  const inTurn = createFairQueue(
    { atOnce, maxWaiting },
    { message: () => 'Too many.', retryAfterSeconds: { min: 10, max: 10 } },
  );
  const begun: Array<string> = [];
  const refused: Array<string> = [];
  const ends: Array<() => void> = [];
  const tick = () => new Promise(setImmediate);
  async function endOldest(): Promise<void> {
    ends.shift()?.();
    await tick();
  }
  return {
    inTurn,
    begun,
    refused,
    /** The groups of `a/b 1` are `a` and `b`. */
    add(...names: ReadonlyArray<string>): void {
      for (const name of names) {
        const [groups = ''] = name.split(' ', 1);
        const work = () => {
          begun.push(name);
          return new Promise<void>((resolve) => ends.push(resolve));
        };
        inTurn(groups.split('/'), work).catch(({ code }) => refused.push(`${name} is ${code}`));
      }
    },
    tick,
    endOldest,
    /** @returns everything in the order in which it began */
    async finish(): Promise<ReadonlyArray<string>> {
      await tick();
      const bound = upTo(10_000);
      while (ends.length > 0 && bound()) await endOldest();
      return begun;
    },
  };
}

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${name} ${at + 1}`);

describe('a queue', () => {
  it('runs one step at a time, in order of arrival, whatever their outcomes', async () => {
    const { inTurn } = openQueue([10]);
    const log: Array<string> = [];
    const run = (name: string, fails = false) =>
      inTurn([], async () => {
        log.push(`${name} begins`);
        await new Promise(setImmediate);
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const outcomes = await Promise.allSettled([run('one'), run('two', true), run('three')]);
    assert.deepEqual(pluck(outcomes, 'status'), ['fulfilled', 'rejected', 'fulfilled']);
    assert.deepEqual(
      log,
      ['one', 'two', 'three'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it('runs two at once, if it may', async () => {
    const { add, begun, endOldest, tick } = openQueue([10], 2);
    add('a 1', 'a 2', 'a 3');
    await tick();
    assert.deepEqual(begun, ['a 1', 'a 2']);
    await endOldest();
    assert.deepEqual(begun, ['a 1', 'a 2', 'a 3']);
  });

  for (const length of [0, 2]) {
    it(`refuses work while ${length} wait, if that is its limit, and accepts it again afterwards`, async () => {
      const { inTurn, add, refused, endOldest, finish } = openQueue([length]);
      add(...numbered('a', 1 + length));
      await assert.rejects(
        inTurn(['a'], async () => {}),
        overloaded,
      );
      await endOldest();
      add('a 4');
      assert.equal((await finish()).length, 2 + length);
      assert.deepEqual(refused, []);
    });
  }
});

describe('a fair queue', () => {
  for (const [does, arrivals, order] of [
    ['serves groups by turns', 'a1 a2 a3 a4 b1 b2 c1', 'a1 b1 c1 a2 b2 a3 a4'],
    ['serves next who comes to a flood', 'a1 a2 a3 a4 a5 b1', 'a1 b1 a2 a3 a4 a5'],
    [
      'serves groups within groups by turns',
      'a/x1 a/x2 a/x3 a/y1 b/z1 b/z2',
      'a/x1 b/z1 a/y1 b/z2 a/x2 a/x3',
    ],
    ['keeps groups of the same name apart', 'a/x1 a/x2 b/x1 b/x2', 'a/x1 b/x1 a/x2 b/x2'],
  ] as const) {
    it(does, async () => {
      const { add, finish } = openQueue([100]);
      add(...arrivals.replaceAll(/\d/g, ' $&').split(/ (?=[a-z])/));
      assert.deepEqual((await finish()).join(' ').replaceAll(/ (?=\d)/g, ''), order);
    });
  }

  it('does not serve a group earlier because it had nothing waiting for a moment', async () => {
    const { add, begun, endOldest } = openQueue([100]);
    add('a 1', 'b 1', 'b 2', 'c 1');
    await endOldest();
    add('a 2');
    for (let at = 0; at < 4; at += 1) await endOldest();
    assert.deepEqual(begun, ['a 1', 'b 1', 'c 1', 'a 2', 'b 2']);
  });

  it('serves a group again after 256 others at most, even if new ones never end', async () => {
    const { add, begun, endOldest } = openQueue([1000]);
    add('a 1', 'a 2');
    for (let turn = 0; turn < 300; turn += 1) {
      add(`new-${turn} 1`, `newer-${turn} 1`);
      await endOldest();
    }
    assert.equal(begun.indexOf('a 2') - 1, 256);
  });

  it('is fair between the outermost groups first', async () => {
    const { add, begun, endOldest, tick } = openQueue([1000]);
    for (let at = 0; at < 50; at += 1) add(`strangers/address-${at} 1`);
    add(...numbered('known/ann', 3), ...numbered('sign-ups/address-1', 3));
    await tick();
    for (let at = 0; at < 8; at += 1) await endOldest();
    assert.deepEqual(
      begun.map((name) => name.split('/', 1)[0]),
      Array.from({ length: 9 }, (_, at) => ['strangers', 'known', 'sign-ups'][at % 3]),
    );
  });

  for (const [what, limits, arrivals, refused] of [
    ['the newest of the largest group', [4], 'x1 a1 a2 a3 b1 b2', 'a3'],
    ['the newest of all, if groups are equal', [3], 'x1 a1 b1 c1 d1', 'd1'],
    ['the newest of the largest group in the largest group', [4], 'x1 a/p1 a/q1 a/q2 b/p1 b/p2', 'a/q2'],
    ['the newest of a group with too much, while the queue has room', [9, 2], 'x1 a1 a2 a3 b1 b2', 'a3'],
    ['the newest of its largest group', [9, 3], 'x1 a/p1 a/p2 a/q1 a/r1 b/p1', 'a/p2'],
    ['the newest of a group in a group', [9, 9, 1], 'x1 a/p1 a/p2 a/q1 b/p1', 'a/p2'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const queue = openQueue(limits);
      queue.add(...arrivals.replaceAll(/\d/g, ' $&').split(/ (?=[a-z])/));
      const served = await queue.finish();
      assert.deepEqual(queue.refused, [`${refused.replace(/\d/, ' $&')} is overloaded`]);
      assert.equal(served.length, arrivals.split(' ').length - 1);
    });
  }
});
