import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. `booklets_contestId_fkey1` keeps its name from databases that predate the release. */
export const tables = ({ text, integer, keyed, plain }: Ddl) => [
  sql`create table booklets (
    id ${text} not null,
    "contestId" ${text} constraint "booklets_contestId_fkey1" references contests (id) on delete cascade,
    "groupId" ${text} references "groups" (id) on delete cascade,
    language ${text} not null,
    "oddPages" ${integer} not null,
    "includesUpcoming" ${integer} not null,
    "timeZone" ${text} not null,
    "askedBy" ${text} not null,
    "askedAt" ${integer} not null,
    "urlEpoch" ${integer} not null default 0,
    "claimedUntil" ${integer} not null,
    failures ${integer} not null,
    failure ${text},
    "failedOf" ${text},
    "retryAt" ${integer},
    "objectKey" ${text},
    size ${integer},
    sha256 ${text},
    pages ${integer},
    "madeAt" ${integer},
    "madeOf" ${text},
    statements ${text},
    constraint booklets_pk primary key (id),
    constraint booklets_contest unique ("contestId", language),
    constraint booklets_group unique ("groupId", language),
    constraint booklets_owner check (("contestId" is null) <> ("groupId" is null))
  ) ${plain}`,
  sql`create table "bookletTasks" (
    "bookletId" ${text} not null references booklets (id) on delete cascade,
    "taskId" ${text} not null,
    constraint "bookletTasks_pk" primary key ("taskId", "bookletId")
  ) ${keyed}`,
  sql`create index "bookletTasks_bookletId_idx" on "bookletTasks" ("bookletId")`,
];
