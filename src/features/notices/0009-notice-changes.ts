import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

/** `tables.ts` documents the columns. */
export const noticeChanges: Migration = {
  summary: 'records who wrote, changed and removed notices',
  async up(db, { text, integer, plain }) {
    const statements = [
      sql`create table "noticeChanges" (
        id ${text} not null primary key,
        "contestId" ${text} not null references contests (id) on delete cascade,
        "taskId" ${text} references tasks (id) on delete cascade,
        "noticeId" ${text} not null,
        kind ${text} not null check (kind in ('written', 'changed', 'removed')),
        "userId" ${text} not null references "user" (id) on delete cascade,
        at ${integer} not null
      ) ${plain}`,
      sql`create index "noticeChanges_contestId_idx" on "noticeChanges" ("contestId")`,
      sql`create index "noticeChanges_taskId_idx" on "noticeChanges" ("taskId")`,
      sql`create index "noticeChanges_userId_idx" on "noticeChanges" ("userId")`,
    ];
    for (const statement of statements) await statement.execute(db);
  },
};
