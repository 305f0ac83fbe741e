import { type BinaryToTextEncoding, hash, type KeyObject } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;
/** Larger than the text of nearly all URLs. */
const roomBytes = 4096;

/** The two messages that HMAC hashes. Both begin with the key; the rest is overwritten each time. */
interface Messages {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

/** Entries live only as long as their keys. */
const signersOf = new WeakMap<KeyObject, ReturnType<typeof createHmacSha256>>();

/**
 * HMAC-SHA256 of a UTF-8 text, RFC 2104 §2, for a key that signs many: twice as fast as `createHmac`, which creates a native object per
 * text. The key's part of the messages is computed once.
 * @param key secret, of any length
 */
export function hmacSha256(key: KeyObject, text: string, encoding: BinaryToTextEncoding): string {
  let sign = signersOf.get(key);
  if (sign === undefined) {
    sign = createHmacSha256(key.export());
    signersOf.set(key, sign);
  }
  return sign(text, encoding);
}

/** The same for one secret. */
export function createHmacSha256(
  secret: Uint8Array,
): (text: string, encoding: BinaryToTextEncoding) => string {
  const { inner, outer } = startMessages(secret);
  // Reused, because creating a view is slow, and texts of a signer often have the same length.
  let message = inner.subarray(0, blockBytes);

  function withText(text: string): Buffer {
    // A UTF-16 code unit is at most three bytes.
    if (text.length * 3 > roomBytes) return Buffer.concat([inner.subarray(0, blockBytes), Buffer.from(text)]);
    const length = blockBytes + inner.write(text, blockBytes);
    if (message.length !== length) message = inner.subarray(0, length);
    return message;
  }

  return (text, encoding) => {
    // Through Latin-1 strings, which Node handles faster than another buffer.
    outer.write(hash('sha256', withText(text), 'binary'), blockBytes, 'binary');
    return hash('sha256', outer, encoding);
  };
}

function startMessages(whole: Uint8Array): Messages {
  const secret = whole.length > blockBytes ? hash('sha256', whole, 'buffer') : whole;
  const inner = Buffer.alloc(blockBytes + roomBytes, 0x36);
  const outer = Buffer.alloc(blockBytes + digestBytes, 0x5c);
  for (const [at, byte] of secret.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return { inner, outer };
}
