import type { webcrypto } from 'node:crypto';
import { importJWK } from 'jose';
import { messageOf } from '../../lib/errors.ts';

/** A key of an issuer, with its only algorithm (RFC 7518 §3.1, RFC 8037). */
export interface TrustedKey {
  readonly kid: string | undefined;
  readonly algorithm: string;
  /** `kty` of RFC 7518 §6.1 */
  readonly type: string;
  readonly key: Awaited<ReturnType<typeof importJWK>>;
}

/** A key of a set that Lectern does not use. */
export interface SkippedKey {
  /** `kid "…"`, or `key 2` by its position. */
  readonly name: string;
  readonly why: string;
  /** False for a key with another purpose, such as encryption. */
  readonly isFault: boolean;
}

export interface KeySet {
  readonly keys: ReadonlyArray<TrustedKey>;
  readonly skipped: ReadonlyArray<SkippedKey>;
}

/** The members of a JWK (RFC 7517 §4) that are read here. */
type Jwk = Readonly<Partial<Record<(typeof members)[number], string>>> & {
  readonly key_ops?: ReadonlyArray<unknown>;
  /** Of a private key. */
  readonly d?: unknown;
};

const members = ['kty', 'kid', 'alg', 'use', 'crv', 'n', 'e', 'x', 'y', 'k'] as const;
/** RFC 7518 §6.2.1, §6.3.1, §6.4.1, RFC 8037 §2. */
const publicMembers: Readonly<Record<string, ReadonlyArray<(typeof members)[number]>>> = {
  EC: ['x', 'y'],
  RSA: ['n', 'e'],
  OKP: ['x'],
  oct: ['k'],
};
const maxKeys = 100;
/** RFC 7518 §3.3, §3.5. */
const minRsaBits = 2048;

/**
 * Reads a JWK Set. Skips unusable keys (RFC 7517 §5), so the result may be empty.
 * @param options.isPublished whether others can read the set, so that its secrets are no longer secret
 * @throws Error for text that is not a set of keys
 */
export async function parseKeySet(text: string, options: { readonly isPublished: boolean }): Promise<KeySet> {
  const jwks: unknown = JSON.parse(text)?.keys;
  if (!Array.isArray(jwks) || jwks.length > maxKeys) {
    throw new Error(`a JSON object with up to ${maxKeys} "keys" is expected (RFC 7517)`);
  }
  const read = await Promise.all(jwks.map((jwk, at) => readKey(jwk, `key ${at + 1}`, options)));
  return {
    keys: read.filter((each) => 'key' in each),
    skipped: read.filter((each) => 'why' in each),
  };
}

/**
 * Reads a file with one secret for HS256, and perhaps a newline at its end. Its key has no id, so it is tried for every token.
 * @param text one character for each byte
 * @throws Error for a secret that is too short, and for a key in PEM or JSON, which would not be secret or never match
 */
export async function parseSharedSecret(text: string): Promise<KeySet> {
  const secret = text.replace(/\r?\n$/, '');
  if (/^\s*(-----BEGIN |\{)/.test(secret)) {
    throw new Error('it holds a key in PEM or JSON, not a secret. For a JWK Set, set JWT_JWKS_FILE instead');
  }
  const k = Buffer.from(secret, 'latin1').toString('base64url');
  return { keys: [await importKey({ kty: 'oct', alg: 'HS256', k })], skipped: [] };
}

async function readKey(
  jwk: unknown,
  position: string,
  { isPublished }: { readonly isPublished: boolean },
): Promise<TrustedKey | SkippedKey> {
  const kid = isObject(jwk) ? jwk['kid'] : undefined;
  const name = typeof kid === 'string' ? `kid ${JSON.stringify(kid.slice(0, 100))}` : position;
  try {
    assertJwk(jwk);
    const { use, key_ops: operations, kty, d } = jwk;
    if ((use !== undefined && use !== 'sig') || operations?.includes('verify') === false) {
      return { name, why: 'it is not for verifying signatures', isFault: false };
    }
    if (isPublished && (kty === 'oct' || d !== undefined)) {
      throw new Error(
        'its secret is public, so anyone could sign with it. Only JWT_JWKS_FILE may contain secrets',
      );
    }
    return await importKey(jwk);
  } catch (error) {
    return { name, why: messageOf(error), isFault: true };
  }
}

function assertJwk(jwk: unknown): asserts jwk is Jwk {
  if (!isObject(jwk)) throw new Error('it is not an object');
  const wrong = members.find((member) => !['string', 'undefined'].includes(typeof jwk[member]));
  if (wrong !== undefined) throw new Error(`"${wrong}" must be a string`);
  const { key_ops: operations = [] } = jwk;
  if (!Array.isArray(operations)) throw new Error('"key_ops" must be a list');
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function importKey(jwk: Jwk): Promise<TrustedKey> {
  const algorithm = algorithmOf(jwk);
  const { kty = '', crv, n, e, x, y, k, kid } = jwk;
  const missing = publicMembers[kty]?.find((member) => jwk[member] === undefined);
  if (missing !== undefined) throw new Error(`"${missing}" is missing`);
  const secretBytes = Buffer.from(k ?? '', 'base64url').length;
  if (kty === 'oct' && secretBytes * 8 < hashBitsOf(algorithm)) {
    throw new Error(
      `a secret for ${algorithm} has at least ${hashBitsOf(algorithm) / 8} bytes (RFC 7518 §3.2), this one has ${secretBytes}`,
    );
  }
  // Imports only the public half, even if the set contains a private key.
  const half = JSON.parse(JSON.stringify({ kty, crv, n, e, x, y, k }));
  const key = await importJWK(half, algorithm);
  if (kty === 'RSA') checkRsa((key as webcrypto.CryptoKey).algorithm as webcrypto.RsaHashedKeyAlgorithm, n);
  return { kid, algorithm, type: kty, key };
}

/** A shorter modulus can be factored; with exponent 1 every padded hash is its own signature. */
function checkRsa(
  { modulusLength, publicExponent }: webcrypto.RsaHashedKeyAlgorithm,
  modulus: string | undefined,
): void {
  if (modulusLength < minRsaBits) {
    throw new Error(
      `an RSA key has at least ${minRsaBits} bits (RFC 7518 §3.3), this one has ${modulusLength}`,
    );
  }
  const exponent = integerOf(publicExponent);
  if (exponent < 3n || exponent % 2n === 0n) {
    throw new Error('the exponent of an RSA key is odd, and at least 3 (RFC 8017 §3.1)');
  }
  if (isRoca(integerOf(Buffer.from(modulus ?? '', 'base64url')))) {
    throw new Error('its private key can be computed (CVE-2017-15361). Create a new key');
  }
}

const integerOf = (bytes: Uint8Array) => BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);

const smallPrimes = [
  ...[3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101],
  ...[103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167],
];

/**
 * Whether RSALib made a modulus, so that it can be factored: modulo each small prime it is a power of 65537 (Nemec et
 * al., The Return of Coppersmith's Attack, §3).
 */
function isRoca(modulus: bigint): boolean {
  return smallPrimes.every((prime) => {
    const residue = Number(modulus % BigInt(prime));
    let power = 1;
    do {
      if (power === residue) return true;
      power = (power * 65_537) % prime;
    } while (power !== 1);
    return false;
  });
}

const ellipticAlgorithms: Readonly<Record<string, string>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
};
const algorithmsOf: Readonly<Record<string, ReadonlyArray<string>>> = {
  oct: ['HS256', 'HS384', 'HS512'],
  RSA: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
};

/** The only algorithm of a key: its `alg`, or the usual one for its type. @throws Error if there is none */
function algorithmOf(jwk: Jwk): string {
  const { kty, crv, alg } = jwk;
  const possible = possibleAlgorithms(jwk);
  const found = alg === undefined ? possible[0] : possible.find((each) => each === alg);
  if (found !== undefined) return found;
  const type = [kty ?? 'without "kty"', ...(crv === undefined ? [] : [crv])].join(' ');
  throw new Error(
    possible.length === 0
      ? `keys of the type ${type} are not supported`
      : `${alg} is not for keys of the type ${type}`,
  );
}

function possibleAlgorithms({ kty = '', crv = '' }: Jwk): ReadonlyArray<string> {
  if (kty === 'OKP') return crv === 'Ed25519' ? ['EdDSA', 'Ed25519'] : [];
  const elliptic = ellipticAlgorithms[crv];
  if (kty === 'EC') return elliptic === undefined ? [] : [elliptic];
  return algorithmsOf[kty] ?? [];
}

const hashBitsOf = (algorithm: string) => Number(algorithm.slice(2));
