import { randomInt } from 'node:crypto';
import { testDialect } from './test-database.ts';
import { sized } from './test-size.ts';

/** The seed of a run's samples of large tables and of its random numbers: `LECTERN_TEST_SEED` repeats a run. */
export const runSeed = Number(process.env['LECTERN_TEST_SEED'] ?? randomInt(2 ** 31));

/** For the title of tests that depend on the seed, so that every failure shows it. */
export const byRunSeed = `LECTERN_TEST_SEED=${runSeed}`;

/**
 * One of this many trials of a table, others in another run; on PostgreSQL at most one of six, because restoring what a
 * trial changes takes ten times as long there. Every night tries them all.
 */
export function sampled<Trial>(all: ReadonlyArray<Trial>, oneOf = 1): ReadonlyArray<Trial> {
  const step = sized(testDialect === 'postgres' ? Math.max(oneOf, 6) : oneOf, 1);
  // The same number for every seed, so that runs have the same number of tests.
  const chosen = Array.from(
    { length: Math.ceil(all.length / step) },
    (_, at) => at * step + (runSeed % step),
  );
  return chosen.map((at) => all[at % all.length] as Trial);
}
