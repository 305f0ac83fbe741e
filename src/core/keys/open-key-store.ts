import { type KeyRing, parseKeyRingVariable } from 'lectern-signing';
import { conflict } from '../../lib/errors.ts';
import { openKeyFile } from './key-file.ts';
import type { KeyStore } from './key-store.ts';
import { type KeyTableParts, openKeyTable } from './key-table.ts';

/** At most one is set. */
export interface KeySettings {
  /** The keys themselves, as `id:secret,…`. */
  readonly signingKeys: string | undefined;
  /** A file that Lectern did not create. */
  readonly signingKeysFile: string | undefined;
  /** Encrypts the keys in the database; base64url. */
  readonly signingKeysSecret: string | undefined;
}

/**
 * Opens the store that the settings name, or else the file at `ownFile`.
 * @throws OperatorError if the keys cannot be used
 * @throws `unavailable` if the database with the keys does not answer
 */
export async function openKeyStore(
  settings: KeySettings,
  parts: Omit<KeyTableParts, 'secret'> & { readonly ownFile: string },
): Promise<KeyStore> {
  const { signingKeys, signingKeysFile, signingKeysSecret } = settings;
  if (signingKeys !== undefined) return givenKeys(parseKeyRingVariable(signingKeys));
  if (signingKeysSecret !== undefined) {
    return openKeyTable({ ...parts, secret: Buffer.from(signingKeysSecret, 'base64url') });
  }
  return signingKeysFile === undefined
    ? openKeyFile({ ...parts, path: parts.ownFile, origin: 'own' })
    : openKeyFile({ ...parts, path: signingKeysFile, origin: 'mounted' });
}

/** Keys from the environment, which cannot change while a process runs. */
function givenKeys(ring: KeyRing): KeyStore {
  const refuse = async () => {
    throw conflict(
      'keys-from-settings',
      'LECTERN_SIGNING_KEYS sets the signing keys. Change them there, then restart Lectern.',
    );
  };
  return { ring: () => ring, rotate: refuse, remove: refuse, adopt: refuse, async refresh() {} };
}
