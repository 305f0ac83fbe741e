import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { disabledReason } from '../../../src/domain/accounts/auth-settings.ts';
import { findOrMakePeople } from '../../../src/domain/accounts/named-people.ts';
import { openTestApp } from '../../support/app.ts';

const { core, person } = await openTestApp();
const { accounts, newAccounts, resetPassword, database } = core;
const auth = await core.auth();

const password = 'correct horse battery';
const draft = { email: 'ann@example.org', name: 'Ann Lee', role: 'teacher', password } as const;
const ann = await newAccounts.create(draft);

/** The token of better-auth's own sign-in, or its error code. */
async function signIn(email: string, tried: string): Promise<string> {
  try {
    return (await auth.api.signInEmail({ body: { email, password: tried } })).token;
  } catch (error) {
    return String((error as { body?: { code: string } }).body?.code);
  }
}

const sessionsOf = (userId: string) =>
  database.kysely.selectFrom('session').select('id').where('userId', '=', userId).execute();

describe('accounts', () => {
  it('are created with a role and a password that signs in', async () => {
    assert.deepEqual(
      { ...ann, id: '', createdAt: '' },
      {
        id: '',
        email: 'ann@example.org',
        unverifiedEmail: null,
        emailSource: 'admin',
        name: 'Ann Lee',
        role: 'teacher',
        disabled: false,
        externalId: null,
        createdAt: '',
      },
    );
    assert.match(ann.id, /^[\da-f]{8}-[\da-f]{4}-7/); // a UUIDv7, RFC 9562 §5.7
    assert.match(await signIn(ann.email, password), /^\w{32}$/);
    assert.equal(await signIn(ann.email, 'another password'), 'INVALID_EMAIL_OR_PASSWORD');
  });

  it('have a unique address in any case, and a second account is a `conflict`', async () => {
    const mixed = await newAccounts.create({ ...draft, email: 'Bob@Example.org' });
    assert.equal(mixed.email, 'bob@example.org');
    await assert.rejects(newAccounts.create({ ...draft, email: 'BOB@example.org' }), { code: 'conflict' });
    assert.deepEqual(await accounts.setRole(' BOB@example.org ', 'student'), { ...mixed, role: 'student' });
  });

  for (const wrong of [
    { password: '1234567' },
    { password: 'x'.repeat(129) },
    { email: 'no-address' },
    { email: '' },
  ]) {
    const [field = ''] = Object.keys(wrong);
    it(`are refused with the ${field} ${JSON.stringify(wrong).slice(0, 40)}: \`request-invalid\``, async () => {
      const before = await accounts.count();
      await assert.rejects(newAccounts.create({ ...draft, email: 'new@example.org', ...wrong }), {
        code: 'request-invalid',
      });
      assert.equal(await accounts.count(), before);
    });
  }

  it('lose all sessions when they are disabled, cannot sign in, and can again when they are enabled', async () => {
    const { id, email } = await newAccounts.create({ ...draft, email: 'carol@example.org' });
    await signIn(email, password);
    assert.equal((await sessionsOf(id)).length, 1);
    assert.equal((await accounts.disable(email)).disabled, true);
    assert.deepEqual(await sessionsOf(id), []);
    assert.equal(await signIn(email, password), disabledReason);
    assert.equal((await accounts.enable(email)).disabled, false);
    await assert.rejects(accounts.enable('nobody@example.org'), { code: 'not-found' });
    assert.match(await signIn(email, password), /^\w{32}$/);
  });

  it('lose all sessions and the old password when it is reset', async () => {
    const { id, email } = await newAccounts.create({ ...draft, email: 'dan@example.org' });
    await signIn(email, password);
    await resetPassword(email, 'a new password');
    assert.deepEqual(await sessionsOf(id), []);
    assert.equal(await signIn(email, password), 'INVALID_EMAIL_OR_PASSWORD');
    assert.match(await signIn(email, 'a new password'), /^\w{32}$/);
    await assert.rejects(resetPassword(email, 'short'), { code: 'request-invalid' });
    await assert.rejects(resetPassword('nobody@example.org', password), { code: 'not-found' });
  });

  it('are named by address, id or external id, also without an address', async () => {
    const people = [{ externalId: '7', name: 'Ada' }];
    const { ids } = await core.revocations.change((trx) =>
      findOrMakePeople(trx, people, { source: 'list', nowMs: 0 }),
    );
    const [id = ''] = ids;
    for (const named of ['ext:7', id]) {
      assert.equal((await accounts.findPerson(named)).id, id);
      assert.equal((await accounts.disable(named)).disabled, true);
      assert.equal((await accounts.enable(named)).disabled, false);
      assert.equal((await accounts.setRole(named, 'teacher')).role, 'teacher');
      await assert.rejects(resetPassword(named, password), { code: 'conflict' });
    }
    assert.equal((await accounts.findPerson(ann.email)).id, ann.id);
    for (const unknown of ['ext:8', '7', 'nobody@example.org', '']) {
      await assert.rejects(accounts.findPerson(unknown), { code: 'not-found' }, unknown);
    }
  });

  it('get a first password through a reset when they have none', async () => {
    const { email } = await person();
    await resetPassword(email, password);
    assert.match(await signIn(email, password), /^\w{32}$/);
  });
});
