import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const nameSource = {
  summary: 'stores who named each account',
  async up(db: Kysely<never>, { text }: Ddl): Promise<void> {
    await sql`alter table "user" add column "nameSource" ${text}`.execute(db);
  },
};
