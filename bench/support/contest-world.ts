import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { openEnvelopes, openSealing } from '../../src/features/envelopes/open.ts';
import { parseObjectKey } from '../../src/storage/object-key.ts';
import { openSilentCore } from '../../test/support/silent-core.ts';
import { insertPeople, type Person } from './people.ts';

const hourMs = 3_600_000;

export interface BenchContest {
  readonly contestId: string;
  readonly taskIds: ReadonlyArray<string>;
  /** Undefined unless the contest is sealed. */
  readonly envelope: { readonly id: string; readonly size: number } | undefined;
  /** Moves the start, which is initially an hour ahead. */
  startAt(startsAtMs: number): Promise<void>;
  issued(): Promise<IssuedSummary>;
  /** Completes a new version of the first task's PDF. */
  replaceFirst(pdf: Buffer): Promise<void>;
}

/** The database's records of URLs of a contest's first task. */
export interface IssuedSummary {
  readonly records: number;
  readonly readers: number;
  /** On the server's clock; Infinity without a record. */
  readonly firstAtMs: number;
}

export type ContestWorld = Awaited<ReturnType<typeof openContestWorld>>;

/** Accounts with sessions in a server's database and data folder, and contests for them with tasks that have a PDF. */
export async function openContestWorld(environment: Record<string, string>, peopleCount: number) {
  const core = await openSilentCore(environment);
  const { database, clock } = core;
  const [owner, ...people] = (await insertPeople(core, peopleCount + 1)) as [Person, ...Array<Person>];
  const putParticipants = database.prepareInsert('contestParticipants', [
    ...(['userId', 'contestId', 'delaySeconds', 'extraSeconds', 'createdAt'] as const),
  ]);

  async function newTask(pdf: Buffer): Promise<string> {
    const { id: taskId } = await core.tasks.create(
      {
        ...{ title: 'Example task', primaryLanguage: 'en', visibility: 'restricted' },
        ...{ visibleFrom: null, embargoUntil: null },
      },
      owner.id,
    );
    await publish(taskId, pdf);
    return taskId;
  }

  async function publish(taskId: string, pdf: Buffer): Promise<void> {
    const stored = { size: pdf.length, sha256: createHash('sha256').update(pdf).digest('hex') };
    const description = { taskId, language: 'en', fileName: 'example-task.en.pdf', uploadedBy: owner.id };
    const { version } = await core.uploads.announce({ ...description, ...stored });
    await core.driver.put(parseObjectKey(version.objectKey), Readable.from([pdf]), stored);
    await core.uploads.publish(version);
  }

  /** A contest with the first `count` people. */
  async function newContest(
    count: number,
    pdf: Buffer,
    { tasks = 1, isSealed = false }: { tasks?: number; isSealed?: boolean } = {},
  ): Promise<BenchContest> {
    const taskIds: Array<string> = [];
    while (taskIds.length < tasks) taskIds.push(await newTask(pdf));
    const [firstTaskId] = taskIds as [string];
    const startsAt = clock.nowMs() + hourMs;
    const contest = await core.contests.create(
      {
        ...{ name: 'Contest', startsAt, endsAt: startsAt + 5 * hourMs, afterEnd: 'closed' },
        prefetchFrom: isSealed ? clock.nowMs() - hourMs : null,
      },
      owner.id,
    );
    for (const [position, taskId] of taskIds.entries()) {
      const slot = { label: `${position}`, position, opensAt: null, closesAt: null };
      await core.contestTasks.put(contest, { taskId, ...slot });
    }
    const place = { contestId: contest.id, delaySeconds: 0, extraSeconds: 0, createdAt: clock.nowMs() };
    await putParticipants(people.slice(0, count).map(({ id }) => ({ userId: id, ...place })));
    if (isSealed) await openSealing(core)(async () => true);
    const [envelope] = await openEnvelopes(core).current(contest.id);

    return {
      ...{ contestId: contest.id, taskIds, envelope },
      startAt: async (startsAtMs) => void (await core.contests.change(contest.id, { startsAt: startsAtMs })),
      replaceFirst: (next) => publish(firstTaskId, next),
      async issued() {
        await core.issueJournal.drain();
        const row = await database.kysely
          .selectFrom('issuedUrls')
          .where('taskId', '=', firstTaskId)
          .where('disposition', '=', 'inline')
          .select(({ fn }) => [
            fn.countAll().as('records'),
            fn.count('principalId').distinct().as('readers'),
            fn.min('issuedAt').as('firstAtMs'),
          ])
          .executeTakeFirstOrThrow();
        return {
          records: Number(row.records),
          readers: Number(row.readers),
          firstAtMs: Number(row.firstAtMs ?? Number.POSITIVE_INFINITY),
        };
      },
    };
  }

  return { core, owner, people, newContest, close: () => core.close() };
}
