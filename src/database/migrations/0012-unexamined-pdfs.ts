import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const unexaminedPdfs = {
  summary: 'stores which PDFs are still to be examined',
  async up(db: Kysely<never>, { text, integer, keyed }: Ddl): Promise<void> {
    await sql`create table "unexaminedPdfs" (
      id ${text} not null primary key references "documentVersions" (id) on delete cascade,
      "dueAt" ${integer} not null,
      attempts ${integer} not null
    ) ${keyed}`.execute(db);
    await sql`create index "unexaminedPdfs_dueAt_idx" on "unexaminedPdfs" ("dueAt")`.execute(db);
    await sql`insert into "unexaminedPdfs" (id, "dueAt", attempts)
      select id, 0, 0 from "documentVersions"
      where "completedAt" is not null and "objectKey" like '%.pdf'
        and id not in (select "versionId" from "documentExaminations")`.execute(db);
  },
};
