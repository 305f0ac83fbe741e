import { type RawBuilder, sql } from 'kysely';
import type { UrlReads } from '../../core/issue/url-reads.ts';
import type { Contest } from '../../domain/contests/contest.ts';

/** File servers write what they recorded within this time, and until then a link is `unknown`. */
const recordedWithinMs = 30_000;
/** What was being written at the given time. */
const committedWithinMs = 5_000;

interface ChangedSince {
  readonly contest: Contest;
  readonly tasks: ReadonlyArray<{ readonly taskId: string; readonly createdAt: number }>;
  readonly reads: UrlReads;
  /** Unix milliseconds. */
  readonly changedSince: number;
}

/**
 * Whether a row `user` has a new link, a new download or other times since then, or had a version that was replaced. If the contest or its
 * tasks changed, everyone has. Reads only the records since then.
 * @returns undefined: everyone
 */
export function changedPeople({
  contest,
  tasks,
  reads,
  changedSince,
}: ChangedSince): RawBuilder<boolean> | undefined {
  const recorded = changedSince - recordedWithinMs;
  const committed = changedSince - committedWithinMs;
  if (Math.max(contest.updatedAt, ...tasks.map(({ createdAt }) => createdAt)) >= committed) return undefined;
  const ownTimes = sql`select "userId" from "contestParticipants"
    where "contestId" = ${contest.id} and "changedAt" >= ${committed}`;
  if (tasks.length === 0) return sql`"user".id in (${ownTimes})`;
  const taskIds = sql.join(tasks.map(({ taskId }) => taskId));
  // A download names the first of its records; the ids of others continue after a dot, which "/" follows. The order of the join and the
  // expression make both databases begin with the new downloads.
  return sql`"user".id in (${ownTimes}
    union all select "principalId" from "issuedUrls" where "taskId" in (${taskIds}) and "issuedAt" >= ${recorded}
    union all select issue."principalId" from ${reads.deliveries} as download cross join "issuedUrls" as issue
      where download.at >= ${recorded}
        and issue."issueId" >= download."issueId" and issue."issueId" < download."issueId" || '/'
        and issue."taskId" || '' in (${taskIds})
    union all select issue."principalId" from "documentVersions" as version cross join "issuedUrls" as issue
      where version."taskId" in (${taskIds}) and version."replacedAt" >= ${committed}
        and issue."taskId" = version."taskId" and issue."versionId" = version.id)`;
}
