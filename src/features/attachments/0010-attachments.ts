import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

/** `tables.ts` documents the columns. */
export const attachmentsTable: Migration = {
  summary: 'adds a table for attachments and editorials of tasks',
  async up(db, { text, integer, plain }) {
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
