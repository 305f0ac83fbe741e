import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { KeyRing } from 'lectern-signing';
import { type Config, dataPaths } from '../../config/config.ts';
import type { KeyStore } from '../../core/keys/key-store.ts';
import { openKeyStore } from '../../core/keys/open-key-store.ts';
import { systemClock } from '../../lib/clock.ts';
import { createOnce } from '../../lib/durable-file.ts';
import { type Installation, usesDataFolder } from './installation.ts';

/**
 * Copies the secrets of the source to the target if it can store them.
 * @returns advice for the operator, without secrets
 * @throws SigningError `key-conflict` when the target has another key with the same id
 * @throws OperatorError when a key file cannot be used
 */
export async function transferSecrets(
  source: Installation,
  target: Installation,
): Promise<ReadonlyArray<string>> {
  const advice = [await transferKeys(source, target), await transferAuthSecret(source.config, target.config)];
  return advice.filter((each) => each !== undefined);
}

/**
 * Adds the source's signing keys to the target's, so that issued URLs stay valid if Lectern's own file server serves both.
 * @returns advice for the operator if Lectern cannot do it
 */
async function transferKeys(source: Installation, target: Installation): Promise<string | undefined> {
  const deliverAlike = [source, target].every(({ config }) => config.storage.kind === 'file');
  const ring = await readKeys(source);
  if (ring === undefined) {
    return deliverAlike ? 'No signing keys of the source were found: its URLs end with it.' : undefined;
  }
  const elsewhere = variableOf(target.config);
  if (elsewhere === undefined) {
    const canLie = target.config.signingKeysSecret !== undefined || usesDataFolder(target.config);
    if (canLie) await (await openKeys(target)).adopt(ring);
    return undefined;
  }
  if (!deliverAlike || holds((await openKeys(target)).ring(), ring)) return undefined;
  const where = variableOf(source.config) ?? dataPaths(source.config.dataDir).signingKeys;
  return `Add the signing keys of the source (${where}) to ${elsewhere} of the target, or its URLs end with it.`;
}

/** The variable that provides the keys, if an operator manages them. */
function variableOf({ signingKeys, signingKeysFile }: Config): string | undefined {
  if (signingKeys !== undefined) return 'LECTERN_SIGNING_KEYS';
  return signingKeysFile === undefined ? undefined : 'LECTERN_SIGNING_KEYS_FILE';
}

/** Reads the keys of the source without creating any. */
async function readKeys(source: Installation): Promise<KeyRing | undefined> {
  const { config, database } = source;
  if (config.signingKeysSecret !== undefined) {
    const first = await database.kysely.selectFrom('signingKeys').select('id').limit(1).execute();
    if (first.length === 0) return undefined;
  } else if (variableOf(config) === undefined && !existsSync(dataPaths(config.dataDir).signingKeys)) {
    return undefined;
  }
  return (await openKeys(source)).ring();
}

function openKeys({ config, database }: Installation): Promise<KeyStore> {
  return openKeyStore(config, {
    database,
    clock: systemClock,
    log: { error() {}, info() {} },
    ownFile: dataPaths(config.dataDir).signingKeys,
  });
}

function holds(ring: KeyRing, others: KeyRing): boolean {
  return others.every((key) => ring.some(({ id, secret }) => id === key.id && secret.equals(key.secret)));
}

/**
 * Copies the secret of session cookies if the target keeps it in its data folder, so that sessions stay valid.
 * @returns advice for the operator
 */
async function transferAuthSecret(source: Config, target: Config): Promise<string | undefined> {
  const secret = source.authSecret ?? (await readSecret(source));
  if (secret === undefined) return undefined; // no secret, no sessions
  if (target.authSecret === undefined && usesDataFolder(target)) {
    await createOnce(dataPaths(target.dataDir).authSecret, `${secret}\n`);
  }
  if ((target.authSecret ?? (await readSecret(target))) === secret) return undefined;
  const where = source.authSecret === undefined ? dataPaths(source.dataDir).authSecret : 'the source';
  return `Give the target the LECTERN_AUTH_SECRET of ${where}, or everybody signs in again, and URLs of the source can't be revoked.`;
}

async function readSecret({ dataDir }: Config): Promise<string | undefined> {
  const text = await readFile(dataPaths(dataDir).authSecret, 'utf8').catch(() => undefined);
  return text?.trim();
}
