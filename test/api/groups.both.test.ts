import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allPages } from '../support/all-pages.ts';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';

const { clock, core, person, task, group } = await openTestApp();
const [admin, staff, member, outsider] = [
  await person('admin'),
  await person('teacher'),
  await person(),
  await person('teacher'),
];

async function newGroup() {
  const { id } = await group(staff, { members: [member] });
  return { id, path: `/api/v1/groups/${id}` };
}

const allItems = async (reader: Person, path: string) => (await reader.send(`GET ${path}`)).body.items;
/** The time of everything here: the clock stands still. */
const createdAt = '2026-11-24T12:00:00Z';
const window = { opensAt: createdAt };

describe('groups over HTTP', () => {
  it('are created by teachers and admins, who become their staff', async () => {
    for (const each of [staff, admin]) {
      const { status, body } = await each.send('POST /api/v1/groups', { name: ' Graphs ' });
      assert.equal(status, 201);
      assert.equal(body.name, 'Graphs');
      assert.equal((await core.groups.findFor(each.id, body.groupId)).role, 'staff');
    }
    for (const name of ['', '  ', 'a\nb', 'x'.repeat(301), 5]) {
      assertProblem(await staff.send('POST /api/v1/groups', { name }), 400, 'request-invalid');
    }
  });

  it('are paged by membership, for admins only on request', async () => {
    const boss = await person('admin');
    const runs = (await group(boss)).id;
    const isIn: Array<string> = [];
    for (let at = 0; at < 2; at++) {
      await newGroup();
      isIn.push((await group(staff, { members: [boss] })).id);
    }
    const ids = async (query: string) =>
      (await allPages<{ groupId: string }>(boss, `/api/v1/groups?limit=1&${query}`)).map(
        ({ groupId }) => groupId,
      );
    assert.deepEqual(await ids('mine=true'), [runs, ...isIn].toSorted());
    assert.deepEqual(await ids('yourRole=staff'), [runs]);
    assert.deepEqual(await ids('mine=true&yourRole=member'), isIn.toSorted());
    const everything = await ids('mine=false');
    assert.deepEqual(everything, await ids(''));
    assert.ok(everything.length >= 5);
    assert.deepEqual(await allPages(outsider, '/api/v1/groups?limit=1&mine=true'), []);
  });

  it("show the caller's role, in the list, alone and after a change", async () => {
    const { id, path } = await newGroup();
    const created = await staff.send('POST /api/v1/groups', { name: 'A' });
    assert.equal(created.body.yourRole, 'staff');
    for (const [reader, role] of [
      [staff, 'staff'],
      [member, 'member'],
      [admin, null],
    ] as const) {
      const listed = await allItems(reader, '/api/v1/groups?limit=200');
      const inList = listed.find(({ groupId }: { groupId: string }) => groupId === id);
      assert.deepEqual(inList, (await reader.send(`GET ${path}`)).body);
      assert.equal(inList.yourRole, role);
    }
    assert.equal((await staff.send(`PATCH ${path}`, { name: 'B' })).body.yourRole, 'staff');
    assert.equal((await admin.send(`PATCH ${path}`, { name: 'C' })).body.yourRole, null);
  });
});

describe('members of a group over HTTP', () => {
  it('keep their role when they are added again, unless it is raised, and the reply counts them', async () => {
    const { id, path } = await newGroup();
    const another = await person();
    for (const [who, role, added] of [
      [[staff, member, another], 'member', 1],
      [[staff, member, another], undefined, 0],
      [[staff, member], 'staff', 1],
      [[staff, member, another], 'member', 0],
    ] as const) {
      const { body } = await staff.send(`POST ${path}/members`, {
        emails: who.map(({ email }) => email),
        ...(role === undefined ? {} : { role }),
      });
      assert.deepEqual([body.added, body.alreadyThere], [added, who.length - added]);
      for (const { userId, role } of body.members) {
        assert.equal((await core.groups.findFor(userId, id)).role, role);
      }
    }
    const roles = (await allItems(staff, `${path}/members`)).map(
      ({ userId, role }: { userId: string; role: string }) => [userId, role],
    );
    assert.deepEqual(Object.fromEntries(roles), {
      [staff.id]: 'staff',
      [member.id]: 'staff',
      [another.id]: 'member',
    });
  });

  it('have their role changed individually', async () => {
    const { id, path } = await newGroup();
    for (const role of ['staff', 'staff', 'member', 'member'] as const) {
      const { status, body } = await staff.send(`PATCH ${path}/members/${member.id}`, { role });
      assert.equal(status, 200);
      assert.deepEqual(body, {
        ...{
          userId: member.id,
          externalId: null,
          email: member.email,
          unverifiedEmail: null,
          name: member.name,
          role,
          firstIssuedAt: null,
          createdAt,
        },
      });
      assert.equal((await core.groups.findFor(member.id, id)).role, role);
    }
    for (const wrong of [{}, { role: 'owner' }, { role: null }]) {
      assertProblem(await staff.send(`PATCH ${path}/members/${member.id}`, wrong), 400, 'request-invalid');
    }
    const route = `PATCH ${path}/members/${outsider.id}`;
    assertProblem(await staff.send(route, { role: 'staff' }), 404, 'not-found');
  });

  it('include at least one of the staff: 409 `last-staff` for every caller', async () => {
    const { path } = await newGroup();
    const disabled = await person('teacher');
    await staff.send(`POST ${path}/members`, { emails: [disabled.email], role: 'staff' });
    await core.accounts.disable(disabled.email);
    for (const each of [staff, admin]) {
      const lowered = await each.send(`PATCH ${path}/members/${staff.id}`, { role: 'member' });
      assertProblem(lowered, 409, 'last-staff');
      assertProblem(await each.send(`DELETE ${path}/members/${staff.id}`), 409, 'last-staff');
    }
    assert.equal((await staff.send(`GET ${path}`)).body.yourRole, 'staff');
    await staff.send(`PATCH ${path}/members/${member.id}`, { role: 'staff' });
    assert.equal((await staff.send(`PATCH ${path}/members/${staff.id}`, { role: 'member' })).status, 200);
    assert.equal((await member.send(`DELETE ${path}/members/${staff.id}`)).status, 204);
  });

  it('include at least one of the staff when two demote each other concurrently', async () => {
    for (const method of ['PATCH', 'DELETE']) {
      const { id, path } = await newGroup();
      await core.groups.putMembers(id, [member.id], 'staff');
      const take = (by: Person, from: Person) =>
        by.send(`${method} ${path}/members/${from.id}`, method === 'PATCH' ? { role: 'member' } : undefined);
      await Promise.all([take(staff, member), take(member, staff)]);
      const left = await allItems(admin, `${path}/members`);
      assert.equal(left.filter(({ role }: { role: string }) => role === 'staff').length, 1);
    }
  });
});

describe('tasks of a group over HTTP', () => {
  it('are assigned with a window, moved, listed and removed', async () => {
    const { path } = await newGroup();
    const { id: taskId, title } = await task(staff);
    const route = `${path}/tasks/${taskId}`;
    const first = await staff.send(`PUT ${route}`, {
      opensAt: '2026-11-24T13:00:00+01:00',
      closesAt: '2026-11-25T12:00:00Z',
    });
    assert.equal(first.status, 201);
    const shown = {
      ...{ taskId, externalId: null },
      ...{ opensAt: '2026-11-24T12:00:00Z', closesAt: '2026-11-25T12:00:00Z' },
    };
    assert.deepEqual(first.body, { ...shown, etag: first.headers.etag });
    clock.advance(1000);
    const moved = await staff.send(`PUT ${route}`, { ...window, closesAt: null });
    clock.advance(-1000);
    assert.equal(moved.status, 200);
    const { etag } = moved.headers;
    assert.deepEqual(moved.body, { ...shown, closesAt: null, etag });
    assert.deepEqual(await allItems(staff, `${path}/tasks`), [
      { taskId, externalId: null, title, ...window, closesAt: null, createdAt: '2026-11-24T12:00:00Z', etag },
    ]);
    assert.equal((await member.send(`GET /api/v1/tasks/${taskId}`)).status, 200);
    assert.equal((await staff.send(`DELETE ${route}`)).status, 204);
    assertProblem(await member.send(`GET /api/v1/tasks/${taskId}`), 404, 'not-found');
    assertProblem(await staff.send(`DELETE ${route}`), 404, 'not-found');
  });

  it('are added several at a time, all or none, and existing ones keep their windows', async () => {
    const { path } = await newGroup();
    const [there, first, second, foreign] = [
      await task(staff),
      await task(staff),
      await task(staff),
      await task(outsider),
    ];
    await staff.send(`PUT ${path}/tasks/${there.id}`, { ...window, closesAt: '2026-11-25T12:00:00Z' });
    const add = (taskIds: ReadonlyArray<string>, as = staff) =>
      as.send(`POST ${path}/tasks`, { ...window, taskIds });
    assertProblem(await add([first.id, foreign.id]), 404, 'not-found');
    assertProblem(await add([first.id], member), 403, 'forbidden');
    const { status, body } = await add([first.id, there.id, second.id]);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      added: [first, second].map(({ id: taskId }) => ({ taskId, externalId: null })),
      alreadyThere: [{ taskId: there.id, externalId: null }],
    });
    const closing = (await allItems(staff, `${path}/tasks`)).map(
      ({ taskId, closesAt }: { taskId: string; closesAt: string | null }) => [taskId, closesAt],
    );
    assert.deepEqual(closing, [
      [there.id, '2026-11-25T12:00:00Z'],
      [first.id, null],
      [second.id, null],
    ]);
    assertProblem(
      await staff.send(`POST ${path}/tasks`, { ...window, closesAt: createdAt, taskIds: [first.id] }),
      400,
      'request-invalid',
    );
  });

  it('need `manager` or `owner` on the task in addition to staff of the group', async () => {
    const { id, path } = await newGroup();
    const made = await task(outsider);
    const route = `PUT ${path}/tasks/${made.id}`;
    assertProblem(await staff.send(route, window), 404, 'not-found');
    for (const [role, status] of [
      ['reader', 403],
      ['editor', 403],
      ['manager', 201],
      ['owner', 200],
    ] as const) {
      await core.taskStaff.put(made.id, staff.id, role);
      assert.equal((await staff.send(route, window)).status, status);
    }
    assertProblem(await outsider.send(route, window), 404, 'not-found');
    assert.equal((await admin.send(route, window)).status, 200);
    await core.tasks.remove(made.id);
    assertProblem(await admin.send(route, window), 404, 'not-found');
    assert.deepEqual(await core.groups.assignments(id, { after: undefined, limit: 9 }), []);
  });
});
