import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const attachmentsTable = {
  summary: 'adds a table for attachments and editorials of tasks',
  async up(db: Kysely<never>, { text, integer, plain }: Ddl): Promise<void> {
    await sql`create table attachments (
      id ${text} not null primary key,
      "taskId" ${text} not null references tasks (id) on delete cascade,
      "fileName" ${text} not null,
      kind ${text} not null check (kind in ('attachment', 'editorial')),
      "opensAt" ${integer},
      constraint attachments_name unique ("taskId", "fileName")
    ) ${plain}`.execute(db);
  },
};
