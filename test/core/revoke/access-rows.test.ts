import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import type { AccessColumns } from '../../../src/database/access-columns.ts';
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

it('the lint rule against deletions elsewhere names every table that gives access', () => {
  const rule = readFileSync(new URL('../../../src/core/revoke/access-rows.grit', import.meta.url), 'utf8');
  const named = /\(\?:([\w|]+)\)/.exec(rule)?.[1]?.split('|');
  const tables: Readonly<Record<keyof AccessColumns, true>> = {
    ...{
      user: true,
      tasks: true,
      taskStaff: true,
      groups: true,
      groupMembers: true,
      groupTasks: true,
    },
    ...{
      contests: true,
      contestTasks: true,
      contestParticipants: true,
      contestGroups: true,
      contestStaff: true,
    },
  };
  assert.deepEqual(named, Object.keys(tables));
});
