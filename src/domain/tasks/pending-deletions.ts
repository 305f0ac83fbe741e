import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { DocumentVersionTable, Schema } from '../../database/schema.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import type { FileEnding } from '../../storage/file-types.ts';
import { newObjectKey, type ObjectKey, parseObjectKey } from '../../storage/object-key.ts';

/** Longer than any upload or copy takes. */
const keptMs = 60 * 60 * 1000;
/** No object is taken this close to its deletion, because clocks may differ. */
const marginMs = 5 * 60 * 1000;
const sweepBatch = 100;

export type PendingDeletions = ReturnType<typeof createPendingDeletions>;

/** Objects that no version names yet, or names any longer. They are recorded before they are created, so a crash leaves none behind. */
export function createPendingDeletions(parts: {
  readonly database: Database;
  readonly driver: StorageDriver;
  readonly clock: Clock;
}) {
  const { database, driver, clock } = parts;
  const { kysely } = database;
  return {
    /** A new key, by default for a PDF. The file is deleted after an hour unless something takes it. */
    async reserve(ending?: FileEnding): Promise<ObjectKey> {
      const objectKey = newObjectKey(ending);
      const deleteAt = clock.nowMs() + keptMs;
      await kysely.insertInto('discardedObjects').values({ objectKey, deleteAt }).execute();
      return objectKey;
    },
    /**
     * Deletes the objects that are due. If the storage fails to delete one, the rest is still deleted, and the next sweep tries again.
     * @returns how many
     */
    async sweep(): Promise<number> {
      const failures: Array<unknown> = [];
      let removed = 0;
      let last = '';
      for (;;) {
        const discarded = await kysely
          .selectFrom('discardedObjects')
          .select('objectKey')
          .where('deleteAt', '<=', clock.nowMs())
          .where('objectKey', '>', last)
          .orderBy('objectKey')
          .limit(sweepBatch)
          .execute();
        for (const { objectKey } of discarded) {
          try {
            await driver.delete(parseObjectKey(objectKey));
            await kysely.deleteFrom('discardedObjects').where('objectKey', '=', objectKey).execute();
            removed += 1;
          } catch (error) {
            failures.push(error);
          }
        }
        const end = discarded.at(-1);
        if (!end || discarded.length < sweepBatch) break;
        last = end.objectKey;
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

/** Lets the sweep delete an object from `deleteAt` on (Unix milliseconds). */
export async function discardObject(
  transaction: Kysely<Schema>,
  objectKey: string,
  deleteAt: number,
): Promise<void> {
  await transaction.insertInto('discardedObjects').values({ objectKey, deleteAt }).execute();
}

/** Replaces the object of a version by a reserved one. @throws LecternError like `takeReserved` */
export async function takeObject(
  transaction: Transaction<Schema>,
  { id, objectKey: old }: Pick<DocumentVersionTable, 'id' | 'objectKey'>,
  objectKey: ObjectKey,
  { nowMs, deleteAt }: { readonly nowMs: number; readonly deleteAt: number },
): Promise<void> {
  await takeReserved(transaction, objectKey, nowMs);
  await discardObject(transaction, old, deleteAt);
  await transaction.updateTable('documentVersions').set({ objectKey }).where('id', '=', id).execute();
}
