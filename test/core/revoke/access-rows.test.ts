import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { insertRules, onlyGives } from '../../../src/core/revoke/insert-rules.ts';
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

it('the lint rule names every table that gives access, and each whose new rows may also take some', () => {
  const rule = readFileSync(new URL('../../../src/core/revoke/access-rows.grit', import.meta.url), 'utf8');
  const [deletions, inserts] = [...rule.matchAll(/\(\?:([\w|]+)\)/g)].map(([, names]) =>
    names?.split('|').sort(),
  );
  assert.deepEqual(deletions, Object.keys(insertRules).sort());
  const taking = Object.entries(insertRules).filter(([, each]) => each !== onlyGives);
  assert.deepEqual(inserts, taking.map(([table]) => table).sort());
});
