import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';

const { core, send, person, task } = await openTestApp();
const [admin, owner, manager, editor, reader, other] = [
  await person('admin'),
  await person('teacher'),
  await person(),
  await person(),
  await person(),
  await person(),
];

/** A task with one collaborator in every role. */
async function shared() {
  const { id } = await task(owner);
  for (const [each, role] of [
    [manager, 'manager'],
    [editor, 'editor'],
    [reader, 'reader'],
  ] as const) {
    await core.collaborators.put(id, each.id, role);
  }
  const path = `/api/v1/tasks/${id}/collaborators`;
  return {
    id,
    path,
    put: (as: Person, { email }: Person, role: string) => as.send(`POST ${path}`, { email, role }),
    remove: (as: Person, { id: userId }: Person) => as.send(`DELETE ${path}/${userId}`),
    role: ({ id: userId }: Person) => core.collaborators.roleOf(id, userId),
  };
}

describe('collaborators over HTTP', () => {
  it('are listed for all of them and for admins, a page at a time', async () => {
    const { path } = await shared();
    for (const each of [admin, owner, manager, editor, reader]) {
      const first = await each.send(`GET ${path}?limit=3`);
      const rest = await each.send(`GET ${path}?limit=3&cursor=${first.body.nextCursor}`);
      const items = [...first.body.items, ...rest.body.items];
      assert.deepEqual(Object.fromEntries(items.map(({ email, role }) => [email, role])), {
        [owner.email]: 'owner',
        [manager.email]: 'manager',
        [editor.email]: 'editor',
        [reader.email]: 'reader',
      });
    }
    assertProblem(await other.send(`GET ${path}`), 404, 'not-found');
    assertProblem(await send(`GET ${path}`), 401, 'unauthenticated');
  });

  it('are added and changed by address, in any case', async () => {
    const { put, path, role } = await shared();
    const { status, body } = await put(owner, other, 'reader');
    assert.deepEqual([status, body], [200, { userId: other.id, email: other.email, role: 'reader' }]);
    const upper = await owner.send(`POST ${path}`, { email: other.email.toUpperCase(), role: 'editor' });
    assert.equal(upper.status, 200);
    assert.equal(await role(other), 'editor');
  });

  it('are 404 for an address without an account', async () => {
    const { path } = await shared();
    const unknown = { email: 'nobody@example.org', role: 'reader' };
    assertProblem(await owner.send(`POST ${path}`, unknown), 404, 'not-found');
  });

  it('give and take no role above their own reach', async () => {
    const { put, remove, role } = await shared();
    assert.equal((await put(manager, other, 'editor')).status, 200);
    assert.equal((await remove(manager, other)).status, 204);
    for (const refused of [
      await put(manager, other, 'manager'),
      await put(manager, other, 'owner'),
      await put(manager, owner, 'reader'),
      await put(manager, manager, 'owner'),
      await remove(manager, owner),
      await put(editor, other, 'reader'),
      await remove(editor, reader),
      await put(reader, other, 'reader'),
    ]) {
      assertProblem(refused, 403, 'forbidden');
    }
    assert.deepEqual(
      [await role(owner), await role(manager), await role(other)],
      ['owner', 'manager', undefined],
    );
    assert.equal((await put(admin, other, 'owner')).status, 200);
  });

  it('keep one owner: 409 `last-owner`', async () => {
    const { put, remove } = await shared();
    assertProblem(await put(owner, owner, 'reader'), 409, 'last-owner');
    assertProblem(await remove(owner, owner), 409, 'last-owner');
    assertProblem(await remove(admin, owner), 409, 'last-owner');
  });

  it('lose their access at the next request', async () => {
    const { id, remove } = await shared();
    assert.equal((await reader.send(`GET /api/v1/tasks/${id}`)).status, 200);
    assert.equal((await remove(owner, reader)).status, 204);
    assertProblem(await reader.send(`GET /api/v1/tasks/${id}`), 404, 'not-found');
    assertProblem(await remove(owner, reader), 404, 'not-found');
  });

  for (const body of [{}, { email: 'x', role: 'reader' }, { email: 'a@example.org', role: 'boss' }]) {
    it(`refuse ${JSON.stringify(body)}`, async () => {
      const { path } = await shared();
      assertProblem(await owner.send(`POST ${path}`, body), 400, 'request-invalid');
    });
  }
});
