import { sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const participantChanges = ({ integer }: Ddl) => [
  sql`alter table "contestParticipants" add column "changedAt" ${integer}`,
  // Not by contest first: PostgreSQL would use it to look for one participant among all of a contest.
  sql`create index "contestParticipants_changedAt_idx" on "contestParticipants" ("changedAt")`,
];
