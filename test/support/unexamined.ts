import type { Examinations } from '../../src/domain/tasks/examinations.ts';
import { inspectStored } from '../../src/domain/tasks/inspect-stored.ts';
import type { StorageDriver } from '../../src/storage/driver.ts';

/** As with an examiner that never has time: uploads are read and not looked into. */
export const unexamined = (driver: StorageDriver): Pick<Examinations, 'examineUpload'> => ({
  examineUpload: async (upload) => (await inspectStored(driver, upload)) ?? { examination: undefined },
});
