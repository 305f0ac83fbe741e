import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { SigningError } from './signing-error.ts';

export interface SigningKey {
  /** The `kid` in every URL; `[A-Za-z0-9_-]{1,32}`. */
  readonly id: string;
  readonly secret: KeyObject;
  /** Unix milliseconds; null when the key came from the environment. */
  readonly createdAtMs: number | null;
}

/** The first key signs, all verify. Never empty. */
export type KeyRing = readonly [SigningKey, ...ReadonlyArray<SigningKey>];

const idForm = /^[A-Za-z0-9_-]{1,32}$/;
const minSecretBytes = 32;

/** A new key with 32 random bytes and a random id. */
export function generateSigningKey(createdAtMs: number): SigningKey {
  const id = randomBytes(4).toString('hex');
  return { id, secret: createSecretKey(randomBytes(minSecretBytes)), createdAtMs };
}

/** Adds a new key in front: it signs from now on, and the others still verify. Throws `key-conflict` when its id is taken. */
export function rotateKeyRing(ring: KeyRing, key: SigningKey): KeyRing {
  return checkedRing([key, ...ring]);
}

/**
 * Removes a key, which immediately invalidates every URL that it signed.
 * Throws `key-unknown` if the ring has no such id, `key-conflict` for its last key.
 */
export function removeFromKeyRing(ring: KeyRing, id: string): KeyRing {
  const rest = ring.filter((key) => key.id !== id);
  if (rest.length === ring.length) {
    throw new SigningError(
      'key-unknown',
      `There is no signing key "${id}": list the keys and choose one of them.`,
    );
  }
  if (rest.length === 0) {
    throw new SigningError('key-conflict', `"${id}" is the only signing key: rotate first, then remove it.`);
  }
  return checkedRing(rest);
}

/**
 * Adds the keys of another ring in front, so that its first one signs; keys in both rings appear once.
 * Throws `key-conflict` when two different keys have the same id.
 */
export function adoptKeyRing(ring: KeyRing, other: KeyRing): KeyRing {
  const isThere = (key: SigningKey) =>
    other.some(({ id, secret }) => id === key.id && secret.equals(key.secret));
  return checkedRing([...other, ...ring.filter((key) => !isThere(key))]);
}

/** Parses `id:secret,id:secret`, each secret in base64url. Throws `key-invalid` or `key-conflict`, never quoting a secret. */
export function parseKeyRingVariable(text: string): KeyRing {
  return checkedRing(
    text.split(',').map((entry) => {
      const [id = '', secret = '', ...more] = entry.trim().split(':');
      if (more.length > 0)
        throw invalid('Write each signing key as id:secret, and a comma between two keys.');
      return signingKey(id, secret, null);
    }),
  );
}

/** The content of a key file. */
export function serializeKeyRing(ring: KeyRing): string {
  const keys = ring.map(({ id, secret, createdAtMs }) => ({
    id,
    secret: secret.export().toString('base64url'),
    createdAt: createdAtMs === null ? null : new Date(createdAtMs).toISOString(),
  }));
  return `${JSON.stringify({ version: 1, keys }, null, 2)}\n`;
}

/** Parses the output of `serializeKeyRing`. Throws `key-invalid` or `key-conflict`, never quoting a secret. */
export function parseKeyRing(text: string): KeyRing {
  const file = parseJson(text);
  if (!isRecord(file) || file['version'] !== 1 || !Array.isArray(file['keys'])) {
    throw invalid('The signing keys must be {"version": 1, "keys": [...]}.');
  }
  return checkedRing(
    file['keys'].map((entry: unknown) => {
      const { id, secret, createdAt } = isRecord(entry) ? entry : {};
      if (typeof id !== 'string' || typeof secret !== 'string') {
        throw invalid('Every signing key needs an "id" and a "secret".');
      }
      return signingKey(id, secret, createdAt === null ? null : Date.parse(String(createdAt)));
    }),
  );
}

function signingKey(id: string, secretBase64url: string, createdAtMs: number | null): SigningKey {
  if (!idForm.test(id)) throw invalid('A signing key id is 1 to 32 letters, digits, "_" or "-".');
  if (Number.isNaN(createdAtMs)) throw invalid(`The "createdAt" of signing key "${id}" is not a time.`);
  const secret = Buffer.from(secretBase64url, 'base64url');
  // Node skips invalid characters; a truncated or mistyped secret must not pass as a shorter one.
  if (secret.toString('base64url') !== secretBase64url) {
    throw invalid(`The secret of signing key "${id}" is not base64url without padding.`);
  }
  if (secret.length < minSecretBytes) {
    throw invalid(
      `The secret of signing key "${id}" has ${secret.length} bytes: it needs ${minSecretBytes} or more.`,
    );
  }
  return { id, secret: createSecretKey(secret), createdAtMs };
}

function checkedRing(keys: ReadonlyArray<SigningKey>): KeyRing {
  const [first, ...others] = keys;
  if (first === undefined) throw invalid('There must be at least one signing key.');
  if (new Set(keys.map((key) => key.id)).size < keys.length) {
    throw new SigningError('key-conflict', 'Two signing keys have the same id: give each a different one.');
  }
  return [first, ...others];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('The signing keys are not JSON.'); // without the cause, which would quote the text
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function invalid(message: string): SigningError {
  return new SigningError('key-invalid', message);
}
