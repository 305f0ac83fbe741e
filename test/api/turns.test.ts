import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createTurns, type EndTurn } from '../../src/api/plugins/turns.ts';
import { openTestApp } from '../support/app.ts';

describe('turns of accounts', () => {
  /** Asks for turns of 5 ms, two at a time, and remembers those that have begun. */
  function asking(account: string, take = createTurns()) {
    const begun: Array<EndTurn> = [];
    const ask = (count: number) => {
      for (let nth = 0; nth < count; nth += 1) void take(account, 5, 10).then(({ end }) => begun.push(end));
    };
    return { take, begun, ask };
  }

  it('let an account make some requests at once, and the next when a reply is made', async () => {
    const { begun, ask } = asking('student');
    ask(4);
    await nextTurn();
    assert.equal(begun.length, 2);
    begun[0]?.();
    await Promise.resolve();
    assert.equal(
      begun.length,
      2,
      'the next begins in a later turn of the event loop, so that others come first',
    );
    await nextTurn();
    assert.equal(begun.length, 3);
  });

  it('are given by cost, in order, and never block an account for one long request', async () => {
    const take = createTurns();
    const begun: Array<readonly [ms: number, end: EndTurn]> = [];
    for (const ms of [5, 50, 50, 1, 1]) void take('student', ms, 10).then(({ end }) => begun.push([ms, end]));
    for (const running of [
      [5, 50],
      [50, 1, 1],
    ]) {
      await nextTurn();
      const ended = begun.splice(0);
      assert.deepEqual(
        ended.map(([ms]) => ms),
        running,
      );
      for (const [, end] of ended) end();
      await nextTurn();
    }
  });

  it('never delay another account', async () => {
    const busy = asking('student');
    const other = asking('other', busy.take);
    busy.ask(100);
    other.ask(1);
    await nextTurn();
    assert.deepEqual([busy.begun.length, other.begun.length], [2, 1]);
  });

  it('come one after the other, until none waits', async () => {
    const { begun, ask } = asking('teacher');
    ask(5);
    for (let ended = 0; ended < 5; ended += 1) {
      await nextTurn();
      begun[ended]?.();
      await nextTurn();
    }
    ask(2);
    await nextTurn();
    assert.equal(begun.length, 7);
  });

  it('refuse an account while a hundred of its requests wait', async () => {
    const { take, begun, ask } = asking('student');
    ask(102);
    await assert.rejects(take('student', 5, 10), ({ code, facts }: { code: string; facts: object }) => {
      assert.equal(code, 'rate-limited');
      assert.match(JSON.stringify(facts), /^\{"retryAfterSeconds":[123]\}$/);
      return true;
    });
    await nextTurn();
    begun[0]?.();
    await nextTurn();
    ask(1);
    await nextTurn();
    assert.equal(begun.length, 3);
  });
});

describe('a student who asks for fifty pages at once', async () => {
  const { person, task, publish } = await openTestApp();

  it('gets them all, and delays no one until they are answered', async () => {
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
    assert.ok(answered < pages.length, `${answered} were answered before the other reader`);
    assert.deepEqual(new Set(await Promise.all(pages)), new Set([200]));
  });
});
