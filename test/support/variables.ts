/** `npm test` tells suites through these environment variables what it has started for them. */

/** The address of a PostgreSQL server for tests, without a database. With it, suites run on that server. */
export const postgresVariable = 'LECTERN_TEST_POSTGRES';

/** Address and keys of Ceph's S3 gateway, in JSON. With it, suites about PDFs use new buckets there. */
export const cephVariable = 'LECTERN_TEST_CEPH';

/** The address of the Swift of the test run; without it each suite starts one. */
export const swiftVariable = 'LECTERN_TEST_SWIFT';

/** What starts Lectern: `main.cjs` of a bundle, or the single file; without it suites start the checkout. */
export const programVariable = 'LECTERN_TEST_PROGRAM';

/** The folder that `tools/bundle.ts` has made for the test run. */
export const bundleVariable = 'LECTERN_TEST_BUNDLE';

/** Where the single file unpacks itself. */
export const unpackVariable = 'LECTERN_UNPACK_DIR';

/** A data folder with the demo's data, so that not every suite has to wait for it. */
export const seededFolderVariable = 'LECTERN_TEST_SEEDED_FOLDER';

/** Where unit suites store: they flush at every commit, and none of them depends on the effect of a flush. */
export const memoryFolderVariable = 'LECTERN_TEST_MEMORY_FOLDER';

/** In a suite a few accounts do what many do in production; limits are tested separately. */
export const roomyLimits = {
  LECTERN_FRESH_URLS_PER_MINUTE: '1000000',
  LECTERN_UPLOADS_PER_MINUTE: '1000000',
  LECTERN_WORK_MS_PER_MINUTE: '1000000000',
};

/** Separated by spaces. */
export const unitsVariable = 'LECTERN_TEST_UNITS';
