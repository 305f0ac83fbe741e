import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { verifyRequest } from 'lectern-signing/embedded';
import { createGrounds } from '../../src/core/decide/grounds.ts';
import { createTaskReaders } from '../../src/features/reports/task-readers.ts';
import { openTestApp, type Person } from '../support/app.ts';
import { runSeed } from '../support/sampled.ts';
import { testDialect } from '../support/test-database.ts';
import { sized } from '../support/test-size.ts';
import { upTo } from '../support/up-to.ts';
import {
  findings,
  isOpen,
  isOpenHere,
  type ModelFilter,
  type ModelGround,
  modelContestTasks,
  modelFilter,
  modelGrounds,
  modelOpenings,
  modelRefusal,
} from './access-model.ts';
import { languagesOf, type StoredWorld, store, time, type World, world } from './access-world.ts';

const { core, clock, person, app } = await openTestApp();
const grounds = createGrounds(core.database);
const taskReaders = createTaskReaders(core);

const filter: fc.Arbitrary<ModelFilter> = fc.record({
  group: fc.option(fc.nat({ max: 2 }), { freq: 2 }),
  contest: fc.option(fc.nat({ max: 2 }), { freq: 2 }),
  text: fc.option(fc.constantFrom(...Object.keys(findings)), { freq: 2 }),
  language: fc.option(fc.constantFrom('en', 'pl', 'de'), { freq: 2 }),
});

/** A set in words, in order: a person in two groups of a contest has one reason twice. */
const inWords = (
  found: ReadonlyArray<{ kind: string; opensAt: number; closesAt: number | null; through: string | null }>,
) =>
  [
    ...new Set(
      found.map(
        ({ kind, opensAt, closesAt, through }) => `${kind} ${opensAt}-${closesAt ?? ''} through ${through}`,
      ),
    ),
  ].sort();

/** By time, then by id: `{time} {kind} {id}`. */
const inOrder = (a: string, b: string) => {
  const [aKey, bKey] = [a, b].map((text) => text.replace(/ \w+ /, ' '));
  return (aKey as string) < (bKey as string) ? -1 : 1;
};

/** The model's grounds, with ids instead of positions. */
function withIds(found: ReadonlyArray<ModelGround>, { groupIds, contestIds }: StoredWorld) {
  return found.map((ground) => {
    const [kind, at] = ground.through?.split(' ') ?? [];
    const through = (kind === 'group' ? groupIds : contestIds)[Number(at)] ?? null;
    return { ...ground, through };
  });
}

/** All pages of a list, with pages so small that there are several; the status if it is refused. */
async function listed(reader: Person, path: string): Promise<ReadonlyArray<string> | number> {
  const ids: Array<string> = [];
  let cursor = '';
  const bound = upTo(1000);
  do {
    const { status, body } = await reader.send(`GET ${path}${cursor}`);
    if (status !== 200) return status;
    ids.push(...body.items.map(({ taskId }: { taskId: string }) => taskId));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '' && bound());
  return ids;
}

function queryOf(
  limit: number,
  { group, contest, text, language }: ModelFilter,
  stored: StoredWorld,
): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (group !== null) query.set('groupId', stored.groupIds[group] as string);
  if (contest !== null) query.set('contestId', stored.contestIds[contest] as string);
  if (text !== null) query.set('text', text);
  if (language !== null) query.set('language', language);
  return query.toString();
}

/** Asserts that access which is open now until `validUntil` ends exactly then, and that no URL works longer. */
async function checkEnd(
  reader: Person,
  taskId: string,
  found: ReadonlyArray<ModelGround>,
  validUntil: number,
  urls: ReadonlyArray<string>,
): Promise<void> {
  const beganAt = clock.nowMs();
  const isAllowed = async () => (await core.access.explain(reader, taskId, clock.nowMs())).decision.allowed;
  clock.set(Math.floor(validUntil / 1000) * 1000 - 1000);
  assert.equal(await isAllowed(), true, 'a whole second before its end');
  clock.set(validUntil);
  assert.equal(
    await isAllowed(),
    found.some((ground) => isOpenHere(ground, validUntil)),
    'at its end',
  );
  clock.set(beganAt);
  for (const url of urls) {
    const { pathname, search } = new URL(url);
    const verification = verifyRequest('GET', `${pathname}${search}`, core.keys.ring(), validUntil);
    assert.equal('failure' in verification && verification.failure, 'url-expired');
  }
}

/**
 * A world takes about 250 reads, which take PostgreSQL ten times as long: there few worlds run, with a seed that shows
 * each outcome. SQLite has other worlds in every run, and more of them until every outcome was seen.
 */
const [worlds, seed] =
  testDialect === 'postgres' ? [sized(30, 80), sized(3, runSeed)] : [sized(30, 80, 8), runSeed];
const mostWorlds = testDialect === 'postgres' ? worlds : 4 * sized(30, 80);

/** How often each outcome was seen in all worlds. */
const seen: Record<string, number> = {};
const count = (outcome: string) => {
  seen[outcome] = (seen[outcome] ?? 0) + 1;
};
/** The minimum count of each outcome; fewer would show nothing. For one task of every world the readers are listed. */
const atLeast = (times: number, ...outcomes: ReadonlyArray<string>) =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, times]));
const ways = ['contest', 'contest-archive', 'contest-staff', 'group', 'group-staff', 'signed-in'];
const wanted: Readonly<Record<string, number>> = {
  ...atLeast(worlds / 4, '200', '403', '404', 'end', 'list', 'list refused', 'contest', 'contest refused'),
  ...atLeast(worlds / 4, 'opening', 'reader', 'not-open-yet', 'closed'),
  ...atLeast(worlds / 8, ...ways.map((kind) => `through ${kind}`)),
  ...atLeast(worlds / 30, 'everyone', 'wrong-place'),
};
const notSeen = () =>
  Object.keys(wanted).filter((outcome) => !((seen[outcome] ?? 0) > Number(wanted[outcome])));

describe('access, in any world', () => {
  it('follows docs/access.md in the grounds of everyone for every task, and the list equals the items', async () => {
    await app.api.ready();
    let tried = 0;
    const limits = fc.integer({ min: 1, max: 3 });
    await fc.assert(
      fc.asyncProperty(world, time, limits, filter, fc.nat(), async (made, nowMs, limit, asked, some) => {
        if (tried >= worlds && notSeen().length === 0) return;
        tried += 1;
        clock.set(nowMs);
        const stored = await store(core.database, made, person);
        for (const personAt of stored.people.keys()) {
          const opened = await checkItems(made, stored, personAt);
          if (made.people[personAt]?.disabled) continue;
          await checkLists(made, stored, personAt, opened, { limit, asked });
        }
        await checkReaders(made, stored, some % stored.taskIds.length, limit);
      }),
      { numRuns: mostWorlds, seed },
    );
    assert.deepEqual(notSeen(), [], `too few of each outcome in ${tried} worlds: ${JSON.stringify(seen)}`);
  });
});

/** Compares every task of a world with the model, and returns the positions of those that open. */
async function checkItems(
  made: World,
  stored: StoredWorld,
  personAt: number,
): Promise<ReadonlyArray<number>> {
  const nowMs = clock.nowMs();
  const reader = stored.people[personAt] as Person;
  const opened: Array<number> = [];
  const atOnce = await grounds.ofMany(reader, stored.taskIds);
  for (const [taskAt, id] of stored.taskIds.entries()) {
    const model = modelGrounds(made, personAt, taskAt);
    const found = await grounds.of(reader, id);
    assert.deepEqual(inWords(found), inWords(withIds(model, stored)));
    assert.deepEqual(inWords(atOnce.get(id) ?? []), inWords(found));

    const { status, body } = await reader.send(`GET /api/v1/tasks/${id}`);
    const open = model.filter((ground) => isOpenHere(ground, nowMs));
    const expected = open.length > 0 ? 200 : model.length > 0 ? 403 : 404;
    assert.equal(status, made.people[personAt]?.disabled ? 401 : expected);
    count(String(status));
    if (status === 403) {
      const [code, opensAt] = modelRefusal(model, nowMs);
      assert.deepEqual([body.code, body.opensAt ? Date.parse(body.opensAt) : null], [code, opensAt]);
      count(code);
    }
    if (status !== 200) continue;
    opened.push(taskAt);

    const ends = open.map(({ closesAt }) => closesAt);
    const validUntil = ends.includes(null) ? null : Math.max(...ends.map(Number));
    assert.equal(body.access.validUntil && Date.parse(body.access.validUntil), validUntil);
    assert.ok(open.some(({ kind, closesAt }) => kind === body.access.ground && closesAt === validUntil));
    count(`through ${body.access.ground}`);

    assert.equal(body.descriptionPdfUrl !== null, languagesOf(taskAt).length > 0);
    const urls: Array<string> = [];
    if (body.descriptionPdfUrl !== null) {
      const expiresAt = Date.parse(body.descriptionPdfUrlExpiresAt);
      assert.ok(expiresAt >= nowMs + 1000 && expiresAt <= (validUntil ?? Number.POSITIVE_INFINITY));
      urls.push(body.descriptionPdfUrl);
    }
    if (validUntil === null) continue;
    count('end');
    if (urls.length > 0) {
      const fresh = await reader.send(`POST /api/v1/tasks/${id}/description-url`);
      urls.push(fresh.body.descriptionPdfUrl);
    }
    await checkEnd(reader, id, model, validUntil, urls);
  }
  return opened;
}

/** Whether everyone with an account has this ground, so that no one is listed because of it. */
const isForAll = ({ contests }: World, { kind, through }: ModelGround) =>
  kind === 'signed-in' ||
  (kind === 'contest-archive' && contests[Number(through?.split(' ')[1])]?.afterEnd === 'signed-in');

/** Compares the list of a task's readers with the decisions about each person. */
async function checkReaders(made: World, stored: StoredWorld, taskAt: number, limit: number): Promise<void> {
  const [taskId, atMs] = [stored.taskIds[taskAt] as string, clock.nowMs()];
  const openGrounds = stored.people.map((_, at) =>
    modelGrounds(made, at, taskAt).filter((ground) => isOpen(ground, atMs)),
  );
  for (const withAdmins of [false, true]) {
    const expected = stored.people.flatMap(({ id }, at) => {
      const own = openGrounds[at]?.filter(
        (ground) => !isForAll(made, ground) && (withAdmins || ground.kind !== 'admin'),
      );
      return own?.length ? [id] : [];
    });
    const found: Array<string> = [];
    // All admins of earlier worlds can read it too.
    const pageSize = withAdmins ? 1000 : limit;
    let after: string | undefined;
    const bound = upTo(1000);
    do {
      const page = await taskReaders.list({ taskId, atMs, withAdmins, after, limit: pageSize });
      found.push(...page.items.map(({ userId }) => userId));
      after = page.next;
      for (const { userId, grounds: shown } of page.items) {
        const kinds = openGrounds[stored.people.findIndex(({ id }) => id === userId)]?.map(
          ({ kind }) => kind,
        );
        const known = kinds?.filter((kind) => withAdmins || kind !== 'admin');
        if (known) assert.deepEqual(new Set(shown.map(({ kind }) => kind)), new Set(known));
      }
    } while (after !== undefined && bound());
    const counts = await taskReaders.count({ taskId, atMs, withAdmins });
    assert.equal(counts.readers, found.length);
    assert.deepEqual(
      found.filter((id) => stored.people.some((one) => one.id === id)),
      expected.toSorted(),
    );
    if (expected.length > 0) count('reader');
    const enabledAt = made.people.findIndex(({ disabled }) => !disabled);
    if (enabledAt < 0) continue;
    const everyone = openGrounds[enabledAt]?.some((ground) => isForAll(made, ground));
    assert.equal(counts.everyone, everyone);
    if (everyone) count('everyone');
  }
}

async function checkLists(
  made: World,
  stored: StoredWorld,
  personAt: number,
  opened: ReadonlyArray<number>,
  { limit, asked }: { limit: number; asked: ModelFilter },
): Promise<void> {
  const nowMs = clock.nowMs();
  const reader = stored.people[personAt] as Person;
  const idsOf = (tasks: ReadonlyArray<number>) => tasks.map((at) => stored.taskIds[at]);
  assert.deepEqual(await listed(reader, `/api/v1/tasks?limit=${limit}`), idsOf(opened.toReversed()));

  const { items: upcoming } = await core.upcomingWindows(reader.id, { after: undefined, limit: 100 });
  const expected = withIds(modelOpenings(made, personAt, nowMs), stored);
  assert.deepEqual(
    upcoming.map(({ kind, id, opensAt }) => `${opensAt} ${kind} ${id}`),
    [...new Set(expected.map(({ kind, through, opensAt }) => `${opensAt} ${kind} ${through}`))].sort(inOrder),
  );
  if (upcoming.length > 0) count('opening');

  const belongs = modelFilter(made, personAt, asked, nowMs);
  count(belongs ? 'list' : 'list refused');
  assert.deepEqual(
    await listed(reader, `/api/v1/tasks?${queryOf(limit, asked, stored)}`),
    belongs ? idsOf(opened.filter(belongs).toReversed()) : 404,
  );

  for (const [at, contestId] of stored.contestIds.entries()) {
    const shown = modelContestTasks(made, personAt, at, nowMs);
    count(shown ? 'contest' : 'contest refused');
    assert.deepEqual(
      await listed(reader, `/api/v1/contests/${contestId}/tasks?limit=${limit}`),
      shown ? idsOf(shown) : 404,
    );
  }
}
