import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. */
export const tables = ({ text, integer, keyed }: Ddl) => [
  sql`create table "shadowDisagreements" (
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
  ) ${keyed}`,
  sql`create unique index "shadowDisagreements_of_idx"
    on "shadowDisagreements" ("apiKeyId", "externalId", "taskId", side, reason)`,
  sql`create index "shadowDisagreements_receivedAt_idx" on "shadowDisagreements" ("receivedAt")`,
];
