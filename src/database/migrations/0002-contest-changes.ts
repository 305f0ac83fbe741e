import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const contestChanges = {
  summary: 'numbers the changes of contests, and records when the own times of participants change',
  async up(db: Kysely<never>, { integer }: Ddl): Promise<void> {
    for (const statement of [
      sql`alter table contests add column "lastChange" ${integer}`,
      sql`create index "contests_lastChange_idx" on contests ("lastChange") where "lastChange" is not null`,
      sql`alter table "contestParticipants" add column "changedAt" ${integer}`,
      // Not by contest first: PostgreSQL would use it to look for one participant among all of a contest.
      sql`create index "contestParticipants_changedAt_idx" on "contestParticipants" ("changedAt")`,
    ]) {
      await statement.execute(db);
    }
  },
};
