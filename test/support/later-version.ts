import type { Kysely } from 'kysely';
import { createMigrations } from '../../src/database/migrate.ts';
import { features } from '../../src/features/index.ts';

/** The last migration of a later version, after all existing ones; it creates the table `later`. */
export const laterMigration = '9999-later';

/** The migrations of a later version, in which a feature has one more. */
export const laterMigrations = createMigrations([
  ...features,
  {
    storage: {
      schema: {
        migrations: {
          [laterMigration]: {
            summary: 'creates a table',
            up: (db: Kysely<never>) => db.schema.createTable('later').addColumn('id', 'text').execute(),
          },
        },
      },
    },
  },
]);
