import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, type JWK, SignJWT } from 'jose';
import { hashToken } from '../../src/lib/random-token.ts';
import { openSilentCore } from '../../test/support/silent-core.ts';
import type { Reader } from './world.ts';

export const algorithms = ['HS256', 'RS256', 'ES256', 'EdDSA'] as const;
export type Algorithm = (typeof algorithms)[number];

const secret = randomBytes(64);
const pairs = {
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: generateKeyPairSync('ed25519'),
};

/** Writes the public keys of a test issuer into a folder. @returns the settings with which a server trusts it */
export async function trustBench(folder: string): Promise<{ JWT_JWKS_FILE: string; JWT_ANY_AUDIENCE: 'on' }> {
  const oct: JWK = { kty: 'oct', k: secret.toString('base64url'), alg: 'HS256', kid: 'HS256' };
  const others = Object.entries(pairs).map(async ([alg, { publicKey }]) => ({
    ...(await exportJWK(publicKey)),
    ...{ alg, kid: alg },
  }));
  const file = join(folder, 'jwks.json');
  await writeFile(file, JSON.stringify({ keys: [oct, ...(await Promise.all(others))] }));
  return { JWT_JWKS_FILE: file, JWT_ANY_AUDIENCE: 'on' };
}

export function signToken(alg: Algorithm, subject: string): Promise<string> {
  return new SignJWT({ sub: subject, name: subject, jti: randomBytes(8).toString('hex') })
    .setProtectedHeader({ alg, kid: alg })
    .setExpirationTime('3h')
    .sign(alg === 'HS256' ? secret : pairs[alg].privateKey);
}

/** The same readers and tasks with each kind of credential, by name: the given sessions, an API key, and tokens of a trusted issuer. */
export async function byCredential(
  environment: Record<string, string>,
  readers: ReadonlyArray<Reader>,
): Promise<ReadonlyMap<string, ReadonlyArray<Reader>>> {
  const core = await openSilentCore(environment);
  // Their external id is their name.
  await core.database.kysely
    .updateTable('user')
    .set((eb) => ({ externalId: eb.ref('name') }))
    .where('externalId', 'is', null)
    .execute();
  const rows = await core.database.kysely
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.userId')
    .select(['token', 'name'])
    .execute();
  const { key } = await core.apiKeys.create({ name: 'Bench', scopes: ['read'], expiresAt: null }, null);
  await core.close();
  const names = new Map(rows.map(({ token, name }) => [token, name]));
  const byToken = async (alg: Algorithm) =>
    Promise.all(
      readers.map(async ({ token, taskId }) => ({
        taskId,
        token: await signToken(alg, names.get(hashToken(token)) as string),
      })),
    );
  return new Map([
    ['session', readers],
    ['API key', readers.map(({ taskId }) => ({ taskId, token: key }))],
    ...(await Promise.all(algorithms.map(async (alg) => [`token, ${alg}`, await byToken(alg)] as const))),
  ]);
}
