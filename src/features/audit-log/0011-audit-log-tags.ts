import { type Kysely, sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';
import type { Schema } from '../../database/schema.ts';
import { dialectOf } from '../../database/sql.ts';

/** `tables.ts` documents the columns. */
export const auditLogTags: Migration = {
  summary:
    'lets a contest count its entries in the audit log, and servers compare it with the rows that give access',
  async up(db, { text, integer, keyed }) {
    await sql`alter table "auditLogEntries" add column tags ${text}`.execute(db);
    await sql`alter table "auditLogEntries" add column "changedRow" ${text}`.execute(db);
    await sql`create index "auditLogEntries_changedRow_idx" on "auditLogEntries" ("changedRow", "index")
      where "changedRow" is not null`.execute(db);
    await sql`create table "auditLogSubjects" (
      "subjectId" ${text} not null primary key,
      key ${text} not null,
      entries ${integer} not null
    ) ${keyed}`.execute(db);
    // The next start creates them, and logs all rows anew, so that everything that exists has a tag.
    const { dropAll } = await import('./triggers.ts');
    const schema = db as unknown as Kysely<Schema>;
    await dropAll(schema, dialectOf(schema));
  },
};
