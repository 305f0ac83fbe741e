import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'creates the table of e-mail that waits to be sent';

/** E-mail that is to be sent, or was within a few days. */
export async function up(db: Kysely<never>, { plain, text, integer }: Tables): Promise<void> {
  await plain('mails')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('userId', text, (c) => c.references('user.id').onDelete('cascade'))
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('attempts', integer, (c) => c.notNull())
    .addColumn('dueAt', integer)
    .execute();
  await db.schema
    .createIndex('mails_dueAt_idx')
    .on('mails')
    .column('dueAt')
    .where(sql<boolean>`"dueAt" is not null`)
    .execute();
  await db.schema.createIndex('mails_createdAt_idx').on('mails').column('createdAt').execute();
  // What a person has had lately.
  await db.schema
    .createIndex('mails_userId_idx')
    .on('mails')
    .columns(['userId', 'kind', 'createdAt'])
    .execute();
}
