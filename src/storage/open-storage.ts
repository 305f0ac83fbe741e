import { providerOf, type StorageSettings } from './providers.ts';
import type { Storage, StorageParts } from './storage.ts';

/**
 * Opens the configured storage.
 * @throws OperatorError when its credentials cannot be loaded, or when a file of the settings cannot be read
 */
export function openStorage(settings: StorageSettings, parts: StorageParts): Promise<Storage> {
  return providerOf(settings.kind).open(settings, parts);
}
