import { OperatorError } from '../../lib/errors.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { endingOfKey } from '../../storage/file-types.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { DocumentVersions } from './document-versions.ts';
import { inspectStored } from './inspect-stored.ts';
import type { PendingDeletions } from './pending-deletions.ts';

/**
 * Moves all files of a task to new keys, so that URLs of the old ones stop working. It can be interrupted at any point and run again; a
 * sweep deletes what it leaves behind. Files that are already missing are skipped.
 * @returns how many
 * @throws OperatorError if a copy is damaged; `storage-unavailable`
 */
type MoveDocuments = (taskId: string) => Promise<number>;

export function createMoveDocuments(parts: {
  readonly versions: DocumentVersions;
  readonly pendingDeletions: PendingDeletions;
  readonly driver: StorageDriver;
}): MoveDocuments {
  const { versions, pendingDeletions, driver } = parts;
  return async (taskId) => {
    let moved = 0;
    for (const version of await versions.completed(taskId)) {
      const old = parseObjectKey(version.objectKey);
      const objectKey = await pendingDeletions.reserve(endingOfKey(old));
      if (!(await driver.copy(old, objectKey, version))) continue;
      const found = await inspectStored(driver, { ...version, objectKey });
      if (found)
        throw new OperatorError(
          `The file of the version ${version.id} is damaged (${found.problem}). Upload the file again, then repeat the command.`,
        );
      await versions.move(version, objectKey);
      await driver.delete(old);
      moved += 1;
    }
    return moved;
  };
}
