import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { inspect } from 'node:util';
import type { LecternError } from '../../src/lib/errors.ts';
import { newObjectKey } from '../../src/storage/object-key.ts';
import { connectSwift, type SwiftConnection } from '../../src/storage/swift/connection.ts';
import { createSwiftDriver } from '../../src/storage/swift/driver.ts';
import { driverContract, put } from '../contracts/driver-contract.ts';
import { expectUnavailable } from '../contracts/unreachable-storage.ts';
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

// Its object servers check the condition before the bytes arrive, and a second upload may begin in between.
driverContract('Swift', async () => createSwiftDriver({ connection: await newContainer(), pageSize: 2 }), {
  seesRaces: false,
});

describe('Swift driver', () => {
  it('signs in again when its token has expired, also before an upload', async () => {
    const driver = createSwiftDriver({ connection: await newContainer() });
    const key = newObjectKey();
    assert.equal(await driver.head(key), undefined);
    await swift.endTokens();
    assert.equal(await put(driver, key, Buffer.from('x')), 'stored');
    await swift.endTokens();
    assert.deepEqual(await driver.head(key), { size: 1 });
  });

  it('tells the operator that the user is refused, and never the key', async () => {
    const driver = createSwiftDriver({ connection: connect('another key') });
    await assert.rejects(driver.head(newObjectKey()), (error: LecternError) => {
      assert.equal(error.code, 'storage-unavailable');
      assert.match(error.message, /401.*SWIFT_USER and SWIFT_KEY/);
      assert.ok(!inspect(error).includes('another key'));
      return true;
    });
  });

  it('treats a missing container as a broken storage, and not as an empty one', async () => {
    const driver = createSwiftDriver({ connection: connect(swift.key, 'missing') });
    await expectUnavailable(driver, /404.*SWIFT_CONTAINER/, Buffer.from('x'));
  });
});
