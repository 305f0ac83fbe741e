import { sql } from 'kysely';
import type { Ddl } from '../../database/migrations/ddl.ts';

/** `tables.ts` documents the columns. */
export const tables = ({ text, integer, plain, keyed }: Ddl) => [
  sql`create table notices (
    id ${text} not null primary key,
    "contestId" ${text} not null references contests (id) on delete cascade,
    "taskId" ${text} references tasks (id) on delete cascade,
    texts ${text} not null,
    "createdBy" ${text} not null,
    "createdAt" ${integer} not null,
    "updatedAt" ${integer},
    "externalId" ${text}
  ) ${plain}`,
  sql`create index "notices_contestId_idx" on notices ("contestId")`,
  sql`create index "notices_taskId_idx" on notices ("taskId")`,
  sql`create unique index "notices_externalId_idx" on notices ("contestId", "externalId")
    where "externalId" is not null`,
  sql`create table "seenNotices" (
    "contestId" ${text} not null references contests (id) on delete cascade,
    "userId" ${text} not null references "user" (id) on delete cascade,
    "noticeId" ${text} not null,
    "seenAt" ${integer} not null,
    constraint "seenNotices_pk" primary key ("contestId", "userId", "noticeId")
  ) ${keyed}`,
  sql`create index "seenNotices_noticeId_idx" on "seenNotices" ("contestId", "noticeId", "seenAt")`,
  sql`create index "seenNotices_userId_idx" on "seenNotices" ("userId")`,
  sql`create table "noticeMailings" (
    id ${text} not null primary key references contests (id) on delete cascade,
    change ${integer} not null,
    "dueAt" ${integer},
    "queuedTo" ${text} not null default ''
  ) ${plain}`,
  sql`create index "noticeMailings_change_idx" on "noticeMailings" (change)`,
  sql`create index "noticeMailings_dueAt_idx" on "noticeMailings" ("dueAt") where "dueAt" is not null`,
  sql`create table "noticeMails" (
    "contestId" ${text} not null references contests (id) on delete cascade,
    "userId" ${text} not null references "user" (id) on delete cascade,
    "lastMail" ${text} not null,
    "mailedAt" ${integer} not null,
    "sentUntil" ${integer} not null,
    "previousUntil" ${integer} not null,
    constraint "noticeMails_pk" primary key ("contestId", "userId")
  ) ${keyed}`,
  sql`create index "noticeMails_userId_idx" on "noticeMails" ("userId")`,
  sql`create table "noticeChanges" (
    id ${text} not null primary key,
    "contestId" ${text} not null references contests (id) on delete cascade,
    "taskId" ${text} references tasks (id) on delete cascade,
    "noticeId" ${text} not null,
    kind ${text} not null check (kind in ('written', 'changed', 'removed')),
    "userId" ${text} not null references "user" (id) on delete cascade,
    at ${integer} not null,
    until ${integer}
  ) ${plain}`,
  sql`create index "noticeChanges_contestId_idx" on "noticeChanges" ("contestId")`,
  sql`create index "noticeChanges_taskId_idx" on "noticeChanges" ("taskId")`,
  sql`create index "noticeChanges_userId_idx" on "noticeChanges" ("userId")`,
  sql`create index "noticeChanges_until_idx" on "noticeChanges" (until)`,
];
