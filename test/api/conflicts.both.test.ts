import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxBooklets } from '../../src/features/booklets/booklets.ts';
import { putGroup } from '../../src/features/sync/put-entity.ts';
import { assertProblem, openTestApp, type Reply } from '../support/app.ts';

const { core, person, task, group, contest } = await openTestApp();
const [teacher, admin] = [await person('teacher'), await person('admin')];
const places = {
  groups: async () => `/api/v1/groups/${(await group(teacher)).id}`,
  contests: async () => `/api/v1/contests/${(await contest(teacher)).id}`,
};

/** Requests that no other suite makes while the state does not allow them. */
const conflicts: Record<string, () => Promise<Reply>> = {
  async 'a task without an owner'() {
    const { id } = await task(teacher);
    const staff = [{ userId: teacher.id, role: 'editor' }];
    return admin.send(`PUT /api/v1/tasks/${id}`, { title: 'Mine', staff });
  },
  async 'a demo course that exists'() {
    const how = { reference: 'ext:lectern-demo:group', by: { id: admin.id }, ifMatch: undefined };
    await core.revocations.change(putGroup({ name: 'Demo course' }, undefined, how));
    return admin.send('POST /api/v1/demo-course');
  },
  async 'an examination of the storage during another'() {
    const twice = (route: string) => Promise.all([1, 2].map(() => admin.send(route)));
    await twice('GET /api/v1/me'); // otherwise the first could finish while the second opens a connection to PostgreSQL
    const both = await twice('POST /api/v1/storage-examinations');
    return both.find(({ status }) => status !== 200) ?? assert.fail('both ran');
  },
};
for (const [kind, make] of Object.entries(places)) {
  conflicts[`more booklets of ${kind} than the limit`] = async () => {
    const path = `${await make()}/booklets`;
    const put = (at: number) => teacher.send(`PUT ${path}/en-x-${at}`, {});
    for (let at = 0; at < maxBooklets; at += 1) assert.equal((await put(at)).status, 200);
    return put(maxBooklets);
  };
}

describe('a request that the current state does not allow', () => {
  for (const [what, meet] of Object.entries(conflicts)) {
    it(`is refused with 409: ${what}`, async () => {
      const reply = await meet();
      assertProblem(reply, 409, what === 'a task without an owner' ? 'last-owner' : 'conflict');
    });
  }
});
