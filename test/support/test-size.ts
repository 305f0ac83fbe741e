/**
 * How much is tried: `unit` by `npm run test:unit`, `nightly`, which takes as long as it likes, by `npm run test:nightly`,
 * and `ci` by every other run. `LECTERN_TEST_SIZE` sets another.
 */
const size = process.env['LECTERN_TEST_SIZE'] ?? 'ci';

/** The size of an attack: `ci` in every run, `nightly` in a long one, and `unit` while you write. */
export const sized = (ci: number, nightly: number, unit = ci): number => ({ unit, nightly })[size] ?? ci;
