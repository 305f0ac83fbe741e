import { type Kysely, sql } from 'kysely';
import type { UrlReads } from '../../core/issue/url-reads.ts';
import type { Schema } from '../../database/schema.ts';
import type { WordSet } from '../../lib/fields.ts';

export const progressStates = {
  title: 'ReadingState',
  words: ['none', 'link', 'opened', 'current', 'unknown'],
  describe:
    'none: no link yet; link: got a link, downloaded nothing; opened: downloaded only versions that were replaced; current: ' +
    'downloaded a current version, in any language; unknown: no record of downloads tells.',
} as const satisfies WordSet;
type ProgressState = (typeof progressStates.words)[number];

/** What a person has read of a task. */
export interface Progress {
  readonly state: ProgressState;
  /** When they first did so: the first download, or else when they got the link (Unix milliseconds). */
  readonly at: number | null;
}

/** By certainty: a link to the current version of which nothing is known outweighs a download of an older one. */
const ranks: Readonly<Record<number, ProgressState>> = {
  1: 'link',
  2: 'unknown',
  3: 'opened',
  4: 'unknown',
  5: 'current',
};

const isCurrent = sql`version."completedAt" is not null and version."replacedAt" is null`;

interface Row {
  readonly userId: string;
  readonly taskId: string;
  readonly rank: number;
  readonly at: number;
}

export interface ProgressOf {
  readonly reads: UrlReads;
  /** Each with the time from which its links count (Unix milliseconds). */
  readonly tasks: ReadonlyArray<{ readonly taskId: string; readonly since: number }>;
  readonly userIds: ReadonlyArray<string>;
}

/** What these people have read of these tasks, in one query. */
export async function readProgress(
  kysely: Kysely<Schema>,
  { reads, tasks, userIds }: ProgressOf,
): Promise<(userId: string, taskId: string) => Progress | undefined> {
  if (userIds.length === 0 || tasks.length === 0) return () => undefined;
  const begins = tasks.map(({ taskId, since }) => sql`when ${taskId} then cast(${sql.lit(since)} as bigint)`);
  // The tasks are compared in an expression, so that the records of these people are looked up, and not all of each task.
  const { rows } = await sql<Row>`
    select "userId", "taskId", rank, min(at) as at from (
      select issue."principalId" as "userId", issue."taskId",
        coalesce(${reads.firstReadAt}, issue."issuedAt") as at,
        case ${reads.opened}
          when 'yes' then case when ${isCurrent} then 5 else 3 end
          when 'unknown' then case when ${isCurrent} then 4 else 2 end
          else 1 end as rank
      from "issuedUrls" as issue left join "documentVersions" as version on version.id = issue."versionId"
      where issue."principalId" in (${sql.join(userIds)}) and version."attachmentId" is null
        and issue."issuedAt" >= case issue."taskId" ${sql.join(begins, sql` `)} end
    ) as answered group by "userId", "taskId", rank`.execute(kysely);
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.userId} ${row.taskId}`;
    if (row.rank > (found.get(key)?.rank ?? 0)) found.set(key, row);
  }
  return (userId, taskId) => {
    const row = found.get(`${userId} ${taskId}`);
    return row && { state: ranks[row.rank] ?? 'none', at: row.at };
  };
}
