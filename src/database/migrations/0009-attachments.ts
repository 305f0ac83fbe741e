import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const attachments = {
  summary: 'stores versions of files that belong to a task in addition to its PDFs',
  async up(db: Kysely<never>, { text }: Ddl): Promise<void> {
    await sql`alter table "documentVersions" add column "attachmentId" ${text}`.execute(db);
    await sql`drop index "documentVersions_current_idx"`.execute(db);
    await sql`create unique index "documentVersions_current_idx"
      on "documentVersions" ("taskId", language, (coalesce("attachmentId", '')))
      where "completedAt" is not null and "replacedAt" is null`.execute(db);
  },
};
