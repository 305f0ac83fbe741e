/**
 * How much is tested: `unit` by `npm run test:unit`, `nightly`, without a time limit, by `npm run test:nightly`, and
 * `ci` by every other run. `LECTERN_TEST_SIZE` sets another.
 */
const size = process.env['LECTERN_TEST_SIZE'] ?? 'ci';

/** The size of an attack: `ci` in every run, `nightly` in a long one, and `unit` while you write. */
export const sized = (ci: number, nightly: number, unit = ci): number => ({ unit, nightly })[size] ?? ci;
