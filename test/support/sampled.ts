import { randomInt } from 'node:crypto';
import { testDialect } from './test-database.ts';
import { sized } from './test-size.ts';

/** What of a large table a run tries, and by which random numbers: `LECTERN_TEST_SEED` repeats a run. */
export const runSeed = Number(process.env['LECTERN_TEST_SEED'] ?? randomInt(2 ** 31));

/** For the title of what depends on the seed, so that every failure has it. */
export const byRunSeed = `LECTERN_TEST_SEED=${runSeed}`;

/**
 * One of so many trials of a table, others in another run; on PostgreSQL one of six at most, as what a trial changes
 * takes ten times as long to make anew there. Every night has them all.
 */
export function sampled<Trial>(all: ReadonlyArray<Trial>, oneOf = 1): ReadonlyArray<Trial> {
  const step = sized(testDialect === 'postgres' ? Math.max(oneOf, 6) : oneOf, 1);
  // As many whatever the seed, so that runs have the same number of tests.
  const chosen = Array.from(
    { length: Math.ceil(all.length / step) },
    (_, at) => at * step + (runSeed % step),
  );
  return chosen.map((at) => all[at % all.length] as Trial);
}
