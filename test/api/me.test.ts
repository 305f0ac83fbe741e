import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxNameLength } from '../../src/domain/accounts/account-fields.ts';
import { assertProblem, openTestApp } from '../support/app.ts';

const { core, person, send } = await openTestApp({ LECTERN_SIGN_UP: 'open' });
const revoked = () => core.database.kysely.selectFrom('revocations').selectAll().execute();

const noNames = ['', ' ', 'Ann\nBob', '\u001b[2J', '\u009b2J', 'Ann\u2028Bob', '\ud800', 'x'.repeat(250_000)];

describe('PATCH /api/v1/me', () => {
  it('changes your own name, in canonical form, also in searches', async () => {
    const { id, send: sendOwn } = await person();
    const { status, body } = await sendOwn('PATCH /api/v1/me', { name: '  Zoe\u0308 Łuk ' });
    assert.equal(status, 200);
    assert.equal(body.name, 'Zo\u00eb Łuk');
    assert.deepEqual((await sendOwn('GET /api/v1/me')).body, body);
    const found = await core.accounts.list({ text: 'zoe luk', after: undefined, limit: 10 });
    assert.deepEqual(
      found.map((account) => account.id),
      [id],
    );
  });

  it('ends no session and revokes no URL', async () => {
    const { send: sendOwn } = await person('teacher');
    assert.equal((await sendOwn('PATCH /api/v1/me', { name: 'Ann Lee' })).status, 200);
    assert.equal((await sendOwn('GET /api/v1/me')).status, 200);
    assert.deepEqual(await revoked(), []);
  });

  it('changes nothing else', async () => {
    const { send: sendOwn } = await person();
    for (const more of [{ role: 'admin' }, { email: 'x@example.org' }, { disabled: true }, { image: 'x' }]) {
      assertProblem(await sendOwn('PATCH /api/v1/me', { name: 'Ann', ...more }), 400, 'request-invalid');
    }
    assert.equal((await sendOwn('GET /api/v1/me')).body.role, 'student');
  });
});

describe('a name', () => {
  it('is one line of up to 200 characters in every route', async () => {
    const [ann, admin] = [await person(), await person('admin')];
    const account = { email: 'new@example.org', password: 'correct horse' };
    let at = 0;
    for (const name of [...noNames, null, 5, ['Ann'], 'x'.repeat(maxNameLength + 1)]) {
      for (const reply of [
        await ann.send('PATCH /api/v1/me', { name }),
        await admin.send(`PATCH /api/v1/accounts/${ann.id}`, { name }),
        await admin.send('POST /api/v1/accounts', { email: account.email, role: 'student', name }),
        await send('POST /api/auth/sign-up/email', { ...account, name }),
      ]) {
        assert.ok(reply.status === 400 || reply.status === 413, `${at}: ${reply.status}`);
        at++;
      }
    }
    assert.equal(at, 48);
    const longest = 'x'.repeat(maxNameLength);
    assert.equal((await ann.send('PATCH /api/v1/me', { name: longest })).body.name, longest);
    assert.equal(
      (await send('POST /api/auth/sign-up/email', { ...account, name: ' Ann ' })).body.name,
      'Ann',
    );
  });
});
