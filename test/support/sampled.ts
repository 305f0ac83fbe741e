import { testDialect } from './test-database.ts';
import { sized } from './test-size.ts';

/**
 * All of a table of trials; on PostgreSQL every sixth, as what a trial changes takes ten times as long to make anew there.
 * SQLite has them all, and so has every night.
 */
export const sampled = <Trial>(all: ReadonlyArray<Trial>): ReadonlyArray<Trial> =>
  testDialect === 'postgres' ? all.filter((_, at) => at % sized(6, 1) === 0) : all;
