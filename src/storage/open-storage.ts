import { providerOf, type StorageSettings } from './providers.ts';
import type { Storage, StorageParts } from './storage.ts';

/**
 * Opens the configured storage.
 * @throws LecternError `storage-unavailable` when its credentials cannot be loaded, `request-invalid` for a file of
 *   the settings that cannot be read
 */
export function openStorage(settings: StorageSettings, parts: StorageParts): Promise<Storage> {
  return providerOf(settings.kind).open(settings, parts);
}
