import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createGrounds } from '../../../src/core/decide/grounds.ts';
import { createReadOpenTasks } from '../../../src/core/decide/open-tasks.ts';
import { newestOfPaths } from '../../../src/core/decide/open-tasks-of-path.ts';
import { createPlaces } from '../../../src/core/decide/places.ts';
import { memberRemoval } from '../../../src/domain/groups/groups.ts';
import { openTestApp } from '../../support/app.ts';
import { contestDraft } from '../../support/drafts.ts';
import { noFilter } from '../../support/no-filter.ts';

const { core, person, task } = await openTestApp();
const { groups, contests, tasks, accounts, taskStaff } = core;
const grounds = createGrounds(core.database);
const readOpenTasks = createReadOpenTasks(core.database);
const teacher = await person('teacher');

const of = async (reader: { id: string }, { id }: { id: string }) =>
  (await grounds.of(reader, id))
    .map(({ kind, opensAt, closesAt }) => `${kind} ${opensAt}-${closesAt ?? ''}`)
    .sort();

/** A group with a member and staff, and a task that is assigned to it. */
async function course(window = { opensAt: 100, closesAt: 900 as number | null }, changes = {}) {
  const [group, given] = [
    await groups.create({ name: 'Algorithms' }, teacher.id),
    await task(teacher, changes),
  ];
  const [member, staff] = [await person(), await person('teacher')];
  await groups.putMembers(group.id, [member.id], 'member');
  await groups.putMembers(group.id, [staff.id], 'staff');
  await groups.assign(group.id, given.id, window);
  return { group, given, member, staff };
}

describe('the grounds of a reader for a task', () => {
  it('are none for an unrelated person', async () => {
    assert.deepEqual(await of(await person('teacher'), await task(teacher)), []);
  });

  it('are `admin`, always, for an admin, and for no other role', async () => {
    const given = await task(teacher);
    assert.deepEqual(await of(await person('admin'), given), ['admin 0-']);
    assert.deepEqual(await of(await person('student'), given), []);
  });

  it('are `task-staff`, always, in every role', async () => {
    const given = await task(teacher);
    for (const role of ['owner', 'manager', 'editor', 'reader'] as const) {
      const reader = await person();
      await taskStaff.put(given.id, reader.id, role);
      assert.deepEqual(await of(reader, given), ['task-staff 0-']);
    }
  });

  it('are `group` with its window for a member, and `group-staff`, always, for staff', async () => {
    const { given, member, staff } = await course();
    assert.deepEqual(await of(member, given), ['group 100-900']);
    assert.deepEqual(await of(staff, given), ['group-staff 0-']);
  });

  it('include each group separately', async () => {
    const { given, member } = await course();
    const second = await groups.create({ name: 'Graphs' }, teacher.id);
    await groups.putMembers(second.id, [member.id], 'member');
    await groups.assign(second.id, given.id, { opensAt: 50, closesAt: null });
    assert.deepEqual(await of(member, given), ['group 100-900', 'group 50-']);
  });

  it('are `signed-in`, from its date on, for everyone with an account', async () => {
    const given = await task(teacher, { visibility: 'signed-in', visibleFrom: 100 });
    assert.deepEqual(await of(await person(), given), ['signed-in 100-']);
    assert.deepEqual(await of({ id: 'nobody' }, given), []);
  });

  it('of a restricted task ignore an earlier date of visibility', async () => {
    assert.deepEqual(await of(await person(), await task(teacher, { visibleFrom: 100 })), []);
  });

  it('are delayed by an embargo, except for admins and staff', async () => {
    const changes = { visibility: 'signed-in', visibleFrom: 10, embargoUntil: 500 } as const;
    const { given, member, staff } = await course({ opensAt: 100, closesAt: 900 }, changes);
    assert.deepEqual(await of(member, given), ['group 500-900', 'signed-in 500-']);
    assert.deepEqual(await of(staff, given), ['group-staff 0-', 'signed-in 500-']);
    assert.deepEqual(await of(teacher, given), ['group-staff 0-', 'signed-in 500-', 'task-staff 0-']);
    assert.deepEqual(await of(await person('admin'), given), ['admin 0-', 'signed-in 500-']);
  });

  it('never open earlier because of an embargo, and may end before they begin with one', async () => {
    const early = await course({ opensAt: 100, closesAt: 900 }, { embargoUntil: 50 });
    assert.deepEqual(await of(early.member, early.given), ['group 100-900']);
    const late = await course({ opensAt: 100, closesAt: 900 }, { embargoUntil: 1000 });
    assert.deepEqual(await of(late.member, late.given), ['group 1000-900']);
  });

  it('end with the membership, the assignment, the group, the task or the account', async () => {
    for (const end of [
      ({ group, member }) => core.revocations.change(memberRemoval(group.id, member.id)),
      ({ group, given }) => groups.unassign(group.id, given.id),
      ({ group }) => groups.remove(group.id),
      ({ given }) => tasks.remove(given.id),
      ({ member }) => accounts.disable(member.email),
    ] satisfies ReadonlyArray<(made: Awaited<ReturnType<typeof course>>) => Promise<unknown>>) {
      const made = await course();
      assert.deepEqual(await of(made.member, made.given), ['group 100-900']);
      await end(made);
      assert.deepEqual(await of(made.member, made.given), [], String(end));
    }
  });

  it('end for staff too when the account is disabled or the task deleted', async () => {
    const { given, staff } = await course();
    await taskStaff.put(given.id, staff.id, 'owner');
    assert.deepEqual(await of(staff, given), ['group-staff 0-', 'task-staff 0-']);
    await accounts.disable(staff.email);
    assert.deepEqual(await of(staff, given), []);
    await accounts.enable(staff.email);
    assert.deepEqual(await of(staff, given), ['group-staff 0-', 'task-staff 0-']);
    await tasks.remove(given.id);
    assert.deepEqual(await of(staff, given), []);
    assert.deepEqual(await of(await person('admin'), given), []);
  });
});

describe('the groups and contests that grounds come through', () => {
  it('are those with the requested ids, without deleted ones', async () => {
    const [group, deleted] = [
      await groups.create({ name: 'Algebra' }, teacher.id),
      await groups.create({ name: 'Old' }, teacher.id),
    ];
    const contest = await contests.create(contestDraft(), teacher.id);
    await contests.create(contestDraft(), teacher.id);
    await groups.remove(deleted.id);
    const found = await createPlaces(core.database)([group.id, contest.id, deleted.id]);
    assert.deepEqual(
      [...found].map(([id, place]) => [id, place.id, place.kind, place.name]).sort(),
      [
        [group.id, group.id, 'group', 'Algebra'],
        [contest.id, contest.id, 'contest', 'Finals'],
      ].sort(),
    );
  });
});

describe('the newest tasks of a reader', () => {
  it('fill a page, although each of them comes through several groups', async () => {
    const member = await person();
    const courses = await Promise.all(['A', 'B', 'C'].map((name) => groups.create({ name }, teacher.id)));
    for (const { id } of courses) await groups.putMembers(id, [member.id], 'member');
    const taskIds: Array<string> = [];
    for (let at = 0; at < 24; at += 1) {
      const { id } = await task(teacher);
      for (const { id: groupId } of courses) await groups.assign(groupId, id, { opensAt: 0, closesAt: null });
      taskIds.unshift(id);
    }
    const page = { reader: member, opensAtOrBefore: 1000, closesFrom: 2000, limit: 24, after: undefined };
    const found = await readOpenTasks({ ...noFilter, ...page });
    assert.deepEqual([...found.keys()], taskIds);
    assert.ok([...found.values()].every((own) => own.length === 3));
  });

  it('are in the list of a group from the millisecond in which it opens them', async () => {
    const { group, given, member } = await course();
    const listed = async (opensAtOrBefore: number) => {
      const page = { reader: member, opensAtOrBefore, closesFrom: 200, limit: 9, after: undefined };
      return [...(await readOpenTasks({ ...noFilter, ...page, groupId: group.id })).keys()];
    };
    assert.deepEqual([await listed(99), await listed(100)], [[], [given.id]]);
  });

  const ids = fc.array(fc.integer({ min: 10, max: 40 }).map(String), { maxLength: 30 });
  const limits = fc.integer({ min: 1, max: 12 });

  it('of all paths are found, or the result says that more must be read', () => {
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 4 }), limits, limits, (paths, limit, depth) => {
        const read = paths.map((own) => own.toSorted().reverse().slice(0, depth));
        const newest = newestOfPaths(read, limit, depth);
        const all = [...new Set(paths.flat())].sort().reverse().slice(0, limit);
        if (newest !== undefined) assert.deepEqual(newest, all);
        else assert.ok(paths.some((own) => own.length >= depth));
      }),
    );
  });

  it('are found when each path was read up to the limit and has no id twice', () => {
    const once = fc.uniqueArray(fc.integer({ min: 10, max: 40 }).map(String), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(once, { maxLength: 4 }), limits, (paths, limit) => {
        const read = paths.map((own) => own.toSorted().reverse().slice(0, limit));
        assert.notEqual(newestOfPaths(read, limit, limit), undefined);
      }),
    );
  });
});
