import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'creates the tables of booklets of contests';

/** One PDF of a contest's statements for a language: that it is wanted, and what was made of it. */
export async function up(db: Kysely<never>, { plain, keyed, text, integer }: Tables): Promise<void> {
  await plain('booklets')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('contestId', text, (c) => c.notNull().references('contests.id').onDelete('cascade'))
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('oddPages', integer, (c) => c.notNull())
    .addColumn('timeZone', text, (c) => c.notNull())
    .addColumn('askedBy', text, (c) => c.notNull())
    .addColumn('askedAt', integer, (c) => c.notNull())
    .addColumn('urlEpoch', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('claimedUntil', integer, (c) => c.notNull())
    .addColumn('failures', integer, (c) => c.notNull())
    .addColumn('failure', text)
    .addColumn('failedOf', text)
    .addColumn('retryAt', integer)
    .addColumn('objectKey', text)
    .addColumn('size', integer)
    .addColumn('sha256', text)
    .addColumn('pages', integer)
    .addColumn('madeAt', integer)
    .addColumn('madeOf', text)
    .addColumn('statements', text)
    .addUniqueConstraint('booklets_language', ['contestId', 'language'] as never)
    .execute();
  await keyed('bookletTasks')
    .addColumn('bookletId', text, (c) => c.notNull().references('booklets.id').onDelete('cascade'))
    .addColumn('taskId', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('bookletTasks_pk', ['taskId', 'bookletId'] as never)
    .execute();
  await db.schema.createIndex('bookletTasks_bookletId_idx').on('bookletTasks').column('bookletId').execute();
}
