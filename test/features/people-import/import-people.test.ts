import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createImportPeople } from '../../../src/features/people-import/import-people.ts';
import type { LecternError } from '../../../src/lib/errors.ts';
import type { RowProblem } from '../../../src/lib/row-problems.ts';
import { assertProblem, openTestApp } from '../../support/app.ts';
import { pluck } from '../../support/pluck.ts';
import { dayMs } from '../../support/settable-clock.ts';
import { sized } from '../../support/test-size.ts';

const { core, clock, person, send } = await openTestApp();
const { kysely } = core.database;
// better-auth uses the real clock to decide when a link expires.
clock.set(Date.now());
const teacher = await person('teacher');
const group = await core.groups.create({ name: 'Algorithms' }, teacher.id);

const importPeople = (rows: ReadonlyArray<string>, dryRun = false) =>
  createImportPeople(core)(Buffer.from(['name,email,role,group', ...rows].join('\n')), { dryRun });

const tokenOf = (url: string | null | undefined) => new URL(url ?? '').hash.slice('#token='.length);
const setPassword = (token: string, newPassword = 'correct horse battery') =>
  send('POST /api/auth/reset-password', { token, newPassword });
const signIn = (email: string, password = 'correct horse battery') =>
  send('POST /api/auth/sign-in/email', { email, password });

async function everything() {
  const tables = ['user', 'groupMembers', 'verification'] as const;
  return Promise.all(tables.map((table) => kysely.selectFrom(table).selectAll().execute()));
}

describe('an import of people', () => {
  it('changes nothing in a dry run', async () => {
    const before = await everything();
    const rows = ['Ann,dry@example.org,teacher,Algorithms'];
    const { rows: planned } = await importPeople(rows, true);
    assert.deepEqual(planned[0]?.changes, ['create', 'add-to-group']);
    assert.deepEqual(await everything(), before);
  });

  it('creates accounts that sign in once they have set a password, and adds them to groups', async () => {
    const { rows } = await importPeople(['Eve,eve@example.org,teacher,Algorithms', 'Eve,eve@example.org,,']);
    assert.deepEqual(
      rows.map(({ setupLink }) => setupLink !== null),
      [true, false],
    );
    assert.equal((await signIn('eve@example.org')).body.code, 'credentials-invalid');
    assert.equal((await setPassword(tokenOf(rows[0]?.setupLink))).status, 204);
    assert.equal((await signIn('eve@example.org')).status, 200);
    const { id, ...account } = await core.accounts.findByEmail('eve@example.org');
    assert.partialDeepStrictEqual(account, { name: 'Eve', role: 'teacher' });
    assert.equal((await core.groups.findFor(id, group.id)).role, 'member');
  });

  it('reports an address whose account signed up without verification, and says what to do', async () => {
    const open = await openTestApp({ LECTERN_SIGN_UP: 'open' });
    const account = { name: 'Stranger', email: 'ann@example.org', password: 'correct horse battery' };
    assert.equal((await open.send('POST /api/auth/sign-up/email', account)).status, 200);
    const file = Buffer.from('name,email,role\nAnn,ann@example.org,admin');
    const importAnn = () => createImportPeople(open.core)(file);
    await assert.rejects(importAnn(), (error: LecternError) => {
      const [problem] = error.facts['problems'] as ReadonlyArray<RowProblem>;
      assert.equal(problem?.row, 2);
      assert.match(problem?.message ?? '', /is not verified.*page of the account/);
      return true;
    });
    await open.core.accounts.disable('ann@example.org');
    const { rows } = await importAnn();
    assert.deepEqual(rows[0]?.changes, ['create']);
    assert.equal((await open.core.accounts.findByEmail('ann@example.org')).role, 'admin');
  });

  it('changes names and roles, and keeps the staff of a group', async () => {
    const { changes } = (await importPeople([`Renamed,${teacher.email},student,Algorithms`])).rows[0] ?? {};
    assert.deepEqual(changes, ['change-role', 'change-name']);
    const account = await core.accounts.find(teacher.id);
    assert.deepEqual([account.name, account.role], ['Renamed', 'student']);
    assert.equal((await core.groups.findFor(teacher.id, group.id)).role, 'staff');
  });

  it('changes nothing at all when one row has a problem, and names every problem', async () => {
    const before = await everything();
    const rows = [
      'Good,good@example.org,,',
      'Bad,bad,,',
      'Lost,lost@example.org,,Nowhere',
      ',c@example.org,,',
    ];
    for (const dryRun of [false, true]) {
      await assert.rejects(importPeople(rows, dryRun), ({ code, facts }: LecternError) => {
        const problems = facts['problems'] as ReadonlyArray<RowProblem>;
        assert.deepEqual([code, facts['problemCount']], ['people-file-invalid', 3]);
        assert.deepEqual(
          problems.map(({ row, field, code: what }) => [row, field, what]),
          [
            [3, 'email', 'format'],
            [4, 'group', 'not-found'],
            [5, 'name', 'missing'],
          ],
        );
        return true;
      });
    }
    assert.deepEqual(await everything(), before);
  });

  it('changes nothing at all when the database refuses the last step', async () => {
    await kysely.schema.alterTable('verification').renameTo('away').execute();
    try {
      await assert.rejects(importPeople(['Half,half@example.org,,']));
    } finally {
      await kysely.schema.alterTable('away').renameTo('verification').execute();
    }
    await assert.rejects(core.accounts.findByEmail('half@example.org'), { code: 'not-found' });
  });

  const many = (name: string, count: number, role = '') =>
    Array.from({ length: count }, (_, at) => `P,${name}${at}@example.org,${role},Algorithms`);
  const rolesOf = async (name: string) => {
    const rows = await kysely.selectFrom('user').select('role').where('email', 'like', `${name}%`).execute();
    return rows.map(({ role }) => role);
  };
  /** Imports, and calls `happen` before each step. */
  async function importBetween(rows: ReadonlyArray<string>, happen: (step: number) => Promise<unknown>) {
    let step = 0;
    const change: typeof core.revocations.change = async (edit) => {
      step += 1;
      await happen(step);
      return core.revocations.change(edit);
    };
    const parts = { ...core, revocations: { ...core.revocations, change } };
    return createImportPeople(parts)(Buffer.from(['name,email,role,group', ...rows].join('\n')));
  }

  it('runs in steps, between which other requests run, and one person may be in several', async () => {
    const other = await core.groups.create({ name: 'Graphs' }, teacher.id);
    const seen: Array<number> = [];
    const rows = [
      ...many('step', 300),
      'P,step0@example.org,teacher,Graphs', // the role is in the last step, the account in the first
    ];
    const { rows: done } = await importBetween(rows, async () => seen.push((await rolesOf('step')).length));
    assert.deepEqual(seen, [0, 250]);
    assert.deepEqual(
      pluck(done, 'line'),
      rows.map((_, at) => at + 2),
    );
    assert.deepEqual(done[0]?.changes, ['create', 'add-to-group']);
    assert.deepEqual(done.at(-1)?.changes, ['add-to-group']);
    assert.deepEqual(done.map(({ setupLink }) => setupLink !== null).indexOf(false), 300);
    const first = await core.accounts.findByEmail('step0@example.org');
    assert.equal(first.role, 'teacher');
    assert.equal((await core.groups.findFor(first.id, other.id)).role, 'member');
  });

  it('reports its progress when others have changed what it needs, and completes when it is sent again', async () => {
    const rows = many('part', 300).map((row) => row.replace('Algorithms', 'Short-lived'));
    const made = await core.groups.create({ name: 'Short-lived' }, teacher.id);
    const remove = (step: number) => (step === 2 ? core.groups.remove(made.id) : Promise.resolve());
    await assert.rejects(importBetween(rows, remove), (error: LecternError) => {
      assert.match(
        error.message,
        /^Someone else made changes during the import: 250 of 300 rows were imported\. Line \d+, .* 50 rows use it\.$/,
      );
      return error.code === 'people-file-invalid';
    });
    assert.equal((await rolesOf('part')).length, 250);
    await core.groups.create({ name: 'Short-lived' }, teacher.id);
    const { rows: again } = await importPeople(rows);
    const made50 = Array(50).fill(['create', 'add-to-group']);
    assert.deepEqual(
      again.map(({ changes }) => changes).toSorted((one, other) => one.length - other.length),
      [...Array(250).fill(['add-to-group']), ...made50],
    );
  });

  it('promotes new admins before it demotes the last ones', async () => {
    const own = await openTestApp();
    const old = await own.person('admin');
    const people = Array.from({ length: 300 }, (_, at) => `P,p${at}@example.org,student`);
    const file = ['name,email,role', `Old,${old.email},teacher`, ...people, 'New,new@example.org,admin'];
    const { rows } = await createImportPeople(own.core)(Buffer.from(file.join('\n')));
    assert.deepEqual([rows[0]?.changes, rows.at(-1)?.changes], [['change-role', 'change-name'], ['create']]);
    const last = createImportPeople(own.core)(Buffer.from('name,email,role\nNew,new@example.org,student'));
    await assert.rejects(last, { code: 'people-file-invalid' });
  });

  it('accepts many people at a time', async () => {
    const count = sized(5000, 5000, 500);
    const rows = many('many', count);
    const imported = await importPeople(rows);
    assert.equal(new Set(imported.rows.map(({ setupLink }) => setupLink)).size, count);
    const last = await core.accounts.findByEmail(`many${count - 1}@example.org`);
    assert.equal((await core.groups.findFor(last.id, group.id)).role, 'member');
  });
});

describe('a link to set a password', () => {
  const newPerson = async () => {
    const someone = await person();
    return { someone, token: tokenOf((await core.setupLinks.create(someone.id)).url) };
  };

  it('shows whose it is as long as it works, on every request, and nothing for a wrong token', async () => {
    const { someone, token } = await newPerson();
    const ask = (asked: string) => send('POST /api/auth/set-link', { token: asked });
    for (const _ of [1, 2]) {
      const { status, body } = await ask(token);
      assert.deepEqual([status, body], [200, { name: someone.name, email: someone.email }]);
    }
    const wrong = await ask(`${token.slice(1)}x`);
    assert.deepEqual(
      [wrong.status, wrong.body.code, wrong.body.reason],
      [400, 'auth-refused', 'invalid-token'],
    );
    assert.equal((await setPassword(token)).status, 204);
    const late = await newPerson();
    clock.advance(7 * dayMs);
    for (const over of [token, late.token]) {
      const { requestId, ...problem } = (await ask(over)).body;
      const { requestId: _, ...ofWrong } = wrong.body;
      assert.deepEqual(problem, ofWrong);
    }
    clock.set(Date.now());
  });

  it('survives a password that is refused', async () => {
    const { token } = await newPerson();
    assert.equal((await setPassword(token, 'short')).body.reason, 'password-too-short');
    assert.equal((await setPassword(token)).status, 204);
  });

  it('expires after seven days', async () => {
    const someone = await person();
    clock.set(Date.now() - 7 * dayMs - 1000);
    const over = await core.setupLinks.create(someone.id);
    assert.equal(over.expiresAtMs, clock.nowMs() + 7 * dayMs);
    assert.equal((await setPassword(tokenOf(over.url))).body.reason, 'invalid-token');
    clock.set(Date.now() - 7 * dayMs + 60_000);
    const { url } = await core.setupLinks.create(someone.id);
    assert.equal((await setPassword(tokenOf(url))).status, 204);
    clock.set(Date.now());
  });

  it('ends when an operator resets the password', async () => {
    const { someone, token } = await newPerson();
    await core.resetPassword(someone.email, 'chosen by an operator');
    assert.equal((await setPassword(token)).body.reason, 'invalid-token');
  });

  it('is not stored', async () => {
    const { token } = await newPerson();
    const stored = JSON.stringify(await kysely.selectFrom('verification').selectAll().execute());
    assert.ok(!stored.includes(token));
  });
});

describe('POST /api/v1/people-import', async () => {
  const admin = await person('admin');
  const route = 'POST /api/v1/people-import';
  const csv = (name: string) => `name,email,group\r\nAnn Lee,${name}@example.org,Algorithms\r\n`;
  const sendCsv = (text: string, query = '') =>
    admin.send(`${route}${query}`, text, { 'content-type': 'text/csv; charset=utf-8' });
  const exists = async (name: string) =>
    (await core.accounts.findByEmails([`${name}@example.org`])).found.length === 1;

  it('shows what a CSV would change, sent directly or in JSON', async () => {
    for (const reply of [
      await sendCsv(csv('ann'), '?dryRun=true'),
      await admin.send(`${route}?dryRun=true`, { csv: csv('ann') }),
    ]) {
      assert.equal(reply.status, 200, reply.text);
      assert.equal(reply.headers['cache-control'], 'no-store');
      const row = {
        ...{ line: 2, email: 'ann@example.org', name: 'Ann Lee', role: 'student', setupLink: null },
        group: { id: group.id, externalId: null, name: 'Algorithms' },
        changes: ['create', 'add-to-group'],
      };
      assert.deepEqual(reply.body, { invited: 0, setupLinksExpireAt: null, rows: [row] });
    }
    assert.equal(await exists('ann'), false);
  });

  it('refuses a list of another media type', async () => {
    const type = { 'content-type': 'application/pdf' };
    assertProblem(await admin.send(route, csv('a'), type), 415, 'media-type-unsupported');
  });

  it('names every problem with its line, and changes nothing', async () => {
    const reply = await sendCsv(`${csv('good')}Bob,bob,\r\n,,Nowhere\r\n`);
    assertProblem(reply, 422, 'people-file-invalid');
    assert.deepEqual(pluck(reply.body.problems, 'row'), [3, 4, 4]);
    assert.equal(await exists('good'), false);
  });
});
