import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const ownChanges = {
  summary: 'numbers the changes of contests that only one participant may notice',
  async up(db: Kysely<never>, { integer }: Ddl): Promise<void> {
    for (const statement of [
      sql`alter table contests add column "commonChange" ${integer}`,
      sql`update contests set "commonChange" = "lastChange"`,
      sql`alter table "contestParticipants" add column "ownChange" ${integer}`,
      sql`create index "contestParticipants_ownChange_idx" on "contestParticipants" ("ownChange") where "ownChange" is not null`,
    ]) {
      await statement.execute(db);
    }
  },
};
