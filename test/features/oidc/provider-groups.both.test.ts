import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startMisbehavingProvider } from '../../servers/misbehaving-provider.ts';
import { openTestApp } from '../../support/app.ts';
import { signInAt } from '../../support/provider-sign-in.ts';

const provider = await startMisbehavingProvider({ nowMs: () => clock.nowMs() });
const app = await openTestApp({
  ...provider.settings,
  OIDC_GROUP_CLAIM: 'groups',
  OIDC_MEMBER_GROUPS: '/courses/*, *-pupils',
  OIDC_STAFF_GROUPS: '/courses/*/staff',
});
const { clock, person } = app;
const admin = await person('admin');
after(() => provider.stop());

let people = 0;
function newPerson() {
  const sub = `person-${++people}`;
  const claims = { sub, email: `${sub}@school.example`, email_verified: true, name: 'Ann Example' };
  /** Signs in with these groups. @returns the names of the person's groups in Lectern, with the roles */
  const groupsAfter = async (groups: unknown, others: object = {}) => {
    const { cookie, query } = await signInAt(provider, app, { ...claims, groups, ...others });
    assert.ok(cookie, JSON.stringify(query));
    const send = (request: string, body?: object) => app.send(request, body, { cookie });
    const { items } = (await send('GET /api/v1/groups')).body;
    const shown = items.map(({ name, yourRole }: { name: string; yourRole: string }) => [name, yourRole]);
    return { send, items, groups: Object.fromEntries(shown) };
  };
  return { ...claims, groupsAfter };
}

describe('groups of the sign-in provider', () => {
  it('are created, and a person is in those that the claim names, each time', async () => {
    const ann = newPerson();
    for (const [claim, groups] of [
      [
        ['/courses/graphs', '/courses/trees/staff', '7b-pupils', '/other', 7],
        { graphs: 'member', trees: 'staff', '7b': 'member' },
      ],
      [['/courses/graphs/staff', '/courses/graphs'], { graphs: 'staff' }],
      ['/courses/graphs', { graphs: 'member' }],
      [['/courses/', '/courses/a/b', '/courses/\u0007', `/courses/${'x'.repeat(201)}`], {}],
      [undefined, {}],
    ] as const) {
      assert.deepEqual((await ann.groupsAfter(claim)).groups, groups, JSON.stringify(claim));
    }
    const bob = newPerson();
    assert.deepEqual((await bob.groupsAfter(['/courses/graphs'])).groups, { graphs: 'member' });
    const named = (await admin.send('GET /api/v1/groups')).body.items.map(
      ({ name }: { name: string }) => name,
    );
    const other = ['other', 'a/b', '7', '/courses/', 'x'.repeat(201)];
    assert.deepEqual(
      ['7b', 'graphs', 'trees', ...other].filter((name) => named.includes(name)),
      ['7b', 'graphs', 'trees'],
    );
    assert.equal(named.filter((name: string) => name === 'graphs').length, 1);
  });

  it('leave what the provider never named as it is, and what was deleted deleted', async () => {
    const ann = newPerson();
    const { send } = await ann.groupsAfter([]);
    const { userId } = (await send('GET /api/v1/me')).body;
    await app.group(admin, { name: 'By hand', members: [{ id: userId }] });
    const { items } = await ann.groupsAfter(['/courses/passing/staff']);
    const passing = items.find(({ name }: { name: string }) => name === 'passing').groupId;
    assert.equal((await admin.send(`DELETE /api/v1/groups/${passing}`)).status, 204);
    assert.deepEqual((await ann.groupsAfter(['/courses/passing/staff'])).groups, { 'By hand': 'member' });
    assert.deepEqual((await ann.groupsAfter([])).groups, { 'By hand': 'member' });
  });

  it('are other groups than those of the same name that were made here', async () => {
    const own = await app.group(admin, { name: 'alike' });
    const { items } = await newPerson().groupsAfter(['/courses/alike']);
    assert.equal(items.length, 1);
    assert.notEqual(items[0].groupId, own.id);
  });

  it('stay where the claim is to be read elsewhere, or names too many', async () => {
    const ann = newPerson();
    const before = { graphs: 'member' };
    assert.deepEqual((await ann.groupsAfter(['/courses/graphs'])).groups, before);
    const elsewhere = { _claim_names: { groups: 'src1' } };
    assert.deepEqual((await ann.groupsAfter(undefined, elsewhere)).groups, before);
    const many = Array.from({ length: 201 }, (_, at) => `/courses/${at}`);
    assert.deepEqual((await ann.groupsAfter(many)).groups, before);
  });

  it('are the same for people who sign in at once', async () => {
    const all = Array.from({ length: 6 }, newPerson);
    const signedIn = await Promise.all(
      all.map((each) => each.groupsAfter(['/courses/first', '/courses/second'])),
    );
    const ids = signedIn.flatMap(({ items }) => items.map(({ groupId }: { groupId: string }) => groupId));
    assert.equal(ids.length, 12);
    assert.equal(new Set(ids).size, 2);
    const [ann] = all;
    const again = await Promise.all(
      [1, 2, 3].map(() => ann?.groupsAfter(['/courses/second/staff', '/courses/third'])),
    );
    for (const each of again) assert.deepEqual(each?.groups, { second: 'staff', third: 'member' });
  });

  it('end a URL of a contest with the membership', async () => {
    const ann = newPerson();
    const { send, items } = await ann.groupsAfter(['/courses/ending']);
    const task = await app.task(admin);
    await app.publish(task, admin);
    await app.contest(admin, { groups: [{ id: items[0].groupId }], tasks: [task] });
    const issued = await send(`GET /api/v1/tasks/${task.id}`);
    assert.equal(issued.status, 200, issued.text);
    await ann.groupsAfter([]);
    assert.equal((await send(`GET /api/v1/tasks/${task.id}`)).status, 404);
  });
});
