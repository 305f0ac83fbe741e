import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { taskStaffRemoval } from '../../../src/domain/tasks/task-staff.ts';
import { openTestApp } from '../../support/app.ts';

const { core, person, task } = await openTestApp();
const { taskStaff } = core;
const [owner, other] = [await person('teacher'), await person('teacher')];

describe('staff', () => {
  it('are added once, and change their role', async () => {
    const { id } = await task(owner);
    assert.equal(await taskStaff.roleOf(id, other.id), undefined);
    await taskStaff.put(id, other.id, 'reader');
    await taskStaff.put(id, other.id, 'manager');
    assert.equal(await taskStaff.roleOf(id, other.id), 'manager');
    const listed = await taskStaff.list(id, { after: undefined, limit: 10 });
    const expected = [owner, other].map(({ id: userId, email }) => ({ userId, email }));
    assert.deepEqual(
      listed.people.map(({ person: { userId, email } }) => ({ userId, email })),
      expected,
    );
  });

  it('include at least one owner after any change', async () => {
    const { id } = await task(owner);
    await taskStaff.put(id, other.id, 'manager');
    await assert.rejects(taskStaff.put(id, owner.id, 'manager'), { code: 'last-owner' });
    await assert.rejects(core.revocations.change(taskStaffRemoval(id, owner.id)), { code: 'last-owner' });
    assert.equal(await taskStaff.roleOf(id, owner.id), 'owner');
    await taskStaff.put(id, other.id, 'owner');
    await core.revocations.change(taskStaffRemoval(id, owner.id));
    assert.equal(await taskStaff.roleOf(id, owner.id), undefined);
  });

  it('include one of two owners who leave at the same time', async () => {
    const { id } = await task(owner);
    await taskStaff.put(id, other.id, 'owner');
    const left = await Promise.allSettled(
      [owner, other].map((each) => core.revocations.change(taskStaffRemoval(id, each.id))),
    );
    assert.deepEqual(left.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await taskStaff.list(id, { after: undefined, limit: 10 })).total, 1);
  });

  it('are `not-found` for people who are not staff', async () => {
    const { id } = await task(owner);
    await assert.rejects(core.revocations.change(taskStaffRemoval(id, other.id)), { code: 'not-found' });
  });
});
