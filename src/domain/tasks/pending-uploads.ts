import type { ExpressionBuilder } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import type { PdfExamination } from '../../pdf/pdf-examination.ts';
import { endingOfKey } from '../../storage/file-types.ts';
import type { ObjectKey } from '../../storage/object-key.ts';
import type { RepositoryParts } from '../repository-parts.ts';
import { countDocumentChange, type DocumentVersion, replaceCurrent } from './document-versions.ts';
import { keepExamination } from './examinations.ts';
import { addUnexamined } from './examine-later.ts';
import { takeObject } from './pending-deletions.ts';
import { assertRoom, type UploadLimits } from './upload-limits.ts';

/** A reserved object that a version takes when it is completed, and when to delete the uploaded one. */
export interface SettledObject {
  readonly objectKey: ObjectKey;
  readonly deleteAt: number;
}

/** What a version gets when it is completed. */
export interface Completion {
  readonly settled?: SettledObject | undefined;
  /** What an examination found; without it, a PDF is examined later. */
  readonly examination?: PdfExamination | undefined;
  /** Why it replaces another version, in the form of `writeReason`. */
  readonly reason?: string | null | undefined;
}

export type PendingUploads = ReturnType<typeof createPendingUploads>;

/** Versions from the announcement of their upload until it is completed or abandoned. */
export function createPendingUploads({
  database: { kysely },
  clock,
}: Pick<RepositoryParts, 'database' | 'clock'>) {
  return {
    /**
     * Announces an upload, by default of a PDF; the version is invisible until it is completed.
     * @throws LecternError `too-many-uploads`, `storage-full`
     */
    async announce(
      upload: Pick<
        DocumentVersion,
        'taskId' | 'language' | 'objectKey' | 'fileName' | 'size' | 'sha256' | 'uploadedBy'
      > &
        Partial<Pick<DocumentVersion, 'attachmentId'>>,
      limits: UploadLimits,
    ): Promise<DocumentVersion> {
      const nowMs = clock.nowMs();
      const version: DocumentVersion = {
        attachmentId: null,
        ...upload,
        id: newId(),
        createdAt: nowMs,
        completedAt: null,
        replacedAt: null,
        abandonedAt: null,
        reason: null,
      };
      await kysely.transaction().execute(async (trx) => {
        await assertRoom(trx, { ...upload, nowMs }, limits);
        await trx.insertInto('documentVersions').values(version).execute();
      });
      return version;
    },
    /** Makes a version current and replaces the previous one, in one step. @throws LecternError `upload-gone` */
    async complete(
      version: DocumentVersion,
      { settled, examination, reason = null }: Completion = {},
    ): Promise<DocumentVersion> {
      const nowMs = clock.nowMs();
      return kysely.transaction().execute(async (trx) => {
        const known = await trx
          .selectFrom('documentVersions')
          .selectAll()
          .where('id', '=', version.id)
          .executeTakeFirst();
        if (known && known.completedAt !== null) return known; // the same request was sent twice
        await replaceCurrent(trx, version, nowMs);
        if (settled) await takeObject(trx, version, settled.objectKey, { nowMs, deleteAt: settled.deleteAt });
        const completed = await trx
          .updateTable('documentVersions')
          .set({ completedAt: nowMs, reason })
          .where('id', '=', version.id)
          .where('completedAt', 'is', null)
          .where('abandonedAt', 'is', null)
          .returningAll()
          .executeTakeFirst();
        if (!completed) {
          throw new LecternError(
            'upload-gone',
            'The upload was removed, because it was not completed in time. Start a new upload.',
          );
        }
        await countDocumentChange(trx, version.taskId, nowMs);
        if (examination) await keepExamination(trx, version.id, examination, nowMs);
        else if (endingOfKey(completed.objectKey) === 'pdf') await addUnexamined(trx, version.id, nowMs);
        return completed;
      });
    },
    /** Marks an upload so that it can no longer be completed. @returns false if it is complete */
    async abandon(versionId: string): Promise<boolean> {
      const { numUpdatedRows } = await kysely
        .updateTable('documentVersions')
        .set({ abandonedAt: clock.nowMs() })
        .where('id', '=', versionId)
        .where('completedAt', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    /** Marks up to `limit` uploads that were announced before `beforeMs` and never completed; returns them, oldest first. */
    async abandonOlder(
      beforeMs: number,
      { after, limit }: { after: DocumentVersion | undefined; limit: number },
    ): Promise<ReadonlyArray<DocumentVersion>> {
      const abandoned = await kysely
        .updateTable('documentVersions')
        .set({ abandonedAt: clock.nowMs() })
        .where('id', 'in', (eb) => {
          const older = eb
            .selectFrom('documentVersions')
            .select('id')
            .where('completedAt', 'is', null)
            .where('createdAt', '<', beforeMs)
            .orderBy('createdAt')
            .orderBy('id')
            .limit(limit);
          return after ? older.where(isBehind(after)) : older;
        })
        .where('completedAt', 'is', null)
        .returningAll()
        .execute();
      return abandoned.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    },
    async forget(versionIds: ReadonlyArray<string>): Promise<void> {
      if (versionIds.length === 0) return;
      await kysely.deleteFrom('documentVersions').where('id', 'in', versionIds).execute();
    },
  };
}

/** Announced later, or at the same time with a greater id. */
const isBehind =
  ({ createdAt, id }: DocumentVersion) =>
  (eb: ExpressionBuilder<Schema, 'documentVersions'>) =>
    eb(eb.refTuple('createdAt', 'id'), '>', eb.tuple(createdAt, id));
