import { after, before, describe } from 'node:test';
import { mutatedUrlContract } from '../../contracts/mutated-url-contract.ts';
import { openServedStore, pageOrigins, type ServedStore } from '../../contracts/served-store.ts';
import { startNginxFiles } from '../../servers/nginx-files.ts';

describe('nginx over a raw socket', () => {
  let store: ServedStore;
  before(async () => {
    store = await openServedStore(async (dataDir) => {
      const nginx = await startNginxFiles({ dataDir, ...pageOrigins });
      return { ...nginx, applyKeys: nginx.reload };
    });
  });
  after(() => store.stop());

  mutatedUrlContract('nginx', () => store, false);
});
