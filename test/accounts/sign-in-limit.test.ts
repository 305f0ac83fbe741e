import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSignInLimit, type SignInLimit } from '../../src/accounts/sign-in-limit.ts';

async function fail(limit: SignInLimit, times: number, attempt: { address: string; email: string }) {
  for (let at = 0; at < times; at++) await limit.begin(attempt);
}

const limited = (error: unknown) => {
  const { code, facts } = error as { code: string; facts: { retryAfterSeconds: number } };
  assert.equal(code, 'rate-limited');
  assert.ok(facts.retryAfterSeconds > 890 && facts.retryAfterSeconds <= 900);
  return true;
};

describe('the sign-in limit', () => {
  it('refuses the eleventh failure of an account, from whichever address, and says when to try again', async () => {
    const limit = createSignInLimit();
    for (let at = 0; at < 10; at++) await limit.begin({ address: `192.0.2.${at}`, email: 'ann@example.org' });
    await assert.rejects(limit.begin({ address: '198.51.100.1', email: 'ann@example.org' }), limited);
    await limit.begin({ address: '192.0.2.1', email: 'bob@example.org' });
  });

  it('takes an address in any spelling as one account', async () => {
    const limit = createSignInLimit();
    await fail(limit, 5, { address: '192.0.2.1', email: 'ann@example.org' });
    await fail(limit, 5, { address: '192.0.2.1', email: ' Ann@Example.ORG ' });
    await assert.rejects(limit.begin({ address: '192.0.2.1', email: 'ann@example.org' }), limited);
  });

  it('refuses the hundred-and-first failure of an address, for whichever account', async () => {
    const limit = createSignInLimit();
    for (let at = 0; at < 100; at++)
      await limit.begin({ address: '192.0.2.1', email: `user${at}@example.org` });
    await assert.rejects(limit.begin({ address: '192.0.2.1', email: 'last@example.org' }), limited);
    await limit.begin({ address: '192.0.2.2', email: 'last@example.org' });
  });

  it('takes the addresses of an IPv6 /64 as one', async () => {
    const limit = createSignInLimit();
    for (let at = 0; at < 100; at++)
      await limit.begin({ address: `2001:db8::${at.toString(16)}`, email: `user${at}@example.org` });
    await assert.rejects(limit.begin({ address: '2001:db8::ffff', email: 'last@example.org' }), limited);
    await limit.begin({ address: '2001:db8:0:1::1', email: 'last@example.org' });
  });

  it('counts parallel attempts before any password is checked', async () => {
    const limit = createSignInLimit();
    const attempts = Array.from({ length: 30 }, () =>
      limit.begin({ address: '192.0.2.1', email: 'ann@example.org' }),
    );
    const outcomes = await Promise.allSettled(attempts);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 10);
  });

  it('forgets the failures of an account that signs in', async () => {
    const limit = createSignInLimit();
    const ann = { address: '192.0.2.1', email: 'ann@example.org' };
    await fail(limit, 9, ann);
    await (await limit.begin(ann)).succeeded();
    await fail(limit, 10, ann);
    await assert.rejects(limit.begin(ann), limited);
  });

  it('does not count a success against the address of a whole class', async () => {
    const limit = createSignInLimit();
    for (let at = 0; at < 250; at++) {
      const attempt = await limit.begin({ address: '192.0.2.1', email: `student${at}@example.org` });
      await attempt.succeeded();
    }
    await limit.begin({ address: '192.0.2.1', email: 'last@example.org' });
  });

  it('lets everybody try again after a quarter of an hour', { timeout: 2000 }, async ({ mock }) => {
    mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.UTC(2026, 10, 24) });
    const limit = createSignInLimit();
    const ann = { address: '192.0.2.1', email: 'ann@example.org' };
    await fail(limit, 10, ann);
    mock.timers.tick(15 * 60 * 1000 - 1);
    await assert.rejects(limit.begin(ann), { code: 'rate-limited', facts: { retryAfterSeconds: 1 } });
    mock.timers.tick(1);
    await limit.begin(ann);
  });
});
