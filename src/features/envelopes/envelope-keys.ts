import { OperatorError } from '../../lib/errors.ts';
import { createSeal } from '../../lib/seal.ts';

/** Encrypts envelope keys for the database and its backups. */
export interface EnvelopeKeys {
  /** Returns the text of a `Seal`, different at every call. */
  seal(key: Uint8Array, envelopeId: string): string;
  /** @throws OperatorError when the secret, the text or the id has changed */
  open(sealedKey: string, envelopeId: string): Buffer;
}

/** Uses a seal for the purpose `lectern-envelope-key-v1`, named by the id of the envelope. */
export function createEnvelopeKeys(secret: string): EnvelopeKeys {
  const { seal, open } = createSeal(Buffer.from(secret), 'lectern-envelope-key-v1');
  return {
    seal: (key, envelopeId) => seal(key, [envelopeId]),
    open(sealedKey, envelopeId) {
      try {
        return open(sealedKey, [envelopeId]);
      } catch (cause) {
        throw new OperatorError(
          `The key of the envelope ${envelopeId} cannot be decrypted. Set LECTERN_AUTH_SECRET to the value from when it was sealed.`,
          { kind: 'unavailable', cause },
        );
      }
    },
  };
}
