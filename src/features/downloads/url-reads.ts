import { sql } from 'kysely';
import { issueIdOf } from '../../core/issue/issue-record.ts';
import type { UrlReadsAt } from '../../core/issue/url-reads.ts';

/** File servers write what they recorded within this time; a URL that was issued later is not known to be unopened. */
const writtenWithinMs = 30_000;
/** A file server that wrote nothing for this long has ended without writing its last downloads. */
const lostAfterMs = 60_000;

/** What `downloads` tells of a row `issue` of `issuedUrls`. */
export const urlReads: UrlReadsAt = (dialect, nowMs) => {
  const downloads = sql`from downloads as download where download."issueId" = ${issueIdOf(dialect)}`;
  const isOpened = sql`exists (select 1 ${downloads})`;
  const isCovered = sql`exists (select 1 from "downloadCoverage" as covered
      where covered."coveredUntil" >= issue."issuedAt" and covered."coveredFrom" <= issue."issuedAt"
        and (covered."coveredUntil" >= issue."expiresAt" or covered."coveredUntil" >= ${nowMs - writtenWithinMs}))
    and not exists (select 1 from "downloadCoverage" as lost
      where lost."coveredUntil" between issue."issuedAt" and issue."expiresAt"
        and lost."isClosed" = 0 and lost."coveredUntil" < ${nowMs - lostAfterMs})`;
  // A sealed PDF is opened on the device of its reader.
  const ifNone = sql`when issue.disposition <> 'key' and ${isCovered} then 'no' else 'unknown'`;
  return {
    opened: sql`case when ${isOpened} then 'yes' ${ifNone} end`,
    wholeFile: sql`case when (select sum(download.bytes) >= max(download.size) ${downloads}) then 'yes' ${ifNone} end`,
    firstReadAt: sql`(select min(download.at) ${downloads})`,
    lastReadAt: sql`(select max(download.at) ${downloads})`,
    requests: sql`(select cast(sum(download.requests) as bigint) ${downloads})`,
    bytes: sql`(select cast(sum(download.bytes) as bigint) ${downloads})`,
    deliveries: sql.table('downloads'),
  };
};
