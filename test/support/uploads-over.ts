import assert from 'node:assert/strict';
import type { Core } from '../../src/core/open-core.ts';
import type { Examinations } from '../../src/domain/tasks/examinations.ts';
import { inspectStored } from '../../src/domain/tasks/inspect-stored.ts';
import { createPendingDeletions } from '../../src/domain/tasks/pending-deletions.ts';
import { uploadLimitsOf } from '../../src/domain/tasks/upload-limits.ts';
import { createUploads, type Uploads } from '../../src/domain/tasks/uploads.ts';
import type { StorageDriver } from '../../src/storage/driver.ts';
import type { TestApp } from './app.ts';

/** An examiner that never has time: uploads are read but not examined. */
const unexamined = (driver: StorageDriver): Pick<Examinations, 'examineUpload'> => ({
  examineUpload: async (upload) => (await inspectStored(driver, upload)) ?? { examination: undefined },
});

/** The uploads of a Lectern over another storage, which signs no URLs unless `parts` say so. */
export function uploadsOver(
  { core, clock }: Pick<TestApp, 'clock'> & { readonly core: Core },
  driver: StorageDriver,
  parts: Partial<Parameters<typeof createUploads>[0]> = {},
): Uploads {
  const { versions, database, config } = core;
  return createUploads({
    ...{ database, versions, clock, driver, examinations: unexamined(driver) },
    pendingDeletions: createPendingDeletions({ database, driver, clock }),
    signer: { signUpload: () => assert.fail('an upload was signed') },
    isBoundToAbsence: true,
    limits: uploadLimitsOf(config),
    ...parts,
  });
}
