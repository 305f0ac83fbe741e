import { type RawBuilder, sql } from 'kysely';
import { type GroundKind, staffKinds, storedPaths } from '../../core/decide/access-paths.ts';
import { readersOf } from '../../core/decide/readers-of-task.ts';
import type { IssueJournal } from '../../core/issue/issue-journal.ts';
import type { Database } from '../../database/database.ts';
import { anyOf } from '../../database/sql.ts';
import type { Clock } from '../../lib/clock.ts';

/**
 * Whether people may be reading a task: it is open to members or participants now, or someone other than its staff got
 * a URL in the last hour.
 */
export type ReadersNow = (taskId: string) => Promise<boolean>;

const latelyMs = 60 * 60 * 1000;

/** Grounds with an opening window. A task that is open to everyone or forever may have no readers now. */
const kindsOfWindows: ReadonlySet<GroundKind> = new Set(['group', 'contest']);

const pathsOfWindows = storedPaths.flatMap((path) => {
  const [rule] = path.grounds.filter(({ kind }) => kindsOfWindows.has(kind));
  return rule ? [{ ...path, grounds: [rule] as const }] : [];
});

export function createReadersNow({
  database: { kysely },
  issueJournal,
  clock,
}: {
  readonly database: Database;
  readonly issueJournal: Pick<IssueJournal, 'drain'>;
  readonly clock: Clock;
}): ReadersNow {
  async function ask(taskId: string): Promise<boolean> {
    const { rows } = await readersNowQuery(taskId, clock.nowMs()).execute(kysely);
    return Boolean(rows[0]?.readersNow);
  }

  return async (taskId) => {
    // Pending records cannot change true to false, and a contest start has thousands, so ask before draining them.
    if (await ask(taskId)) return true;
    await issueJournal.drain();
    return ask(taskId);
  };
}

/** Exported for the test of its query plan. */
export function readersNowQuery(taskId: string, nowMs: number): RawBuilder<{ readersNow: boolean | number }> {
  const gotUrlLately = sql`select 1 from "issuedUrls" where "taskId" = ${taskId} and "issuedAt" > ${nowMs - latelyMs}
    and "principalId" is not null and ground not in (${sql.join([...staffKinds].map((kind) => sql.lit(kind)))})`;
  const found = [...pathsOfWindows.map((path) => readersOf(path, { taskId, atMs: nowMs })), gotUrlLately];
  return sql`select ${anyOf(found.map((rows) => sql`exists (${rows})`))} as "readersNow"`;
}
