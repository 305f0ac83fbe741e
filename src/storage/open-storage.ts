import { explainMissingPackage } from '../missing-package.ts';
import { providerOf, type StorageSettings } from './providers.ts';
import type { Storage, StorageParts } from './storage.ts';

/**
 * Opens the configured storage.
 * @throws OperatorError when the provider's client is not installed, when its credentials cannot be loaded, or when a
 *   file of the settings cannot be read
 */
export function openStorage(settings: StorageSettings, parts: StorageParts): Promise<Storage> {
  return providerOf(settings.kind).open(settings, parts).catch(explainMissingPackage);
}
