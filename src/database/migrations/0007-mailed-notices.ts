import { type Kysely, sql } from 'kysely';
import type { Ddl } from './ddl.ts';

export const mailedNotices = {
  summary: 'lets contests send their notices by e-mail',
  async up(db: Kysely<never>, { text }: Ddl): Promise<void> {
    for (const statement of [
      sql`alter table contests add column "mailNotices" ${text} not null default 'false'`,
      sql`create index "contests_mailNotices_idx" on contests ("lastChange") where "mailNotices" = 'true'`,
      sql`alter table mails add column "contestId" ${text}`,
    ]) {
      await statement.execute(db);
    }
  },
};
