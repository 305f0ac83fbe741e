import { sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const participantChanges = ({ integer }: Ddl) => [
  sql`alter table "contestParticipants" add column "changedAt" ${integer}`,
  sql`create index "contestParticipants_changedAt_idx" on "contestParticipants" ("contestId", "changedAt")`,
];
