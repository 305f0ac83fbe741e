import type { SignedUpload } from 'lectern-signing';
import type { Clock } from '../../lib/clock.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import { parseLanguage } from '../../lib/languages.ts';
import { headerBytes } from '../../lib/pdf-header.ts';
import type { PdfExamination } from '../../pdf/pdf-examination.ts';
import type { DocumentSigner } from '../../storage/document-signer.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { endingOfKey } from '../../storage/file-types.ts';
import { newObjectKey, parseObjectKey } from '../../storage/object-key.ts';
import type { DocumentVersion, DocumentVersions } from './document-versions.ts';
import type { Examinations } from './examinations.ts';
import type { ExaminedUpload } from './examine-in-time.ts';
import { checkAttachmentName, checkPdfName } from './file-names.ts';
import type { PendingDeletions } from './pending-deletions.ts';
import type { PendingUploads, SettledObject } from './pending-uploads.ts';
import { type FileLimits, type UploadLimits, uploadUrlTtlSeconds } from './upload-limits.ts';

/** When an upload that was never completed is abandoned; longer than any upload can last. */
const abandonedAfterMs = 60 * 60 * 1000;
/** Few enough that one step hardly delays requests. */
const sweepBatch = 100;
const deletedAtOnce = 10;

export type Uploads = ReturnType<typeof createUploads>;

/** Uploads go from the client directly to the storage. Lectern announces them, and checks what arrived. */
export function createUploads(parts: {
  versions: Pick<DocumentVersions, 'find'>;
  pendingUploads: PendingUploads;
  examinations: Pick<Examinations, 'examineUpload'>;
  driver: StorageDriver;
  signer: Pick<DocumentSigner, 'signUpload'>;
  pendingDeletions: PendingDeletions;
  /** Whether an upload URL can never overwrite a stored object. */
  isBoundToAbsence: boolean;
  clock: Clock;
  fileLimits: FileLimits;
  limits: UploadLimits;
}) {
  const { versions, pendingUploads, examinations, driver, signer, pendingDeletions } = parts;
  const { isBoundToAbsence, clock, fileLimits, limits } = parts;

  /**
   * Copies the upload to a key without an upload URL, so that it cannot change after it was checked. Undefined if there is no object of the
   * announced size.
   */
  async function settle(version: DocumentVersion): Promise<SettledObject | undefined> {
    const uploaded = parseObjectKey(version.objectKey);
    if ((await driver.head(uploaded))?.size !== version.size) return undefined;
    const objectKey = await pendingDeletions.reserve(endingOfKey(uploaded));
    if (!(await driver.copy(uploaded, objectKey, version))) return undefined;
    return { objectKey, deleteAt: version.createdAt + abandonedAfterMs };
  }

  /** Deletes objects before rows, so that a crash leaves rows for the next sweep. */
  async function discard(abandoned: ReadonlyArray<DocumentVersion>): Promise<ReadonlyArray<unknown>> {
    const outcomes = await Promise.allSettled(
      abandoned.map(({ objectKey }) => driver.delete(parseObjectKey(objectKey))),
    );
    const deleted = abandoned.filter((_version, at) => outcomes[at]?.status === 'fulfilled');
    await pendingUploads.forget(deleted.map(({ id }) => id));
    return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  }

  /**
   * The row stays while its upload URL can still store something; then the sweep discards both.
   * @returns false if the upload is complete
   */
  async function refuse(version: DocumentVersion): Promise<boolean> {
    const isAbandoned = await pendingUploads.abandon(version.id);
    if (isAbandoned) await driver.delete(parseObjectKey(version.objectKey));
    return isAbandoned;
  }

  return {
    /**
     * @param upload without an attachment: of a PDF in a language
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
          ? [checkPdfName, fileLimits.maxPdfBytes]
          : [checkAttachmentName, fileLimits.maxAttachmentBytes];
      const ending = checkName(upload.fileName);
      assertSize(upload.size, maxBytes);
      const language = parseLanguage(upload.language);
      const version = await pendingUploads.announce(
        { ...upload, language, attachmentId, objectKey: newObjectKey(ending) },
        limits,
      );
      const signedAtSeconds = Math.floor(version.createdAt / 1000);
      const signed = await signer.signUpload({
        objectKey: version.objectKey,
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
      const settled = isBoundToAbsence ? undefined : await settle(version);
      const found = await examinations.examineUpload({ ...version, ...settled });
      const refusal = refusalOf(found);
      if (refusal) {
        // The same request was sent twice at the same time, and the other one has moved the file.
        const now = await versions.find(taskId, versionId);
        if (now.completedAt !== null) return now;
        if (refusal.code !== 'upload-missing') await refuse(version);
        throw refusal;
      }
      const examination = found.problem === undefined ? found.examination : undefined;
      const completed = await pendingUploads.complete(version, { settled, examination, reason });
      // The upload URL may store it again; the sweep deletes that later.
      if (settled) await driver.delete(parseObjectKey(version.objectKey)).catch(() => {});
      return completed;
    },
    /**
     * Gives up an upload, and removes what was already stored.
     * @throws LecternError `not-found`, `conflict` if it is complete
     */
    async cancel(taskId: string, versionId: string): Promise<void> {
      if (await refuse(await versions.find(taskId, versionId))) return;
      throw conflict('upload-complete', 'The upload is complete. Remove the file instead.');
    },
    /**
     * Removes everything that was never completed, in small steps that let requests through. If the storage fails to delete something, the
     * rest is still removed, and the next sweep tries again.
     * @returns how many; fewer than there are if the signal ends it early
     */
    async sweep(signal?: AbortSignal): Promise<number> {
      const beforeMs = clock.nowMs() - abandonedAfterMs;
      const failures: Array<unknown> = [];
      const orLater = (error: unknown): number => {
        failures.push(error);
        return 0;
      };
      let removed = await driver.removeAbandoned(beforeMs).catch(orLater);
      let after: DocumentVersion | undefined;
      do {
        const abandoned = await pendingUploads.abandonOlder(beforeMs, { after, limit: sweepBatch });
        for (let at = 0; at < abandoned.length && !signal?.aborted; at += deletedAtOnce) {
          const some = abandoned.slice(at, at + deletedAtOnce);
          const failed = await discard(some);
          removed += some.length - failed.length;
          failures.push(...failed.slice(0, 1));
        }
        after = abandoned.at(-1);
        await new Promise(setImmediate);
      } while (after !== undefined && !signal?.aborted);
      removed += await pendingDeletions.sweep().catch(orLater);
      if (failures.length > 0) throw failures[0];
      return removed;
    },
  };
}

/** @throws LecternError `body-too-large` */
function assertSize(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw new LecternError('body-too-large', `A file can have at most ${maxBytes} bytes.`, {
    facts: { maxBytes },
  });
}

/** The error for an upload that cannot be completed, if there is one. */
function refusalOf(found: ExaminedUpload): LecternError | undefined {
  switch (found.problem) {
    case undefined:
      return refusalOfPdf(found.examination);
    case 'file-missing':
      return new LecternError(
        'upload-missing',
        'Upload the file to its upload URL with PUT, then complete it.',
      );
    case 'size-differs': {
      const { storedBytes, announcedBytes } = found;
      return new LecternError(
        'upload-size-mismatch',
        `The stored file has ${storedBytes} bytes, but ${announcedBytes} were announced. Announce and upload it again.`,
        { facts: { storedBytes } },
      );
    }
    case 'hash-differs':
      return new LecternError(
        'upload-hash-mismatch',
        'The SHA-256 of the stored file is not the announced one. Announce and upload it again.',
      );
    case 'wrong-file-type':
      return new LecternError(
        'wrong-file-type',
        'The content does not match the ending of the file name. Check the file; save texts as UTF-8.',
      );
    case 'not-a-pdf':
      return new LecternError(
        'not-a-pdf',
        `The file does not begin like a PDF: the first ${headerBytes} bytes do not contain %PDF-. Upload a PDF instead.`,
      );
    case 'pdf-cut-off':
      return new LecternError(
        'pdf-unreadable',
        'The end of the PDF is missing (%%EOF), or more than 1024 bytes follow it. Export the PDF again, then upload it.',
        { facts: { reason: 'pdf-cut-off' } },
      );
  }
}

/** What keeps every reader from opening a PDF, and what to do. Other findings are up to the publisher. */
const unopenable = [
  [
    'pdf-password',
    'The PDF needs a password, which readers do not have. Save it without a password and upload it again.',
  ],
  ['pdf-unreadable', 'The PDF cannot be opened and may be damaged. Export it again and upload it.'],
  ['pdf-empty', 'The PDF has no pages. Export it again and upload it.'],
] as const;

function refusalOfPdf(examination: PdfExamination | undefined): LecternError | undefined {
  const [code, message] = unopenable.find(([each]) => examination?.findings.includes(each)) ?? [];
  return code && new LecternError(code, message);
}
