import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openTestApp } from '../../support/app.ts';

const { core, clock, person, group } = await openTestApp();
const { groups } = core;
const [teacher, ann] = [await person('teacher'), await person()];
const everything = { after: undefined, limit: 100 };

describe('groups', () => {
  it('can be renamed, which changes their time', async () => {
    const { id, createdAt } = await group(teacher);
    clock.advance(1000);
    const renamed = { id, name: 'Graphs', externalId: null, createdAt, updatedAt: clock.nowMs() };
    assert.deepEqual({ ...(await groups.change(id, { name: 'Graphs' })) }, renamed);
  });

  it('are in no list and cannot be changed once they are deleted', async () => {
    const { id } = await group(teacher, { members: [ann] });
    await groups.remove(id);
    await assert.rejects(groups.change(id, { name: 'Graphs' }), { code: 'not-found' });
    await assert.rejects(groups.findFor(teacher.id, id), { code: 'not-found' });
    assert.deepEqual(await groups.listFor(ann.id, { all: false, ...everything }), []);
  });

  it('get members all or none', async () => {
    const { id } = await group(teacher);
    await assert.rejects(groups.putMembers(id, [ann.id, 'unknown'], 'member'), { code: 'not-found' });
    await groups.putMembers(id, [], 'member');
    const { people } = await groups.members(id, everything);
    assert.deepEqual(
      people.map(({ person: { userId, role } }) => [userId, role]),
      [[teacher.id, 'staff']],
    );
  });
});
