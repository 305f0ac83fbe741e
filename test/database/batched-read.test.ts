import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as endOfTick } from 'node:timers/promises';
import { batchReads } from '../../src/database/batched-read.ts';
import { LecternError } from '../../src/lib/errors.ts';
import { pluck } from '../support/pluck.ts';

interface Statement {
  readonly asked: ReadonlyArray<number>;
  answer(): void;
  fail(error: Error): void;
}

/** Reads that return their input, in statements that a test answers. */
function openReads(limits?: { longestWaitMs: number }) {
  const statements: Array<Statement> = [];
  const read = batchReads<number, number>((asked) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyArray<number>>();
    statements.push({ asked, answer: () => resolve(asked), fail: reject });
    return promise;
  }, limits);
  const ask = (from: number, count: number) => Array.from({ length: count }, (_, at) => read(from + at));
  const sizes = () => statements.map(({ asked }) => asked.length);
  return { statements, ask, sizes };
}

const hangs = () => new LecternError('unavailable', 'The database is not responding.');

describe('batched reads', () => {
  it('combine the reads of a tick into one statement, and give each its own result', async () => {
    const { statements, ask } = openReads();
    const reads = ask(0, 3);
    await endOfTick();
    statements[0]?.answer();
    assert.deepEqual(await Promise.all(reads), [0, 1, 2]);
    assert.equal(statements.length, 1);
  });

  it('never join a statement that was sent before them', async () => {
    const { statements, ask } = openReads();
    const [first] = ask(0, 1);
    await endOfTick();
    const [second] = ask(1, 1);
    await endOfTick();
    assert.deepEqual(pluck(statements, 'asked'), [[0], [1]]);
    for (const { answer } of statements) answer();
    assert.deepEqual(await Promise.all([first, second]), [0, 1]);
  });

  it('are at most 256 in a statement, with two statements running, and the others when one returns', async () => {
    const { statements, ask, sizes } = openReads();
    const reads = ask(0, 600);
    await endOfTick();
    assert.deepEqual(sizes(), [256, 256]);
    reads.push(...ask(600, 10));
    await endOfTick();
    assert.deepEqual(sizes(), [256, 256]);
    statements[1]?.answer();
    await endOfTick();
    await endOfTick();
    assert.deepEqual(sizes(), [256, 256, 98]);
    for (const { answer } of statements) answer();
    assert.deepEqual(await Promise.all(reads), [...Array(610).keys()]);
  });

  it('fail only with their own statement when the database does not answer it', async () => {
    const { statements, ask, sizes } = openReads();
    const [failing, working] = [ask(0, 256), ask(256, 2)];
    await endOfTick();
    statements[0]?.fail(hangs());
    statements[1]?.answer();
    for (const each of await Promise.allSettled(failing)) assert.equal(each.status, 'rejected');
    assert.deepEqual(await Promise.all(working), [256, 257]);
    assert.deepEqual(sizes(), [256, 2]);
  });

  it('fail alone for a value that the database refuses', async () => {
    const poisonous = 5;
    const refused = new Error('refused');
    const read = batchReads<number, number>(async (asked) => {
      if (asked.includes(poisonous)) throw refused;
      return asked;
    });
    const reads = await Promise.allSettled(Array.from({ length: 20 }, (_, at) => read(at)));
    reads.forEach((each, at) => {
      if (at === poisonous) assert.deepEqual(each, { status: 'rejected', reason: refused });
      else assert.deepEqual(each, { status: 'fulfilled', value: at });
    });
  });

  /** Reads that wait for at most 20 ms, and `pass`, which lets that time pass. */
  function openImpatient({ mock }: TestContext) {
    let nowMs = 0;
    mock.method(performance, 'now', () => nowMs);
    mock.timers.enable({ apis: ['setTimeout'] });
    const pass = () => {
      nowMs = 20;
      mock.timers.tick(20);
    };
    return { ...openReads({ longestWaitMs: 20 }), pass };
  }

  it('are not refused because of a long tick', async (t) => {
    const { statements, ask, sizes, pass } = openImpatient(t);
    const [read] = ask(0, 1);
    pass();
    await endOfTick();
    assert.deepEqual(sizes(), [1]);
    statements[0]?.answer();
    assert.equal(await read, 0);
  });

  it('are refused when they wait for too long while nothing is answered', async (t) => {
    const { statements, ask, sizes, pass } = openImpatient(t);
    const reads = ask(0, 513);
    await endOfTick();
    pass();
    await assert.rejects(reads[512] as Promise<number>, { code: 'unavailable' });
    assert.deepEqual(sizes(), [256, 256]);
    for (const { answer } of statements) answer();
    assert.equal((await Promise.all(reads.slice(0, 512))).length, 512);
  });
});
