import { fromBase64, toHex } from '../bytes.ts';
import type { RsaCryptography } from '../cryptography.ts';
import { type Credential, google, hmacSign } from '../sigv4.ts';

/** How URLs of Cloud Storage are signed. */
export type GcsSignatureBy<PrivateKey> =
  | {
      /** The private key of a service account, or its PEM. */
      readonly kind: 'rsa';
      readonly clientEmail: string;
      readonly privateKey: PrivateKey | string;
    }
  | {
      /** An HMAC key of a service account, created in the interoperability settings. */
      readonly kind: 'hmac';
      readonly accessId: string;
      readonly secret: string;
    }
  | {
      /** A service account without a local key: IAM signs, `projects.serviceAccounts.signBlob`. */
      readonly kind: 'sign-blob';
      readonly clientEmail: string;
      /** Resolves to the signature in base64. */
      readonly signBlob: (bytes: string) => Promise<string>;
    };

/** Whether its key is local; only IAM signs remotely. */
export interface GcsKey extends Credential {
  readonly isLocal: boolean;
}

/** The region in every scope. Google knows the bucket's real location. */
export const gcsRegion = 'auto';

const rsaAlgorithm = 'GOOG4-RSA-SHA256';

/** About 1 kB each, so at most 10 MB. */
const maxRemembered = 10_000;

/** Prepares a key. Throws `key-invalid` for a private key that is not RSA. */
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
 * Caches the most recent results, so that a URL that is stable for a window is signed once. Concurrent callers share a pending call;
 * failures are not cached.
 */
function rememberLatest(ask: (text: string) => Promise<string>): (text: string) => Promise<string> {
  const answers = new Map<string, Promise<string>>();

  return (text) => {
    const known = answers.get(text);
    const answer = known ?? ask(text);
    // A map keeps insertion order, so its first key is the least recently used.
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
