import { isFileName } from '../../signing/file-name.ts';
import { OperatorError } from '../errors.ts';
import { createByteReader } from './byte-reader.ts';

/**
 * What is encrypted as an envelope: 4 bytes with the length of the index (big-endian), the index as JSON in UTF-8, the
 * PDFs one after another, and zeros up to its size class. docs/signed-urls.md shows it.
 */

const format = 'lectern-envelope-v1';

export interface SealedDocument {
  readonly taskId: string;
  readonly versionId: string;
  readonly language: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

export interface EnvelopeIndex {
  readonly contestId: string;
  /** BCP 47. */
  readonly language: string;
  /** In the order of the contest. */
  readonly documents: ReadonlyArray<SealedDocument>;
}

const smallestClass = 2 ** 20;
/** More is not sealed: what does not fit is read the ordinary way. */
export const largestClass = 2 ** 27;
/** More than any index of such an envelope has. */
const maxIndexBytes = 2 ** 20;
const lengthBytes = 4;

/** The index as it stands in an envelope, and the bytes of the whole. */
export function frame(index: EnvelopeIndex): { readonly head: Buffer; readonly size: number } {
  let offset = 0;
  const documents = index.documents.map((document) => {
    const placed = { ...document, offset };
    offset += document.size;
    return placed;
  });
  const json = Buffer.from(JSON.stringify({ format, ...index, documents }));
  const head = Buffer.alloc(lengthBytes + json.length);
  head.writeUInt32BE(json.length);
  head.set(json, lengthBytes);
  return { head, size: sizeClass(head.length + offset) };
}

/** The smallest power of two that holds so many bytes, so that a size tells no more than that. */
function sizeClass(bytes: number): number {
  let size = smallestClass;
  while (size < bytes) size *= 2;
  return size;
}

/** All bytes of an envelope before they are encrypted. */
export async function* contentOf(
  index: EnvelopeIndex,
  read: (document: SealedDocument) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const { head, size } = frame(index);
  yield head;
  let left = size - head.length;
  for (const document of index.documents) {
    yield* read(document);
    left -= document.size;
  }
  const zeros = Buffer.alloc(Math.min(left, 65_536));
  for (; left > 0; left -= zeros.length) yield zeros.subarray(0, left);
}

/**
 * Takes the content of an envelope apart, and hands each document over as its bytes come, to be read to its end. All of
 * it is as it was sealed once this has ended.
 * @throws OperatorError when it has not the form of an envelope
 */
export async function readContent(
  content: AsyncIterable<Uint8Array>,
  onDocument: (
    document: SealedDocument,
    bytes: AsyncIterable<Uint8Array>,
    index: EnvelopeIndex,
  ) => Promise<void>,
): Promise<EnvelopeIndex> {
  const reader = createByteReader(content);
  const length = await reader.read(lengthBytes);
  const indexBytes = length.length === lengthBytes ? length.readUInt32BE() : 0;
  const index = parseIndex(indexBytes > maxIndexBytes ? '' : String(await reader.read(indexBytes)));
  for (const document of index.documents) {
    await onDocument(document, bytesOf(document.size), index);
  }
  for (let zeros = await reader.read(blockBytes); zeros.length > 0; zeros = await reader.read(blockBytes)) {
    if (zeros.some((byte) => byte !== 0)) throw unknownForm();
  }
  return index;

  async function* bytesOf(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0; ) {
      const bytes = await reader.read(Math.min(left, blockBytes));
      if (bytes.length === 0) throw unknownForm();
      left -= bytes.length;
      yield bytes;
    }
  }
}

const blockBytes = 65_536;
const isSha256 = /^[0-9a-f]{64}$/;

function parseIndex(json: string): EnvelopeIndex {
  let index: { format?: unknown; contestId?: unknown; language?: unknown; documents?: unknown };
  try {
    index = Object(JSON.parse(json));
  } catch {
    throw unknownForm();
  }
  const { contestId, language, documents } = index;
  if (index.format !== format || typeof contestId !== 'string' || typeof language !== 'string')
    throw unknownForm();
  if (!Array.isArray(documents)) throw unknownForm();
  let offset = 0;
  for (const document of documents) {
    const { taskId, versionId, language: written, fileName, size, sha256, offset: at } = Object(document);
    const texts = [taskId, versionId, written, fileName, sha256];
    if (!texts.every((text) => typeof text === 'string') || !isFileName(fileName) || !isSha256.test(sha256))
      throw unknownForm();
    if (!Number.isSafeInteger(size) || size < 0 || at !== offset) throw unknownForm();
    offset += size;
  }
  return { contestId, language, documents };
}

const unknownForm = () =>
  new OperatorError('The envelope opens, but this Lectern does not know its form: use a newer one.');
