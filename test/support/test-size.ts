/** How much is tried: `LECTERN_TEST_SIZE=nightly` takes as long as it likes, else a suite keeps CI short. */
const isNightly = process.env['LECTERN_TEST_SIZE'] === 'nightly';

/** The size of an attack: `ci` in every run, `nightly` in a long one. */
export const sized = (ci: number, nightly: number): number => (isNightly ? nightly : ci);
