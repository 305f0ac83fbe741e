import { join } from 'node:path';
import { providerLimits } from 'lectern-signing';
import { createEmbeddedSigner, createEmbeddedUrlReader } from 'lectern-signing/embedded';
import { createDocumentSigner } from '../document-signer.ts';
import { defineProvider } from '../provider.ts';
import type { Remedies, Storage, StorageParts } from '../storage.ts';
import { createFileDriver } from './driver.ts';

/** Error codes of Lectern's file server, and of Node for the folder. */
const remedies: Remedies = {
  'url-invalid':
    'That server has other signing keys, or a proxy changes path or query: LECTERN_DATA_DIR and LECTERN_FILES_URL must belong to the same installation.',
  'url-expired': 'Give the server and the doctor the same time.',
  'object-not-found': 'That server has another LECTERN_DATA_DIR than the doctor: use the same one.',
  EACCES: 'Let the user who runs Lectern write to LECTERN_DATA_DIR.',
  ENOSPC: 'The disk is full: free some space.',
  ECONNREFUSED: 'Start "lectern serve", or correct LECTERN_FILES_URL.',
};

/** A folder on this machine, served by Lectern's file server. */
export const file = defineProvider({ settings: {}, signers: () => ['embedded'], policies: () => [] });

export function openFile({ dataDir, filesUrl, ring }: StorageParts): Storage {
  const driver = createFileDriver(join(dataDir, 'files'));
  const options = { ring, filesUrl };
  return {
    provider: 'embedded',
    bindsUpload: providerLimits.embedded.bindsUpload,
    remedies,
    driver,
    signer: createDocumentSigner('embedded', {
      ...createEmbeddedSigner(options),
      ...createEmbeddedUrlReader(options),
    }),
    publicUrl: filesUrl,
    close: driver.close,
  };
}
