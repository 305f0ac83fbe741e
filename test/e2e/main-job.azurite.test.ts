import { mainJobContract } from '../contracts/main-job.ts';
import { startAzurite } from '../servers/azurite.ts';
import { newAzureContainer } from '../servers/buckets.ts';

mainJobContract('Azurite', async () => {
  const azurite = await startAzurite();
  return {
    settings: await newAzureContainer(azurite),
    bindsUploads: false,
    rotate: async () => ({ AZURE_STORAGE_KEY: azurite.secondKey }),
    refusesRanges: false,
    stop: azurite.stop,
  };
});
