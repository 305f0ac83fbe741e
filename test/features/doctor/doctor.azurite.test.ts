import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { doctorContract } from '../../contracts/doctor-contract.ts';
import { startAzurite } from '../../servers/azurite.ts';
import { newAzureContainer } from '../../servers/buckets.ts';
import { assertFailures, findingsWith } from './findings.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
const settings = await newAzureContainer(azurite);
const credential = new StorageSharedKeyCredential(azurite.account, azurite.accountKey);
const service = new BlobServiceClient(azurite.endpoint, credential);
const container = service.getContainerClient(settings['AZURE_STORAGE_CONTAINER'] ?? '');

describe('the doctor and a container of Azurite', () => {
  doctorContract(settings, [
    {
      what: 'a wrong account key',
      changes: { AZURE_STORAGE_KEY: Buffer.from('another-secret').toString('base64') },
      expected: {
        credentials:
          /it cannot list files: (AuthenticationFailed|InvalidAuthenticationInfo) -> AZURE_STORAGE_KEY is not a key of AZURE_STORAGE_ACCOUNT/,
      },
    },
    {
      what: 'a container that does not exist',
      changes: { AZURE_STORAGE_CONTAINER: 'nowhere' },
      expected: { credentials: /it cannot list files: ContainerNotFound -> .*AZURE_STORAGE_CONTAINER/ },
    },
  ]);

  it('names one that does not compare the address of a bound URL', async () => {
    assertFailures(await findingsWith({ ...settings, LECTERN_BIND_URLS: 'networks' }), {
      'other-client-refused': /the reply is 200/,
    });
  });

  const isPublic = { 'unsigned-get-refused': /200: the files are public/ };
  for (const [access, expected] of [
    ['blob', isPublic],
    ['container', { 'listing-refused': /anyone can list .*comp=list/, ...isPublic }],
  ] as const) {
    it(`names public access to a ${access}`, async () => {
      await container.setAccessPolicy(access);
      const findings = await findingsWith(settings);
      await container.setAccessPolicy();
      assertFailures(findings, expected);
    });
  }

  it('names missing CORS rules', async () => {
    const { cors = [] } = await service.getProperties();
    await service.setProperties({ cors: [] });
    const findings = await findingsWith(settings);
    await service.setProperties({ cors });
    const remedy = /-> Set the CORS rules/;
    assertFailures(findings, { 'cors-preflight': remedy, 'cors-exposed': remedy });
  });

  it('leaves nothing in the container, whatever the result', async () => {
    assert.deepEqual(await Array.fromAsync(container.listBlobsFlat()), []);
  });
});
