import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import {
  BlobClient,
  BlobSASPermissions,
  BlobServiceClient,
  type ContainerClient,
  generateBlobSASQueryParameters,
} from '@azure/storage-blob';
import { systemClock } from '../../src/lib/clock.ts';
import { createAzureDriver } from '../../src/storage/azure/driver.ts';
import { connectAzure, fetchUserDelegationKey } from '../../src/storage/azure/open.ts';
import { newObjectKey, parseObjectKey } from '../../src/storage/object-key.ts';
import { driverContract, put } from '../contracts/driver-contract.ts';
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

driverContract('Azure, on Azurite', async () => createAzureDriver({ container: await emptyContainer() }));

describe('user delegation key', () => {
  it('signs a URL that the storage accepts, and returns its true expiry', async () => {
    const { account, endpoint } = azurite;
    const container = await emptyContainer();
    const key = newObjectKey();
    await put(createAzureDriver({ container }), key, Buffer.from('%PDF-'));
    const service = new BlobServiceClient(endpoint, azuriteIdentity());
    const fetched = await fetchUserDelegationKey({ service, clock: systemClock, timeoutMs: 5000 });

    const leftMs = fetched.expiresAtMs - Date.now();
    assert.ok(leftMs > 23.9 * hourMs && leftMs <= 24 * hourMs, `${leftMs} ms`);
    assert.equal(Date.parse(fetched.key.signedExpiry), fetched.expiresAtMs);
    assert.ok(Date.parse(fetched.key.signedStart) < Date.now() - 14 * minuteMs);

    // Microsoft's own signer verifies the parts.
    const { key: parts } = fetched;
    const query = generateBlobSASQueryParameters(
      {
        containerName: container.containerName,
        blobName: key,
        permissions: BlobSASPermissions.parse('r'),
        expiresOn: new Date(Date.now() + minuteMs),
        version: '2021-12-02',
      },
      {
        signedObjectId: parts.signedOid,
        signedTenantId: parts.signedTid,
        signedStartsOn: new Date(parts.signedStart),
        signedExpiresOn: new Date(parts.signedExpiry),
        signedService: parts.signedService,
        signedVersion: parts.signedVersion,
        value: parts.value,
      },
      account,
    );
    const blob = new BlobClient(`${container.getBlobClient(key).url}?${query}`);
    assert.equal(String(await blob.downloadToBuffer()), '%PDF-');
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

  it('lists more objects than one page contains', async () => {
    const driver = createAzureDriver({ container: await emptyContainer(), pageSize: 3 });
    const keys = Array.from({ length: 10 }, (_, index) => parseObjectKey(`a/${index}`));
    for (const key of keys) await put(driver, key, Buffer.from('x'));
    const found = await Array.fromAsync(driver.list('a/'));
    assert.deepEqual(
      found.map(({ key }) => key),
      keys,
    );
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
    const missing = { code: 'storage-unavailable', message: /ContainerNotFound.*AZURE_STORAGE_CONTAINER/ };
    await assert.rejects(driver.head(newObjectKey()), missing);
    await assert.rejects(driver.open(newObjectKey()), missing);
    await assert.rejects(driver.delete(newObjectKey()), missing);
    await assert.rejects(Array.fromAsync(driver.list('')), missing);
    await assert.rejects(put(driver, newObjectKey(), Buffer.from('x')), missing);
  });

  it('reports `storage-unavailable` for a wrong account key', async () => {
    const { account, endpoint } = azurite;
    const accountKey = Buffer.from('another key').toString('base64');
    const { container } = await connectAzure({ account, accountKey, endpoint, container: 'pdfs' });
    const driver = createAzureDriver({ container });
    const message = /AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT/;
    await assert.rejects(driver.head(newObjectKey()), { code: 'storage-unavailable', message });
    await assert.rejects(Array.fromAsync(driver.list('')), { code: 'storage-unavailable', message });
  });

  it('waits no longer than its timeout for a storage that hangs', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const { container } = await connectAzure({
      account: azurite.account,
      accountKey: azurite.accountKey,
      endpoint: `http://127.0.0.1:${address.port}/${azurite.account}`,
      container: 'c',
    });
    const driver = createAzureDriver({ container, timeoutMs: 100 });
    const unavailable = { code: 'storage-unavailable' };
    await assert.rejects(driver.head(newObjectKey()), unavailable);
    await assert.rejects(Array.fromAsync(driver.list('')), unavailable);
    await assert.rejects(put(driver, newObjectKey(), randomBytes(100_000)), unavailable);
    server.close();
  });
});
