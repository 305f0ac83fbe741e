import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDisagreements } from '../../../src/features/shadow/disagreements.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { newId } from '../../../src/lib/ids.ts';

import { isOpen, modelGrounds } from '../../properties/access-model.ts';
import { store, time, world } from '../../properties/access-world.ts';
import { assertProblem, openTestApp } from '../../support/app.ts';
import { runSeed } from '../../support/sampled.ts';
import { dayMs, hourMs } from '../../support/settable-clock.ts';
import { sized } from '../../support/test-size.ts';
import { unguarded } from '../../support/unguarded.ts';

const { core, clock, person, program, task, group } = await openTestApp();
const { kysely } = core.database;
const teacher = await person('teacher');
const judge = await program(['grant'], 'Judge');
const compareBy = (key: typeof judge, ...items: ReadonlyArray<object>) =>
  key.send('POST /api/v1/shadow-decisions', { items });
const compare = (...items: ReadonlyArray<object>) => compareBy(judge, ...items);
const at = (timeMs: number) => ({ at: isoTime(timeMs) });

/** Gives a person or a task an id of the platform. */
const nameIt = (table: 'user' | 'tasks', id: string, externalId: string) =>
  unguarded(kysely).updateTable(table).set({ externalId }).where('id', '=', id).execute();

let made = 0;
/** A person in a group to which a task is assigned, both with ids of the platform. */
async function givenReader(window: { opensAt: number; closesAt: number | null }) {
  made += 1;
  const reader = { externalId: `reader-${made}` };
  const [{ id: userId }, { id }] = [await person('student', 'Ada'), await task(teacher)];
  await nameIt('user', userId, reader.externalId);
  await nameIt('tasks', id, `task-${made}`);
  await group(teacher, { members: [{ id: userId }], tasks: [{ id }], ...window });
  return { userId, id, taskId: `ext:task-${made}`, reader };
}
const always = { opensAt: 0, closesAt: null };

const countOf = async (table: 'user' | 'tasks' | 'issuedUrls' | 'shadowDisagreements') => {
  await core.issueJournal.drain();
  const { rows } = await kysely
    .selectFrom(table)
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(rows);
};
const forget = () => kysely.deleteFrom('shadowDisagreements').execute();
const report = async () => (await createDisagreements(core).report(100)).items.map((item) => ({ ...item }));
/** In a few words, in the order of the report. */
const inWords = async () =>
  (await report()).map(({ side, reason, externalId, task: of, count }) =>
    [side, reason, externalId, of, count].join(' '),
  );

describe('shadow decisions', () => {
  it('show who reads too early, too late or without a ground, and what only Lectern allows', async () => {
    const [opensAt, closesAt] = [clock.nowMs() + hourMs, clock.nowMs() + 2 * hourMs];
    const { id, taskId, reader } = await givenReader({ opensAt, closesAt });
    const stranger = { externalId: 'stranger' };
    await nameIt('user', (await person()).id, 'stranger');
    const { body } = await compare(
      { taskId, reader, allowed: true },
      { taskId, reader, allowed: true, ...at(opensAt) },
      { taskId, reader, allowed: true, ...at(closesAt) },
      { taskId: id, reader: stranger, allowed: true },
      { taskId, reader, allowed: false, ...at(opensAt) },
    );
    const onPlatform = {
      ...{ taskId, reader, platform: 'allowed', lectern: 'refused' },
      ...{ ground: null, opensAt: null, validUntil: null },
    };
    assert.deepEqual(body, {
      agree: 1,
      disagreements: [
        {
          ...{ ...onPlatform, row: 1, ...at(clock.nowMs()) },
          ...{ reason: 'not-open-yet', opensAt: isoTime(opensAt) },
        },
        { ...onPlatform, row: 3, ...at(closesAt), reason: 'closed' },
        { ...onPlatform, row: 4, ...at(clock.nowMs()), reader: stranger, reason: 'not-found' },
        {
          ...{ row: 5, taskId, reader, ...at(opensAt), platform: 'refused', lectern: 'allowed' },
          ...{ reason: null, ground: 'group', opensAt: null, validUntil: isoTime(closesAt) },
        },
      ],
    });
  });

  it('are the same for readers and tasks that Lectern does not know, or no longer has', async () => {
    const { taskId, reader } = await givenReader(always);
    const gone = await givenReader(always);
    await core.tasks.remove(gone.id);
    const pairs = [
      { taskId, reader: { externalId: 'nobody' } },
      { taskId: 'ext:nothing', reader },
      { taskId: newId(), reader },
      { taskId: gone.taskId, reader: gone.reader },
      { taskId, reader: { externalId: judge.id } },
    ];
    const { body } = await compare(...pairs.map((pair) => ({ ...pair, allowed: true })));
    assert.deepEqual(
      body.disagreements,
      pairs.map((pair, index) => ({
        ...{ row: index + 1, ...pair, ...at(clock.nowMs()), reason: 'unknown' },
        ...{ platform: 'allowed', lectern: 'refused', ground: null, opensAt: null, validUntil: null },
      })),
    );
    await forget();
    const refused = await compare(...pairs.map((pair) => ({ ...pair, allowed: false })));
    assert.deepEqual(refused.body, { agree: pairs.length, disagreements: [] });
    assert.equal(await countOf('shadowDisagreements'), 0);
  });

  it('answer alike for a task beyond the limits of a key and one that does not exist', async () => {
    const [own, other] = [await givenReader(always), await givenReader(always)];
    const limited = await program(['grant'], 'Limited', { taskIds: [own.id] });
    const { body } = await compareBy(
      limited,
      { taskId: own.taskId, reader: own.reader, allowed: false },
      { taskId: other.taskId, reader: other.reader, allowed: true },
      { taskId: newId(), reader: other.reader, allowed: true },
    );
    assert.deepEqual(
      body.disagreements.map(({ ground, reason }: Record<string, unknown>) => ground ?? reason),
      ['group', 'unknown', 'unknown'],
    );
  });

  it('ignore grants of the platform, and create no account and no record of a URL', async () => {
    const [given, other] = [await givenReader(always), await givenReader(always)];
    const granted = { taskId: other.taskId, reader: given.reader };
    const { body: urls } = await judge.send('POST /api/v1/granted-urls', { items: [granted] });
    assert.equal(urls.items[0].outcome, 'issued');
    const before = [await countOf('user'), await countOf('issuedUrls')];
    const { body } = await compare(
      { ...granted, allowed: true },
      { taskId: given.taskId, reader: { externalId: 'never seen' }, allowed: true },
      { taskId: given.taskId, reader: given.reader, allowed: true },
    );
    assert.deepEqual(
      [body.agree, ...body.disagreements.map(({ reason }: { reason: string }) => reason)],
      [1, 'not-found', 'unknown'],
    );
    assert.deepEqual([await countOf('user'), await countOf('issuedUrls')], before);
  });

  it('are only for keys with the scope of URLs for named readers', async () => {
    const other = await program(['read', 'sync', 'upload']);
    const item = { taskId: newId(), reader: { externalId: '7' }, allowed: true };
    assertProblem(await compareBy(other, item), 403, 'insufficient-scope');
  });

  it('are a thousand at most, and need valid ids and times', async () => {
    const { taskId, reader } = await givenReader(always);
    const item = { taskId, reader, allowed: true };
    const { body } = await compare(...Array.from({ length: 1000 }, () => item));
    assert.equal(body.agree, 1000);
    for (const items of [[], Array.from({ length: 1001 }, () => item), [{ ...item, allowed: 'yes' }]]) {
      assertProblem(await compare(...items), 400, 'request-invalid');
    }
    const invalid = [
      { ...item, reader: { externalId: 'a\nb' } },
      { ...item, taskId: 'ext:\ud800' },
    ];
    const wrong = await compare(item, ...invalid);
    assertProblem(wrong, 400, 'request-invalid');
    assert.partialDeepStrictEqual(wrong.body.problems, [
      { row: 2, field: 'reader.externalId', code: 'invalid' },
      { row: 3, field: 'taskId', code: 'invalid' },
    ]);
  });
});

describe('shadow decisions, in any world', () => {
  it('are those of the rules in docs/access.md', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(world, time, async (drawn, atMs) => {
        const { people, taskIds } = await store(core.database, drawn, person);
        for (const { id } of people) await nameIt('user', id, id);
        const asked = people.flatMap(({ id }, who) =>
          taskIds.map((taskId, of) => {
            const isDeleted = drawn.tasks[of]?.deleted;
            const grounds = modelGrounds(drawn, who, of);
            const open = grounds.filter((ground) => isOpen(ground, atMs));
            const toCome = grounds.filter(
              (ground) => ground.opensAt > atMs && isOpen(ground, ground.opensAt),
            );
            const refused = toCome.length > 0 ? 'not-open-yet' : grounds.length > 0 ? 'closed' : 'not-found';
            const opensAt = Math.min(...toCome.map((ground) => ground.opensAt));
            const verdict = open.length > 0 ? 'allowed' : isDeleted ? 'unknown' : refused;
            return {
              item: { taskId, reader: { externalId: id }, ...at(atMs) },
              expected: { verdict, opensAt: verdict === 'not-open-yet' ? isoTime(opensAt) : null },
              kinds: open.map(({ kind }) => kind),
            };
          }),
        );
        // The platform claims the opposite each time, so that each decision is shown.
        const { body } = await compare(
          ...asked.map(({ item, expected }) => ({ ...item, allowed: expected.verdict !== 'allowed' })),
        );
        assert.equal(body.agree, 0);
        for (const [index, { expected, kinds }] of asked.entries()) {
          const { lectern, reason, ground, opensAt } = body.disagreements[index];
          const verdict = reason ?? lectern;
          assert.deepEqual({ verdict, opensAt }, expected, JSON.stringify(asked[index]));
          assert.equal(ground === null, kinds.length === 0);
          if (ground !== null) assert.ok(kinds.includes(ground));
          seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
        }
      }),
      { numRuns: sized(20, 100, 8), seed: runSeed },
    );
    // Which of the five occur depends on the worlds that were drawn.
    assert.ok(seen.has('allowed') && seen.size >= 3, JSON.stringify([...seen]));
  });
});

describe('what shadow mode stores', () => {
  it('is a row for each key, reader, task, side and reason, with its count and times', async () => {
    await forget();
    const opensAt = clock.nowMs() + hourMs;
    const { taskId, reader } = await givenReader({ opensAt, closesAt: null });
    const other = await program(['grant'], 'Portal');
    const early = { taskId, reader, allowed: true };
    const first = { ...early, ...at(clock.nowMs() - 5 * dayMs) };
    const last = { ...early, ...at(clock.nowMs() + 1) };
    await compare(early, first);
    await compare(last, early);
    await compareBy(other, early);
    await compare({ ...early, allowed: false, ...at(opensAt) });
    const now = clock.nowMs();
    const row = {
      ...{ externalId: reader.externalId, name: 'Ada', task: taskId },
      ...{ side: 'platform', reason: 'not-open-yet', opensAt },
    };
    const byJudge = { apiKeyId: judge.id, apiKeyName: 'Judge' };
    assert.deepEqual(await report(), [
      { ...row, ...byJudge, count: 4, firstAt: now - 5 * dayMs, lastAt: now + 1 },
      { ...row, apiKeyId: other.id, apiKeyName: 'Portal', count: 1, firstAt: now, lastAt: now },
      {
        ...{ ...row, ...byJudge, side: 'lectern', reason: 'group', opensAt: null },
        ...{ count: 1, firstAt: opensAt, lastAt: opensAt },
      },
    ]);
  });

  it('is reported with the most serious first: too early on either side, then without a right, late, unknown', async () => {
    await forget();
    const [opensAt, closesAt] = [clock.nowMs() + hourMs, clock.nowMs() + 2 * hourMs];
    const given = await givenReader({ opensAt, closesAt });
    const other = await givenReader({ opensAt, closesAt });
    const { taskId, reader } = given;
    const { externalId } = reader;
    await compare(
      { taskId: 'ext:unknown', reader, allowed: true },
      { taskId, reader, allowed: true, ...at(closesAt) },
      { taskId, reader: other.reader, allowed: true },
      { taskId, reader, allowed: false, ...at(opensAt) },
      { taskId, reader, allowed: true },
    );
    const expected = [
      `platform not-open-yet ${externalId} ${taskId} 1`,
      `lectern group ${externalId} ${taskId} 1`,
      `platform not-found ${other.reader.externalId} ${taskId} 1`,
      `platform closed ${externalId} ${taskId} 1`,
      `platform unknown ${externalId} ext:unknown 1`,
    ];
    assert.deepEqual(await inWords(), expected);
    const { total, items } = await createDisagreements(core).report(2);
    assert.deepEqual([total, items.map(({ reason }) => reason)], [5, ['not-open-yet', 'group']]);
  });

  it('is limited: the least serious rows are removed first, and of these the oldest', async () => {
    await forget();
    const { record } = createDisagreements({ ...core, maxRows: 3 });
    const early = { allowed: false, reason: 'not-open-yet', opensAtMs: clock.nowMs() + hourMs } as const;
    const unknown = { allowed: false, reason: 'unknown' } as const;
    const add = async (externalId: string, decision: typeof early | typeof unknown) => {
      clock.set(clock.nowMs() + 1000);
      const decided = { taskId: 'ext:42', externalId, allowed: true, atMs: clock.nowMs() };
      await record(judge.id, [{ ...decided, row: 1, decision }]);
    };
    await add('early', early);
    await add('first', unknown);
    await add('second', unknown);
    await add('third', unknown);
    const kept = (await report()).map(({ externalId }) => externalId);
    assert.deepEqual(kept, ['early', 'third', 'second']);
  });

  it('is removed thirty days after it was sent last, however old the decisions are, or with the records of URLs', async () => {
    await forget();
    const { taskId, reader } = await givenReader(always);
    const sentAt = clock.nowMs();
    await compare({ taskId, reader, allowed: false, ...at(sentAt - 300 * dayMs) });
    const { prune } = createDisagreements(core);
    const short = createDisagreements({ ...core, config: { issueRetentionDays: 7 } });
    assert.equal(await prune(sentAt + 30 * dayMs), 0);
    assert.equal(await short.prune(sentAt + 7 * dayMs), 0);
    assert.equal(await short.prune(sentAt + 7 * dayMs + 1), 1);
    await compare({ taskId, reader, allowed: false });
    assert.equal(await prune(sentAt + 30 * dayMs + 1), 1);
    assert.equal(await countOf('shadowDisagreements'), 0);
  });
});
