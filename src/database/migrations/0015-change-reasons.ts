import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

export const summary =
  'lets a version of a PDF keep the reason why it replaced another, and counts such changes, so that every process finds those that are new to it';

export async function up(db: Kysely<never>, { text, integer }: Tables): Promise<void> {
  await db.schema.alterTable('documentVersions').addColumn('reason', text).execute();
  await db.schema.alterTable('tasks').addColumn('documentChange', integer).execute();
  await db.schema
    .createIndex('tasks_documentChange_idx')
    .on('tasks')
    .column('documentChange')
    .where(sql<boolean>`"documentChange" is not null`)
    .execute();
}
