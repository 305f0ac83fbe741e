/**
 * The plaintext of an envelope: 4 bytes with the length of the index (big-endian), the index as JSON in UTF-8, the files
 * one after another, and zeros up to its size class. See docs/envelopes.md. The client library opens it.
 */

const format = 'lectern-envelope-v1';

interface SealedFile {
  readonly taskId: string;
  readonly versionId: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

export interface SealedDocument extends SealedFile {
  readonly language: string;
}

export interface SealedAttachment extends SealedFile {
  readonly attachmentId: string;
}

export interface EnvelopeIndex {
  readonly contestId: string;
  /** BCP 47. */
  readonly language: string;
  /** In the order of the contest. */
  readonly documents: ReadonlyArray<SealedDocument>;
  /** In the order of their tasks. */
  readonly attachments: ReadonlyArray<SealedAttachment>;
}

const smallestClass = 2 ** 20;
/** Files beyond this are not sealed; readers open them as usual. */
export const largestClass = 2 ** 27;
const lengthBytes = 4;

/** The encoded index, and the bytes of the whole envelope. */
export function frame(index: EnvelopeIndex): { readonly head: Buffer; readonly size: number } {
  let offset = 0;
  const place = <File extends SealedFile>(file: File) => {
    const placed = { ...file, offset };
    offset += file.size;
    return placed;
  };
  const documents = index.documents.map(place);
  const attachments = index.attachments.map(place);
  const content = {
    format,
    ...index,
    documents,
    attachments: attachments.length === 0 ? undefined : attachments,
  };
  const json = Buffer.from(JSON.stringify(content));
  const head = Buffer.alloc(lengthBytes + json.length);
  head.writeUInt32BE(json.length);
  head.set(json, lengthBytes);
  return { head, size: sizeClass(head.length + offset) };
}

/** The smallest power of two that fits, so that the size reveals little. */
function sizeClass(bytes: number): number {
  let size = smallestClass;
  while (size < bytes) size *= 2;
  return size;
}

/** The whole plaintext of an envelope. @param files the bytes of the documents, then those of the attachments, in the order of the index */
export async function* contentOf(
  index: EnvelopeIndex,
  files: Iterable<AsyncIterable<Uint8Array>>,
): AsyncGenerator<Uint8Array> {
  const { head, size } = frame(index);
  yield head;
  for (const bytes of files) yield* bytes;
  let left = [...index.documents, ...index.attachments].reduce(
    (rest, file) => rest - file.size,
    size - head.length,
  );
  const zeros = Buffer.alloc(Math.min(left, 65_536));
  for (; left > 0; left -= zeros.length) yield zeros.subarray(0, left);
}
