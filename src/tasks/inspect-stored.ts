import { createHash } from 'node:crypto';
import { LecternError } from '../errors.ts';
import type { StorageDriver } from '../storage/driver.ts';
import { parseObjectKey } from '../storage/object-key.ts';
import type { DocumentVersion } from './document-versions.ts';
import { createPdfCheck } from './pdf-check.ts';

/**
 * Reads the stored object of a version once and gives what is wrong with it, if anything is: `upload-missing`,
 * `upload-size-mismatch`, `upload-hash-mismatch` or `not-a-pdf`.
 * @param onChunk is handed the bytes as they pass
 */
export async function inspectStored(
  driver: StorageDriver,
  version: Pick<DocumentVersion, 'objectKey' | 'size' | 'sha256'>,
  onChunk?: (chunk: Uint8Array) => void,
): Promise<LecternError | undefined> {
  const object = await driver.open(parseObjectKey(version.objectKey));
  if (!object) {
    return new LecternError('upload-missing', 'Put the file to its upload URL first, then complete it.');
  }
  try {
    if (object.size !== version.size) {
      return new LecternError(
        'upload-size-mismatch',
        `${object.size} bytes are stored, ${version.size} announced.`,
        { facts: { storedBytes: object.size } },
      );
    }
    const hash = createHash('sha256');
    const pdf = createPdfCheck();
    for await (const chunk of object.stream()) {
      hash.update(chunk);
      pdf.update(chunk);
      onChunk?.(chunk);
    }
    if (hash.digest('hex') !== version.sha256) {
      return new LecternError('upload-hash-mismatch', 'The stored file has another SHA-256 than announced.');
    }
    return pdf.isPdf() ? undefined : new LecternError('not-a-pdf', 'Announce and upload a PDF file instead.');
  } finally {
    await object.close();
  }
}

/** A stored PDF as a PDF library finds it: how many pages it has, or what is wrong. */
export type OpenedPdf =
  | { readonly problem?: undefined; readonly pages: number }
  | { readonly problem: 'file-missing' | 'hash-differs' | 'not-a-pdf' | 'pdf-unreadable' | 'pdf-empty' }
  | { readonly problem: 'size-differs'; readonly storedBytes: number; readonly announcedBytes: number };

/** The same, and whether a PDF library can open it (the whole file is held in memory meanwhile). */
export async function openStoredPdf(
  driver: StorageDriver,
  version: Pick<DocumentVersion, 'objectKey' | 'size' | 'sha256'>,
): Promise<OpenedPdf> {
  const chunks: Array<Uint8Array> = [];
  const wrong = await inspectStored(driver, version, (chunk) => chunks.push(chunk));
  switch (wrong?.code) {
    case undefined:
      return countPages(Buffer.concat(chunks));
    case 'upload-missing':
      return { problem: 'file-missing' };
    case 'upload-size-mismatch':
      return {
        problem: 'size-differs',
        storedBytes: wrong.facts['storedBytes'] as number,
        announcedBytes: version.size,
      };
    case 'upload-hash-mismatch':
      return { problem: 'hash-differs' };
    default:
      return { problem: 'not-a-pdf' };
  }
}

async function countPages(bytes: Buffer): Promise<OpenedPdf> {
  const { PDFDocument } = await import('pdf-lib');
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true });
    const pages = pdf.getPageCount();
    return pages > 0 ? { pages } : { problem: 'pdf-empty' };
  } catch {
    return { problem: 'pdf-unreadable' };
  }
}
