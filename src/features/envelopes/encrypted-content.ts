import { createCipheriv, hkdfSync } from 'node:crypto';

/**
 * The content coding `aes128gcm` of RFC 8188 with an empty key id: a header of 21 bytes, then records of AES-128-GCM,
 * each with its number in the nonce and a delimiter that tells the last one from the others. So no record can be
 * changed, moved, left out or cut off.
 */

export const keyBytes = 16;
export const saltBytes = 16;
/** Of a whole record, with its delimiter and its tag. */
const recordBytes = 65_536;

const tagBytes = 16;
const cipher = 'aes-128-gcm';
const delimiterOf = { last: 2, other: 1 } as const;
const headerBytes = saltBytes + 4 + 1;
/** What a record has beside its content. */
const addedBytes = 1 + tagBytes;

/** Bytes of the encrypted content, header and all. */
export const encryptedSize = (size: number): number =>
  headerBytes + size + Math.max(1, Math.ceil(size / (recordBytes - addedBytes))) * addedBytes;

/** What opens content, or is to open it. */
export interface ContentKey {
  /** The input keying material, 16 bytes. Never used twice with the same salt. */
  readonly key: Uint8Array;
  /** 16 bytes. */
  readonly salt: Uint8Array;
}

/**
 * Encrypts content in constant memory. The same content, key and salt always give the same bytes.
 * @param recordSize bytes of a record; another one is for the examples of the RFC
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
    /** The number of the record changes the last four bytes alone: no content has so many records. */
    nonceOf(at: number): Buffer {
      const own = Buffer.from(nonce);
      own.writeUInt32BE((nonce.readUInt32BE(8) ^ at) >>> 0, 8);
      return own;
    },
  };
}

/** Reads a source in pieces of the sizes that its reader asks for. */
interface ByteReader {
  /** The next so many bytes; fewer at the end of the source, and none behind it. */
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
