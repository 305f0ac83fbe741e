import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

/** `tables.ts` documents the columns. */
export const migration: Migration = {
  summary: 'adds notices of contests, and who has seen which',
  async up(db, { text, integer, plain, keyed }) {
    const statements = [
      sql`create table notices (
        id ${text} not null primary key,
        "contestId" ${text} not null references contests (id) on delete cascade,
        "taskId" ${text} references tasks (id) on delete cascade,
        texts ${text} not null,
        "createdBy" ${text} not null,
        "createdAt" ${integer} not null,
        "updatedAt" ${integer}
      ) ${plain}`,
      sql`create index "notices_contestId_idx" on notices ("contestId")`,
      sql`create index "notices_taskId_idx" on notices ("taskId")`,
      sql`create table "seenNotices" (
        "contestId" ${text} not null references contests (id) on delete cascade,
        "userId" ${text} not null references "user" (id) on delete cascade,
        "noticeId" ${text} not null,
        "seenAt" ${integer} not null,
        constraint "seenNotices_pk" primary key ("contestId", "userId", "noticeId")
      ) ${keyed}`,
      sql`create index "seenNotices_noticeId_idx" on "seenNotices" ("contestId", "noticeId", "seenAt")`,
      sql`create index "seenNotices_userId_idx" on "seenNotices" ("userId")`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
