import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';

const { core, person, task } = await openTestApp();
const [admin, owner, manager, editor, reader, other] = [
  await person('admin'),
  await person('teacher'),
  await person(),
  await person(),
  await person(),
  await person(),
];

/** A task with staff in every role. */
async function shared() {
  const { id } = await task(owner);
  for (const [each, role] of [
    [manager, 'manager'],
    [editor, 'editor'],
    [reader, 'reader'],
  ] as const) {
    await core.taskStaff.put(id, each.id, role);
  }
  const path = `/api/v1/tasks/${id}/staff`;
  return {
    id,
    path,
    add: (as: Person, { email }: Person, role: string) => as.send(`POST ${path}`, { emails: [email], role }),
    change: (as: Person, { id: userId }: Person, role: string) =>
      as.send(`PATCH ${path}/${userId}`, { role }),
    remove: (as: Person, { id: userId }: Person) => as.send(`DELETE ${path}/${userId}`),
    role: ({ id: userId }: Person) => core.taskStaff.roleOf(id, userId),
  };
}

describe('staff of a task over HTTP', () => {
  it('keep their role when they are added again, and have it changed individually', async () => {
    const { add, change, role } = await shared();
    assert.equal((await add(owner, other, 'editor')).body.added, 1);
    assert.equal((await add(owner, other, 'reader')).body.alreadyThere, 1);
    assert.equal(await role(other), 'editor');
    const changed = await change(owner, other, 'manager');
    assert.deepEqual([changed.status, changed.body.email, changed.body.role], [200, other.email, 'manager']);
    assert.equal(await role(other), 'manager');
  });

  it('are 404 for people who are not staff', async () => {
    const { change } = await shared();
    assertProblem(await change(owner, other, 'reader'), 404, 'not-found');
  });

  it('grant and remove no role above their own', async () => {
    const { add, change, remove, role } = await shared();
    assert.equal((await add(manager, other, 'editor')).status, 200);
    assert.equal((await change(manager, other, 'reader')).status, 200);
    assert.equal((await remove(manager, other)).status, 204);
    for (const refused of [
      await add(manager, other, 'manager'),
      await add(manager, other, 'owner'),
      await change(manager, owner, 'reader'),
      await change(manager, manager, 'owner'),
      await remove(manager, owner),
      await add(editor, other, 'reader'),
      await remove(editor, reader),
      await add(reader, other, 'reader'),
    ]) {
      assertProblem(refused, 403, 'forbidden');
    }
    assert.deepEqual(
      [await role(owner), await role(manager), await role(other)],
      ['owner', 'manager', undefined],
    );
    assert.equal((await add(admin, other, 'owner')).status, 200);
  });

  it('include at least one owner: 409 `last-owner`', async () => {
    const { change, remove } = await shared();
    assertProblem(await change(owner, owner, 'reader'), 409, 'last-owner');
    assertProblem(await remove(owner, owner), 409, 'last-owner');
    assertProblem(await remove(admin, owner), 409, 'last-owner');
  });
});
