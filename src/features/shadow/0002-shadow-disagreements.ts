import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

/** `tables.ts` documents the columns. */
export const shadowDisagreements: Migration = {
  summary: 'adds a table for decisions of a platform that differ from those of Lectern',
  async up(db, { text, integer, keyed }) {
    await sql`create table "shadowDisagreements" (
      id ${text} not null primary key,
      "apiKeyId" ${text} not null references "apiKeys" (id) on delete cascade,
      "externalId" ${text} not null,
      "taskId" ${text} not null,
      side ${text} not null check (side in ('platform', 'lectern')),
      reason ${text} not null,
      "opensAt" ${integer},
      count ${integer} not null,
      "firstAt" ${integer} not null,
      "lastAt" ${integer} not null,
      "receivedAt" ${integer} not null
    ) ${keyed}`.execute(db);
    await sql`create unique index "shadowDisagreements_of_idx"
      on "shadowDisagreements" ("apiKeyId", "externalId", "taskId", side, reason)`.execute(db);
    await sql`create index "shadowDisagreements_receivedAt_idx" on "shadowDisagreements" ("receivedAt")`.execute(
      db,
    );
  },
};
