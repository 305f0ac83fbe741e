import assert from 'node:assert/strict';
import { after, afterEach, describe, it } from 'node:test';
import { startMisbehavingProvider } from '../../servers/misbehaving-provider.ts';
import { assertProblem, openTestApp } from '../../support/app.ts';
import { signInAt } from '../../support/provider-sign-in.ts';
import { hourMs } from '../../support/settable-clock.ts';

const provider = await startMisbehavingProvider({ nowMs: () => lectern.clock.nowMs() });
const lectern = await openTestApp({
  ...provider.settings,
  LECTERN_PASSWORD_SIGN_IN: 'off',
  LECTERN_SIGN_UP: 'open',
});
after(() => provider.stop());

const { core, send, person } = lectern;
const password = 'correct horse battery';

describe('a Lectern without passwords', () => {
  it('accepts none: to sign in, to sign up, to change one or to set one', async () => {
    const { id, email } = await core.newAccounts.create({
      ...{ email: 'ann@example.org', name: 'Ann', role: 'admin', password },
    });
    const link = await core.setupLinks.create(id);
    const token = new URL(link.url).hash.slice('#token='.length);
    const admin = await person('admin');
    for (const [route, body] of [
      ['POST /api/auth/sign-in/email', { email, password }],
      ['POST /api/auth/sign-up/email', { email: 'new@example.org', name: 'New', password }],
      ['POST /api/auth/change-password', { currentPassword: password, newPassword: password }],
      ['POST /api/auth/set-link', { token }],
      ['POST /api/auth/reset-password', { token, newPassword: password }],
      [`POST /api/v1/accounts/${id}/setup-link`, {}],
      ['POST /api/v1/setup-links', { emails: [email] }],
    ] as const) {
      assertProblem(await admin.send(route, body), 403, 'switched-off');
    }
    assert.deepEqual(await core.accounts.findByEmails(['new@example.org']), { found: [], unverified: [] });
  });

  it('lets people in through the provider, and shows how they sign in', async () => {
    const claims = { sub: 'bob', email: 'bob@example.org', email_verified: true };
    const { cookie = '' } = await signInAt(provider, lectern, claims);
    const { body } = await send('GET /api/v1/me/sign-in-methods', undefined, { cookie });
    assert.deepEqual(body, { password: false, provider: true });
  });
});

describe('signing out of an account that the provider knows', () => {
  const claims = { sub: 'eve', email: 'eve@example.org', email_verified: true };
  const signOut = async () => {
    const { cookie = '' } = await signInAt(provider, lectern, claims);
    const reply = await send('POST /api/auth/sign-out', {}, { cookie });
    assert.equal(reply.status, 200);
    assertProblem(await send('GET /api/v1/me', undefined, { cookie }), 401, 'unauthenticated');
    return reply.body;
  };

  afterEach(() => {
    provider.misbehave({});
    lectern.clock.advance(2 * hourMs);
  });

  it('returns where to end the session there, and reveals no token', async () => {
    const { providerSignOutUrl } = await signOut();
    const url = new URL(providerSignOutUrl);
    assert.equal(`${url.origin}${url.pathname}`, `${provider.issuer}/sign-out`);
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      client_id: 'lectern',
      post_logout_redirect_uri: `${core.config.publicUrl}/sign-in`,
    });
  });

  it('does not wait for a provider that has no such page', async () => {
    provider.misbehave({ discovery: ({ end_session_endpoint: _, ...document }) => document });
    lectern.clock.advance(2 * hourMs); // until its description is read again
    assert.deepEqual(await signOut(), { providerSignOutUrl: null });
  });

  it('returns no such page for another account', async () => {
    const { send: sendAs } = await person();
    const reply = await sendAs('POST /api/auth/sign-out', {});
    assert.deepEqual(reply.body, { providerSignOutUrl: null });
  });
});
