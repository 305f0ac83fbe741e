/** A value, or a promise of it. */
export type Maybe<T> = T | Promise<T>;

/** Calls `next` with the value: synchronously unless it is a promise. */
export function then<T, U>(value: Maybe<T>, next: (value: T) => Maybe<U>): Maybe<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

export type Encoding = 'hex' | 'base64' | 'base64url';

/** Signs UTF-8 texts with one key. */
export type SignText = (text: string, encoding: Encoding) => Maybe<string>;

/**
 * Everything that signers need from a runtime. `nodeCryptography` is synchronous, so its signers are too; `webCryptography` returns
 * promises.
 */
export interface Cryptography {
  /** SHA-256 of a UTF-8 text, in lower-case hexadecimal. */
  sha256(text: string): Maybe<string>;
  /** HMAC-SHA256, for a secret that signs many texts. */
  hmacSha256(secret: Uint8Array): SignText;
  /** HMAC-SHA256, for a secret that signs one text. */
  hmacBytes(secret: Uint8Array, text: string): Maybe<Uint8Array>;
}

/** The same for signers with a private key. Separate, so that bundles of other signers omit it. */
export interface RsaCryptography<PrivateKey> extends Cryptography {
  /**
   * RSASSA-PKCS1-v1_5 (RFC 8017 §8.2), which is deterministic.
   * Throws `key-invalid` for a key that is not RSA.
   */
  rsa(privateKey: PrivateKey | string, hash: 'SHA-1' | 'SHA-256'): SignText;
}

/** The methods of a signer, synchronous or not. */
export type Eventually<Methods> = {
  readonly [Name in keyof Methods]: Methods[Name] extends (...parameters: infer Parameters) => infer Result
    ? (...parameters: Parameters) => Maybe<Awaited<Result>>
    : never;
};
