import { type BinaryToTextEncoding, hash, type KeyObject } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;
/** More than the text of nearly all URLs takes. */
const roomBytes = 4096;

/** The two messages that HMAC hashes. They begin with the key, and the rest is written anew each time. */
interface Messages {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

/** No longer than the keys themselves. */
const messagesOf = new WeakMap<KeyObject, Messages>();

/**
 * HMAC-SHA256 of a text in UTF-8, RFC 2104 §2, for a key that signs many: in half the time of `createHmac`, which
 * makes a native object for each text. What the key begins the messages with is computed once.
 * @param key secret, of any length
 */
export function hmacSha256(key: KeyObject, text: string, encoding: BinaryToTextEncoding): string {
  let messages = messagesOf.get(key);
  if (messages === undefined) {
    messages = startMessages(key);
    messagesOf.set(key, messages);
  }
  const { inner, outer } = messages;
  // As Latin-1, which Node returns and writes faster than it makes another buffer.
  outer.write(hash('sha256', withText(inner, text), 'binary'), blockBytes, 'binary');
  return hash('sha256', outer, encoding);
}

function startMessages(key: KeyObject): Messages {
  const exported = key.export();
  const secret = exported.length > blockBytes ? hash('sha256', exported, 'buffer') : exported;
  const inner = Buffer.alloc(blockBytes + roomBytes, 0x36);
  const outer = Buffer.alloc(blockBytes + digestBytes, 0x5c);
  for (const [at, byte] of secret.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return { inner, outer };
}

function withText(inner: Buffer, text: string): Buffer {
  // A UTF-16 code unit takes at most three bytes.
  if (text.length * 3 > roomBytes) return Buffer.concat([inner.subarray(0, blockBytes), Buffer.from(text)]);
  return inner.subarray(0, blockBytes + inner.write(text, blockBytes));
}
