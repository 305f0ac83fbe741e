import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. */
export const tables = ({ text, integer, keyed }: Ddl) => [
  // The key begins with the expiry of the URL, so new rows go to the end of the table's only tree.
  sql`create table downloads (
    "issueId" ${text} not null,
    "requestId" ${text} not null,
    at ${integer} not null,
    requests ${integer} not null,
    bytes ${integer} not null,
    size ${integer},
    address ${text},
    primary key ("issueId", "requestId")
  ) ${keyed}`,
  sql`create index "downloads_at_idx" on downloads (at)`,
  sql`create table "downloadCoverage" (
    id ${text} not null primary key,
    "coveredFrom" ${integer} not null,
    "coveredUntil" ${integer} not null,
    "isClosed" ${integer} not null
  ) ${keyed}`,
  sql`create index "downloadCoverage_until_idx" on "downloadCoverage" ("coveredUntil")`,
];
