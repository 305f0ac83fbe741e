import { after, before, describe } from 'node:test';
import { type AttackedListener, httpAttackContract } from '../../contracts/http-attack-contract.ts';
import { openServedStore, type ServedStore } from '../../contracts/served-store.ts';
import { uploadAttackContract } from '../../contracts/upload-attack-contract.ts';
import { startOwnFileServer } from './start-own.ts';

describe('the file server and hostile HTTP', () => {
  let store: ServedStore;
  let listener: AttackedListener;
  before(async () => {
    store = await openServedStore(startOwnFileServer);
    listener = { port: store.port, logs: store.logs, target: await store.store(Buffer.from('%PDF')) };
  });
  after(() => store.stop());

  httpAttackContract('the file server', () => listener);
  uploadAttackContract('the file server', () => store);
});
