import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../support/app.ts';

const { core, person, task } = await openTestApp();
const { collaborators } = core;
const [owner, other] = [await person('teacher'), await person('teacher')];

describe('collaborators', () => {
  it('are added once, and change their role', async () => {
    const { id } = await task(owner);
    assert.equal(await collaborators.roleOf(id, other.id), undefined);
    await collaborators.put(id, other.id, 'reader');
    await collaborators.put(id, other.id, 'manager');
    assert.equal(await collaborators.roleOf(id, other.id), 'manager');
    const listed = await collaborators.list(id, { after: undefined, limit: 10 });
    const expected = [owner, other].map(({ id: userId, email }) => ({ userId, email }));
    assert.deepEqual(
      listed.people.map(({ person: { userId, email } }) => ({ userId, email })),
      expected,
    );
  });

  it('keep at least one owner, whatever is tried', async () => {
    const { id } = await task(owner);
    await collaborators.put(id, other.id, 'manager');
    await assert.rejects(collaborators.put(id, owner.id, 'manager'), { code: 'last-owner' });
    await assert.rejects(collaborators.remove(id, owner.id), { code: 'last-owner' });
    assert.equal(await collaborators.roleOf(id, owner.id), 'owner');
    await collaborators.put(id, other.id, 'owner');
    await collaborators.remove(id, owner.id);
    assert.equal(await collaborators.roleOf(id, owner.id), undefined);
  });

  it('keep one of two owners who leave at the same time', async () => {
    const { id } = await task(owner);
    await collaborators.put(id, other.id, 'owner');
    const left = await Promise.allSettled([owner, other].map((each) => collaborators.remove(id, each.id)));
    assert.deepEqual(left.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await collaborators.list(id, { after: undefined, limit: 10 })).total, 1);
  });

  it('are `not-found` when they are none', async () => {
    const { id } = await task(owner);
    await assert.rejects(collaborators.remove(id, other.id), { code: 'not-found' });
  });
});
