import assert from 'node:assert/strict';
import { before, describe, it, mock } from 'node:test';
import fc from 'fast-check';
import { createAccess } from '../../src/core/decide/access.ts';
import type { Ground } from '../../src/core/decide/access-paths.ts';
import { createReadOpenTasks } from '../../src/core/decide/open-tasks.ts';
import { type FoundPage, maxReads } from '../../src/database/paging.ts';
import type { Principal } from '../../src/domain/accounts/principal.ts';
import { openTestApp, type Send } from '../support/app.ts';
import { noFilter } from '../support/no-filter.ts';
import { pluck } from '../support/pluck.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import { testDialect } from '../support/test-database.ts';
import { sized } from '../support/test-size.ts';
import { upTo } from '../support/up-to.ts';
import { type StoredWorld, store, time, type World, world } from './access-world.ts';

const { core, clock, person, task, group } = await openTestApp();
const { access, grounds } = core;

/** A reason for a refusal that no query knows: every ground of these tasks has ended. */
let isRefused: (taskId: string) => boolean = () => false;
const decided = (taskId: string, found: ReadonlyArray<Ground>) =>
  isRefused(taskId) ? found.map((ground) => ({ ...ground, closesAt: 0 })) : found;
const allDecided = (found: ReadonlyMap<string, ReadonlyArray<Ground>>) =>
  new Map([...found].map(([taskId, own]) => [taskId, decided(taskId, own)]));

const readOpenTasks = createReadOpenTasks(core.database);
/** How often open tasks were read. */
let reads = 0;
const stricter = createAccess({
  ...core,
  canBind: () => true,
  grounds: {
    of: async (reader, taskId) => decided(taskId, await grounds.of(reader, taskId)),
    ofMany: async (reader, taskIds) => allDecided(await grounds.ofMany(reader, taskIds)),
  },
  readOpenTasks: async (page) => {
    reads += 1;
    return allDecided(await readOpenTasks(page));
  },
});

async function pagesOf(
  read: (after: string | undefined) => Promise<FoundPage<string>>,
): Promise<ReadonlyArray<ReadonlyArray<string>>> {
  const pages: Array<ReadonlyArray<string>> = [];
  let after: string | undefined;
  const bound = upTo(1000);
  do {
    const { items, next } = await read(after);
    pages.push(items);
    after = next;
  } while (after !== undefined && bound());
  return pages;
}

const taskIdOf = ({ taskId }: { readonly taskId: string }) => taskId;

/** How a person reads a page of the list, and whether they may read a task. */
interface Asked {
  readonly page: (limit: number) => (after: string | undefined) => Promise<FoundPage<string>>;
  readonly mayRead: (taskId: string) => Promise<boolean>;
}

const overHttp = (send: Send): Asked => ({
  page: (limit) => async (cursor) => {
    const { status, body } = await send(
      `GET /api/v1/tasks?limit=${limit}${cursor === undefined ? '' : `&cursor=${cursor}`}`,
    );
    assert.equal(status, 200);
    return { items: body.items.map(taskIdOf), next: body.nextCursor ?? undefined };
  },
  mayRead: async (taskId) => (await send(`GET /api/v1/tasks/${taskId}`)).status === 200,
});

const inProcess = (principal: Principal): Asked => ({
  page: (limit) => async (after) => {
    const { items, next } = await stricter.readableTasks(principal, { ...noFilter, after, limit });
    return { items: items.map(taskIdOf), next };
  },
  mayRead: (taskId) =>
    stricter.authorizeRead(principal, taskId).then(
      () => true,
      () => false,
    ),
});

/** Everyone of a world, in person, with grants of a platform, and within the limits of a key. */
function everybody(made: World, { people, taskIds, groupIds }: StoredWorld) {
  const [nowMs, [one = '', two = '', ...others]] = [clock.nowMs(), taskIds];
  const grants = [
    { task: one, opensAt: 0, closesAt: null },
    { task: two, opensAt: 0, closesAt: nowMs + 1999 },
    ...others.map((each) => ({ task: each, opensAt: nowMs + 1, closesAt: null })),
  ];
  const limits = { taskIds: taskIds.slice(0, 3), groupIds: groupIds.slice(0, 1) };
  return [
    ...people.flatMap((each, at) => (made.people[at]?.disabled ? [] : overHttp(each.send))),
    ...people.map((each) => inProcess({ ...each, grants })),
    ...people.map((each) => inProcess({ ...each, limits })),
  ];
}

/** A world takes about 150 reads, which take PostgreSQL ten times as long. */
const worlds = testDialect === 'postgres' ? sized(10, 80) : sized(30, 300, 8);

describe('the pages of the open tasks', () => {
  before(() => {
    const { authorizeReader } = access;
    mock.method(access, 'readableTasks', stricter.readableTasks);
    mock.method(access, 'authorizeReader', (asking: Parameters<typeof authorizeReader>[0], taskId: string) =>
      authorizeReader({ ...asking, grounds: decided(taskId, asking.grounds) }, taskId),
    );
  });

  it(`are together the tasks that open, in order and once each, even if decisions refuse some that a query finds, ${byRunSeed}`, async () => {
    let listed = 0;
    const limits = fc.integer({ min: 1, max: 4 });
    const refusals = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(world, time, limits, refusals, async (made, nowMs, limit, refused) => {
        clock.set(nowMs);
        const stored = await store(core.database, made, person);
        isRefused = (taskId) => refused[stored.taskIds.indexOf(taskId)] === true;
        for (const asked of everybody(made, stored)) {
          const open: Array<string> = [];
          for (const taskId of stored.taskIds) if (await asked.mayRead(taskId)) open.unshift(taskId);
          const pages = await pagesOf(asked.page(limit));
          assert.deepEqual(pages.flat(), open);
          assert.deepEqual(
            pluck(pages.slice(0, -1), 'length'),
            pages.slice(0, -1).map(() => limit),
          );
          listed += open.length;
        }
      }),
      { numRuns: worlds, seed: runSeed },
    );
    assert.ok(listed > worlds, `${listed} tasks in ${worlds} worlds`);
  });

  it('continue after a page that is empty because of its limit of reads', async () => {
    const [teacher, member] = [await person('teacher'), await person()];
    const course = await group(teacher, { members: [member] });
    const { id: oldest } = await task(teacher);
    const hidden: Array<string> = [];
    // A page of one reads two at a time.
    while (hidden.length < 2 * maxReads + 4) hidden.push((await task(teacher)).id);
    for (const id of [oldest, ...hidden])
      await core.groups.assign(course.id, id, { opensAt: 0, closesAt: null });
    isRefused = (taskId) => taskId !== oldest;

    const readsOfPages: Array<number> = [];
    const { page } = overHttp(member.send);
    const pages = await pagesOf(async (after) => {
      reads = 0;
      const found = await page(1)(after);
      readsOfPages.push(reads);
      return found;
    });
    assert.deepEqual(pages, [[], [oldest]]);
    assert.deepEqual([readsOfPages[0], Number(readsOfPages[1]) < maxReads], [maxReads, true]);
  });

  it('take one read where nothing is refused', async () => {
    const teacher = await person('teacher');
    for (let count = 0; count < 3; count += 1) await task(teacher);
    isRefused = () => false;
    reads = 0;
    const { items } = await overHttp(teacher.send).page(2)(undefined);
    assert.deepEqual([items.length, reads], [2, 1]);
  });
});
