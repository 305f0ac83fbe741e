import { OperatorError } from '../../lib/errors.ts';
import { createSeal } from '../../lib/seal.ts';

/** Encrypts the keys of envelopes for the database and its backups. */
export interface EnvelopeKeys {
  /** The text of a `Seal`; a new one at every call. */
  seal(key: Uint8Array, envelopeId: string): string;
  /** The key again. @throws OperatorError when the secret is another one, or the text or the id was changed */
  open(sealedKey: string, envelopeId: string): Buffer;
}

/** A seal for the purpose `lectern-envelope-key-v1`, whose name is the id of the envelope. */
export function createEnvelopeKeys(secret: string): EnvelopeKeys {
  const { seal, open } = createSeal(Buffer.from(secret), 'lectern-envelope-key-v1');
  return {
    seal: (key, envelopeId) => seal(key, [envelopeId]),
    open(sealedKey, envelopeId) {
      try {
        return open(sealedKey, [envelopeId]);
      } catch (cause) {
        throw new OperatorError(
          `The key of the envelope ${envelopeId} does not open: it was sealed with another LECTERN_AUTH_SECRET.`,
          { kind: 'unavailable', cause },
        );
      }
    },
  };
}
