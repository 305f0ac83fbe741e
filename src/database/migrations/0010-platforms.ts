import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'adds ids of a platform, API keys, and who vouched for the reader of an issued URL';

/** What a platform beside Lectern brings: ids of its own, keys for its programs, and its word for readers. */
export async function up(db: Kysely<never>, { keyed, text, integer }: Tables): Promise<void> {
  for (const table of ['user', 'tasks', 'groups', 'contests']) {
    await db.schema.alterTable(table).addColumn('externalId', text).execute();
    // The id of something deleted can be given again.
    const isLive =
      table === 'user'
        ? sql<boolean>`"externalId" is not null`
        : sql<boolean>`"externalId" is not null and "deletedAt" is null`;
    await db.schema
      .createIndex(`${table}_externalId_idx`)
      .unique()
      .on(table)
      .column('externalId')
      .where(isLive)
      .execute();
  }
  await keyed('apiKeys')
    .addColumn('id', text, (c) => c.primaryKey().notNull().references('user.id').onDelete('cascade'))
    .addColumn('hash', text, (c) => c.notNull().unique())
    .addColumn('scopes', text, (c) => c.notNull())
    .addColumn('createdBy', text)
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('expiresAt', integer)
    .addColumn('revokedAt', integer)
    .addColumn('lastUsedAt', integer)
    .execute();
  for (const column of ['issuer', 'apiKeyId']) {
    await db.schema.alterTable('issuedUrls').addColumn(column, text).execute();
  }
}
