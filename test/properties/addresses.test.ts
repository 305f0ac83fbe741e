import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { startMisbehavingProvider } from '../servers/misbehaving-provider.ts';
import { openTestApp } from '../support/app.ts';
import { signInAt } from '../support/provider-sign-in.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import { realNowMs } from '../support/settable-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sized } from '../support/test-size.ts';
import { issuerKey, keySetOf, signToken } from '../support/tokens.ts';

const provider = await startMisbehavingProvider({ nowMs: () => lectern.clock.nowMs() });
after(() => provider.stop());
const key = issuerKey('HS256');
const keySet = join(temporaryFolder(), 'keys.json');
writeFileSync(keySet, keySetOf(key));
const lectern = await openTestApp({
  ...provider.settings,
  ...{
    LECTERN_SIGN_UP: 'open',
    JWT_JWKS_FILE: keySet,
    JWT_ANY_AUDIENCE: 'on',
    LECTERN_UPLOADS_PER_MINUTE: '100000',
  },
});
const { core, clock, send } = lectern;
clock.set(realNowMs());
const admin = await lectern.person('admin');
const teacher = await lectern.person('teacher');
const program = await lectern.program();

type Headers = Readonly<Record<string, string>>;

/** An address in the mailbox of its owner, and a stranger who claims it. */
interface Rivalry {
  readonly email: string;
  readonly stranger: string;
  readonly group: { readonly id: string };
  readonly task: { readonly id: string };
  readonly strangersHeaders: Array<Headers>;
  /** The accounts that the owner has signed in to. */
  readonly owned: Set<string>;
}

const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
const passwords = { stranger: 'the password of a stranger', owner: 'the password of the owner' };
/** Claims that do not verify an address (OpenID Connect Core 1.0 §5.1); true and "true" would. */
const unverified = fc.constantFrom(undefined, false, 'false', 0, 1, null, 'TRUE', [true], {});

const tokenOf = (subject: string, claims: object): Headers =>
  bearer(signToken(key, { sub: subject, name: subject, exp: clock.nowMs() / 1000 + 600, ...claims }));

async function ownBy(rivalry: Rivalry, headers: Headers): Promise<void> {
  const { status, body } = await send('GET /api/v1/me', undefined, headers);
  if (status === 200) rivalry.owned.add(body.userId);
}

async function signInAsOwner(rivalry: Rivalry, setupLink: string | null): Promise<void> {
  if (!setupLink) return;
  const token = new URL(setupLink).hash.slice('#token='.length);
  await send('POST /api/auth/reset-password', { token, newPassword: passwords.owner });
  const { email } = rivalry;
  const { body } = await send('POST /api/auth/sign-in/email', { email, password: passwords.owner });
  await ownBy(rivalry, bearer(body.token));
}

/** How a stranger claims an address that is not theirs. */
const bringing: Readonly<Record<string, (rivalry: Rivalry, said: unknown) => Promise<void>>> = {
  async 'sign-up'({ email, strangersHeaders }) {
    const account = { email, name: 'Stranger', password: passwords.stranger };
    const { status, body } = await send('POST /api/auth/sign-up/email', account);
    if (status === 200) strangersHeaders.push(bearer(body.token));
  },
  async 'a token'({ email, stranger, strangersHeaders }, email_verified) {
    strangersHeaders.push(tokenOf(stranger, { email, email_verified }));
    await send('GET /api/v1/me', undefined, strangersHeaders.at(-1));
  },
  async 'a list of a platform'({ email, stranger, strangersHeaders }) {
    const { id } = await core.groups.create({ name: 'Of the platform' }, teacher.id);
    const members = [{ externalId: stranger, email }];
    assert.equal((await program.send(`PUT /api/v1/groups/${id}/members`, { members })).status, 200);
    strangersHeaders.push(tokenOf(stranger, {}));
  },
  async 'a reader of a platform'({ email, stranger, strangersHeaders, task }) {
    const reader = { externalId: stranger, email };
    const asked = await program.send('POST /api/v1/granted-urls', { items: [{ taskId: task.id, reader }] });
    assert.equal(asked.status, 200);
    strangersHeaders.push(tokenOf(stranger, {}));
  },
  async 'the provider'({ email, stranger, strangersHeaders }, email_verified) {
    const { cookie } = await signInAt(provider, lectern, { sub: stranger, email, email_verified });
    if (cookie !== undefined) strangersHeaders.push({ cookie });
  },
};

/** How the owner proves it, or an authority confirms it. */
const proving: Readonly<Record<string, (rivalry: Rivalry) => Promise<void>>> = {
  async 'the provider'(rivalry) {
    const { email } = rivalry;
    const claims = { sub: `owner of ${email}`, email, email_verified: true, name: 'Owner' };
    const { cookie, query } = await signInAt(provider, lectern, claims);
    assert.ok(cookie, JSON.stringify(query));
    await ownBy(rivalry, { cookie });
  },
  async 'an admin'(rivalry) {
    const draft = { email: rivalry.email, name: 'Owner', role: 'student' };
    const { body } = await admin.send('POST /api/v1/accounts', draft);
    await signInAsOwner(rivalry, body.setupLink);
  },
  async 'a token'(rivalry) {
    const { email } = rivalry;
    await ownBy(rivalry, tokenOf(`platform's ${email}`, { email, email_verified: 'true' }));
  },
  async 'a platform'(rivalry) {
    const { email } = rivalry;
    const externalId = `platform's ${email}`;
    const { id } = await core.groups.create({ name: 'Of the platform' }, teacher.id);
    await program.send(`PUT /api/v1/groups/${id}/members`, {
      members: [{ externalId, email, emailVerified: true }],
    });
    await ownBy(rivalry, tokenOf(externalId, {}));
  },
};

/** What is given to the person with the address. */
const giving: Readonly<Record<string, (rivalry: Rivalry) => Promise<unknown>>> = {
  'to a group': ({ email, group }) =>
    teacher.send(`POST /api/v1/groups/${group.id}/members`, { emails: [email] }),
  'by a list of a platform': ({ email, group }) =>
    program.send(`PUT /api/v1/groups/${group.id}/members`, {
      members: [{ userId: teacher.id, role: 'staff' }, { email }],
    }),
  'to staff of a task': ({ email, task }) =>
    teacher.send(`POST /api/v1/tasks/${task.id}/staff`, { emails: [email], role: 'manager' }),
  async 'by an import, as an admin'(rivalry) {
    const csv = `name,email,role,group\r\nOwner,${rivalry.email},admin,${rivalry.group.id}\r\n`;
    const { body } = await admin.send('POST /api/v1/people-import', csv, {
      'content-type': 'text/csv',
    });
    await signInAsOwner(rivalry, body.rows?.[0]?.setupLink);
  },
};

/** Asserts that the stranger gets nothing that is meant for the address, and no account of its owner. */
async function assertNothingGained({ email, strangersHeaders, owned, task }: Rivalry): Promise<void> {
  const entered = await send('POST /api/auth/sign-in/email', { email, password: passwords.stranger });
  const all = [...strangersHeaders, ...(entered.status === 200 ? [bearer(entered.body.token)] : [])];
  for (const headers of all) {
    const { status, body: me } = await send('GET /api/v1/me', undefined, headers);
    if (status === 401) continue;
    assert.deepEqual([status, me.email, me.role], [200, null, 'student']);
    assert.ok(!owned.has(me.userId), 'the stranger has signed in to an account of the owner');
    assert.equal((await send(`GET /api/v1/tasks/${task.id}`, undefined, headers)).status, 404);
  }
}

const ways = (table: object, from: number) =>
  fc.constantFrom(...Object.keys(table)).map((way) => [from, way] as const);
const steps = fc.array(fc.oneof(ways(bringing, 0), ways(proving, 1), ways(giving, 2)), {
  minLength: 2,
  maxLength: 7,
});
let rivalries = 0;

async function newRivalry(): Promise<Rivalry> {
  rivalries += 1;
  const at = rivalries;
  const group = await core.groups.create({ name: `Group ${at}` }, teacher.id);
  const task = await lectern.task(teacher);
  await core.groups.assign(group.id, task.id, { opensAt: 0, closesAt: null });
  const people = { stranger: `stranger ${at}`, strangersHeaders: [], owned: new Set<string>() };
  return { email: `owner-${at}@example.org`, group, task, ...people };
}

describe('an address', () => {
  it(`never belongs to a person who only claims it, whatever happens in any order, by ${byRunSeed}`, async () => {
    await fc.assert(
      fc.asyncProperty(steps, unverified, async (taken, said) => {
        const rivalry = await newRivalry();
        for (const [table, way] of taken) {
          if (table === 0) await bringing[way]?.(rivalry, said);
          if (table === 1) await proving[way]?.(rivalry);
          if (table === 2) await giving[way]?.(rivalry);
          await assertNothingGained(rivalry);
        }
      }),
      { numRuns: sized(40, 4000), seed: runSeed },
    );
  });

  for (const way of Object.keys(bringing)) {
    it(`that a stranger claims by ${way} belongs to its owner as soon as the owner proves it`, async () => {
      for (const proof of Object.keys(proving)) {
        // An admin sees that a person has signed up with the address, and decides.
        if (way === 'sign-up' && proof === 'an admin') continue;
        const rivalry = await newRivalry();
        await bringing[way]?.(rivalry, false);
        await proving[proof]?.(rivalry);
        await giving['to a group']?.(rivalry);
        assert.equal(rivalry.owned.size, 1, proof);
        const { items } = (await teacher.send(`GET /api/v1/groups/${rivalry.group.id}/members`)).body;
        const members = items.map(({ userId }: { userId: string }) => userId);
        assert.deepEqual(new Set(members), new Set([teacher.id, ...rivalry.owned]), proof);
        await assertNothingGained(rivalry);
      }
    });
  }
});
