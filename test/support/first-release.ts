import type { Migrations } from '../../src/database/migrate.ts';
import { migrations } from '../../src/features/migrations.ts';

/** The migrations of the first release. */
export const firstRelease: Migrations = Object.fromEntries(
  Object.entries(migrations).filter(([name]) => name === '0001-schema'),
);
