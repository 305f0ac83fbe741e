import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

/** `tables.ts` documents the columns. */
export const noticeMails: Migration = {
  summary: 'adds when notices were sent by e-mail',
  async up(db, { text, integer, plain, keyed }) {
    const statements = [
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
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
