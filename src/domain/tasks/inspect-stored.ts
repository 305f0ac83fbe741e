import { createHash } from 'node:crypto';
import { hasPdfHeader, headerBytes } from '../../lib/pdf-header.ts';
import type { OpenObject, StorageDriver } from '../../storage/driver.ts';
import { endingOfKey } from '../../storage/file-types.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { DocumentVersion } from './document-versions.ts';

/** How far the end-of-file marker may be from the end: ISO 32000-1 Annex H.3, note 18. */
const tailBytes = 1024;

export type PdfCheck = ReturnType<typeof createPdfCheck>;

/** Checks whether the bytes of a file are framed as a PDF, as they pass. */
export function createPdfCheck() {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  return {
    update(chunk: Uint8Array): void {
      const missing = headerBytes - head.length;
      if (missing > 0) head = Buffer.concat([head, chunk.subarray(0, missing)]);
      tail = Buffer.concat([tail, chunk.subarray(-tailBytes)]).subarray(-tailBytes);
    },
    /**
     * What is wrong, if anything: no `%PDF-` near the beginning (ISO 32000-2 §7.5.2), or no `%%EOF` near the end (§7.5.5). Viewers show what
     * is left of a truncated file, so its readers would not notice.
     */
    problem(): 'not-a-pdf' | 'pdf-cut-off' | undefined {
      if (!hasPdfHeader(head)) return 'not-a-pdf';
      return tail.includes('%%EOF') ? undefined : 'pdf-cut-off';
    },
  };
}

/** What the database records about a stored object. */
export type ExpectedObject = Pick<DocumentVersion, 'objectKey' | 'size' | 'sha256'>;

/** What can be wrong with a stored object. */
export type StoredProblem =
  | { readonly problem: 'file-missing' | 'hash-differs' | 'not-a-pdf' | 'pdf-cut-off' }
  | { readonly problem: 'size-differs'; readonly storedBytes: number; readonly announcedBytes: number };

/** Opens the stored object of a version, unless it is missing or has a different size. Close it after use. */
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
 * Reads an open object once, and returns what is wrong with it, if anything.
 * @param onChunk receives the bytes as they pass, and is awaited
 */
export async function readStored(
  object: OpenObject,
  { objectKey, sha256 }: Pick<ExpectedObject, 'objectKey' | 'sha256'>,
  onChunk?: (chunk: Uint8Array) => Promise<void>,
): Promise<StoredProblem | undefined> {
  const hash = createHash('sha256');
  const pdf = endingOfKey(objectKey) === 'pdf' ? createPdfCheck() : undefined;
  for await (const chunk of object.stream()) {
    hash.update(chunk);
    pdf?.update(chunk);
    await onChunk?.(chunk);
  }
  if (hash.digest('hex') !== sha256) return { problem: 'hash-differs' };
  const problem = pdf?.problem();
  return problem && { problem };
}

/** Opens the stored object of a version for `use`, unless something is wrong with it. */
export async function withStored<Result>(
  driver: StorageDriver,
  version: ExpectedObject,
  use: (object: OpenObject) => Promise<Result>,
): Promise<Result | StoredProblem> {
  const object = await openStored(driver, version);
  if ('problem' in object) return object;
  try {
    return await use(object);
  } finally {
    await object.close();
  }
}

/** Opens the stored object of a version, and reads it once. */
export const inspectStored = (
  driver: StorageDriver,
  version: ExpectedObject,
): Promise<StoredProblem | undefined> => withStored(driver, version, (object) => readStored(object, version));
