import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { systemClock } from '../../src/lib/clock.ts';
import { createAzureDriver } from '../../src/storage/azure/driver.ts';
import { connectAzure, fetchUserDelegationKey } from '../../src/storage/azure/open.ts';
import { newObjectKey } from '../../src/storage/object-key.ts';
import { driverContract, put } from '../contracts/driver-contract.ts';
import { expectUnavailable } from '../contracts/unreachable-storage.ts';
import { startAzurite } from '../servers/azurite.ts';
import { azuriteIdentity } from '../servers/azurite-identity.ts';
import { hourMs, minuteMs } from '../support/settable-clock.ts';

let azurite: Awaited<ReturnType<typeof startAzurite>>;
before(async () => {
  azurite = await startAzurite();
});
after(() => azurite.stop());

async function connect(container: string): Promise<ContainerClient> {
  const { account, accountKey, endpoint } = azurite;
  return (await connectAzure({ account, accountKey, endpoint, container })).container;
}

async function emptyContainer(): Promise<ContainerClient> {
  const container = await connect(`c-${randomUUID()}`);
  await container.create();
  return container;
}

driverContract('Azure, on Azurite', async () =>
  createAzureDriver({ container: await emptyContainer(), pageSize: 2 }),
);

describe('user delegation key', () => {
  it('lasts for a day, and has begun some minutes ago', async () => {
    const service = new BlobServiceClient(azurite.endpoint, azuriteIdentity());
    const fetched = await fetchUserDelegationKey({ service, clock: systemClock, timeoutMs: 5000 });

    const leftMs = fetched.expiresAtMs - Date.now();
    assert.ok(leftMs > 23.9 * hourMs && leftMs <= 24 * hourMs, `${leftMs} ms`);
    assert.equal(Date.parse(fetched.key.signedExpiry), fetched.expiresAtMs);
    assert.ok(Date.parse(fetched.key.signedStart) < Date.now() - 14 * minuteMs);
  });
});

describe('Azure driver', () => {
  it('stores PDFs with their type, for everyone who reads the storage directly', async () => {
    const container = await emptyContainer();
    const key = newObjectKey();
    await put(createAzureDriver({ container }), key, Buffer.from('%PDF-'));
    const { contentType, blobType } = await container.getBlobClient(key).getProperties();
    assert.deepEqual({ contentType, blobType }, { contentType: 'application/pdf', blobType: 'BlockBlob' });
  });

  it('puts and reads an object that is larger than one chunk of the client', async () => {
    const driver = createAzureDriver({ container: await emptyContainer() });
    const key = newObjectKey();
    const bytes = randomBytes(9 * 1024 * 1024);
    assert.equal(await put(driver, key, bytes), 'stored');
    const object = await driver.open(key);
    assert.ok(object);
    assert.ok(bytes.equals(await object.read()));
  });

  it('leaves no uncommitted blob behind when an upload is interrupted', async () => {
    const container = await emptyContainer();
    const driver = createAzureDriver({ container });
    async function* cutShort() {
      yield randomBytes(300_000);
      throw new Error('the connection was lost');
    }
    const expected = { size: 600_000, sha256: '0'.repeat(64) };
    await assert.rejects(driver.put(newObjectKey(), cutShort(), expected), { code: 'upload-interrupted' });
    const left = await Array.fromAsync(container.listBlobsFlat({ includeUncommitedBlobs: true }));
    assert.deepEqual(left, []);
  });

  it('treats a missing container as a broken storage, and not as an empty one', async () => {
    const driver = createAzureDriver({ container: await connect(`c-${randomUUID()}`) });
    await expectUnavailable(driver, /ContainerNotFound.*AZURE_STORAGE_CONTAINER/, Buffer.from('x'));
  });

  it('reports `storage-unavailable` for a wrong account key', async () => {
    const { account, endpoint } = azurite;
    const accountKey = Buffer.from('another key').toString('base64');
    const { container } = await connectAzure({ account, accountKey, endpoint, container: 'pdfs' });
    const driver = createAzureDriver({ container });
    const message = /AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT/;
    await expectUnavailable(driver, message, Buffer.from('x'));
  });
});
