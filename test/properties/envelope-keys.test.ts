import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openEnvelopes } from '../../src/features/envelopes/open.ts';
import { newId } from '../../src/lib/ids.ts';
import { openTestApp, type Person } from '../support/app.ts';
import { secondMs } from '../support/settable-clock.ts';
import { testDialect } from '../support/test-database.ts';
import { sized } from '../support/test-size.ts';
import { unguarded } from '../support/unguarded.ts';
import {
  isContestStaff,
  isOpenHere,
  modelContestTasks,
  modelGrounds,
  timesInContest,
} from './access-model.ts';
import { type StoredWorld, store, time, type World, world } from './access-world.ts';

const { core, clock, person, app } = await openTestApp();
const { kysely } = core.database;
const aheadMs = 3 * secondMs;

/** Seals an envelope of all tasks of a contest, whatever their windows; no object is needed here. */
async function seal(made: World, { contestIds, taskIds }: StoredWorld, at: number): Promise<string> {
  const tasks = made.contestTasks.filter(({ contest }) => contest === at);
  const envelope = {
    ...{ id: newId(), contestId: contestIds[at] as string, language: 'en', size: 1, key: randomBytes(16) },
    objectKey: await core.pendingDeletions.reserve('sealed'),
    parts: tasks.map(({ task }) => ({
      ...{ taskId: taskIds[task] as string, versionId: `${taskIds[task]}-en`, isLeftOut: false },
    })),
  };
  await openEnvelopes(core).put(envelope, undefined);
  return envelope.id;
}

/** When a contest starts for a person; for people who do not take part, when it starts. */
const startFor = (made: World, personAt: number, at: number) =>
  (made.contests[at]?.startsAt ?? 0) + (timesInContest(made, personAt, at)?.delaySeconds ?? 0) * 1000;

/** The rule of docs/access.md for the key: staff, or people for whom it has started, who may read every task in it. */
function maySee(made: World, personAt: number, at: number, nowMs: number): 'yes' | 'no' | 'not there' {
  const contest = made.contests[at];
  if (!contest || modelContestTasks(made, personAt, at, nowMs) === undefined) return 'not there';
  const runs = made.people[personAt]?.role === 'admin' || isContestStaff(made, personAt, at);
  // A delay may lead past the end, when it may be an archive for everyone.
  const isArchive = contest.afterEnd === 'signed-in' && contest.endsAt !== null && contest.endsAt <= nowMs;
  if (!runs && nowMs < startFor(made, personAt, at) && !isArchive) return 'no';
  const tasks = made.contestTasks.filter((row) => row.contest === at);
  const isRead = (task: number) =>
    modelGrounds(made, personAt, task).some((ground) => isOpenHere(ground, nowMs));
  return tasks.length > 0 && tasks.every(({ task }) => isRead(task)) ? 'yes' : 'no';
}

/** The rule for the URL: from the time that the contest sets until a whole second before it starts for the person. */
function mayFetch(made: World, personAt: number, at: number, nowMs: number): boolean {
  const { startsAt = 0 } = made.contests[at] ?? {};
  const end = Math.floor(startFor(made, personAt, at) / 1000) * 1000;
  return nowMs >= startsAt - aheadMs && end - nowMs >= 1000;
}

const seen = { key: 0, 'no key': 0, url: 0, 'no url': 0 };

describe('a sealed envelope, in any world', () => {
  it('opens for no one a millisecond before they may read everything in it, and can be fetched until they start', async () => {
    await app.api.ready();
    await fc.assert(
      fc.asyncProperty(world, time, async (made, drawnMs) => {
        clock.set(drawnMs);
        const stored = await store(core.database, made, person);
        for (const [at, contestId] of stored.contestIds.entries()) {
          const { startsAt = 0 } = made.contests[at] ?? {};
          const prefetchFrom = startsAt - aheadMs;
          await unguarded(kysely)
            .updateTable('contests')
            .set({ prefetchFrom })
            .where('id', '=', contestId)
            .execute();
          const envelopeId = made.contests[at]?.deleted ? newId() : await seal(made, stored, at);
          for (const [personAt, reader] of stored.people.entries()) {
            if (made.people[personAt]?.disabled) continue;
            const ownStart = startFor(made, personAt, at);
            for (const nowMs of [ownStart - 2 * secondMs, ownStart - 1, ownStart, drawnMs]) {
              clock.set(nowMs);
              await check(made, { reader, personAt, at, contestId, envelopeId });
            }
          }
        }
      }),
      { numRuns: sized(testDialect === 'postgres' ? 4 : 10, 100, 4) },
    );
    for (const [outcome, times] of Object.entries(seen)) assert.ok(times > 0, `${outcome}: ${times} times`);
  });
});

async function check(
  made: World,
  of: { reader: Person; personAt: number; at: number; contestId: string; envelopeId: string },
): Promise<void> {
  const { reader, personAt, at, contestId, envelopeId } = of;
  const nowMs = clock.nowMs();
  const key = await reader.send(`POST /api/v1/contests/${contestId}/envelope-key`, { envelopeId });
  const expected = maySee(made, personAt, at, nowMs);
  assert.equal(key.status === 200, expected === 'yes', `${key.status} for ${expected}`);
  if (expected === 'not there') assert.equal(key.status, 404);
  seen[key.status === 200 ? 'key' : 'no key'] += 1;

  const url = await reader.send(`POST /api/v1/contests/${contestId}/envelope-url`);
  assert.equal(url.status === 200, expected !== 'not there' && mayFetch(made, personAt, at, nowMs));
  seen[url.status === 200 ? 'url' : 'no url'] += 1;
  if (url.status === 200) assert.ok(Date.parse(url.body.urlExpiresAt) <= startFor(made, personAt, at));
}
