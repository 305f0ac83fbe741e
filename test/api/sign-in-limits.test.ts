import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp, type Reply } from '../support/app.ts';
import { letTimeStandStill, onSqliteAlone } from '../support/stand-still.ts';

const { core, send } = await openTestApp({ LECTERN_TRUSTED_PROXIES: '127.0.0.1' });
const password = 'correct horse battery';

/** Hashing takes no time here, so that hundreds can sign in. */
const { password: hashing } = await (await core.auth()).$context;
hashing.hash = async (plain) => `hash of ${plain}`;
hashing.verify = async ({ hash, password: plain }) => hash === `hash of ${plain}`;

let accounts = 0;
async function newAccount(): Promise<string> {
  const email = `account-${++accounts}@example.org`;
  await core.newAccounts.create({ email, name: 'Ann', role: 'student', password });
  return email;
}

interface Browser {
  readonly address: string;
  readonly cookie?: string;
}
const signIn = (email: string, { address, cookie }: Browser, tried = password) =>
  send(
    'POST /api/auth/sign-in/email',
    { email, password: tried },
    { 'x-forwarded-for': address, ...(cookie === undefined ? {} : { cookie }) },
  );
const guess = (email: string, browser: Browser) => signIn(email, browser, 'wrong');

const deviceCookieOf = ({ headers }: Reply) =>
  [headers['set-cookie'] ?? []]
    .flat()
    .find((cookie) => cookie.startsWith('lectern.device='))
    ?.split(';', 1)[0];

function statusesOf(replies: ReadonlyArray<Reply>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
const times = <Made>(count: number, make: (at: number) => Made) =>
  Array.from({ length: count }, (_, at) => make(at));

function assertMustWait(reply: Reply, longestSeconds: number): void {
  assertProblem(reply, 429, 'rate-limited');
  const seconds = Number(reply.headers['retry-after']);
  assert.ok(seconds >= 1 && seconds <= longestSeconds, `${seconds}`);
  assert.equal(reply.body.retryAfterSeconds, seconds);
}

describe('signing in', onSqliteAlone, () => {
  letTimeStandStill();

  it('works in a browser that has signed in before, however many others guess', async () => {
    const [email, stranger] = [await newAccount(), await newAccount()];
    const home = { address: '198.51.100.3' };
    const cookie = deviceCookieOf(await signIn(email, home)) as string;
    const foreign = deviceCookieOf(await signIn(stranger, home)) as string;
    const everywhere = times(300, (at) => guess(email, { address: `203.0.113.${at >> 1}` }));
    assert.deepEqual(statusesOf(await Promise.all(everywhere)), { 401: 100, 429: 200 });

    assertMustWait(await signIn(email, home), 5);
    assertMustWait(await signIn(email, { ...home, cookie: foreign }), 5);
    const known = await signIn(email, { ...home, cookie });
    assert.equal(known.status, 200);
    assert.notEqual(deviceCookieOf(known), cookie);
  });

  it('does not recognize a device after a wrong password', async () => {
    assert.equal(deviceCookieOf(await guess(await newAccount(), { address: '198.51.100.5' })), undefined);
  });
});

describe('changing a password', onSqliteAlone, () => {
  letTimeStandStill();

  it('is limited to ten attempts, also concurrent ones, and affects no one else', async () => {
    const [ann, bob] = [await newAccount(), await newAccount()];
    const tokenOf = async (email: string) =>
      (await signIn(email, { address: '198.51.100.6' })).body.token as string;
    const change = (token: string, currentPassword: string) =>
      send(
        'POST /api/auth/change-password',
        { currentPassword, newPassword: 'another password' },
        { authorization: `Bearer ${token}` },
      );
    const annToken = await tokenOf(ann);
    const guesses = await Promise.all(times(100, (at) => change(annToken, `wrong ${at}`)));
    assert.deepEqual(statusesOf(guesses), { 400: 10, 429: 90 });
    assertMustWait(await change(annToken, password), 5);
    assert.equal((await change(await tokenOf(bob), password)).status, 200);
  });
});
