import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const contestNetworks = {
  summary: 'stores the networks where a contest takes place',
  async up(db: Kysely<never>, { text }: Ddl): Promise<void> {
    await sql`alter table contests add column networks ${text}`.execute(db);
  },
};
