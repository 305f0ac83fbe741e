import { damaged, type EncryptedRecords, readRecords, recordOverhead } from './encrypted-records.ts';
import { EnvelopeError } from './envelope-error.ts';
import { type EnvelopeIndex, type IndexedFile, invalid, parseIndex } from './envelope-index.ts';
import type { RangeSource } from './pdf-range-transport.ts';

/** A PDF in an open envelope. Pass it to `createRangeTransport` like a document with signed URLs. */
export interface EnvelopeDocument extends Omit<IndexedFile, 'offset'>, RangeSource {
  /**
   * A range, for which only its records are decrypted; or the whole file, checked against its SHA-256.
   * @throws EnvelopeError `envelope-damaged`, `envelope-unreadable`, `document-damaged`; RangeError
   */
  read(begin?: number, end?: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Another file of a task, such as a zip with samples. */
export interface EnvelopeAttachment extends EnvelopeDocument {
  readonly attachmentId: string;
}

export interface Envelope extends Pick<EnvelopeIndex, 'contestId' | 'language'> {
  readonly documents: ReadonlyArray<EnvelopeDocument>;
  /** In the order of their tasks. */
  readonly attachments: ReadonlyArray<EnvelopeAttachment>;
}

const keyBytes = 16;
const recordSize = 65_536;
const contentBytes = recordSize - recordOverhead;
/** Plaintexts have 2^k bytes, at least this many. */
const smallestClassBytes = 2 ** 20;
/** A contest has at most 100 tasks, and an envelope at most 200 attachments. */
const maxIndexBytes = 2 ** 20;
const lengthBytes = 4;

/**
 * Opens a sealed envelope: RFC 8188 `aes128gcm` with an index and files (docs/envelopes.md). Keeps nothing in memory: each read decrypts
 * what it needs.
 * @param envelope the downloaded file: `blob()` of a `Response`, or `new Blob([bytes])`
 * @param key base64url, as the API returns it
 * @throws EnvelopeError
 */
export async function openEnvelope(envelope: Blob, key: string): Promise<Envelope> {
  const records = await readRecords(envelope, decodeKey(key));
  const { contentSize } = records;
  const isClass = contentSize >= smallestClassBytes && Number.isInteger(Math.log2(contentSize));
  if (records.recordSize !== recordSize || records.keyIdSize !== 0 || !isClass) {
    throw new EnvelopeError(
      'envelope-unknown',
      'This is not a sealed envelope of Lectern, or it is truncated.',
    );
  }
  // Opens the last record first: a truncated file fails here.
  await readContent(records, contentSize - 1, contentSize);

  const head = await readContent(records, 0, lengthBytes);
  const indexSize = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const bodyAt = lengthBytes + indexSize;
  if (indexSize > maxIndexBytes || bodyAt > contentSize) throw invalid();
  const index = parseIndex(await readContent(records, lengthBytes, bodyAt), contentSize - bodyAt);
  return {
    contestId: index.contestId,
    language: index.language,
    documents: index.documents.map((each) => openFile(records, bodyAt, each)),
    attachments: index.attachments.map(({ attachmentId, ...each }) => ({
      ...openFile(records, bodyAt, each),
      attachmentId,
    })),
  };
}

function openFile(
  records: EncryptedRecords,
  bodyAt: number,
  { offset, ...named }: IndexedFile,
): EnvelopeDocument {
  const { size, sha256 } = named;

  async function read(begin = 0, end = size): Promise<Uint8Array<ArrayBuffer>> {
    if (!(begin >= 0 && begin <= end && end <= size)) throw new RangeError(`no bytes ${begin} to ${end}`);
    const at = bodyAt + offset;
    const bytes = await readContent(records, at + begin, at + end);
    if (bytes.length === size && (await hashOf(bytes)) !== sha256) {
      throw new EnvelopeError('document-damaged', 'The file differs from the one that was sealed.');
    }
    return bytes;
  }

  return {
    ...named,
    read,
    async fetch(range, signal) {
      const bytes = await read(range?.begin, range && Math.min(range.end, size));
      signal?.throwIfAborted();
      return new Response(bytes, { status: range ? 206 : 200 });
    },
  };
}

/** Bytes of the plaintext; its records have no padding. */
async function readContent(
  records: EncryptedRecords,
  begin: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const first = Math.floor(begin / contentBytes);
  const opened = begin === end ? [] : await records.open(first, Math.ceil(end / contentBytes));
  const bytes = new Uint8Array(end - begin);
  opened.forEach((content, at) => {
    const contentAt = (first + at) * contentBytes;
    if (content.length !== Math.min(contentBytes, records.contentSize - contentAt)) damaged();
    const from = Math.max(begin - contentAt, 0);
    bytes.set(content.subarray(from, end - contentAt), contentAt + from - begin);
  });
  return bytes;
}

function decodeKey(key: string): Uint8Array<ArrayBuffer> {
  const text = /^[\w-]{22}$/.test(key) ? atob(key.replaceAll('-', '+').replaceAll('_', '/')) : '';
  if (text.length !== keyBytes) {
    throw new EnvelopeError('key-invalid', 'The key of an envelope is 16 bytes in base64url: 22 characters.');
  }
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
