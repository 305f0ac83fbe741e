import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const adminUntil = {
  summary: 'stores when an admin role from a token ends',
  async up(db: Kysely<never>, { integer }: Ddl): Promise<void> {
    await sql`alter table "user" add column "adminUntil" ${integer}`.execute(db);
    await sql`create index "user_adminUntil_idx" on "user" ("adminUntil") where "adminUntil" is not null`.execute(
      db,
    );
  },
};
