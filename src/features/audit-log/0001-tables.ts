import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. */
export const tables = ({ text, integer, counted, keyed, plain }: Ddl) => [
  sql`create table "auditLogOutbox" (
    id ${counted},
    at ${integer} not null,
    event ${text} not null,
    "changedTable" ${text} not null,
    size ${integer} not null,
    "before" ${text},
    "after" ${text}
  ) ${plain}`,
  sql`create table "auditLogEntries" (
    "index" ${integer} not null primary key,
    time ${integer} not null,
    commitment ${text} not null,
    tags ${text},
    salt ${text},
    record ${text},
    "userId" ${text},
    "changedRow" ${text}
  ) ${plain}`,
  sql`create index "auditLogEntries_userId_idx" on "auditLogEntries" ("userId") where "userId" is not null`,
  sql`create index "auditLogEntries_time_idx" on "auditLogEntries" (time) where record is not null`,
  sql`create index "auditLogEntries_changedRow_idx" on "auditLogEntries" ("changedRow", "index")
    where "changedRow" is not null`,
  sql`create table "auditLogSubjects" (
    "subjectId" ${text} not null primary key,
    key ${text} not null,
    entries ${integer} not null
  ) ${keyed}`,
  sql`create table "auditLogTiles" (
    level ${integer} not null,
    "index" ${integer} not null,
    hashes ${text} not null,
    primary key (level, "index")
  ) ${keyed}`,
  sql`create table "auditLogCheckpoints" (
    size ${integer} not null primary key,
    note ${text} not null,
    "signedAt" ${integer} not null
  ) ${plain}`,
  sql`create table "auditLogKeys" (
    "verifierKey" ${text} not null primary key,
    sealed ${text} not null,
    "createdAt" ${integer} not null
  ) ${keyed}`,
];
