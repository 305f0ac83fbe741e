/** By these variables of the environment, `npm test` tells suites what it has started for them. */

/** The address of a PostgreSQL server for tests, without a database. With it, suites run on that server. */
export const postgresVariable = 'LECTERN_TEST_POSTGRES';

/** Address and keys of Ceph's S3 gateway, in JSON. With it, suites about PDFs run on a bucket of their own there. */
export const cephVariable = 'LECTERN_TEST_CEPH';

/** The address of the Swift of the test run; without it suites start one each. */
export const swiftVariable = 'LECTERN_TEST_SWIFT';

/** Lectern as it is delivered, `main.cjs` of what `tools/bundle.ts` made; without it suites start the checkout. */
export const programVariable = 'LECTERN_TEST_PROGRAM';

/** A data folder that the demo has seeded, so that not every suite has to wait for that. */
export const seededFolderVariable = 'LECTERN_TEST_SEEDED_FOLDER';

/** Where unit suites store: they flush at every commit, and none of them depends on what a flush does. */
export const memoryFolderVariable = 'LECTERN_TEST_MEMORY_FOLDER';

/** A few accounts do in a suite what many do elsewhere; limits are tested by themselves. */
export const roomyLimits = {
  LECTERN_FRESH_URLS_PER_MINUTE: '1000000',
  LECTERN_UPLOADS_PER_MINUTE: '1000000',
};

/** The files of unit suites that share a process, with spaces between them. */
export const unitsVariable = 'LECTERN_TEST_UNITS';
