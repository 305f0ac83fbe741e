import { createMigrations } from '../database/migrate.ts';
import { features } from './index.ts';

/** All migrations, of the core and of the features. */
export const migrations = createMigrations(features);
