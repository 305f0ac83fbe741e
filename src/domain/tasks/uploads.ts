import type { SignedUpload } from 'lectern-signing';
import type { Database } from '../../database/database.ts';
import type { Clock } from '../../lib/clock.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { deleteInChunks } from '../../lib/in-chunks.ts';
import { parseLanguage } from '../../lib/languages.ts';
import type { PdfExamination } from '../../pdf/pdf-examination.ts';
import type { DocumentSigner } from '../../storage/document-signer.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { endingOfKey } from '../../storage/file-types.ts';
import { newObjectKey, type ObjectKey, parseObjectKey } from '../../storage/object-key.ts';
import {
  countDocumentChange,
  type DocumentVersion,
  type DocumentVersions,
  replaceCurrent,
} from './document-versions.ts';
import { addUnexamined, type Examinations, keepExamination } from './examinations.ts';
import { checkAttachmentName, checkPdfName } from './file-names.ts';
import { discardObjects, type PendingDeletions, takeObject } from './pending-deletions.ts';
import { assertRoom, type UploadLimits, uploadUrlTtlSeconds } from './upload-limits.ts';
import { refusalOf } from './upload-refusals.ts';

/** When an upload that was never completed is discarded; longer than any upload can last. */
const discardedAfterMs = 60 * 60 * 1000;

export type Uploads = ReturnType<typeof createUploads>;

/**
 * The life of an upload, from its announcement to a version of a document. The file goes from the client directly to the storage, which alone
 * knows whether it has arrived; Lectern announces it, and checks what arrived. Its row in `documentVersions` is
 *
 * - announced, until it is completed, or canceled or refused;
 * - abandoned when it was canceled or refused, for as long as its URL can still store something;
 * - discarded after an hour, if it is one of these: the row goes, and `pending-deletions.ts` deletes the file;
 * - current when it is completed, and replaced later (`document-versions.ts`). A PDF is examined at that moment, or soon after by
 *   `examinations.ts`.
 */
export function createUploads(parts: {
  database: Database;
  versions: Pick<DocumentVersions, 'find'>;
  examinations: Pick<Examinations, 'examineUpload'>;
  driver: StorageDriver;
  signer: Pick<DocumentSigner, 'signUpload'>;
  pendingDeletions: PendingDeletions;
  /** Whether an upload URL can never overwrite a stored object. */
  isBoundToAbsence: boolean;
  clock: Clock;
  limits: UploadLimits;
}) {
  const { versions, examinations, driver, signer, pendingDeletions } = parts;
  const { isBoundToAbsence, clock, limits } = parts;
  const { kysely } = parts.database;

  /**
   * Copies the upload to a key without an upload URL, so that it cannot change after it was checked. Undefined if there is no object of the
   * announced size.
   */
  async function copy(version: DocumentVersion): Promise<ObjectKey | undefined> {
    const stored = await driver.head(parseObjectKey(version.objectKey));
    return stored?.size === version.size ? pendingDeletions.copy(version) : undefined;
  }

  /**
   * Keeps an upload from being completed, and removes its file. The row stays while its URL can store the file again.
   * @returns false if the upload is complete
   */
  async function abandon({ id, objectKey }: DocumentVersion): Promise<boolean> {
    const { numUpdatedRows } = await kysely
      .updateTable('documentVersions')
      .set({ abandonedAt: clock.nowMs() })
      .where('id', '=', id)
      .where('completedAt', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) await driver.delete(parseObjectKey(objectKey));
    return numUpdatedRows > 0n;
  }

  /** Discards up to `limit` uploads that were announced before `beforeMs` and never completed. @returns how many */
  function discardOlder(beforeMs: number, limit: number): Promise<number> {
    return kysely.transaction().execute(async (trx) => {
      const discarded = await trx
        .deleteFrom('documentVersions')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('documentVersions')
            .select('id')
            .where('completedAt', 'is', null)
            .where('createdAt', '<', beforeMs)
            .orderBy('createdAt')
            .limit(limit),
        )
        .where('completedAt', 'is', null)
        .returning('objectKey')
        .execute();
      await discardObjects(trx, discarded, clock.nowMs());
      return discarded.length;
    });
  }

  /**
   * Makes an uploaded version current and replaces the previous one, in one step, whatever is stored.
   * @param copied a copy to keep instead of the uploaded object
   * @param examination what was found in a PDF; without it, it is examined later
   * @throws LecternError `upload-gone`
   */
  async function publish(
    version: DocumentVersion,
    {
      copied,
      examination,
      reason = null,
    }: {
      readonly copied?: ObjectKey | undefined;
      readonly examination?: PdfExamination | undefined;
      readonly reason?: string | null;
    } = {},
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
      // The URL may store the object again until then.
      if (copied)
        await takeObject(trx, version, copied, { nowMs, deleteAt: version.createdAt + discardedAfterMs });
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
  }

  return {
    /**
     * @param upload without an attachment: of a PDF in a language
     * @returns the version, which is invisible until it is completed, and where to put its file
     * @throws LecternError `file-name-invalid`, `request-invalid`, `body-too-large`, `too-many-uploads`, `storage-full`
     */
    async announce(upload: {
      taskId: string;
      language: string;
      attachmentId?: string | null;
      fileName: string;
      size: number;
      sha256: string;
      uploadedBy: string;
    }): Promise<{ version: DocumentVersion; signed: SignedUpload }> {
      const { attachmentId = null } = upload;
      const [checkName, maxBytes] =
        attachmentId === null
          ? [checkPdfName, limits.maxPdfBytes]
          : [checkAttachmentName, limits.maxAttachmentBytes];
      const ending = checkName(upload.fileName);
      if (upload.size > maxBytes) {
        throw new LecternError('body-too-large', `A file can have at most ${maxBytes} bytes.`, {
          facts: { maxBytes },
        });
      }
      const nowMs = clock.nowMs();
      const objectKey = newObjectKey(ending);
      const version: DocumentVersion = {
        ...upload,
        id: newId(),
        language: parseLanguage(upload.language),
        attachmentId,
        objectKey,
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
      const signedAtSeconds = Math.floor(nowMs / 1000);
      const signed = await signer.signUpload({
        objectKey,
        size: version.size,
        sha256: version.sha256,
        signedAtSeconds,
        expiresAtSeconds: signedAtSeconds + uploadUrlTtlSeconds,
      });
      return { version, signed };
    },
    /**
     * Reads the stored object once and makes it the current version. Repeating it returns the same version.
     * @param reason in the form of `writeReason`
     * @throws LecternError `upload-missing`; `not-a-pdf`, `pdf-password`, `pdf-unreadable`, `pdf-empty`,
     *   `upload-size-mismatch`, `upload-hash-mismatch` (these remove the upload); `not-found`; `upload-gone`
     */
    async complete(
      taskId: string,
      versionId: string,
      reason: string | null = null,
    ): Promise<DocumentVersion> {
      const version = await versions.find(taskId, versionId);
      if (version.completedAt !== null) return version;
      const copied = isBoundToAbsence ? undefined : await copy(version);
      const found = await examinations.examineUpload({ ...version, objectKey: copied ?? version.objectKey });
      const refusal = refusalOf(found);
      if (refusal) {
        // The same request was sent twice at the same time, and the other one has moved the file.
        const now = await versions.find(taskId, versionId);
        if (now.completedAt !== null) return now;
        if (refusal.code !== 'upload-missing') await abandon(version);
        throw refusal;
      }
      const examination = found.problem === undefined ? found.examination : undefined;
      const completed = await publish(version, { copied, examination, reason });
      // The upload URL may store it again; the sweep deletes that later.
      if (copied) await driver.delete(parseObjectKey(version.objectKey)).catch(() => {});
      return completed;
    },
    publish,
    /**
     * Gives up an upload, and removes what was already stored.
     * @throws LecternError `not-found`, `conflict` if it is complete
     */
    async cancel(taskId: string, versionId: string): Promise<void> {
      if (await abandon(await versions.find(taskId, versionId))) return;
      throw conflict('upload-complete', 'The upload is complete. Remove the file instead.');
    },
    /**
     * Removes everything that was never completed, in small steps that let requests through. If the storage fails to delete something, the
     * rest is still removed, and the next sweep tries again.
     * @returns how many; fewer than there are if the signal ends it early
     */
    async sweep(signal?: AbortSignal): Promise<number> {
      const beforeMs = clock.nowMs() - discardedAfterMs;
      await deleteInChunks((limit) => discardOlder(beforeMs, limit), signal);
      const outcomes = await Promise.allSettled([
        driver.removeAbandoned(beforeMs),
        pendingDeletions.sweep(signal),
      ]);
      let removed = 0;
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') throw outcome.reason;
        removed += outcome.value;
      }
      return removed;
    },
  };
}
