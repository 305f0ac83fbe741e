import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { newObjectKey } from '../../src/storage/object-key.ts';
import { connectSwift, type SwiftConnection } from '../../src/storage/swift-connection.ts';
import { createSwiftDriver } from '../../src/storage/swift-driver.ts';
import { driverContract } from '../contracts/driver-contract.ts';
import { startSwift } from '../servers/swift.ts';

const swift = await startSwift();
after(() => swift.stop());

const connect = (key = swift.key, container = `c-${randomUUID()}`) =>
  connectSwift({ ...swift, key, container, tempUrlKeys: [swift.tempUrlKey] });

async function newContainer(): Promise<SwiftConnection> {
  const connection = connect();
  const { status } = await connection.ask('PUT', { signal: AbortSignal.timeout(10_000) });
  assert.equal(status, 201);
  return connection;
}

// Its object servers look at the condition before the bytes come, and a second upload may begin meanwhile.
driverContract('Swift', async () => createSwiftDriver({ connection: await newContainer(), pageSize: 2 }), {
  seesRaces: false,
});

describe('the Swift driver', () => {
  it('says that the storage does not work when the user or the container is wrong', async () => {
    for (const connection of [connect('another key'), connect(swift.key, 'no-such-container')]) {
      const driver = createSwiftDriver({ connection });
      await assert.rejects(Array.fromAsync(driver.list('')), { code: 'storage-unavailable' });
    }
    const driver = createSwiftDriver({ connection: connect('another key') });
    await assert.rejects(driver.head(newObjectKey()), { code: 'storage-unavailable' });
  });
});
