import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { PasswordHashing } from '../../src/domain/accounts/password-hashing.ts';
import { openTestApp } from '../support/app.ts';
import { waitUntil } from '../support/server-process.ts';

const begun: Array<string> = [];
/** Of hashing that has begun and lasts until a test ends it; undefined while it takes no time. */
let ends: Array<() => void> | undefined;

async function take(password: string): Promise<void> {
  begun.push(password);
  if (!ends) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  ends.push(resolve);
  await promise;
}
const passwords: PasswordHashing = {
  async hash(password) {
    await take(password);
    return `hash of ${password}`;
  },
  async verify({ hash, password }) {
    await take(password);
    return hash === `hash of ${password}`;
  },
};
const { core, send, person } = await openTestApp(
  { LECTERN_TRUSTED_PROXIES: '127.0.0.1', LECTERN_SIGN_UP: 'open' },
  undefined,
  passwords,
);

function hold(): void {
  begun.length = 0;
  ends = [];
}
function letGo(): void {
  const all = ends ?? [];
  ends = undefined;
  for (const end of all) end();
}
function sendFrom(
  address: string,
  operation: 'sign-in' | 'sign-up',
  credentials: { email: string; password: string },
) {
  const body = operation === 'sign-up' ? { ...credentials, name: 'Somebody' } : credentials;
  return send(`POST /api/auth/${operation}/email`, body, { 'x-forwarded-for': address });
}

describe('a right password', () => {
  afterEach(letGo);

  for (const [flood, operation, addressOf] of [
    ['guesses from one address', 'sign-in', () => '203.0.113.1'],
    ['sign-ups from many addresses', 'sign-up', (at: number) => `203.0.113.${at}`],
  ] as const) {
    it(`is among the next to be checked while 50 ${flood} wait`, async () => {
      const ann = { email: `ann-${operation}@example.org`, password: 'correct horse battery' };
      await core.newAccounts.create({ ...ann, name: 'Ann', role: 'student' });
      hold();
      const others = Array.from({ length: 50 }, (_, at) =>
        sendFrom(addressOf(at), operation, {
          email: `${operation}-${at}@example.org`,
          password: `password ${at}`,
        }),
      );
      await waitUntil('two to be hashed', () => begun.length === 2);
      const signingIn = sendFrom('198.51.100.1', 'sign-in', ann);
      for (let ended = 1; !begun.includes(ann.password); ended += 1) {
        ends?.shift()?.();
        await waitUntil('the next to be hashed', () => begun.length === 2 + ended);
      }
      assert.ok(begun.length <= 4, `${begun.length - 1} before it`);
      letGo();
      assert.equal((await signingIn).status, 200);
      await Promise.all(others);
    });
  }
});

describe('the password of a new account', () => {
  afterEach(letGo);

  it('is hashed once, while others read', async () => {
    const reader = await person();
    hold();
    const bob = { email: 'bob@example.org', password: 'correct horse battery' };
    const signingUp = sendFrom('198.51.100.2', 'sign-up', bob);
    await waitUntil('it to be hashed', () => begun.length === 1);
    let status = 0;
    const reading = reader.send('GET /api/v1/me').then((reply) => {
      status = reply.status;
    });
    await waitUntil('a read', () => status === 200);
    letGo();
    assert.equal((await signingUp).status, 200);
    assert.deepEqual(begun, [bob.password]);
    await reading;
    assert.equal((await sendFrom('198.51.100.2', 'sign-in', bob)).status, 200);
  });
});
