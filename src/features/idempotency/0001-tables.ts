import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. */
export const tables = ({ text, integer, plain }: Ddl) => [
  sql`create table "idempotencyKeys" (
    id ${text} not null primary key,
    caller ${text} not null,
    request ${text} not null,
    claim ${text} not null,
    "claimedAt" ${integer} not null,
    "expiresAt" ${integer} not null,
    size ${integer} not null,
    answer ${text}
  ) ${plain}`,
  // Includes the size, so that the total of a caller is read without the responses.
  sql`create index "idempotencyKeys_caller_idx" on "idempotencyKeys" (caller, "expiresAt", size)`,
  sql`create index "idempotencyKeys_expiresAt_idx" on "idempotencyKeys" ("expiresAt")`,
];
