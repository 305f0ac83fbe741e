import { createCipheriv, hkdfSync } from 'node:crypto';

/**
 * The content coding `aes128gcm` of RFC 8188 with an empty key id: a header of 21 bytes, then records of AES-128-GCM. The nonce contains
 * the record number and a delimiter marks the last record, so no record can be changed, moved, omitted or truncated.
 */

export const keyBytes = 16;
export const saltBytes = 16;
/** Size of a record, including its delimiter and tag. */
const recordBytes = 65_536;

const tagBytes = 16;
const cipher = 'aes-128-gcm';
const delimiterOf = { last: 2, other: 1 } as const;
const headerBytes = saltBytes + 4 + 1;
/** Overhead of a record. */
const addedBytes = 1 + tagBytes;

/** Bytes of the encrypted content, including the header. */
export const encryptedSize = (size: number): number =>
  headerBytes + size + Math.max(1, Math.ceil(size / (recordBytes - addedBytes))) * addedBytes;

export interface ContentKey {
  /** Input keying material, 16 bytes. Never use it twice with the same salt. */
  readonly key: Uint8Array;
  /** 16 bytes. */
  readonly salt: Uint8Array;
}

/**
 * Encrypts content in constant memory. The same content, key and salt always give the same bytes.
 * @param recordSize bytes of a record; other sizes are for the examples of the RFC
 */
export async function* encrypt(
  content: AsyncIterable<Uint8Array>,
  { key, salt }: ContentKey,
  recordSize = recordBytes,
): AsyncGenerator<Uint8Array> {
  const header = Buffer.alloc(headerBytes);
  header.set(salt);
  header.writeUInt32BE(recordSize, saltBytes);
  yield header;

  const { contentKey, nonceOf } = deriveKeys(key, salt);
  const reader = createByteReader(content);
  let next = await reader.read(recordSize - addedBytes);
  for (let at = 0, isLast = false; !isLast; at += 1) {
    const record = next;
    next = await reader.read(recordSize - addedBytes);
    isLast = next.length === 0;
    const sealing = createCipheriv(cipher, contentKey, nonceOf(at), { authTagLength: tagBytes });
    const delimiter = Buffer.of(isLast ? delimiterOf.last : delimiterOf.other);
    const sealed = [sealing.update(record), sealing.update(delimiter), sealing.final()];
    yield Buffer.concat([...sealed, sealing.getAuthTag()]);
  }
}

/** RFC 8188 §2.2 and §2.3. */
function deriveKeys(key: Uint8Array, salt: Uint8Array) {
  const derive = (what: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', key, salt, `Content-Encoding: ${what}\0`, bytes));
  const nonce = derive('nonce', 12);
  return {
    contentKey: derive('aes128gcm', keyBytes),
    /** Changes only the last four bytes, which can count more records than any content has. */
    nonceOf(at: number): Buffer {
      const own = Buffer.from(nonce);
      own.writeUInt32BE((nonce.readUInt32BE(8) ^ at) >>> 0, 8);
      return own;
    },
  };
}

/** Reads a source in pieces of the requested sizes. */
interface ByteReader {
  /** The next bytes: fewer at the end of the source, then none. */
  read(bytes: number): Promise<Buffer>;
}

function createByteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let waiting: Array<Uint8Array> = [];
  let length = 0;
  return {
    async read(bytes) {
      while (length < bytes) {
        const next = await chunks.next();
        if (next.done) break;
        waiting.push(next.value);
        length += next.value.length;
      }
      const whole = waiting.length === 1 ? Buffer.from(waiting[0] ?? []) : Buffer.concat(waiting);
      const rest = whole.subarray(bytes);
      [waiting, length] = [rest.length === 0 ? [] : [rest], rest.length];
      return whole.subarray(0, bytes);
    },
  };
}
