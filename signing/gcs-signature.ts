import {
  createHmac,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { credentialScope, type GcsAlgorithm } from './gcs-canonical.ts';
import { percentEncode } from './percent-encoding.ts';

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
      /** The signature in base64. */
      readonly signBlob: (bytes: string) => Promise<string>;
    };

/** One way to sign, with its key. A signature is lower-case hexadecimal, a day is `20191201`. */
export interface GcsPen {
  readonly algorithm: GcsAlgorithm;
  /** Whom `X-Goog-Credential` names. */
  readonly accessId: string;
  sign(toSign: string, day: string): string | Promise<string>;
  /** Undefined where the key is elsewhere, so that nothing can be verified here. */
  readonly verify: ((toSign: string, day: string, signature: string) => boolean) | undefined;
}

/** At some 1 kB each, 10 MB at most. */
const maxRemembered = 10_000;

export function gcsPen(signature: GcsSignature): GcsPen {
  switch (signature.kind) {
    case 'rsa':
      return rsaPen(signature.clientEmail, signature.privateKey);
    case 'hmac':
      return hmacPen(signature.accessId, signature.secret);
    case 'sign-blob':
      return signBlobPen(signature.clientEmail, signature.signBlob);
  }
}

/** The parameters of a URL that name the pen: its algorithm, and whose key it is on which day. */
export function credentialParameters({ algorithm, accessId }: GcsPen, day: string): string {
  const credential = percentEncode(`${accessId}/${credentialScope(day)}`);
  return `X-Goog-Algorithm=${algorithm}&X-Goog-Credential=${credential}`;
}

/** The key for one day: Cloud Storage, "HMAC signatures", signing key. */
export function signingKey(secret: string, day: string): KeyObject {
  let key = Buffer.from(`GOOG4${secret}`);
  for (const step of [day, 'auto', 'storage', 'goog4_request']) {
    key = createHmac('sha256', key).update(step).digest();
  }
  return createSecretKey(key);
}

function rsaPen(clientEmail: string, privateKey: KeyObject): GcsPen {
  const publicKey = createPublicKey(privateKey);
  return {
    algorithm: 'GOOG4-RSA-SHA256',
    accessId: clientEmail,
    sign: (toSign) => sign('sha256', Buffer.from(toSign), privateKey).toString('hex'),
    verify: (toSign, _day, signature) =>
      verify('sha256', Buffer.from(toSign), publicKey, Buffer.from(signature, 'hex')),
  };
}

function hmacPen(accessId: string, secret: string): GcsPen {
  let last: { day: string; key: KeyObject } | undefined;

  function hmac(toSign: string, day: string): string {
    if (last?.day !== day) last = { day, key: signingKey(secret, day) };
    return createHmac('sha256', last.key).update(toSign).digest('hex');
  }

  return {
    algorithm: 'GOOG4-HMAC-SHA256',
    accessId,
    sign: hmac,
    verify(toSign, day, signature) {
      const [expected, given] = [Buffer.from(hmac(toSign, day)), Buffer.from(signature)];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}

function signBlobPen(clientEmail: string, signBlob: (bytes: string) => Promise<string>): GcsPen {
  return {
    algorithm: 'GOOG4-RSA-SHA256',
    accessId: clientEmail,
    sign: rememberLatest(async (toSign) => Buffer.from(await signBlob(toSign), 'base64').toString('hex')),
    verify: undefined,
  };
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
