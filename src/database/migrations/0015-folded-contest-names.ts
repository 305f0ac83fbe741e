import { type Kysely, sql } from 'kysely';
import { foldText } from '../../lib/fold-text.ts';
import type { Ddl } from './ddl.ts';

export const foldedContestNames = {
  summary: 'makes contests searchable by name',
  async up(db: Kysely<never>, { text }: Ddl): Promise<void> {
    await sql`alter table contests add column "foldedName" ${text} not null default ''`.execute(db);
    const { rows } = await sql<{ id: string; name: string }>`select id, name from contests`.execute(db);
    for (const { id, name } of rows) {
      await sql`update contests set "foldedName" = ${foldText(name)} where id = ${id}`.execute(db);
    }
  },
};
