import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A key of an issuer: how it signs, and how a set of keys (RFC 7517) shows it. */
export interface IssuerKey {
  readonly alg: string;
  readonly kid: string | undefined;
  readonly jwk: Readonly<Record<string, unknown>>;
  sign(text: string): Buffer;
}

const hashOf = (alg: string) => `sha${alg.slice(2)}`;

/** Signs only with node:crypto, so that the verifier is tested against another implementation. */
export function issuerKey(alg: string, kid?: string): IssuerKey {
  const named = { alg, ...(kid === undefined ? {} : { kid }) };
  if (alg.startsWith('HS')) {
    const secret = randomBytes(64);
    const jwk = { kty: 'oct', k: secret.toString('base64url'), ...named };
    return { alg, kid, jwk, sign: (text) => createHmac(hashOf(alg), secret).update(text).digest() };
  }
  const { publicKey, privateKey } = pairFor(alg);
  const jwk = { ...publicKey.export({ format: 'jwk' }), ...named };
  return { alg, kid, jwk, sign: (text) => signBy(alg, privateKey, text) };
}

function pairFor(alg: string): { publicKey: KeyObject; privateKey: KeyObject } {
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519');
  if (alg.startsWith('ES')) return generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** RFC 7518 §3.3 to §3.5, RFC 8037 §3.1. */
function signBy(alg: string, key: KeyObject, text: string): Buffer {
  const data = Buffer.from(text);
  if (alg === 'EdDSA') return sign(null, data, key);
  if (alg.startsWith('ES')) return sign(hashOf(alg), data, { key, dsaEncoding: 'ieee-p1363' });
  const padding = alg.startsWith('PS') ? { padding: 6, saltLength: Number(alg.slice(2)) / 8 } : {};
  return sign(hashOf(alg), data, { key, ...padding });
}

/** A JWT (RFC 7519); the texts of header and payload can be given literally. */
export function signToken(
  key: IssuerKey,
  claims: object | string,
  header: object | string = { alg: key.alg, typ: 'JWT', ...(key.kid === undefined ? {} : { kid: key.kid }) },
): string {
  const encode = (part: object | string) =>
    Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${key.sign(text).toString('base64url')}`;
}

/** The content of the file that JWT_JWKS_FILE names. */
export const keySetOf = (...keys: ReadonlyArray<IssuerKey>): string =>
  JSON.stringify({ keys: keys.map(({ jwk }) => jwk) });

/** The settings of a Lectern that trusts these keys, whatever the audience of their tokens. */
export function trusting(...keys: ReadonlyArray<IssuerKey>) {
  const JWT_JWKS_FILE = join(temporaryFolder(), 'keys.json');
  writeFileSync(JWT_JWKS_FILE, keySetOf(...keys), { mode: 0o600 });
  return { JWT_JWKS_FILE, JWT_ANY_AUDIENCE: 'on' };
}
