import { type Kysely, sql } from 'kysely';

/** For `lectern migrate --dry-run`. */
export const summary = 'creates two indexes of document versions';

/** What one account has under way, and the bytes of all versions, are summed up whenever an upload is announced. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createIndex('documentVersions_uploader_idx')
    .on('documentVersions')
    .column('uploadedBy')
    .where(sql<boolean>`"completedAt" is null`)
    .execute();
  await db.schema.createIndex('documentVersions_size_idx').on('documentVersions').column('size').execute();
}
