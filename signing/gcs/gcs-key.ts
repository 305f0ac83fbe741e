import { fromBase64, toHex } from '../bytes.ts';
import type { RsaCryptography } from '../cryptography.ts';
import { type Credential, google, hmacSign } from '../sigv4.ts';

/** Who signs for Cloud Storage, and with what. */
export type GcsSignatureBy<PrivateKey> =
  | {
      /** The private key of a service account, or its PEM. */
      readonly kind: 'rsa';
      readonly clientEmail: string;
      readonly privateKey: PrivateKey | string;
    }
  | {
      /** An HMAC key of a service account, as the settings for interoperability make them. */
      readonly kind: 'hmac';
      readonly accessId: string;
      readonly secret: string;
    }
  | {
      /** A service account without a key at hand: IAM signs, `projects.serviceAccounts.signBlob`. */
      readonly kind: 'sign-blob';
      readonly clientEmail: string;
      /** Resolves to the signature in base64. */
      readonly signBlob: (bytes: string) => Promise<string>;
    };

/** Whether its key is at hand; IAM alone can sign with a remote one. */
export interface GcsKey extends Credential {
  readonly isLocal: boolean;
}

/** The place in every scope: a bucket's own is known to Google. */
export const gcsRegion = 'auto';

const rsaAlgorithm = 'GOOG4-RSA-SHA256';

/** At some 1 kB each, 10 MB at most. */
const maxRemembered = 10_000;

/** Makes a key ready. Throws `key-invalid` for a private key that is not RSA. */
export function gcsKey<PrivateKey>(
  cryptography: RsaCryptography<PrivateKey>,
  signature: GcsSignatureBy<PrivateKey>,
): GcsKey {
  switch (signature.kind) {
    case 'rsa': {
      const sign = cryptography.rsa(signature.privateKey, 'SHA-256');
      return {
        algorithm: rsaAlgorithm,
        accessId: signature.clientEmail,
        isLocal: true,
        sign: (toSign) => sign(toSign, 'hex'),
      };
    }
    case 'hmac': {
      const { accessId, secret } = signature;
      const sign = hmacSign(cryptography, google, secret, gcsRegion);
      return { algorithm: google.algorithm, accessId, isLocal: true, sign };
    }
    case 'sign-blob': {
      const { clientEmail: accessId, signBlob } = signature;
      const asHex = async (toSign: string) => toHex(fromBase64(await signBlob(toSign)));
      return { algorithm: rsaAlgorithm, accessId, isLocal: false, sign: rememberLatest(asHex) };
    }
  }
}

/**
 * Keeps the answers to what was asked most recently, so that a URL which is stable for a window is signed once.
 * Who asks while the answer is on its way shares the call; a failure is not kept.
 */
function rememberLatest(ask: (text: string) => Promise<string>): (text: string) => Promise<string> {
  const answers = new Map<string, Promise<string>>();

  return (text) => {
    const known = answers.get(text);
    const answer = known ?? ask(text);
    // A map keeps the order in which keys were put in: the first is the one that was not asked for longest.
    answers.delete(text);
    answers.set(text, answer);
    if (known !== undefined) return answer;
    const [oldest] = answers.keys();
    if (answers.size > maxRemembered && oldest !== undefined) answers.delete(oldest);
    answer.catch(() => {
      if (answers.get(text) === answer) answers.delete(text);
    });
    return answer;
  };
}
