import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const contestChanges = {
  summary: 'numbers the changes of contests, so that open pages learn of them',
  async up(db: Kysely<never>, { integer }: Ddl): Promise<void> {
    await sql`alter table contests add column "lastChange" ${integer}`.execute(db);
    await sql`create index "contests_lastChange_idx" on contests ("lastChange")
      where "lastChange" is not null`.execute(db);
  },
};
