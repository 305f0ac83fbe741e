import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'adds limits of API keys: from which networks, and for which tasks and groups';

/** One JSON object, which is read with the key. */
export async function up(db: Kysely<never>, { text }: Tables): Promise<void> {
  await db.schema.alterTable('apiKeys').addColumn('limits', text).execute();
}
