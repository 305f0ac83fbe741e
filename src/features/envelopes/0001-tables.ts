import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. */
export const tables = ({ text, integer, plain }: Ddl) => [
  sql`create table envelopes (
    id ${text} not null primary key,
    "contestId" ${text} not null references contests (id),
    language ${text} not null,
    "objectKey" ${text} not null,
    size ${integer} not null,
    "sealedKey" ${text} not null,
    documents ${text} not null,
    "createdAt" ${integer} not null,
    "replacedAt" ${integer}
  ) ${plain}`,
  // If two processes seal the same statements, only one envelope becomes current.
  sql`create unique index envelopes_current_idx on envelopes ("contestId", language)
    where "replacedAt" is null`,
  sql`create index "envelopes_contestId_idx" on envelopes ("contestId")`,
];
