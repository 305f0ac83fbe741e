import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime } from '../../../src/lib/clock.ts';
import { newId } from '../../../src/lib/ids.ts';
import { assertProblem, openTestApp, type Program, type Reply } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';
import { upTo } from '../../support/up-to.ts';

const { core, clock, person, program, publish } = await openTestApp();
const admin = await person('admin');
const startsAt = isoTime(clock.nowMs());
const kinds = { tasks: { title: 'A' }, groups: { name: 'A' }, contests: { name: 'A', startsAt } } as const;
type Kind = keyof typeof kinds;

let platforms = 0;
/** A platform of its own: a key with only the scope `sync`, and ids that no other case has. */
async function platformOf(kind: Kind, key?: Program) {
  const judge = key ?? (await program(['sync']));
  platforms += 1;
  const prefix = `${platforms}-`;
  const path = (name: string) => `/api/v1/${kind}/${encodeURIComponent(`ext:${prefix}${name}`)}`;
  return {
    judge,
    path,
    async put(...names: ReadonlyArray<string>) {
      for (const name of names) {
        const { status, text } = await judge.send(`PUT ${path(name)}`, kinds[kind]);
        assert.ok(status === 200 || status === 201, text);
      }
    },
    async isThere(name: string) {
      return (await admin.send(`GET ${path(name)}${kind === 'tasks' ? '/settings' : ''}`)).status === 200;
    },
    list(names: ReadonlyArray<string>, query: Readonly<Record<string, unknown>> = {}, more = {}) {
      const externalIds = names.map((name) => prefix + name);
      const asked = Object.entries(query).map(([name, value]) => `${name}=${value}`);
      const listedAt = isoTime(clock.nowMs() + 1);
      const route = `PUT /api/v1/sync/${kind}?${asked.join('&')}`;
      return judge.send(route, { externalIds, listedAt, ...more });
    },
    /** Without the prefix. */
    removedBy: ({ body }: Reply): ReadonlyArray<string> =>
      body.removals.map(({ externalId }: { externalId: string }) => externalId.slice(prefix.length)),
  };
}

const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, at) => String(from + at));

for (const kind of Object.keys(kinds) as ReadonlyArray<Kind>) {
  describe(`the list of all ${kind} of a platform`, () => {
    it('keeps what it names and removes what it does not, once', async () => {
      const { put, list, removedBy, isThere } = await platformOf(kind);
      await put('a', 'b', 'c');
      const tried = await list(['a', 'c', 'unknown'], { dryRun: true });
      assert.deepEqual([tried.status, removedBy(tried), await isThere('b')], [200, ['b'], true], tried.text);
      // Admins can read every task that there is.
      assert.deepEqual(tried.body.losesAccess.names, kind === 'tasks' ? [admin.name] : []);
      const done = await list(['a', 'c', 'unknown']);
      assert.deepEqual(removedBy(done), ['b'], done.text);
      assert.partialDeepStrictEqual(done.body, { removed: 1, remaining: 0, kept: 2, missing: 1 });
      assert.deepEqual([await isThere('a'), await isThere('b'), await isThere('c')], [true, false, true]);
      assert.equal((await list(['a', 'c'])).body.removed, 0);
    });

    it('removes nothing of other keys, unless they are named, and nothing that was made by hand', async () => {
      const own = await platformOf(kind);
      const other = await platformOf(kind);
      await own.put('a', 'b');
      await other.put('foreign');
      const made = await admin.send(`POST /api/v1/${kind}`, kinds[kind]);
      assert.equal(made.status, 201, made.text);
      const byPerson = `/api/v1/${kind}/ext:${newId()}`;
      assert.equal((await admin.send(`PUT ${byPerson}`, kinds[kind])).status, 201);
      const madeByKey = await own.judge.send(`POST /api/v1/${kind}`, kinds[kind]);

      const alone = await own.list(['a']);
      assert.deepEqual(own.removedBy(alone), ['b'], alone.text);
      assert.ok(alone.body.others >= 2);
      assert.ok(await other.isThere('foreign'));
      const suffix = kind === 'tasks' ? '/settings' : '';
      const id = (reply: Reply) => reply.body[`${kind.slice(0, -1)}Id`] as string;
      const left = [
        byPerson,
        ...(madeByKey.status === 201 ? [madeByKey, made] : [made]).map(
          (each) => `/api/v1/${kind}/${id(each)}`,
        ),
      ];
      for (const path of left) assert.equal((await admin.send(`GET ${path}${suffix}`)).status, 200, path);

      await core.apiKeys.revoke(other.judge.id);
      const named = await own.list(['a'], {}, { apiKeyIds: [other.judge.id] });
      assert.equal(named.body.removed, 1, named.text);
      assert.ok(!(await other.isThere('foreign')));
      for (const wrong of [newId(), admin.id]) {
        const reply = await own.list(['a'], {}, { apiKeyIds: [wrong] });
        assertProblem(reply, 404, 'not-found');
      }
    });

    it('is that of a new key, after it has put everything once', async () => {
      const old = await platformOf(kind);
      await old.put('a', 'b');
      const judge = await program(['sync']);
      const next = { ...(await platformOf(kind, judge)), path: old.path };
      for (const name of ['a', 'b']) await judge.send(`PUT ${old.path(name)}`, kinds[kind]);
      await next.put('mine');
      const { body } = await judge.send(`PUT /api/v1/sync/${kind}?maxRemoved=3&dryRun=true`, {
        externalIds: [],
        listedAt: isoTime(clock.nowMs() + 1),
      });
      assert.equal(body.removed, 3);
    });

    it('keeps what was created while the platform made it', async () => {
      const { put, list, isThere } = await platformOf(kind);
      await put('a', 'new');
      const { body } = await list(['a'], {}, { listedAt: isoTime(clock.nowMs() - hourMs) });
      assert.deepEqual([body.removed, body.kept, await isThere('new')], [0, 2, true]);
    });

    /** How many there are, how many are missing in the list, `maxRemoved`, and whether that is refused. */
    for (const [total, missing, maxRemoved, isRefused] of [
      [12, 10, undefined, false],
      [12, 11, undefined, true],
      [56, 11, undefined, false],
      [54, 11, undefined, true],
      [12, 11, 10, true],
      [12, 11, 11, false],
      [2, 1, 0, true],
      [1, 1, undefined, true],
      [1, 1, 1, false],
      [0, 0, undefined, false],
    ] as const) {
      it(`may lose ${missing} of ${total} with maxRemoved=${maxRemoved}: ${!isRefused}`, async () => {
        const { put, list } = await platformOf(kind);
        const names = numbered(total);
        await put(...names);
        const query = maxRemoved === undefined ? {} : { maxRemoved };
        for (const dryRun of [true, false]) {
          const reply = await list(names.slice(missing), { ...query, dryRun });
          if (!isRefused) assert.equal(reply.body.removed, missing, reply.text);
          else {
            assertProblem(reply, 409, 'would-remove');
            assert.partialDeepStrictEqual(reply.body, { list: kind, removed: missing, total });
          }
        }
      });
    }
  });
}

describe('a list with `ext:` before the ids', () => {
  it('is refused by name, and removes nothing', async () => {
    const { put, list } = await platformOf('groups');
    await put('a', 'b');
    const reply = await list([], { maxRemoved: 2 }, { externalIds: ['ext:a', 'ext:b'] });
    assertProblem(reply, 400, 'request-invalid');
    assert.match(reply.body.detail, /"ext:a".*prefix/);
    assert.equal((await list(['a', 'b'], {})).body.kept, 2);
  });
});

describe('a platform that has deleted many groups', () => {
  it('removes a hundred in a request, oldest first, until none remain', async () => {
    const { put, list, removedBy } = await platformOf('groups');
    await put(...numbered(1205));
    const kept = numbered(1000, 205);
    const removed: Array<string> = [];
    for (const goesOn = upTo(10); goesOn(); ) {
      const reply = await list(kept, { maxRemoved: 205 });
      removed.push(...removedBy(reply));
      if (reply.body.remaining === 0) break;
    }
    assert.deepEqual(removed, numbered(205));
  });
});

describe('what a platform has deleted', () => {
  it('ends at once for those who read it: a dry run counts them', async () => {
    const tasks = await platformOf('tasks');
    const contests = await platformOf('contests', tasks.judge);
    const { judge } = tasks;
    await tasks.put('a', 'b');
    await contests.put('one', 'two');
    const reader = await person();
    const taskPath = tasks.path('a');
    const { taskId } = (await admin.send(`GET ${taskPath}/settings`)).body;
    await publish({ id: taskId } as Parameters<typeof publish>[0], admin);
    const participants = [{ userId: reader.id }];
    await judge.send(`PUT ${contests.path('one')}/participants`, { participants });
    await judge.send(`PUT ${contests.path('one')}/tasks`, { tasks: [{ taskId, label: 'A' }] });
    const read = async () => (await reader.send(`GET ${taskPath}`)).status;
    assert.equal(await read(), 200);
    const tried = await contests.list(['two'], { dryRun: true });
    assert.deepEqual(tried.body.losesAccess.names, [reader.name], tried.text);
    assert.equal(await read(), 200);
    const epochOf = async () =>
      core.database.kysely
        .selectFrom('tasks')
        .select('urlEpoch')
        .where('id', '=', taskId)
        .executeTakeFirstOrThrow();
    const before = (await epochOf()).urlEpoch;
    assert.deepEqual(contests.removedBy(await contests.list(['two'])), ['one']);
    assert.equal(await read(), 404);
    assert.equal((await epochOf()).urlEpoch, before + 1, 'its URLs are revoked');
  });

  it('takes integers and texts, and refuses other keys and people', async () => {
    const judge = await program(['sync']);
    const ids = [Date.now(), Date.now() + 1];
    for (const id of ids) await judge.send(`PUT /api/v1/groups/ext:${id}`, { name: 'A' });
    const body = { externalIds: [ids[0]], listedAt: isoTime(clock.nowMs() + 1) };
    const { send } = await program(['read', 'grant', 'upload']);
    assertProblem(await send('PUT /api/v1/sync/groups', body), 403, 'insufficient-scope');
    assertProblem(await admin.send('PUT /api/v1/sync/groups', body), 403, 'forbidden');
    assertProblem(await judge.send('PUT /api/v1/sync/people', body), 400, 'request-invalid');
    assertProblem(await judge.send('PUT /api/v1/sync/groups', { externalIds: [] }), 400, 'request-invalid');
    assert.partialDeepStrictEqual((await judge.send('PUT /api/v1/sync/groups', body)).body, {
      removals: [{ externalId: String(ids[1]), name: 'A' }],
    });
  });
});
