import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'creates the table of what was found in PDFs';

/** What was found in a version of a document, once it has been examined. */
export async function up(_db: Kysely<never>, { keyed, text, integer }: Tables): Promise<void> {
  await keyed('documentExaminations')
    .addColumn('versionId', text, (c) =>
      c.primaryKey().notNull().references('documentVersions.id').onDelete('cascade'),
    )
    .addColumn('examinedAt', integer, (c) => c.notNull())
    .addColumn('pages', integer)
    .addColumn('findings', text, (c) => c.notNull())
    .execute();
}
