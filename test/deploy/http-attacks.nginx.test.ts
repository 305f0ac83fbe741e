import type { AddressInfo } from 'node:net';
import { after, before, describe } from 'node:test';
import { type AttackedListener, httpAttackContract } from '../contracts/http-attack-contract.ts';
import { openServedStore, pageOrigins, type ServedStore } from '../contracts/served-store.ts';
import { uploadAttackContract } from '../contracts/upload-attack-contract.ts';
import { startOwnFileServer } from '../core/redeem/start-own.ts';
import { type Nginx, startNginx } from '../servers/nginx.ts';
import { apiSite } from '../servers/nginx-balancer.ts';
import { startNginxFiles } from '../servers/nginx-files.ts';
import { openTestApp } from '../support/app.ts';

/**
 * nginx answers the first without a head, as HTTP/0.9 does, and speaks HTTP/2 without TLS to a client that starts with
 * it.
 */
const ofNginx = new Set(['HTTP/0.9', 'the preface of HTTP/2']);

describe('nginx in front of the files and hostile HTTP', () => {
  let store: ServedStore;
  let listener: AttackedListener;
  let stopOwn: () => Promise<void>;
  before(async () => {
    store = await openServedStore(async (dataDir) => {
      const own = await startOwnFileServer(dataDir);
      stopOwn = own.stop;
      const nginx = await startNginxFiles({ dataDir, ...pageOrigins, filesPort: own.port });
      return { ...nginx, applyKeys: nginx.reload };
    });
    listener = { port: store.port, logs: store.logs, target: await store.store(Buffer.from('%PDF')) };
  });
  after(async () => {
    await store.stop();
    await stopOwn();
  });

  httpAttackContract('nginx', () => listener, ofNginx);
  uploadAttackContract('nginx that forwards uploads', () => store);
});

const { app, logged } = await openTestApp();

describe('nginx in front of the API and hostile HTTP', () => {
  let nginx: Nginx;
  let listener: AttackedListener;
  before(async () => {
    await app.api.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.api.server.address() as AddressInfo;
    nginx = await startNginx(apiSite([port, port]));
    const logs = () => logged.join('') + nginx.logs();
    listener = { port: nginx.ports[0] as number, target: '/healthz', logs };
  });
  after(() => nginx.stop());

  httpAttackContract('the API behind nginx', () => listener, ofNginx);
});
