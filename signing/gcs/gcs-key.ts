import { type KeyObject, sign } from 'node:crypto';
import { type Credential, google, hmacSign } from '../sigv4.ts';
import type { LocalCredential } from '../sigv4-read-url.ts';

/** Who signs for Cloud Storage, and with what. */
export type GcsSignature =
  | {
      /** The private key of a service account. */
      readonly kind: 'rsa';
      readonly clientEmail: string;
      readonly privateKey: KeyObject;
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

/** A key at hand. */
export interface LocalKey extends LocalCredential {
  readonly isLocal: true;
}

/** The key of an account for which IAM signs. */
export interface RemoteKey extends Credential {
  readonly isLocal: false;
  sign(toSign: string): Promise<string>;
}

/** The place in every scope: a bucket's own is known to Google. */
export const gcsRegion = 'auto';

const rsaAlgorithm = 'GOOG4-RSA-SHA256';

/** At some 1 kB each, 10 MB at most. */
const maxRemembered = 10_000;

/** Makes a key ready. */
export function gcsKey(signature: GcsSignature): LocalKey | RemoteKey {
  switch (signature.kind) {
    case 'rsa': {
      const { clientEmail, privateKey } = signature;
      return {
        algorithm: rsaAlgorithm,
        accessId: clientEmail,
        isLocal: true,
        sign: (toSign) => sign('sha256', Buffer.from(toSign), privateKey).toString('hex'),
      };
    }
    case 'hmac': {
      const { accessId, secret } = signature;
      const { algorithm } = google;
      return { algorithm, accessId, isLocal: true, sign: hmacSign(google, secret, gcsRegion) };
    }
    case 'sign-blob': {
      const { clientEmail, signBlob } = signature;
      const asHex = async (toSign: string) => Buffer.from(await signBlob(toSign), 'base64').toString('hex');
      return {
        algorithm: rsaAlgorithm,
        accessId: clientEmail,
        isLocal: false,
        sign: rememberLatest(asHex),
      };
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
