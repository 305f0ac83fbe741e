import { createHash } from 'node:crypto';
import type { OpenObject, StorageDriver } from '../storage/driver.ts';
import { parseObjectKey } from '../storage/object-key.ts';
import type { DocumentVersion } from './document-versions.ts';
import { createPdfCheck } from './pdf-check.ts';

/** What the database says of a stored object. */
export type ExpectedObject = Pick<DocumentVersion, 'objectKey' | 'size' | 'sha256'>;

/** What can be wrong with a stored object. */
export type StoredProblem =
  | { readonly problem: 'file-missing' | 'hash-differs' | 'not-a-pdf' }
  | { readonly problem: 'size-differs'; readonly storedBytes: number; readonly announcedBytes: number };

/** Opens the stored object of a version, unless it is missing or has another size. Close it after use. */
export async function openStored(
  driver: StorageDriver,
  { objectKey, size }: ExpectedObject,
): Promise<OpenObject | StoredProblem> {
  const object = await driver.open(parseObjectKey(objectKey));
  if (!object) return { problem: 'file-missing' };
  if (object.size === size) return object;
  await object.close();
  return { problem: 'size-differs', storedBytes: object.size, announcedBytes: size };
}

/**
 * Reads the stored object of a version once and returns what is wrong with it, if anything is.
 * @param onChunk is handed the bytes as they pass
 */
export async function inspectStored(
  driver: StorageDriver,
  version: ExpectedObject,
  onChunk?: (chunk: Uint8Array) => void,
): Promise<StoredProblem | undefined> {
  const object = await openStored(driver, version);
  if ('problem' in object) return object;
  try {
    const hash = createHash('sha256');
    const pdf = createPdfCheck();
    for await (const chunk of object.stream()) {
      hash.update(chunk);
      pdf.update(chunk);
      onChunk?.(chunk);
    }
    if (hash.digest('hex') !== version.sha256) return { problem: 'hash-differs' };
    return pdf.isPdf() ? undefined : { problem: 'not-a-pdf' };
  } finally {
    await object.close();
  }
}

/** A stored PDF as a PDF library finds it: how many pages it has, or what is wrong. */
export type OpenedPdf =
  | { readonly problem?: undefined; readonly pages: number }
  | StoredProblem
  | { readonly problem: 'pdf-unreadable' | 'pdf-empty' };

/** Inspects a stored object, and opens it with a PDF library (which holds the whole file in memory). */
export async function openStoredPdf(driver: StorageDriver, version: ExpectedObject): Promise<OpenedPdf> {
  const chunks: Array<Uint8Array> = [];
  const found = await inspectStored(driver, version, (chunk) => chunks.push(chunk));
  return found ?? countPages(Buffer.concat(chunks));
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
