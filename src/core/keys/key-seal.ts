import { createSecretKey } from 'node:crypto';
import type { SigningKey } from '../../../signing/key-ring.ts';
import { OperatorError } from '../../lib/errors.ts';
import { createSeal } from '../../lib/seal.ts';

/** Encrypts signing keys for a place where others may look, such as a database and its backups. */
export interface KeySeal {
  /** The text of a `Seal`; a new one at every call. */
  seal(key: SigningKey): string;
  /**
   * The key again.
   * @throws OperatorError when the secret is another one, or the text, the id or the time was changed
   */
  open(sealed: string, key: Pick<SigningKey, 'id' | 'createdAtMs'>): SigningKey;
}

type Named = Pick<SigningKey, 'id' | 'createdAtMs'>;

/** A seal for the purpose `lectern-key-seal-v1`, whose names are the id and the creation time (Unix milliseconds, or nothing). */
export function createKeySeal(secret: Uint8Array): KeySeal {
  const { seal, open } = createSeal(secret, 'lectern-key-seal-v1');
  const namesOf = ({ id, createdAtMs }: Named) => [id, createdAtMs ?? ''];

  return {
    seal: (key) => seal(key.secret.export(), namesOf(key)),
    open(text, { id, createdAtMs }) {
      try {
        const secretBytes = open(text, namesOf({ id, createdAtMs }));
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
