import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts secrets that are stored where others may read them, such as in a database and its backups. */
export interface Seal {
  /**
   * `v1.{nonce}.{ciphertext and tag}`, both in base64url; different at every call.
   * @param names what the text belongs to, without newlines; needed again to open it
   */
  seal(content: Uint8Array, names: ReadonlyArray<string | number>): string;
  /**
   * Decrypts the content.
   * @throws Error if the secret differs, or the text or a name was changed
   */
  open(sealed: string, names: ReadonlyArray<string | number>): Buffer;
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const form = /^v1\.([\w-]{16})\.([\w-]+)$/;

/**
 * Seals with AES-256-GCM (NIST SP 800-38D), a random nonce, and a key that `deriveKey` makes for the purpose. The additional data are the
 * purpose and the names, joined by newlines, so no sealed text can replace another.
 */
export function createSeal(secret: Uint8Array, purpose: string): Seal {
  const sealingKey = createSecretKey(deriveKey(secret, purpose));
  const additionalData = (names: ReadonlyArray<string | number>) =>
    Buffer.from([purpose, ...names].join('\n'));

  return {
    seal(content, names) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, sealingKey, nonce, { authTagLength: tagBytes });
      sealing.setAAD(additionalData(names));
      const sealed = [sealing.update(content), sealing.final(), sealing.getAuthTag()];
      return `v1.${nonce.toString('base64url')}.${Buffer.concat(sealed).toString('base64url')}`;
    },
    open(text, names) {
      const [, nonce = '', rest = ''] = form.exec(text) ?? [];
      const sealed = Buffer.from(rest, 'base64url');
      const opening = createDecipheriv(cipher, sealingKey, Buffer.from(nonce, 'base64url'), {
        authTagLength: tagBytes,
      });
      opening.setAAD(additionalData(names));
      opening.setAuthTag(sealed.subarray(-tagBytes));
      return Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()]);
    },
  };
}

/**
 * Derives 32 bytes from a secret of any length, different for each purpose: HKDF-SHA256 (RFC 5869) without a salt, with the purpose as
 * info.
 */
export function deriveKey(secret: Uint8Array | string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, 32));
}
