import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memberRemoval } from '../../../src/domain/groups/groups.ts';
import { openTestApp } from '../../support/app.ts';

const { core, clock, person, task } = await openTestApp();
const { groups } = core;
const [teacher, ann, bob] = [await person('teacher'), await person(), await person()];
const everything = { after: undefined, limit: 100 };

const rolesIn = async (groupId: string) =>
  Object.fromEntries(
    (await groups.members(groupId, everything)).people.map(({ person: { userId, role } }) => [userId, role]),
  );

describe('groups', () => {
  it('have their creator as staff', async () => {
    const group = await groups.create({ name: 'Algorithms' }, teacher.id);
    assert.deepEqual({ ...(await groups.findFor(teacher.id, group.id)) }, { ...group, role: 'staff' });
    assert.equal(group.createdAt, clock.nowMs());
    assert.deepEqual(await rolesIn(group.id), { [teacher.id]: 'staff' });
  });

  it('can be renamed', async () => {
    const { id, createdAt } = await groups.create({ name: 'Algorithms' }, teacher.id);
    clock.advance(1000);
    const renamed = { id, name: 'Graphs', externalId: null, createdAt, updatedAt: clock.nowMs() };
    assert.deepEqual({ ...(await groups.change(id, { name: 'Graphs' })) }, renamed);
  });

  it('disappear when they are deleted, for members and staff as well', async () => {
    const { id } = await groups.create({ name: 'Algorithms' }, teacher.id);
    await groups.putMembers(id, [ann.id], 'member');
    await groups.remove(id);
    await assert.rejects(groups.findFor(ann.id, id), { code: 'not-found' });
    await assert.rejects(groups.change(id, { name: 'Graphs' }), { code: 'not-found' });
    await assert.rejects(groups.findFor(teacher.id, id), { code: 'not-found' });
    const listed = await groups.listFor(ann.id, { all: false, ...everything });
    assert.deepEqual(listed, []);
  });

  it('are listed for one person or for all, one page at a time', async () => {
    const carol = await person();
    const made = [];
    for (const name of ['A', 'B', 'C']) made.push((await groups.create({ name }, carol.id)).id);
    await groups.create({ name: 'D' }, teacher.id);
    const first = await groups.listFor(carol.id, { all: false, after: undefined, limit: 2 });
    const rest = await groups.listFor(carol.id, { all: false, after: first[1]?.id, limit: 2 });
    assert.deepEqual(
      [...first, ...rest].map(({ id }) => id),
      made.toSorted(),
    );
    const all = await groups.listFor(carol.id, { all: true, ...everything });
    assert.ok(all.length > 3);
    assert.deepEqual(
      all.filter(({ role }) => role !== null).map(({ id }) => id),
      made.toSorted(),
    );
  });
});

describe('members of a group', () => {
  it('are added many at a time, change their role, and are removed', async () => {
    const { id } = await groups.create({ name: 'Algorithms' }, teacher.id);
    await groups.putMembers(id, [ann.id, bob.id], 'member');
    await groups.putMembers(id, [bob.id], 'staff');
    await groups.putMembers(id, [], 'staff');
    assert.deepEqual(await rolesIn(id), { [teacher.id]: 'staff', [ann.id]: 'member', [bob.id]: 'staff' });
    await core.revocations.change(memberRemoval(id, ann.id));
    assert.equal((await groups.findFor(ann.id, id)).role, null);
    await assert.rejects(core.revocations.change(memberRemoval(id, ann.id)), { code: 'not-found' });
  });

  it('are added all or none', async () => {
    const { id } = await groups.create({ name: 'Algorithms' }, teacher.id);
    await assert.rejects(groups.putMembers(id, [ann.id, 'nobody'], 'member'), { code: 'not-found' });
    assert.deepEqual(await rolesIn(id), { [teacher.id]: 'staff' });
  });
});

describe('assignments of a group', () => {
  it('have a window, which a second assignment moves', async () => {
    const [{ id: groupId }, { id: taskId, title }] = [
      await groups.create({ name: 'A' }, teacher.id),
      await task(teacher),
    ];
    const createdAt = clock.nowMs();
    await groups.assign(groupId, taskId, { opensAt: 10, closesAt: 20 });
    await groups.assign(groupId, taskId, { opensAt: 15, closesAt: null });
    const listed = await groups.assignments(groupId, everything);
    assert.deepEqual(
      listed.map((row) => ({ ...row })),
      [{ taskId, externalId: null, title, opensAt: 15, closesAt: null, createdAt }],
    );
  });

  it('are refused when they close before or as they open', async () => {
    const [{ id: groupId }, { id: taskId }] = [
      await groups.create({ name: 'A' }, teacher.id),
      await task(teacher),
    ];
    for (const closesAt of [9, 10]) {
      await assert.rejects(groups.assign(groupId, taskId, { opensAt: 10, closesAt }), {
        code: 'request-invalid',
      });
    }
    assert.deepEqual(await groups.assignments(groupId, everything), []);
  });

  it('end once, and exclude deleted tasks', async () => {
    const { id } = await groups.create({ name: 'A' }, teacher.id);
    const [kept, deleted] = [await task(teacher), await task(teacher)];
    for (const each of [kept, deleted]) await groups.assign(id, each.id, { opensAt: 0, closesAt: null });
    await core.tasks.remove(deleted.id);
    assert.deepEqual(
      (await groups.assignments(id, everything)).map(({ taskId }) => taskId),
      [kept.id],
    );
    await groups.unassign(id, kept.id);
    await assert.rejects(groups.unassign(id, kept.id), { code: 'not-found' });
  });
});
