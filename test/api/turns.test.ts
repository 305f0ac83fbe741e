import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createTurns, type EndTurn } from '../../src/api/plugins/turns.ts';
import { openTestApp } from '../support/app.ts';

describe('turns of accounts', () => {
  /** Asks for turns of `cost`, and remembers those that have begun. */
  function asking(account: string, take = createTurns()) {
    const begun: Array<EndTurn> = [];
    return {
      take,
      begun,
      ask: (cost: number) => void take(account, cost, 20).then(({ end }) => begun.push(end)),
    };
  }

  it('let an account do so much at once, and more when a reply is made', async () => {
    const { begun, ask } = asking('student');
    for (let nth = 0; nth < 6; nth += 1) ask(5);
    await nextTurn();
    assert.equal(begun.length, 4);
    begun[0]?.();
    await Promise.resolve();
    assert.equal(
      begun.length,
      4,
      'the next begins in a later turn of the event loop, so that others come first',
    );
    await nextTurn();
    await nextTurn();
    assert.equal(begun.length, 5);
  });

  it('never delay another account', async () => {
    const busy = asking('student');
    const other = asking('other', busy.take);
    for (let nth = 0; nth < 100; nth += 1) busy.ask(5);
    other.ask(5);
    await nextTurn();
    assert.deepEqual([busy.begun.length, other.begun.length], [4, 1]);
  });

  it('let something that costs more run alone, in the order of arrival', async () => {
    const { begun, ask } = asking('teacher');
    for (const cost of [500, 5, 500]) ask(cost);
    for (const expected of [1, 2, 3]) {
      await nextTurn();
      assert.equal(begun.length, expected);
      begun.at(-1)?.();
      await nextTurn();
    }
  });

  it('refuse an account while a hundred of its requests wait', async () => {
    const { take, begun, ask } = asking('student');
    for (let nth = 0; nth < 101; nth += 1) ask(20);
    await assert.rejects(take('student', 20, 20), ({ code, facts }: { code: string; facts: object }) => {
      assert.equal(code, 'rate-limited');
      assert.match(JSON.stringify(facts), /^\{"retryAfterSeconds":[123]\}$/);
      return true;
    });
    await nextTurn();
    begun[0]?.();
    await nextTurn();
    await nextTurn();
    ask(20);
    await nextTurn();
    assert.equal(begun.length, 2);
  });
});

describe('a student who asks for fifty pages at once', async () => {
  const { person, task, publish } = await openTestApp();

  it('gets them all, and delays nobody until they are answered', async () => {
    const teacher = await person('teacher');
    const given = await task(teacher, { visibility: 'signed-in', visibleFrom: 0 });
    await publish(given, teacher);
    const [busy, quiet] = [await person(), await person()];
    let answered = 0;
    const pages = Array.from({ length: 50 }, async () => {
      const { status } = await busy.send('GET /api/v1/openings?limit=200');
      answered += 1;
      return status;
    });
    assert.equal((await quiet.send(`GET /api/v1/tasks/${given.id}`)).status, 200);
    assert.ok(answered < 25, `${answered} were answered before the other reader`);
    assert.deepEqual(new Set(await Promise.all(pages)), new Set([200]));
  });
});
