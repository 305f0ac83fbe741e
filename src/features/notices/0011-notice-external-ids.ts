import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

/** `tables.ts` documents the column. */
export const noticeExternalIds: Migration = {
  summary: 'adds the ids of platforms for notices',
  async up(db, { text }) {
    const statements = [
      sql`alter table notices add column "externalId" ${text}`,
      sql`create unique index "notices_externalId_idx" on notices ("contestId", "externalId")
        where "externalId" is not null`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
