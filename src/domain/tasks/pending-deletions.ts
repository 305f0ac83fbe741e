import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { DocumentVersionTable, Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { endingOfKey, type FileEnding } from '../../storage/file-types.ts';
import { newObjectKey, type ObjectKey, parseObjectKey } from '../../storage/object-key.ts';

/** Longer than any upload or copy takes. */
const keptMs = 60 * 60 * 1000;
/** No object is taken this close to its deletion, because clocks may differ. */
const marginMs = 5 * 60 * 1000;
/** Few enough that a step hardly delays requests. */
const sweepBatch = 100;
const deletedAtOnce = 10;

export type PendingDeletions = ReturnType<typeof createPendingDeletions>;

/** Objects that no version names yet, or names any longer. They are recorded before they are created, so a crash leaves none behind. */
export function createPendingDeletions(parts: {
  readonly database: Database;
  readonly driver: StorageDriver;
  readonly clock: Clock;
}) {
  const { driver, clock } = parts;
  const { kysely } = parts.database;

  /** A new key, by default for a PDF. The file is deleted after an hour unless something takes it. */
  async function reserve(ending?: FileEnding): Promise<ObjectKey> {
    const objectKey = newObjectKey(ending);
    await discardObjects(kysely, [{ objectKey }], clock.nowMs() + keptMs);
    return objectKey;
  }

  return {
    reserve,
    /** Copies the object of a version to a reserved key. @returns the key; undefined if the object is missing */
    async copy(version: DocumentVersionTable): Promise<ObjectKey | undefined> {
      const from = parseObjectKey(version.objectKey);
      const objectKey = await reserve(endingOfKey(from));
      return (await driver.copy(from, objectKey, version)) ? objectKey : undefined;
    },
    /**
     * Deletes the objects that are due, before their rows, so that a crash leaves rows for the next sweep. If the storage fails to delete
     * one, the rest is still deleted, and the next sweep tries again.
     * @returns how many; fewer than there are if the signal ends it early
     */
    async sweep(signal?: AbortSignal): Promise<number> {
      const failures: Array<unknown> = [];
      let removed = 0;
      for (let last: string | undefined = ''; last !== undefined && !signal?.aborted; ) {
        const due: ReadonlyArray<{ objectKey: string }> = await kysely
          .selectFrom('discardedObjects')
          .select('objectKey')
          .where('deleteAt', '<=', clock.nowMs())
          .where('objectKey', '>', last)
          .orderBy('objectKey')
          .limit(sweepBatch)
          .execute();
        for await (const some of inYieldingChunks(due, deletedAtOnce)) {
          if (signal?.aborted) break;
          const deleted: Array<string> = [];
          const remove = async (objectKey: string) => {
            await driver.delete(parseObjectKey(objectKey));
            deleted.push(objectKey);
          };
          await Promise.all(
            some.map(({ objectKey }) => remove(objectKey).catch((error) => failures.push(error))),
          );
          if (deleted.length > 0)
            await kysely.deleteFrom('discardedObjects').where('objectKey', 'in', deleted).execute();
          removed += deleted.length;
        }
        last = due.at(-1)?.objectKey;
      }
      if (failures.length > 0) throw failures[0];
      return removed;
    },
  };
}

/**
 * Keeps a reserved object, which something names from now on.
 * @throws LecternError `upload-gone` if the reservation is about to end
 */
export async function takeReserved(
  transaction: Kysely<Schema>,
  objectKey: string,
  nowMs: number,
): Promise<void> {
  const { numDeletedRows } = await transaction
    .deleteFrom('discardedObjects')
    .where('objectKey', '=', objectKey)
    .where('deleteAt', '>', nowMs + marginMs)
    .executeTakeFirst();
  if (numDeletedRows === 0n)
    throw new LecternError('upload-gone', 'Copying the file took too long. Try again.');
}

/** Lets the sweep delete objects from `deleteAt` on (Unix milliseconds). */
export async function discardObjects(
  db: Kysely<Schema>,
  objects: ReadonlyArray<{ readonly objectKey: string }>,
  deleteAt: number,
): Promise<void> {
  const rows = objects.map(({ objectKey }) => ({ objectKey, deleteAt }));
  await insertRows(db, 'discardedObjects', rows);
}

/** Replaces the object of a version by a reserved one. @throws LecternError like `takeReserved` */
export async function takeObject(
  transaction: Transaction<Schema>,
  old: Pick<DocumentVersionTable, 'id' | 'objectKey'>,
  objectKey: ObjectKey,
  { nowMs, deleteAt }: { readonly nowMs: number; readonly deleteAt: number },
): Promise<void> {
  await takeReserved(transaction, objectKey, nowMs);
  await discardObjects(transaction, [old], deleteAt);
  await transaction.updateTable('documentVersions').set({ objectKey }).where('id', '=', old.id).execute();
}
