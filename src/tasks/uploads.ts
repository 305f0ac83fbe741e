import { checkFileName } from '../../signing/file-name.ts';
import type { SignedUpload, UploadSigner } from '../../signing/signer.ts';
import type { Clock } from '../clock.ts';
import { LecternError } from '../errors.ts';
import type { StorageDriver } from '../storage/driver.ts';
import { newObjectKey, parseObjectKey } from '../storage/object-key.ts';
import type { DocumentVersion, DocumentVersions } from './document-versions.ts';
import { inspectStored, type StoredProblem } from './inspect-stored.ts';
import { parseLanguage } from './task.ts';

/** How long an upload may take to begin. */
const uploadUrlTtlSeconds = 15 * 60;
/** When an upload that was never completed is given up; longer than any upload can last. */
const abandonedAfterMs = 60 * 60 * 1000;
const sweepBatch = 100;

/** Uploads go from the client straight to the storage; we announce them, and check what arrived. */
export interface Uploads {
  /** @throws LecternError `file-name-invalid`, `request-invalid`, `body-too-large` */
  announce(upload: {
    taskId: string;
    language: string;
    fileName: string;
    size: number;
    sha256: string;
    uploadedBy: string;
  }): Promise<{ version: DocumentVersion; signed: SignedUpload }>;
  /**
   * Reads the stored object once and makes it the current version. Doing it again returns the same.
   * @throws LecternError `upload-missing`; `not-a-pdf`, `upload-size-mismatch`, `upload-hash-mismatch` (the
   *   upload is removed then); `not-found`; `upload-gone`
   */
  complete(taskId: string, versionId: string): Promise<DocumentVersion>;
  /** Removes what was never completed. @returns how many */
  sweep(): Promise<number>;
}

export function createUploads(parts: {
  versions: DocumentVersions;
  driver: StorageDriver;
  signer: UploadSigner;
  clock: Clock;
  maxPdfBytes: number;
}): Uploads {
  const { versions, driver, signer, clock, maxPdfBytes } = parts;

  /** In this order, so that a crash in between leaves a row that the next sweep finds. */
  async function discard(version: DocumentVersion): Promise<void> {
    await driver.delete(parseObjectKey(version.objectKey));
    await versions.forget(version.id);
  }

  /** The row stays as long as its upload URL may still put something; then the sweep discards both. */
  async function refuse(version: DocumentVersion): Promise<void> {
    await versions.abandon(version.id);
    await driver.delete(parseObjectKey(version.objectKey));
  }

  return {
    async announce(upload) {
      checkFileName(upload.fileName);
      if (upload.size > maxPdfBytes) {
        throw new LecternError('body-too-large', `A PDF may have at most ${maxPdfBytes} bytes.`, {
          facts: { maxBytes: maxPdfBytes },
        });
      }
      const version = await versions.announce({
        ...upload,
        language: parseLanguage(upload.language),
        objectKey: newObjectKey(),
      });
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
    async complete(taskId, versionId) {
      const version = await versions.find(taskId, versionId);
      if (version.completedAt !== null) return version;
      const found = await inspectStored(driver, version);
      if (found) {
        if (found.problem !== 'file-missing') await refuse(version);
        throw refusalOf(found);
      }
      return versions.complete(version);
    },
    async sweep() {
      const beforeMs = clock.nowMs() - abandonedAfterMs;
      const abandoned = await versions.abandonOlder(beforeMs, sweepBatch);
      for (const version of abandoned) await discard(version);
      return abandoned.length + (await driver.removeAbandoned(beforeMs));
    },
  };
}

/** The error for an upload that cannot be completed. */
function refusalOf(found: StoredProblem): LecternError {
  switch (found.problem) {
    case 'file-missing':
      return new LecternError('upload-missing', 'Put the file to its upload URL first, then complete it.');
    case 'size-differs': {
      const { storedBytes, announcedBytes } = found;
      return new LecternError(
        'upload-size-mismatch',
        `${storedBytes} bytes are stored, ${announcedBytes} announced.`,
        { facts: { storedBytes } },
      );
    }
    case 'hash-differs':
      return new LecternError('upload-hash-mismatch', 'The stored file has another SHA-256 than announced.');
    case 'not-a-pdf':
      return new LecternError('not-a-pdf', 'Announce and upload a PDF file instead.');
  }
}
