import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. */
export const tables = ({ text, integer, keyed }: Ddl) => [
  sql`create table refusals (
    id ${text} not null primary key,
    "taskId" ${text} not null references tasks (id) on delete cascade,
    "userId" ${text} not null references "user" (id) on delete cascade,
    code ${text} not null,
    "firstAt" ${integer} not null,
    at ${integer} not null,
    count ${integer} not null
  ) ${keyed}`,
  sql`create index "refusals_taskId_idx" on refusals ("taskId")`,
  sql`create index "refusals_userId_idx" on refusals ("userId")`,
  sql`create index "refusals_at_idx" on refusals (at)`,
];
