import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { StorageDriver } from '../../src/storage/driver.ts';
import { newObjectKey } from '../../src/storage/object-key.ts';
import { endEarly } from '../support/end-early.ts';
import { put } from './driver-contract.ts';

const timeoutMs = 200;
/** More than the buffers of a connection that is not read. */
const bytes = randomBytes(20_000_000);

/** Everything that a driver does fails, instead of finding nothing. */
export async function expectUnavailable(driver: StorageDriver, message = /./, body = bytes): Promise<void> {
  const key = newObjectKey();
  await Promise.all(
    [
      driver.head(key),
      driver.open(key),
      driver.delete(key),
      Array.fromAsync(driver.list('')),
      put(driver, key, body),
    ].map((call) => assert.rejects(call, { code: 'storage-unavailable', message })),
  );
}

/** What a driver does when its storage cannot be reached. */
export function unreachableStorage(
  name: string,
  open: (endpoint: string, timeoutMs: number) => StorageDriver | Promise<StorageDriver>,
): void {
  describe(`unreachable storage: ${name}`, () => {
    const silent = createServer((socket) => keep(socket));
    const sockets = new Set<Socket>();
    const keep = (socket: Socket) => sockets.add(socket.on('error', () => {}));
    before(() => listen(silent));
    after(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });

    it('waits no longer than its timeout for a storage that accepts connections and never answers', async (context) => {
      // Time out as soon as the storage has accepted a connection, however long that takes here.
      endEarly(context, {
        from: '/src/lib/timeout.ts',
        isMeant: (ms) => ms === timeoutMs,
        isDue: () => sockets.size > 0,
      });
      await expectUnavailable(await open(endpointOf(silent), timeoutMs));
      assert.ok(sockets.size > 0);
    });

    it('reports `storage-unavailable` for a storage that refuses connections', async () => {
      const closed = await listen(createServer());
      const endpoint = endpointOf(closed);
      closed.close();
      await expectUnavailable(await open(endpoint, timeoutMs));
    });
  });
}

async function listen(server: Server): Promise<Server> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function endpointOf(server: Server): string {
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return `http://127.0.0.1:${address.port}`;
}
