import { createHmac, createPrivateKey, hash, type KeyObject, sign, timingSafeEqual } from 'node:crypto';
import type { Cryptography, RsaCryptography } from './cryptography.ts';
import { createHmacSha256 } from './hmac.ts';
import { SigningError } from './signing-error.ts';

/** Node's cryptography, which is synchronous. */
export const nodeCryptography: Cryptography = {
  sha256: (text) => hash('sha256', text),
  hmacSha256: createHmacSha256,
  hmacBytes: (secret, text) => createHmac('sha256', secret).update(text).digest(),
};

/** Compares in constant time. */
export function isSameText(expected: string, given: string): boolean {
  const [expectedBytes, givenBytes] = [Buffer.from(expected), Buffer.from(given)];
  return expectedBytes.length === givenBytes.length && timingSafeEqual(expectedBytes, givenBytes);
}

export const nodeRsaCryptography: RsaCryptography<KeyObject> = {
  ...nodeCryptography,
  rsa(privateKey, algorithm) {
    const key = rsaKey(privateKey);
    return (text, encoding) => sign(algorithm, Buffer.from(text), key).toString(encoding);
  },
};

function rsaKey(privateKey: KeyObject | string): KeyObject {
  const key = typeof privateKey === 'string' ? parsedKey(privateKey) : privateKey;
  if (key.type === 'private' && key.asymmetricKeyType === 'rsa') return key;
  throw new SigningError(
    'key-invalid',
    'The private key must be RSA: create one with "openssl genrsa 2048".',
  );
}

function parsedKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new SigningError('key-invalid', 'The private key is not PEM.'); // without the cause, which might quote the key
  }
}
