import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { type Edit, runOrDryRun } from '../revoke/dry-run.ts';
import type { Revocations, Revoke } from '../revoke/revocations.ts';
import { describeLost, type Lost, type LostAccess, type ToldTo } from './describe-lost-access.ts';
import { isOpenForEveryone, type ListedTask, readersByPath } from './readers-of-task.ts';

interface ChangeOptions extends ToldTo {
  readonly dryRun?: boolean | undefined;
  /** What the change takes people out of, like `contestId`: they lose only tasks that they get through it. */
  readonly groupId?: string;
  readonly taskId?: string;
}

/** See `IssuedUrls.readersNow`. */
type ReadersNow = (
  taskIds: ReadonlyArray<string>,
  nowMs: number,
) => Promise<ReadonlyArray<{ readonly taskId: string; readonly userId: string }>>;

/** Makes a change or, in a dry run, rolls it back and reports who would lose access. */
export type RunChange = <T>(
  edit: Edit<T>,
  options: ChangeOptions,
) => Promise<{ readonly result: T; readonly losesAccess?: LostAccess }>;

export function createRunChange({
  database,
  revocations,
  readersNow,
}: {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly readersNow: ReadersNow;
}): RunChange {
  return async (edit, { dryRun, ...toldTo }) => {
    if (!dryRun) return { result: await revocations.change(edit) };
    const { result, after, nowMs } = await runOrDryRun(revocations, true, async (trx, revoke) => {
      const { watched, endedTasks } = watch(revoke);
      const changed = await edit(trx, watched);
      const ended = await endedTasks(trx, toldTo);
      const nowMs = revoke.nowMs();
      const listed = { atMs: nowMs, withAdmins: toldTo.asker.role === 'admin' };
      const readers: Array<TaskReaders> = [];
      for (const taskId of ended) readers.push(await readersOfTask(trx, { ...listed, taskId }));
      return { result: changed, after: readers, nowMs };
    });
    // The dry run was rolled back, so this reads the state before the change.
    const lost = await findLost(database.kysely, after, async (taskIds) => {
      const readers = await readersNow(taskIds, nowMs);
      return readers.filter(({ userId }) => userId !== toldTo.asker.id);
    });
    return { result, losesAccess: await describeLost(database, lost, toldTo) };
  };
}

/**
 * Records which tasks a change may take from readers. Taking access away always revokes URLs of the tasks (`access-rules.ts`), or of some
 * readers, who lose only tasks of the place. So readers of other tasks keep access.
 */
function watch(revoke: Revoke) {
  const ended = new Set<string>();
  let endsReaders = false;
  const watched: Revoke = {
    ...revoke,
    tasks(ids) {
      for (const id of ids) ended.add(id);
      return revoke.tasks(ids);
    },
    readers(ids) {
      endsReaders = true;
      return revoke.readers(ids);
    },
  };
  return {
    watched,
    /** Ids of tasks that readers may lose. */
    async endedTasks(db: Kysely<Schema>, place: Omit<ChangeOptions, 'asker'>): Promise<ReadonlySet<string>> {
      if (!endsReaders) return ended;
      const { contestId = null, groupId = null, taskId = null } = place;
      const { rows } = await sql<{ taskId: string }>`
        select "taskId" from "contestTasks" where "contestId" = ${contestId}
        union select "taskId" from "groupTasks" where "groupId" = ${groupId}
        union select "taskId" from "contestTasks" join "contestGroups" using ("contestId") where "groupId" = ${groupId}
        union select id from tasks where id = ${taskId}`.execute(db);
      return ended.union(new Set(rows.map((row) => row.taskId)));
    },
  };
}

interface TaskReaders {
  readonly listed: ListedTask;
  readonly everyone: boolean;
  /** People with an individual ground; empty if `everyone` is true. */
  readonly userIds: ReadonlySet<string>;
}

async function readersOfTask(db: Kysely<Schema>, listed: ListedTask): Promise<TaskReaders> {
  const { rows: open } = await sql<{
    everyone: boolean | number;
  }>`select ${isOpenForEveryone(listed)} as everyone`.execute(db);
  if (open[0]?.everyone) return { listed, everyone: true, userIds: new Set() };
  const { rows } = await sql<{
    userId: string;
  }>`${sql.join(readersByPath(listed), sql` union all `)}`.execute(db);
  return { listed, everyone: false, userIds: new Set(rows.map(({ userId }) => userId)) };
}

/** Those who can read one of the tasks now and are not among its readers after the change. */
async function findLost(
  db: Kysely<Schema>,
  after: ReadonlyArray<TaskReaders>,
  readersNow: (taskIds: ReadonlyArray<string>) => ReturnType<ReadersNow>,
): Promise<Lost> {
  const userIds = new Set<string>();
  const losers = new Map<string, (userId: string) => boolean>();
  let isEveryone = false;
  for (const { listed, ...kept } of after) {
    if (kept.everyone) continue;
    const before = await readersOfTask(db, listed);
    const loses = (userId: string) =>
      (before.everyone || before.userIds.has(userId)) && !kept.userIds.has(userId);
    losers.set(listed.taskId, loses);
    isEveryone ||= before.everyone;
    for (const userId of before.userIds) if (loses(userId)) userIds.add(userId);
  }
  if (!isEveryone && userIds.size === 0) return { everyone: false, userIds, reading: 0 };
  const readers = await readersNow([...losers.keys()]);
  const reading = new Set(
    readers.filter(({ taskId, userId }) => losers.get(taskId)?.(userId)).map(({ userId }) => userId),
  );
  return { everyone: isEveryone, userIds, reading: reading.size };
}
