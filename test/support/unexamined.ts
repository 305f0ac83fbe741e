import type { Examinations } from '../../src/domain/tasks/examinations.ts';
import { inspectStored } from '../../src/domain/tasks/inspect-stored.ts';
import type { StorageDriver } from '../../src/storage/driver.ts';

/** An examiner that never has time: uploads are read but not examined. */
export const unexamined = (driver: StorageDriver): Pick<Examinations, 'examineUpload'> => ({
  examineUpload: async (upload) => (await inspectStored(driver, upload)) ?? { examination: undefined },
});
