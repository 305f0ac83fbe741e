import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

/** `tables.ts` documents the columns. */
export const downloads: Migration = {
  summary: 'adds tables for the downloads of issued URLs',
  async up(db, { text, integer, keyed }) {
    // The key begins with the expiry of the URL, so new rows go to the end of the table's only tree.
    await sql`create table downloads (
      "issueId" ${text} not null,
      "requestId" ${text} not null,
      at ${integer} not null,
      bytes ${integer} not null,
      size ${integer},
      address ${text},
      primary key ("issueId", "requestId")
    ) ${keyed}`.execute(db);
    await sql`create table "downloadCoverage" (
      id ${text} not null primary key,
      "coveredFrom" ${integer} not null,
      "coveredUntil" ${integer} not null,
      "isClosed" ${integer} not null
    ) ${keyed}`.execute(db);
    await sql`create index "downloadCoverage_until_idx" on "downloadCoverage" ("coveredUntil")`.execute(db);
  },
};
