import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Role } from '../../../src/domain/accounts/principal.ts';
import { startMisbehavingProvider } from '../../servers/misbehaving-provider.ts';
import { assertProblem, openTestApp, type TestApp } from '../../support/app.ts';
import { beginSignIn, endSignIn, signInAt } from '../../support/provider-sign-in.ts';

const provider = await startMisbehavingProvider({ nowMs: () => lectern.clock.nowMs() });
const lectern = await openTestApp(provider.settings);
const open = await openTestApp({ ...provider.settings, LECTERN_SIGN_UP: 'open' });
after(() => provider.stop());

let people = 0;
const somebody = () => {
  const sub = `person-${++people}`;
  return { sub, email: `${sub}@school.example`, email_verified: true, name: 'Ann Example' };
};
const password = 'correct horse battery';

/** The account that a sign-in with these claims leads to. */
async function meAfter(
  claims: Readonly<Record<string, unknown>>,
  at: TestApp = lectern,
): Promise<{ userId: string; name: string; email: string; unverifiedEmail: string | null; role: Role }> {
  const { cookie, query } = await signInAt(provider, at, claims);
  assert.ok(cookie, JSON.stringify(query));
  return (await at.send('GET /api/v1/me', undefined, { cookie })).body;
}
const errorAfter = async (claims: Readonly<Record<string, unknown>>, at: TestApp = lectern) => {
  const { cookie, query } = await signInAt(provider, at, claims);
  assert.equal(cookie, undefined);
  return query['error'];
};
const rolesOf = (values: unknown) => ({ realm_access: { roles: values } });

describe('the first sign-in at the provider', () => {
  it('creates a student with the address and the name', async () => {
    const { sub, ...claims } = somebody();
    const me = await meAfter({ sub, ...claims, email: claims.email.toUpperCase() });
    assert.partialDeepStrictEqual(me, { name: 'Ann Example', email: claims.email, role: 'student' });
  });

  it('uses another claim where there is no name', async () => {
    const { name: _, ...claims } = somebody();
    assert.equal((await meAfter(claims)).name, claims.sub);
    assert.equal((await meAfter({ ...somebody(), name: 7, preferred_username: 'ann' })).name, 'ann');
  });

  it('leads to the account with that address, which keeps its password and its role', async () => {
    const claims = somebody();
    const account = await lectern.core.newAccounts.create({
      ...{ email: claims.email, name: 'Ann', password },
      role: 'teacher',
    });
    assert.deepEqual(await meAfter(claims), {
      ...{ userId: account.id, externalId: null, name: 'Ann', role: 'teacher' },
      ...{ email: claims.email, unverifiedEmail: null },
    });
    const byPassword = { email: claims.email, password };
    assert.equal((await lectern.send('POST /api/auth/sign-in/email', byPassword)).status, 200);
  });

  it('is refused without a verified address, and changes nothing', async () => {
    const taken = await lectern.person('admin');
    for (const claims of [
      { email: taken.email, email_verified: false },
      { email: somebody().email, email_verified: undefined },
      { email: undefined },
    ]) {
      assert.equal(await errorAfter({ ...somebody(), ...claims }), 'email-unverified');
    }
    assert.deepEqual(await linksOf(taken.id), []);
  });

  it('creates one account for a person who signs in twice concurrently', async () => {
    const claims = somebody();
    const made = await Promise.all(Array.from({ length: 5 }, () => meAfter(claims)));
    assert.equal(new Set(made.map(({ userId }) => userId)).size, 1);
    assert.equal((await linksOf(made[0]?.userId ?? '')).length, 1);
  });
});

describe('a later sign-in', () => {
  it('leads to the same account, even if the address has changed or is no longer verified', async () => {
    const claims = somebody();
    const { userId } = await meAfter(claims);
    const other = await lectern.person();
    const changed = await meAfter({ ...claims, email: other.email, email_verified: false, name: 'Eve' });
    assert.partialDeepStrictEqual(changed, { userId, email: claims.email, name: 'Ann Example' });
  });

  it('of the same subject at another issuer leads to another account', async () => {
    const claims = somebody();
    const { userId } = await meAfter(claims);
    const another = await startMisbehavingProvider({ nowMs: () => lectern.clock.nowMs() });
    try {
      // The same database, as after a change of OIDC_ISSUER.
      const elsewhere = await openTestApp({ ...lectern.environment, ...another.settings });
      const { url, cookie } = await beginSignIn(elsewhere);
      const email = 'another@school.example';
      const ended = await endSignIn(elsewhere, another.signIn(url, { ...claims, email }), cookie);
      const me = await elsewhere.send('GET /api/v1/me', undefined, { cookie: ended.cookie ?? '' });
      assert.equal(me.body.email, email);
      assert.notEqual(me.body.userId, userId);
    } finally {
      another.stop();
    }
  });
});

describe('a disabled account', () => {
  it('is refused, whether it was linked before or not, and is not changed', async () => {
    const claims = somebody();
    const { userId } = await meAfter(claims);
    await lectern.core.accounts.change(userId, { disabled: true });
    assert.equal(await errorAfter(claims), 'account-disabled');

    const unlinked = await lectern.person();
    await lectern.core.accounts.change(unlinked.id, { disabled: true });
    assert.equal(await errorAfter({ ...somebody(), email: unlinked.email }), 'account-disabled');
    assert.deepEqual(await linksOf(unlinked.id), []);
  });
});

describe('where everyone may sign up', () => {
  it("an account that was created for another person's address opens only to the owner of the address", async () => {
    const claims = somebody();
    const squatter = await open.send('POST /api/auth/sign-up/email', {
      ...{ email: claims.email, name: 'Squatter', password },
    });
    const headers = { authorization: `Bearer ${squatter.body.token}` };
    assert.equal((await open.send('GET /api/v1/me', undefined, headers)).status, 200);
    const { url } = (await open.send('PUT /api/v1/me/calendar-link', { language: 'en' }, headers)).body;
    const readCalendar = () => open.send(`GET ${new URL(url).pathname}${new URL(url).search}`);
    assert.equal((await readCalendar()).status, 200);
    const { userId } = await meAfter(claims, open);
    assert.equal(userId, squatter.body.userId);
    assertProblem(await readCalendar(), 404, 'not-found');
    assertProblem(await open.send('GET /api/v1/me', undefined, headers), 401, 'unauthenticated');
    const byPassword = await open.send('POST /api/auth/sign-in/email', { email: claims.email, password });
    assertProblem(byPassword, 401, 'credentials-invalid');
  });

  it('an unverified address creates an account, but leads to no existing one', async () => {
    const claims = { ...somebody(), email_verified: false };
    const { email, unverifiedEmail } = await meAfter(claims, open);
    assert.deepEqual([email, unverifiedEmail], [null, claims.email]);
    assert.equal(
      await errorAfter({ ...somebody(), email: claims.email, email_verified: false }, open),
      'email-unverified',
    );
  });
});

describe('the role', () => {
  const byClaim = async (settings: Readonly<Record<string, string>> = {}) => {
    const app = await openTestApp({
      ...provider.settings,
      OIDC_ROLE_CLAIM: 'realm_access.roles',
      OIDC_TEACHER_ROLES: 'staff, tutors',
      OIDC_ADMIN_ROLES: 'operators',
      ...settings,
    });
    const roleAfter = async (claims: Readonly<Record<string, unknown>>) => (await meAfter(claims, app)).role;
    return { app, roleAfter };
  };

  it('follows the claim at every sign-in, which is a list or one value', async () => {
    const { app, roleAfter } = await byClaim();
    await app.person('admin');
    const claims = somebody();
    for (const [values, role] of [
      [['pupils', 'tutors'], 'teacher'],
      ['staff', 'teacher'],
      [{ staff: true }, 'student'],
      [['operators'], 'admin'],
      [undefined, 'student'],
    ] as const) {
      assert.equal(await roleAfter({ ...claims, ...rolesOf(values) }), role, JSON.stringify(values));
    }
  });

  it('is that of the claim also for an existing account at its first sign-in there', async () => {
    const { app, roleAfter } = await byClaim();
    const { email } = await app.person('teacher');
    assert.equal(await roleAfter({ ...somebody(), email, ...rolesOf(['pupils']) }), 'student');
  });

  it('is read from a claim with dots in its name too, and from userinfo', async () => {
    const { roleAfter } = await byClaim({ OIDC_ROLE_CLAIM: 'https://school.example/roles' });
    assert.equal(await roleAfter({ ...somebody(), 'https://school.example/roles': ['staff'] }), 'teacher');
    const claims = somebody();
    provider.misbehave({ userinfo: { ...claims, 'https://school.example/roles': ['operators'] } });
    assert.equal(await roleAfter(claims), 'admin');
    provider.misbehave({});
  });

  it('of the last admin stays, and the log records that', async () => {
    const { app, roleAfter } = await byClaim();
    const claims = somebody();
    assert.equal(await roleAfter({ ...claims, ...rolesOf(['operators']) }), 'admin');
    assert.equal(await roleAfter({ ...claims, ...rolesOf(['pupils']) }), 'admin');
    assert.match(app.logged.join(), /kept the last admin/);
    await app.person('admin');
    assert.equal(await roleAfter({ ...claims, ...rolesOf(['pupils']) }), 'student');
  });

  it('is never read where no claim is set', async () => {
    const claims = { ...somebody(), role: 'admin', roles: ['admin'], ...rolesOf(['operators', 'admin']) };
    assert.equal((await meAfter(claims)).role, 'student');
  });
});

const linksOf = (userId: string) =>
  lectern.core.database.kysely
    .selectFrom('account')
    .select('id')
    .where('providerId', '=', 'oidc')
    .where('userId', '=', userId)
    .execute();
