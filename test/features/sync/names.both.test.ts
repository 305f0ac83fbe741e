import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { counts } from '../../contracts/many-members.ts';
import { openTestApp } from '../../support/app.ts';
import { issuerKey, signToken, trusting } from '../../support/tokens.ts';

const key = issuerKey('ES256', 'one');
const { clock, person, program, task, publish, send } = await openTestApp(trusting(key));
const admin = await person('admin');
const judge = await program();
const given = await task(admin);
await publish(given, admin);

const ext = (id: string) => encodeURIComponent(`ext:${id}`);
const emailOf = (id: string) => `${id.replaceAll(' ', '-')}@example.org`;
const group = `/api/v1/groups/${ext('names')}`;
await judge.send(`PUT ${group}`, { name: 'Names' });
const putMembers = (...members: ReadonlyArray<object>) => judge.send(`PUT ${group}/members`, { members });
const putStaff = (...staff: ReadonlyArray<object>) => judge.send(`PUT ${group}`, { name: 'Names', staff });

let tokens = 0;
const asToken = (id: string, name?: string) => {
  tokens += 1;
  const exp = Math.floor(clock.nowMs() / 1000) + 600;
  const claims = { sub: id, exp, jti: String(tokens), ...(name === undefined ? {} : { name }) };
  return { authorization: `Bearer ${signToken(key, claims)}` };
};
const readMe = (id: string, name?: string) => send('GET /api/v1/me', undefined, asToken(id, name));
const nameOf = async (id: string) => (await judge.send(`GET /api/v1/accounts/${ext(id)}`)).body.name;

/** Who names people, by docs/platform.md: how strong each source is, and how it sets a name. */
const sources = {
  'an admin': {
    strength: 4,
    say: (id: string, name: string) => admin.send(`PATCH /api/v1/accounts/${ext(id)}`, { name }),
  },
  'the person': {
    strength: 4,
    say: (id: string, name: string) => send('PATCH /api/v1/me', { name }, asToken(id)),
  },
  'an imported file': {
    strength: 4,
    say: (id: string, name: string) =>
      admin.send('POST /api/v1/people-import', { csv: `name,email\n${name},${emailOf(id)}\n` }),
  },
  'a list': { strength: 3, say: (externalId: string, name: string) => putMembers({ externalId, name }) },
  staff: { strength: 3, say: (externalId: string, name: string) => putStaff({ externalId, name }) },
  'a token': { strength: 2, say: (id: string, name: string) => readMe(id, name) },
  'a granted URL': {
    strength: 1,
    say: (externalId: string, name: string) =>
      judge.send('POST /api/v1/granted-urls', {
        items: [{ taskId: given.id, reader: { externalId, name } }],
      }),
  },
};

/** An account without a source of its name. */
async function newAccount(id: string): Promise<void> {
  const { status } = await putMembers({ externalId: id, email: emailOf(id), emailVerified: true });
  assert.equal(status, 200);
}

describe('the name of an account', () => {
  for (const [first, one] of Object.entries(sources)) {
    for (const [second, other] of Object.entries(sources)) {
      const isKept = one.strength > other.strength;
      it(`that ${first} has given ${isKept ? 'stays' : 'is replaced'} when ${second} gives another`, async () => {
        const id = `${first} ${second}`;
        await newAccount(id);
        assert.equal(await nameOf(id), id);
        assert.equal((await one.say(id, 'First')).status, 200);
        assert.equal(await nameOf(id), 'First');
        assert.equal((await other.say(id, 'Second')).status, 200);
        assert.equal(await nameOf(id), isKept ? 'First' : 'Second');
      });
    }
  }

  for (const [first, one] of Object.entries(sources)) {
    it(`is kept by ${first} when it gives the current name`, async () => {
      const id = `same ${first}`;
      await newAccount(id);
      await sources['a granted URL'].say(id, 'Same');
      assert.equal((await one.say(id, 'Same')).status, 200);
      const weaker = Object.values(sources).filter(({ strength }) => strength < one.strength);
      for (const { say } of weaker) await say(id, 'Other');
      assert.equal(await nameOf(id), 'Same');
    });
  }

  it('stays when a token has none', async () => {
    await newAccount('nameless');
    await sources['a granted URL'].say('nameless', 'Given');
    assert.equal((await readMe('nameless')).body.name, 'Given');
    assert.equal((await readMe('never seen')).body.name, 'never seen');
    await sources['a granted URL'].say('never seen', 'Seen');
    assert.equal(await nameOf('never seen'), 'Seen');
  });

  it('counts as a change where it differs, and not where it stays', async () => {
    const named = (...names: ReadonlyArray<string | undefined>) =>
      names.map((name, at) => ({ externalId: `counted ${at + 1}`, ...(name && { name }) }));
    await putMembers(...named('One', 'Two'));
    const renamed = await putMembers(...named('Other', 'Two'));
    assert.deepEqual(counts(renamed), [0, 1, 0, 1]);
    assert.partialDeepStrictEqual(renamed.body.changes, [{ outcome: 'changed', name: 'Other' }]);
    await sources['an admin'].say('counted 1', 'By hand');
    assert.deepEqual(counts(await putMembers(...named('Other', 'Three'))), [0, 1, 0, 1]);
    const members = named(undefined, 'Four');
    const dry = await judge.send(`PUT ${group}/members?dryRun=true`, { members });
    assert.deepEqual(counts(dry), [0, 1, 0, 1]);
    assert.equal(dry.body.changes[0].name, 'Four');
    assert.equal(await nameOf('counted 2'), 'Three');
  });

  it('of staff counts as a change of the staff', async () => {
    const staff = (name: string) => putStaff({ externalId: 'counted staff', name });
    assert.equal((await staff('One')).body.outcome, 'changed');
    assert.equal((await staff('One')).body.outcome, 'unchanged');
    assert.equal((await staff('Two')).body.outcome, 'changed');
  });
});
