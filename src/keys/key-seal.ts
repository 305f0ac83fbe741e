import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { SigningKey } from '../../signing/key-ring.ts';
import { OperatorError } from '../errors.ts';

/** Encrypts signing keys for a place where others may look, such as a database and its backups. */
export interface KeySeal {
  /** `v1.{nonce}.{ciphertext and tag}`, both in base64url; a new text at every call. */
  seal(key: SigningKey): string;
  /**
   * The key again.
   * @throws OperatorError when the secret is another one, or the text, the id or the time was changed
   */
  open(sealed: string, key: Pick<SigningKey, 'id' | 'createdAtMs'>): SigningKey;
}

type Named = Pick<SigningKey, 'id' | 'createdAtMs'>;

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const form = /^v1\.([\w-]{16})\.([\w-]+)$/;

/**
 * Seals by AES-256-GCM (NIST SP 800-38D) with a random nonce. Its key is derived from the secret by HKDF-SHA256
 * (RFC 5869) without a salt and with the info `lectern-key-seal-v1`, so the secret may be longer than 32 bytes.
 * The additional data are `lectern-key-seal-v1`, the id and the creation time (Unix milliseconds, or nothing),
 * joined by newlines: no row can take the place of another.
 */
export function createKeySeal(secret: Uint8Array): KeySeal {
  const sealingKey = createSecretKey(
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), 'lectern-key-seal-v1', 32)),
  );
  const additionalData = ({ id, createdAtMs }: Named) =>
    Buffer.from(['lectern-key-seal-v1', id, createdAtMs ?? ''].join('\n'));

  return {
    seal(key) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, sealingKey, nonce, { authTagLength: tagBytes });
      sealing.setAAD(additionalData(key));
      const sealed = [sealing.update(key.secret.export()), sealing.final(), sealing.getAuthTag()];
      return `v1.${nonce.toString('base64url')}.${Buffer.concat(sealed).toString('base64url')}`;
    },
    open(text, { id, createdAtMs }) {
      const [, nonce = '', rest = ''] = form.exec(text) ?? [];
      const sealed = Buffer.from(rest, 'base64url');
      try {
        const opening = createDecipheriv(cipher, sealingKey, Buffer.from(nonce, 'base64url'), {
          authTagLength: tagBytes,
        });
        opening.setAAD(additionalData({ id, createdAtMs }));
        opening.setAuthTag(sealed.subarray(-tagBytes));
        const secretBytes = Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()]);
        return { id, secret: createSecretKey(secretBytes), createdAtMs };
      } catch (cause) {
        throw new OperatorError(
          `The signing key "${id}" in the database does not open: LECTERN_SIGNING_KEYS_SECRET is not the secret that it was sealed with.`,
          { cause },
        );
      }
    },
  };
}
