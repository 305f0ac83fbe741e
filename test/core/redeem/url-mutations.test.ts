import { after, before, describe } from 'node:test';
import { mutatedUrlContract } from '../../contracts/mutated-url-contract.ts';
import { openServedStore, type ServedStore } from '../../contracts/served-store.ts';
import { startOwnFileServer } from './start-own.ts';

describe('the file server over a raw socket', () => {
  let store: ServedStore;
  before(async () => {
    store = await openServedStore(startOwnFileServer);
  });
  after(() => store.stop());

  mutatedUrlContract('the file server', () => store, true);
});
