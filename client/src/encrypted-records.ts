import { EnvelopeError } from './envelope-error.ts';

/** A message of the content coding `aes128gcm` (RFC 8188), with random access to its records. */
export interface EncryptedRecords {
  /** `rs`: encrypted bytes of each record but the last. */
  readonly recordSize: number;
  /** Bytes of the key id in the header. */
  readonly keyIdSize: number;
  /** At least 1. */
  readonly count: number;
  /** Decrypted bytes of all records, without padding. */
  readonly contentSize: number;
  /**
   * Decrypts the records from `first` to `end` (exclusive), without delimiters and padding.
   * @throws EnvelopeError `envelope-damaged`, `envelope-unreadable`
   */
  open(first: number, end: number): Promise<ReadonlyArray<Uint8Array<ArrayBuffer>>>;
}

const saltBytes = 16;
/** Salt, record size, length of the key id. */
const fixedHeaderBytes = saltBytes + 4 + 1;
const tagBytes = 16;
/** The tag and the delimiter. */
export const recordOverhead = tagBytes + 1;
const nonceBytes = 12;
/** "The last record uses a padding delimiter octet set to the value 2, all other records have … 1" (§2). */
const [delimiterWithin, delimiterAtEnd] = [1, 2];

/**
 * Reads the header (§2.1) and derives the keys (§2.2, §2.3). Truncation is detected when the last record is opened, because no other record
 * opens as the last.
 * @param keyingMaterial of any length
 * @throws EnvelopeError `envelope-unknown`, `envelope-unreadable`
 */
export async function readRecords(
  message: Blob,
  keyingMaterial: Uint8Array<ArrayBuffer>,
): Promise<EncryptedRecords> {
  const header = await readBytes(message, 0, fixedHeaderBytes);
  if (header.length < fixedHeaderBytes) throw unknown();
  const recordSize = new DataView(header.buffer).getUint32(saltBytes);
  const keyIdSize = header[fixedHeaderBytes - 1] as number;
  const begin = fixedHeaderBytes + keyIdSize;
  const count = Math.ceil((message.size - begin) / recordSize);
  const lastSize = message.size - begin - (count - 1) * recordSize;
  if (recordSize <= recordOverhead || count < 1 || lastSize < recordOverhead) throw unknown();

  const { key, nonce } = await deriveKeys(keyingMaterial, header.subarray(0, saltBytes));

  async function openOne(record: Uint8Array<ArrayBuffer>, sequence: number) {
    const iv = nonceOf(nonce, sequence);
    const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, record).catch(damaged);
    const bytes = new Uint8Array(opened);
    const end = bytes.findLastIndex((byte) => byte !== 0);
    if (bytes[end] !== (sequence === count - 1 ? delimiterAtEnd : delimiterWithin)) return damaged();
    return bytes.subarray(0, end);
  }

  return {
    recordSize,
    keyIdSize,
    count,
    contentSize: message.size - begin - count * recordOverhead,
    async open(first, end) {
      const from = begin + first * recordSize;
      const read = await readBytes(message, from, begin + end * recordSize);
      const contents: Array<Uint8Array<ArrayBuffer>> = [];
      for (let sequence = first; sequence < end; sequence += 1) {
        const at = (sequence - first) * recordSize;
        contents.push(await openOne(read.subarray(at, at + recordSize), sequence));
      }
      return contents;
    },
  };
}

async function deriveKeys(keyingMaterial: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>) {
  const { subtle } = crypto;
  const hkdf = await subtle.importKey('raw', keyingMaterial, 'HKDF', false, ['deriveBits']);
  const derive = async (purpose: string, bytes: number) => {
    const info = new TextEncoder().encode(`Content-Encoding: ${purpose}\0`);
    return subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, hkdf, bytes * 8);
  };
  const key = await subtle.importKey('raw', await derive('aes128gcm', 16), 'AES-GCM', false, ['decrypt']);
  return { key, nonce: new Uint8Array(await derive('nonce', nonceBytes)) };
}

/** The sequence number, as 12 bytes big-endian, XOR the base (§2.3). */
function nonceOf(base: Uint8Array<ArrayBuffer>, sequence: number): Uint8Array<ArrayBuffer> {
  const nonce = base.slice();
  const view = new DataView(nonce.buffer);
  view.setUint32(nonceBytes - 4, view.getUint32(nonceBytes - 4) ^ sequence);
  return nonce;
}

async function readBytes(blob: Blob, begin: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.slice(begin, end).arrayBuffer());
  } catch (cause) {
    throw new EnvelopeError('envelope-unreadable', 'The envelope can no longer be read.', cause);
  }
}

const unknown = () =>
  new EnvelopeError('envelope-unknown', 'This is not a sealed envelope of Lectern, or it is truncated.');

export function damaged(cause?: unknown): never {
  throw new EnvelopeError(
    'envelope-damaged',
    'The envelope was changed, reordered or truncated, or the key belongs to another envelope.',
    cause,
  );
}
