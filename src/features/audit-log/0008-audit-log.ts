import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

/** `tables.ts` documents the columns. */
export const auditLog: Migration = {
  summary: 'adds tables for a log that proves who was given what, and what changed access',
  async up(db, { text, integer, counted, keyed, plain }) {
    await sql`create table "auditLogOutbox" (
      id ${counted},
      at ${integer} not null,
      event ${text} not null,
      "changedTable" ${text} not null,
      size ${integer} not null,
      "before" ${text},
      "after" ${text}
    ) ${plain}`.execute(db);
    await sql`create table "auditLogEntries" (
      "index" ${integer} not null primary key,
      time ${integer} not null,
      commitment ${text} not null,
      salt ${text},
      record ${text},
      "userId" ${text}
    ) ${plain}`.execute(db);
    await sql`create index "auditLogEntries_userId_idx" on "auditLogEntries" ("userId") where "userId" is not null`.execute(
      db,
    );
    await sql`create index "auditLogEntries_time_idx" on "auditLogEntries" (time) where record is not null`.execute(
      db,
    );
    await sql`create table "auditLogTiles" (
      level ${integer} not null,
      "index" ${integer} not null,
      hashes ${text} not null,
      primary key (level, "index")
    ) ${keyed}`.execute(db);
    await sql`create table "auditLogCheckpoints" (
      size ${integer} not null primary key,
      note ${text} not null,
      "signedAt" ${integer} not null
    ) ${plain}`.execute(db);
    await sql`create table "auditLogKeys" (
      "verifierKey" ${text} not null primary key,
      sealed ${text} not null,
      "createdAt" ${integer} not null
    ) ${keyed}`.execute(db);
  },
};
