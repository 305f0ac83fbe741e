import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newObjectKey } from '../../src/storage/object-key.ts';
import { createObjectStore } from '../../src/storage/object-store.ts';
import type { ProviderApi } from '../../src/storage/provider-api.ts';
import { StorageUnavailable } from '../../src/storage/storage-unavailable.ts';
import { driverContract, put, sha256 } from '../contracts/driver-contract.ts';
import { ApiError, memoryApi } from '../support/memory-driver.ts';

const remedies = { Refused: 'Set EXAMPLE_KEY.', NoSuchBucket: 'Create the bucket.' };

const storeWith = (changes: Partial<ProviderApi> = {}, timeoutMs = 1000) =>
  createObjectStore(memoryApi(changes), remedies, { pageSize: 2, timeoutMs });
const refuse = (error: Error) => async () => {
  throw error;
};

driverContract('an object store with a provider in memory', () => storeWith());
driverContract(
  'an object store with a provider whose requests overwrite',
  () => storeWith({ overwrites: true }),
  { seesRaces: false },
);

describe('an object store', () => {
  it('tells the operator what to do about a known error code of the provider', async () => {
    const cause = new ApiError('other', 'Refused');
    await assert.rejects(storeWith({ stat: refuse(cause) }).head(newObjectKey()), (error) => {
      assert.ok(error instanceof StorageUnavailable);
      assert.equal(error.code, 'storage-unavailable');
      assert.equal(error.message, 'The file storage is not working (Refused). Set EXAMPLE_KEY.');
      assert.equal(error.seen, 'Refused');
      assert.equal(error.cause, cause);
      return true;
    });
  });

  it("never repeats a client's message, which may quote a request", async () => {
    for (const error of [new ApiError('other', 'Unknown'), new Error('GET /?secret')]) {
      const store = storeWith({ stat: refuse(error), list: refuse(error), create: refuse(error) });
      const expected = {
        code: 'storage-unavailable',
        message: /^The file storage is not working. Try again/,
      };
      await assert.rejects(store.head(newObjectKey()), expected);
      await assert.rejects(Array.fromAsync(store.list('')), expected);
      await assert.rejects(put(store, newObjectKey(), Buffer.from('x')), expected);
    }
  });

  it('checks the bucket once, where a missing object does not show whether it exists', async () => {
    let asked = 0;
    const store = storeWith({
      async confirmBucket() {
        asked += 1;
        if (asked === 1) throw new ApiError('other', 'NoSuchBucket');
      },
    });
    await assert.rejects(store.head(newObjectKey()), { message: /NoSuchBucket.*Create the bucket/ });
    assert.equal(await store.head(newObjectKey()), undefined);
    assert.equal(await store.open(newObjectKey()), undefined);
    assert.equal(asked, 2);
  });

  it('fails when the provider does not report the size of an object', async () => {
    const unavailable = { code: 'storage-unavailable' };
    const sizeless = { size: undefined, tag: 'x' };
    await assert.rejects(storeWith({ stat: async () => sizeless }).head(newObjectKey()), unavailable);
    const page = { objects: [{ key: 'a', size: undefined }], next: undefined };
    await assert.rejects(Array.fromAsync(storeWith({ list: async () => page }).list('')), unavailable);
  });

  it('waits no longer than its timeout, even for a client that ignores the signal', async () => {
    let signal: AbortSignal | undefined;
    const store = storeWith(
      {
        stat(_key, given) {
          signal = given;
          return new Promise(() => {});
        },
      },
      20,
    );
    await assert.rejects(store.head(newObjectKey()), { code: 'storage-unavailable', seen: undefined });
    assert.equal(signal?.reason.name, 'TimeoutError');
  });

  it('reads a whole upload before it answers that the object is already stored', async () => {
    const store = storeWith({ overwrites: true });
    const key = newObjectKey();
    await put(store, key, Buffer.from('first'));
    async function* tooLong() {
      yield Buffer.from('first and more');
    }
    const expected = { size: 5, sha256: sha256('first') };
    await assert.rejects(store.put(key, tooLong(), expected), { code: 'upload-size-mismatch' });
  });
});
