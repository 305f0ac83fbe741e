import { createMigrations } from '../database/migrate.ts';
import { features } from './index.ts';

/** Every migration there is, of the core and of the features. */
export const migrations = createMigrations(features);
