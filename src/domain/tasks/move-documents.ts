import type { Database } from '../../database/database.ts';
import type { Clock } from '../../lib/clock.ts';
import { OperatorError } from '../../lib/errors.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { DocumentVersions } from './document-versions.ts';
import { inspectStored } from './inspect-stored.ts';
import { type PendingDeletions, takeObject } from './pending-deletions.ts';

/**
 * Moves all files of a task to new keys, so that URLs of the old ones stop working. It can be interrupted at any point and run again; a
 * sweep deletes what it leaves behind. Files that are already missing are skipped.
 * @returns how many
 * @throws OperatorError if a copy is damaged; `storage-unavailable`
 */
type MoveDocuments = (taskId: string) => Promise<number>;

export function createMoveDocuments(parts: {
  readonly database: Database;
  readonly versions: Pick<DocumentVersions, 'completed'>;
  readonly pendingDeletions: Pick<PendingDeletions, 'copy'>;
  readonly driver: StorageDriver;
  readonly clock: Clock;
}): MoveDocuments {
  const { database, versions, pendingDeletions, driver, clock } = parts;
  return async (taskId) => {
    let moved = 0;
    for (const version of await versions.completed(taskId)) {
      const objectKey = await pendingDeletions.copy(version);
      if (objectKey === undefined) continue;
      const found = await inspectStored(driver, { ...version, objectKey });
      if (found)
        throw new OperatorError(
          `The file of the version ${version.id} is damaged (${found.problem}). Upload the file again, then repeat the command.`,
        );
      const nowMs = clock.nowMs();
      await database.kysely
        .transaction()
        .execute((trx) => takeObject(trx, version, objectKey, { nowMs, deleteAt: nowMs }));
      await driver.delete(parseObjectKey(version.objectKey));
      moved += 1;
    }
    return moved;
  };
}
