import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { type Edit, runOrDryRun } from '../revoke/dry-run.ts';
import type { Revocations, Revoke } from '../revoke/revocations.ts';
import { describeLost, type LostAccess, type ToldTo } from './describe-lost-access.ts';
import { isOpenForEveryone, type ListedTask, readersByPath } from './readers-of-task.ts';

interface ChangeOptions extends ToldTo {
  readonly dryRun?: boolean | undefined;
  /** Tasks that a change may take away without an end of all of their URLs. */
  readonly taskIds?: ReadonlyArray<string>;
}

/** Runs a change or, in a dry run, tells who would lose access, and undoes it. */
export type RunChange = <T>(
  edit: Edit<T>,
  options: ChangeOptions,
) => Promise<{ readonly result: T; readonly losesAccess?: LostAccess }>;

export function createRunChange({
  database,
  revocations,
}: {
  readonly database: Database;
  readonly revocations: Revocations;
}): RunChange {
  return async (edit, { dryRun, taskIds = [], ...toldTo }) => {
    if (!dryRun) return { result: await revocations.change(edit) };
    const { result, after } = await runOrDryRun(revocations, true, async (trx, revoke) => {
      const { watched, ended } = watch(revoke, taskIds);
      const changed = await edit(trx, watched);
      const listed = { atMs: revoke.nowMs(), withAdmins: toldTo.asker.role === 'admin' };
      const readers: Array<TaskReaders> = [];
      for (const taskId of ended) readers.push(await readersOfTask(trx, { ...listed, taskId }));
      return { result: changed, after: readers };
    });
    // The change is undone by now, so what can be read is what could be read before it.
    const lost = await findLost(database.kysely, after);
    return { result, losesAccess: await describeLost(database, lost, toldTo) };
  };
}

/**
 * Readers of other tasks keep access: whatever takes reading away revokes URLs of the tasks (`access-rules.ts`), or only those of
 * some readers, and says which tasks it is about.
 */
function watch(
  revoke: Revoke,
  taskIds: ReadonlyArray<string>,
): { readonly watched: Revoke; readonly ended: ReadonlySet<string> } {
  const ended = new Set(taskIds);
  const tasks = (ids: ReadonlyArray<string>) => {
    for (const id of ids) ended.add(id);
    return revoke.tasks(ids);
  };
  return { watched: { ...revoke, tasks }, ended };
}

interface TaskReaders {
  readonly listed: ListedTask;
  readonly everyone: boolean;
  /** Those with a ground of their own; not read where everybody can. */
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

/** Ids of those who can read one of the tasks, and are not among its readers after a change. */
async function findLost(
  db: Kysely<Schema>,
  after: ReadonlyArray<TaskReaders>,
): Promise<ReadonlySet<string> | 'everyone'> {
  const lost = new Set<string>();
  for (const { listed, everyone, userIds } of after) {
    if (everyone) continue;
    const before = await readersOfTask(db, listed);
    if (before.everyone) return 'everyone';
    for (const userId of before.userIds) if (!userIds.has(userId)) lost.add(userId);
  }
  return lost;
}
