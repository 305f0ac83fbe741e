import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createImportPeople } from '../../src/features/people-import/import-people.ts';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';
import { sized } from '../support/test-size.ts';
import { unguarded } from '../support/unguarded.ts';

const { core, person } = await openTestApp();
const { accounts } = core;
const importPeople = createImportPeople(core);
const { kysely } = core.database;

const enabledAdmins = async () =>
  (await accounts.list({ role: 'admin', disabled: false, after: undefined, limit: 100 })).map(({ id }) => id);

async function twoAdmins(): Promise<readonly [Person, Person]> {
  await unguarded(kysely).updateTable('user').set({ role: 'student' }).execute();
  return [await person('admin'), await person('admin')];
}

const change = (by: Person, of: Person, changes: object) =>
  by.send(`PATCH /api/v1/accounts/${of.id}`, changes);
const listWith = ({ name, email }: Person) => Buffer.from(`name,email,role\n${name},${email},student\n`);

describe('two admins who demote each other concurrently', () => {
  const rounds = sized(5, 60);
  for (const [what, takeFrom] of Object.entries({
    'by a demotion': (by: Person, of: Person) => change(by, of, { role: 'teacher' }),
    'by disabling': (by: Person, of: Person) => change(by, of, { disabled: true }),
    'on the command line': (_by: Person, of: Person) => accounts.setRole(of.email, 'student'),
    'by deleting': (by: Person, of: Person) => by.send(`DELETE /api/v1/accounts/${of.id}`),
    'by an import': (_by: Person, of: Person) => importPeople(listWith(of)),
  })) {
    it(`leave one admin: ${what}`, async () => {
      for (let round = 0; round < rounds; round++) {
        const [ann, bob] = await twoAdmins();
        await Promise.allSettled([takeFrom(ann, bob), takeFrom(bob, ann)]);
        assert.equal((await enabledAdmins()).length, 1);
      }
    });
  }

  it('leave one admin, each through another route', async () => {
    for (let round = 0; round < rounds; round++) {
      const [ann, bob] = await twoAdmins();
      await Promise.allSettled([
        change(ann, bob, { disabled: true }),
        importPeople(listWith(ann)),
        accounts.disable(bob.email),
        accounts.setRole(ann.email, 'teacher'),
      ]);
      assert.equal((await enabledAdmins()).length, 1);
    }
  });
});

describe('the last enabled admin', () => {
  it('cannot be removed: `last-admin`', async () => {
    const [ann, bob] = await twoAdmins();
    await accounts.disable(bob.email);
    for (const attempt of [
      () => accounts.disable(ann.email),
      () => accounts.setRole(ann.email, 'teacher'),
      () => accounts.change(ann.id, { role: 'student', disabled: true }),
    ]) {
      await assert.rejects(attempt, { code: 'last-admin' });
    }
    await assert.rejects(importPeople(listWith(ann)), { code: 'people-file-invalid' });
    assert.equal((await ann.send('GET /api/v1/me')).body.role, 'admin');
  });

  it('may be renamed, and demoted once there is another admin', async () => {
    const [ann, bob] = await twoAdmins();
    await accounts.setRole(bob.email, 'student');
    assert.equal((await accounts.change(ann.id, { name: 'Anna' })).name, 'Anna');
    await accounts.setRole(bob.email, 'admin');
    assert.equal((await change(bob, ann, { role: 'student' })).status, 200);
    assertProblem(await change(ann, bob, { role: 'student' }), 403, 'forbidden');
  });

  it('is not required where there never was one', async () => {
    await unguarded(kysely).updateTable('user').set({ role: 'student' }).execute();
    const { email } = await person('teacher');
    assert.equal((await accounts.disable(email)).disabled, true);
  });
});
