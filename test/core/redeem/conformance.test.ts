import { after, before, describe } from 'node:test';
import { fileServerContract } from '../../contracts/file-server-contract.ts';
import { type AttackedListener, httpAttackContract } from '../../contracts/http-attack-contract.ts';
import { mutatedUrlContract } from '../../contracts/mutated-url-contract.ts';
import { nowSeconds, openServedStore, type ServedStore } from '../../contracts/served-store.ts';
import { uploadAttackContract } from '../../contracts/upload-attack-contract.ts';
import { startOwnFileServer } from './start-own.ts';

fileServerContract("Lectern's own", 'lectern', startOwnFileServer);

describe('the file server over a raw socket', () => {
  let store: ServedStore;
  let listener: AttackedListener;
  before(async () => {
    store = await openServedStore(startOwnFileServer);
    // The tests before its own may take minutes on a busy machine.
    const target = await store.store(Buffer.from('%PDF'), { expiresAtSeconds: nowSeconds() + 3600 });
    listener = { port: store.port, logs: store.logs, target };
  });
  after(() => store.stop());

  mutatedUrlContract('the file server', () => store, true);
  httpAttackContract('the file server', () => listener);
  uploadAttackContract('the file server', () => store);
});
