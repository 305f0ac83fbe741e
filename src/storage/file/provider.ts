import { join } from 'node:path';
import { providerLimits } from 'lectern-signing';
import { createEmbeddedSigner } from 'lectern-signing/embedded';
import { defineProvider } from '../provider.ts';
import { createFileDriver } from './driver.ts';
import { fileRemedies } from './remedies.ts';

/** A folder on this machine. Lectern's own file server delivers the files. */
export const file = defineProvider({
  variables: {},
  signers: () => ['embedded'],
  policies: () => [],
  async open(_settings, { dataDir, filesUrl, ring }) {
    const driver = createFileDriver(join(dataDir, 'files'));
    return {
      provider: 'embedded',
      bindsUpload: providerLimits.embedded.bindsUpload,
      remedies: fileRemedies,
      driver,
      signer: createEmbeddedSigner({ ring, filesUrl }),
      publicUrl: filesUrl,
      close: driver.close,
    };
  },
});
