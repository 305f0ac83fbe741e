import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { AccountLimits } from '../../domain/accounts/account-limits.ts';
import { createFairQueue } from '../../lib/overloaded.ts';
import { type Edit, runOrDryRun } from '../../revocation/dry-run.ts';
import type { Revocations, Revoke } from '../../revocation/revocations.ts';
import type { IssueJournal } from '../issue/issue-journal.ts';
import { type LostAccess, nobody, readLostAccess, type ToldTo } from './lost-access-query.ts';
import { readTaskLinks } from './task-links.ts';

interface ChangeOptions extends ToldTo {
  readonly dryRun?: boolean | undefined;
}

/**
 * Makes a change or, in a dry run, rolls it back and reports who would lose access. A process runs one dry run at a time.
 * @throws LecternError `rate-limited`, `overloaded`
 */
export type RunChange = <T>(
  edit: Edit<T>,
  options: ChangeOptions,
) => Promise<{ readonly result: T; readonly losesAccess?: LostAccess }>;

/** Of a reader and a task; each so many cost as much as the request itself. */
const pairsPerReport = 25_000;
/** Milliseconds. A higher cost would refuse the largest dry runs forever. */
const highestCost = 5000;

export function createRunChange({
  database,
  revocations,
  issueJournal,
  accountLimits,
}: {
  readonly database: Database;
  readonly revocations: Revocations;
  readonly issueJournal: Pick<IssueJournal, 'drain'>;
  readonly accountLimits: AccountLimits;
}): RunChange {
  const inTurn = createFairQueue(
    { atOnce: 1, maxWaiting: [100, 10] },
    {
      message: (seconds) => `Too many dry runs are waiting. Try again in ${seconds} seconds.`,
      retryAfterSeconds: { min: 1, max: 3 },
    },
  );

  async function tryChange<T>(edit: Edit<T>, toldTo: ToldTo) {
    const { result, taskIds, ...tried } = await runOrDryRun(revocations, true, async (trx, revoke) => {
      const { recorded, endedTasks } = record(revoke);
      const result = await edit(trx, recorded);
      const taskIds = await endedTasks(trx, toldTo);
      return { result, taskIds, nowMs: revoke.nowMs(), after: await readTaskLinks(trx, taskIds) };
    });
    if (taskIds.size === 0) return { result, losesAccess: nobody };
    // The dry run was rolled back, so this reads the state before the change.
    const before = await readTaskLinks(database.kysely, taskIds);
    await issueJournal.drain();
    const { lost, readers } = await readLostAccess(database, { ...tried, before }, toldTo);
    const cost = Math.min(highestCost, 50 * Math.floor((readers * taskIds.size) / pairsPerReport));
    const { id, apiKeyId } = toldTo.asker;
    if (cost > 0) await accountLimits.take('costly', id, cost, apiKeyId ? 'program' : 'person');
    return { result, losesAccess: lost };
  }

  return async (edit, { dryRun, ...toldTo }) =>
    dryRun
      ? inTurn([toldTo.asker.id], () => tryChange(edit, toldTo))
      : { result: await revocations.change(edit) };
}

/**
 * Records what a change would revoke, and revokes nothing, which would prolong its transaction. Taking access away always revokes URLs of
 * the tasks (`access-rules.ts`), or of some readers, who lose only tasks of the group, contest or task that they leave. So readers of other tasks keep access.
 */
function record({ nowMs }: Revoke) {
  const ended = new Set<string>();
  let endsReaders = false;
  const nothing = async () => {};
  const recorded: Revoke = {
    nowMs,
    async tasks(ids) {
      for (const id of ids) ended.add(id);
      return ids.length;
    },
    async readers(ids) {
      endsReaders ||= ids.length > 0;
      return ids.length;
    },
    discardMadeOf: async () => [],
    these: nothing,
    programs: nothing,
    contests: nothing,
    extraAccessOf: nothing,
    uploads: nothing,
    url: nothing,
  };
  return {
    recorded,
    /** Ids of tasks that readers may lose. */
    async endedTasks(db: Kysely<Schema>, toldTo: ToldTo): Promise<ReadonlySet<string>> {
      if (!endsReaders) return ended;
      const { contestId = null, groupId = null, taskId = null } = toldTo;
      const { rows } = await sql<{ taskId: string }>`
        select "taskId" from "contestTasks" where "contestId" = ${contestId}
        union select "taskId" from "groupTasks" where "groupId" = ${groupId}
        union select "taskId" from "contestTasks" join "contestGroups" using ("contestId") where "groupId" = ${groupId}
        union select id from tasks where id = ${taskId}`.execute(db);
      return ended.union(new Set(rows.map((row) => row.taskId)));
    },
  };
}
