import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. */
export const tables = ({ text, integer, plain }: Ddl) => [
  sql`create table "calendarLinks" (
    "userId" ${text} not null primary key references "user" (id) on delete cascade,
    "tokenHash" ${text} not null,
    language ${text} not null,
    "createdAt" ${integer} not null
  ) ${plain}`,
  sql`create unique index "calendarLinks_tokenHash_idx" on "calendarLinks" ("tokenHash")`,
];
