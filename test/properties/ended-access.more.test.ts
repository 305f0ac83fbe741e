import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { insertRows } from '../../src/database/insert-rows.ts';
import type { Principal } from '../../src/domain/accounts/principal.ts';
import {
  type ChangeStreams,
  createChangeStreams,
  listeningTo,
} from '../../src/features/document-changes/change-streams.ts';
import { createChanges } from '../../src/features/document-changes/changes.ts';
import { openTestApp, type Person, sha256 } from '../support/app.ts';
import { documentVersionRow } from '../support/rows.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import { testDialect } from '../support/test-database.ts';
import { sized } from '../support/test-size.ts';
import { type Change, joining, type MakeChange, narrowing, picks, widening } from './access-changes.ts';
import { type StoredWorld, store, time, type World, world } from './access-world.ts';

const { core, clock, person } = await openTestApp();
const { revocations, access, database } = core;
/** Something that a person was given before a change, and whether it has ended. */
interface Given {
  readonly person: number;
  readonly task: number;
  readonly what: 'URL' | 'stream' | 'upload' | 'editorial';
  readonly isEnded: () => boolean;
  /** Whether it may continue after the change. */
  readonly isDue: () => Promise<boolean>;
}

const inWords = ({ person, task, what }: Given) => `${what} of person ${person} for task ${task}`;

const isRevoked = (url: string) => {
  const content = core.storage.signer.readUrl(url);
  assert.ok(!('failure' in content));
  return revocations.isRevoked(content);
};

/** Streams that end only by revocation: every other decision is delayed. */
const openStreams = () =>
  createChangeStreams({
    ...{ changes: createChanges(core), revocations, clock },
    maxStreams: 1000,
    onCount: () => {},
  });
const putOff = () => new Promise<never>(() => {});

/** The current account, as a request of its owner would find it. */
async function principalNow({ id, name }: Person): Promise<Principal> {
  const { role } = await database.kysely
    .selectFrom('user')
    .select('role')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, name, email: null, unverifiedEmail: null, role: role as Principal['role'] };
}

const isAllowed = (asked: Promise<unknown>) =>
  asked.then(
    () => true,
    () => false,
  );

/** Everything that everyone of a world can be given now. */
async function giveAll(
  { people, taskIds }: StoredWorld,
  streams: ChangeStreams,
): Promise<ReadonlyArray<Given>> {
  const given: Array<Given> = [];
  for (const [personAt, reader] of people.entries()) {
    for (const [taskAt, taskId] of taskIds.entries()) {
      const where = { person: personAt, task: taskAt };
      const mayUpload = async () =>
        isAllowed(access.authorizeChange(await principalNow(reader), taskId, 'editor'));
      if (await mayUpload()) {
        const file = { language: 'en', fileName: 'a.pdf', size: 1, sha256: sha256(Buffer.from('a')) };
        const { signed } = await core.uploads.announce({ ...file, taskId, uploadedBy: reader.id });
        given.push({ ...where, what: 'upload', isEnded: () => isRevoked(signed.url), isDue: mayUpload });
      }
      const { decision } = await access.explain(reader, taskId, clock.nowMs());
      if (!decision.allowed) continue;
      const permit = await access.authorizeRead(reader, taskId);
      const version = { id: `${taskId}-en`, objectKey: `documents/${taskId}.pdf`, fileName: 'a.pdf' };
      const { url, expiresAtMs } = await core.issue({
        ...{ permit, version: { ...version, taskId } },
        ...{ disposition: 'inline', lifetime: 'stable' },
      });
      const { body } = streams.open(listeningTo(permit, revocations), putOff);
      body.resume();
      /** No URL outlives its reader's access. */
      const isDueUntil = (endMs: number) => async () => {
        const { decision: now } = await access.explain(reader, taskId, clock.nowMs());
        return now.allowed && (now.permit.validUntilMs ?? Number.POSITIVE_INFINITY) >= endMs;
      };
      given.push(
        { ...where, what: 'URL', isEnded: () => isRevoked(url), isDue: isDueUntil(expiresAtMs) },
        { ...where, what: 'stream', isEnded: () => body.readableEnded, isDue: isDueUntil(clock.nowMs()) },
      );
    }
  }
  return given;
}

const editorialOf = (taskId: string) => `${taskId}-editorial`;

/** Gives each task an editorial that waits for the end of contests. */
async function addEditorials({ taskIds }: StoredWorld): Promise<void> {
  const attachment = { fileName: 'editorial.pdf', kind: 'editorial', opensAt: null } as const;
  const attachments = taskIds.map((taskId) => ({ id: editorialOf(taskId), taskId, ...attachment }));
  await insertRows(database.kysely, 'attachments', attachments);
  const versions = attachments.map(({ id, taskId }) =>
    documentVersionRow({ id, taskId, attachmentId: id, language: 'und' }),
  );
  await insertRows(database.kysely, 'documentVersions', versions);
}

/** The editorials that everyone of a world can be given now. */
async function giveEditorials({ people, taskIds }: StoredWorld): Promise<ReadonlyArray<Given>> {
  const given: Array<Given> = [];
  for (const [person, reader] of people.entries()) {
    for (const [task, taskId] of taskIds.entries()) {
      const { status, body } = await reader.send(
        `POST /api/v1/tasks/${taskId}/attachments/${editorialOf(taskId)}/url`,
      );
      if (status !== 200) continue;
      const isDue = () => isEditorialOpen(reader, taskId, Date.parse(body.urlExpiresAt));
      given.push({ person, task, what: 'editorial', isEnded: () => isRevoked(body.url), isDue });
    }
  }
  return given;
}

/** Whether an editorial is open from now to a time: all contests with the task that its reader takes part in and that have started for them have ended; an archive has. */
async function isEditorialOpen(reader: Person, taskId: string, untilMs: number): Promise<boolean> {
  const nowMs = clock.nowMs();
  const { decision } = await access.explain(reader, taskId, nowMs);
  if (!decision.allowed || (decision.permit.validUntilMs ?? untilMs) < untilMs) return false;
  if (decision.permit.staff) return true;
  const grounds = await core.grounds.of(reader, taskId);
  const takesPartIn = grounds.flatMap(({ kind, through }) => (kind === 'contest' ? (through ?? []) : []));
  const contests = await Promise.all(
    [...new Set(takesPartIn)].map((id) => core.contests.findFor(reader.id, id)),
  );
  const windows = [
    ...contests.map(({ startsAt, endsAt, delaySeconds, extraSeconds }) => ({
      from: startsAt + delaySeconds * 1000,
      to: endsAt === null ? Number.POSITIVE_INFINITY : endsAt + (delaySeconds + extraSeconds) * 1000,
    })),
    ...grounds.flatMap(({ kind, opensAt: from }) => (kind === 'contest-archive' ? { from, to: from } : [])),
  ];
  const times = [nowMs, ...windows.map(({ from }) => from)].filter((at) => at >= nowMs && at < untilMs);
  return times.every((at) => {
    const started = windows.filter(({ from }) => from <= at);
    return started.length > 0 && started.every(({ to }) => to <= at);
  });
}

/** Makes a person an owner and staff of everything, so that no one else is the last one. */
async function runAll({ id: userId }: Person, { taskIds, groupIds, contestIds }: StoredWorld): Promise<void> {
  const { kysely } = database;
  const [owner, staff] = [{ userId, role: 'owner', createdAt: 0 } as const, { userId, createdAt: 0 }];
  await insertRows(
    kysely,
    'taskStaff',
    taskIds.map((taskId) => ({ taskId, ...owner })),
  );
  await insertRows(
    kysely,
    'groupMembers',
    groupIds.map((groupId) => ({ groupId, role: 'staff', ...staff })),
  );
  await insertRows(
    kysely,
    'contestStaff',
    contestIds.map((contestId) => ({ contestId, ...staff })),
  );
}

interface Touched extends Pick<Change, 'people' | 'tasks'> {
  readonly withEditorials?: boolean;
}

/** Stores a world, gives everyone what they can have, changes it, and compares what has ended with what had to. */
async function endedBy(
  made: World,
  way: Change['ways'][string],
  { people = [], tasks = [], withEditorials = false }: Touched,
): Promise<{ ended: ReadonlyArray<string>; lost: number } | 'refused'> {
  const stored = await store(database, made, person);
  // An admin outside of the world, and a new one each time, because requests per admin are limited.
  const admin = await person('admin');
  await runAll(admin, stored);
  const streams = openStreams();
  if (withEditorials) await addEditorials(stored);
  const given = [
    ...(await giveAll(stored, streams)),
    ...(withEditorials ? await giveEditorials(stored) : []),
  ];
  const change = way({ ...stored, adminId: admin.id });
  if (typeof change === 'function') await change(core);
  else {
    const { status, body } = await admin.send(...(change as [string, unknown]));
    if (status >= 400) {
      assert.ok([404, 409].includes(status) || body.code === 'request-invalid', JSON.stringify(body));
      return 'refused';
    }
  }
  await streams.tick();
  await nextTurn();
  let lost = 0;
  for (const each of given) {
    const isDue = await each.isDue();
    if (!isDue) lost += 1;
    if (!isDue) assert.ok(each.isEnded(), `has to end: the ${inWords(each)}`);
    if (!people.includes(each.person) && !tasks.includes(each.task)) {
      assert.ok(!each.isEnded(), `may not end: the ${inWords(each)}`);
    }
  }
  const ended = given.filter((each) => each.isEnded()).map(inWords);
  streams.close();
  return { ended, lost };
}

const runs = testDialect === 'postgres' ? sized(2, 30) : sized(4, 100, 3);
/** Each change takes something away in only a few worlds. */
const mostRuns = 60 * runs;

/** Asserts that a change ends exactly what it takes away in any world, in each way to make it. */
async function checkChange(change: MakeChange, takes: boolean, withEditorials = false) {
  let [tried, taken] = [0, 0];
  const [all, done] = [new Set<string>(), new Set<string>()];
  await fc.assert(
    fc.asyncProperty(world, time, picks, async (made, nowMs, picked) => {
      if (tried >= runs && (taken > 0 || !takes) && done.size === all.size) return;
      const { ways, within, ...touched } = change(made, picked) ?? { ways: {}, within: made };
      clock.set(nowMs);
      const outcomes: Array<Awaited<ReturnType<typeof endedBy>>> = [];
      for (const [name, way] of Object.entries(ways)) {
        const outcome = await endedBy(within, way, { ...touched, withEditorials });
        all.add(name);
        if (outcome === 'refused') continue;
        done.add(name);
        outcomes.push(outcome);
      }
      const [first] = outcomes;
      if (first === undefined || first === 'refused') return;
      for (const outcome of outcomes) assert.deepEqual(outcome, first, Object.keys(ways).join(' as '));
      tried += 1;
      if (first.lost > 0) taken += 1;
    }),
    { numRuns: mostRuns, seed: runSeed },
  );
  assert.ok(tried >= runs && (taken > 0 || !takes), `too few: ${tried} changes, ${taken} took access`);
  assert.deepEqual(done, all, 'ways that were not refused');
}

describe(`URLs, uploads and streams of a world that changes (${byRunSeed})`, () => {
  for (const [name, change] of Object.entries(narrowing)) {
    it(`end with the access that they were given for, and no others: ${name}`, async () => {
      await checkChange(change, true);
    });
  }
  for (const [name, change] of Object.entries(joining)) {
    it(`end with the editorials that close, and no others: ${name}`, async () => {
      await checkChange(change, true, true);
    });
  }
  for (const [name, change] of Object.entries(widening)) {
    it(`continue where nothing is taken away: ${name}`, async () => {
      await checkChange(change, false);
    });
  }
});
