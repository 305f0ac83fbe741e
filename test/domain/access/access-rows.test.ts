import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { sql } from 'kysely';
import { rules } from '../../../src/domain/access/access-rules.ts';
import { insertRules, onlyGives } from '../../../src/domain/access/insert-rules.ts';
import { pluck } from '../../support/pluck.ts';
import { openTestDatabase } from '../../support/test-database.ts';

const { kysely } = await openTestDatabase();

it('the compiler refuses to change who has access except where that revokes the URLs', () => {
  const refused = [
    // @ts-expect-error
    kysely.updateTable('user').set({ role: 'student' }),
    // @ts-expect-error
    kysely.updateTable('tasks').set({ embargoUntil: 1 }),
    // @ts-expect-error
    kysely.updateTable('groups').set({ deletedAt: 1 }),
    // @ts-expect-error
    kysely.updateTable('groupMembers').set({ role: 'member' }),
    // @ts-expect-error
    kysely.updateTable('contests').set((_) => ({ endsAt: 1 })),
    // @ts-expect-error
    kysely.updateTable('contestTasks').set('closesAt', 1),
    kysely
      .insertInto('groupTasks')
      .values({ groupId: 'g', taskId: 't', opensAt: 0, closesAt: null, createdAt: 0 })
      // @ts-expect-error
      .onConflict((conflict) => conflict.columns(['taskId', 'groupId']).doUpdateSet({ opensAt: 1 })),
  ];
  // The refused statements are valid SQL, and a name may be changed as usual.
  const allowed = kysely.updateTable('groups').set({ name: 'Group' });
  for (const query of [...refused, allowed]) assert.match(query.compile().sql, /update .*set/);
});

it('a window that is cut revokes as long as a URL can outlive its new end', async () => {
  const nowMs = Date.UTC(2026, 10, 24, 12);
  const window = { opensAt: 0, closesAt: null as number | null, createdAt: 0 };
  const contest = {
    ...{
      id: 'c',
      name: 'Finals',
      startsAt: 0,
      afterEnd: 'closed' as const,
      networks: null,
      foldedName: '',
      lastChange: null,
      commonChange: null,
      prefetchFrom: null,
      mailNotices: 'false' as const,
    },
    ...{ deletedAt: null, createdBy: 'u', createdAt: 0, updatedAt: 0, externalId: null },
  };
  await kysely.schema
    .createTable('contestTasks')
    .addColumn('contestId', 'text')
    .addColumn('taskId', 'text')
    .execute();
  await sql`insert into "contestTasks" values ('c', 't')`.execute(kysely);
  // No URL lives longer than 61 minutes (docs/signed-urls.md).
  for (const [inMinutes, expected] of [
    [-1, ['t']],
    [0, ['t']],
    [1, ['t']],
    [60, ['t']],
    [61, []],
  ] as const) {
    const end = nowMs + inMinutes * 60_000;
    const ofTask = { taskId: 't', ...window };
    const inGroup = { ...ofTask, groupId: 'g' };
    const inContest = { ...ofTask, contestId: 'c', label: 'A', position: 1 };
    const cut = { closesAt: end };
    const change = <Row extends object>(before: Row, changes: object) => [
      { before, after: { ...before, ...changes } },
    ];
    const ends = [
      await rules.groupTasks(change(inGroup, cut), kysely, nowMs),
      await rules.contestTasks(change(inContest, cut), kysely, nowMs),
      await rules.contests(change({ ...contest, endsAt: null }, { endsAt: end }), kysely, nowMs),
    ];
    assert.deepEqual(pluck(ends, 'tasks'), [expected, expected, expected], `${inMinutes} minutes`);
  }
});

it('the lint rule names every table that gives access, and each whose new rows may also take some', () => {
  const rule = readFileSync(new URL('../../../src/domain/access/access-rows.grit', import.meta.url), 'utf8');
  const [deletions, inserts] = [...rule.matchAll(/\(\?:([\w|]+)\)/g)].map(([, names]) =>
    names?.split('|').sort(),
  );
  assert.deepEqual(deletions, Object.keys(insertRules).sort());
  const taking = Object.entries(insertRules).filter(([, each]) => each !== onlyGives);
  assert.deepEqual(inserts, taking.map(([table]) => table).sort());
});
