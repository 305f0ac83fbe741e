import { join } from 'node:path';
import { createEmbeddedHmac } from '../../signing/embedded-hmac.ts';
import { createFileDriver } from './file/driver.ts';
import { fileRemedies } from './file/remedies.ts';
import type { StorageSettings } from './settings.ts';
import type { Storage, StorageParts } from './storage.ts';

/**
 * Opens the configured storage. A provider's client is loaded only when it is configured.
 * @throws LecternError `storage-unavailable` when its credentials cannot be had
 */
export async function openStorage(settings: StorageSettings, parts: StorageParts): Promise<Storage> {
  switch (settings.kind) {
    case 'file':
      return openEmbedded(parts);
    case 's3':
      return (await import('./s3/open.ts')).openS3(settings, parts);
    case 'gcs':
      return (await import('./gcs/open.ts')).openGcs(settings);
    case 'azure':
      return (await import('./azure/open.ts')).openAzure(settings, parts);
    case 'swift':
      return (await import('./swift/open.ts')).openSwift(settings);
  }
}

function openEmbedded({ dataDir, filesUrl, ring }: StorageParts): Storage {
  return {
    provider: 'embedded',
    remedies: fileRemedies,
    driver: createFileDriver(join(dataDir, 'files')),
    signer: createEmbeddedHmac({ ring, filesUrl }),
    publicUrl: filesUrl,
    close() {},
  };
}
