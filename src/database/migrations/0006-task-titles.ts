import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const taskTitles = {
  summary: 'stores task titles in other languages',
  async up(db: Kysely<never>, { text }: Ddl): Promise<void> {
    await sql`alter table tasks add column titles ${text}`.execute(db);
  },
};
