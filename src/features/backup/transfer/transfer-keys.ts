import { existsSync } from 'node:fs';
import type { KeyRing } from 'lectern-signing';
import { type Config, dataPaths } from '../../../config/config.ts';
import type { KeyStore } from '../../../core/keys/key-store.ts';
import { openKeyStore } from '../../../core/keys/open-key-store.ts';
import { systemClock } from '../../../lib/clock.ts';
import { type Installation, usesDataFolder } from './installation.ts';

/**
 * Lets the target adopt the signing keys of the source, so that issued URLs stay valid if Lectern's own file server
 * delivers on both sides.
 * @returns what the operator still has to do if the target takes its keys from elsewhere; never a key
 * @throws SigningError `key-conflict` when a key of the target has the id of another key there
 * @throws OperatorError when a key file cannot be used
 */
export async function transferKeys(source: Installation, target: Installation): Promise<string | undefined> {
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

/** The variable with keys that only an operator may change. */
function variableOf({ signingKeys, signingKeysFile }: Config): string | undefined {
  if (signingKeys !== undefined) return 'LECTERN_SIGNING_KEYS';
  return signingKeysFile === undefined ? undefined : 'LECTERN_SIGNING_KEYS_FILE';
}

/** The keys of the source, if it has any; none are made for it. */
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
