import type { Kysely } from 'kysely';
import { migrations } from '../../src/database/migrate.ts';

/** The last migration of a later version, which creates the table `later`. */
export const laterMigration = '0002-later';

/** Does something as a later version would. */
export async function asLaterVersion<T>(run: () => Promise<T>): Promise<T> {
  migrations[laterMigration] = {
    summary: 'creates a table',
    up: (db: Kysely<never>) => db.schema.createTable('later').addColumn('id', 'text').execute(),
  };
  try {
    return await run();
  } finally {
    delete migrations[laterMigration];
  }
}
