import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

const yearMs = 365 * 24 * 60 * 60 * 1000;

/** `tables.ts` documents the column. */
export const noticeChangeEnds: Migration = {
  summary: 'removes what staff did with notices after some time',
  async up(db, { integer }) {
    const statements = [
      sql`alter table "noticeChanges" add column until ${integer}`,
      sql`update "noticeChanges" set until = at + ${sql.lit(yearMs)}`,
      sql`create index "noticeChanges_until_idx" on "noticeChanges" (until)`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
