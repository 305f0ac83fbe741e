import { fromBase64, toBase64, toHex, utf8 } from './bytes.ts';
import type { Cryptography, Encoding, RsaCryptography } from './cryptography.ts';
import { SigningError } from './signing-error.ts';

/** The CryptoKey of the platform. The types of Node 24 have it only in a module, which browsers lack. */
export type PlatformKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const hmac = { name: 'HMAC', hash: 'SHA-256' };
const rsa = 'RSASSA-PKCS1-v1_5';

/** The Web Cryptography API, for browsers, workers, Deno and Node. All its results are promises. */
export const webCryptography: Cryptography = {
  sha256: async (text) => toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text)))),
  hmacSha256(secret) {
    let key: Promise<PlatformKey> | undefined;
    return async (text, encoding) => {
      key ??= importSecret(secret);
      return encoded(await signed(hmac.name, await key, text), encoding);
    };
  },
  hmacBytes: async (secret, text) => signed(hmac.name, await importSecret(secret), text),
};

export const webRsaCryptography: RsaCryptography<PlatformKey> = {
  ...webCryptography,
  rsa(privateKey, hash) {
    let key: Promise<PlatformKey> | undefined;
    return async (text, encoding) => {
      key ??= rsaKey(privateKey, hash);
      return encoded(await signed(rsa, await key, text), encoding);
    };
  },
};

const importSecret = (secret: Uint8Array) =>
  crypto.subtle.importKey('raw', secret as Uint8Array<ArrayBuffer>, hmac, false, ['sign']);

const signed = async (algorithm: string, key: PlatformKey, text: string) =>
  new Uint8Array(await crypto.subtle.sign(algorithm, key, utf8(text)));

function encoded(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === 'hex') return toHex(bytes);
  const text = toBase64(bytes);
  return encoding === 'base64' ? text : text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
}

async function rsaKey(privateKey: PlatformKey | string, hash: string): Promise<PlatformKey> {
  if (typeof privateKey !== 'string') {
    const { name, hash: ofKey } = privateKey.algorithm as { name: string; hash?: { name: string } };
    if (name === rsa && ofKey?.name === hash) return privateKey;
    throw new SigningError('key-invalid', `The private key must be one for ${rsa} with ${hash}.`);
  }
  try {
    const bytes = fromBase64(/-----BEGIN PRIVATE KEY-----([^-]+)/.exec(privateKey)?.[1] ?? '');
    return await crypto.subtle.importKey('pkcs8', bytes, { name: rsa, hash }, false, ['sign']);
  } catch {
    // without the cause, which might quote the key
    throw new SigningError('key-invalid', 'The private key must be RSA, as PEM with "BEGIN PRIVATE KEY".');
  }
}
