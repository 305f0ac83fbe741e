import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

/** `tables.ts` documents the columns. */
export const auditLogRows: Migration = {
  summary: 'lets servers compare the rows that give access with the audit log',
  async up(db, { text }) {
    await sql`alter table "auditLogEntries" add column "changedRow" ${text}`.execute(db);
    await sql`create index "auditLogEntries_changedRow_idx" on "auditLogEntries" ("changedRow", "index")
      where "changedRow" is not null`.execute(db);
  },
};
