import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'adds the reasons of new versions, and a count of changes of PDFs';

/** Why a version replaced another; and the number of a task's last change, by which every process finds those new to it. */
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
