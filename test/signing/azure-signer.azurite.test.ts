import { after } from 'node:test';
import { BlobServiceClient } from '@azure/storage-blob';
import { type AzureCredential, createAzureSigner } from 'lectern-signing/azure';
import { systemClock } from '../../src/lib/clock.ts';
import { fetchUserDelegationKey } from '../../src/storage/azure/open.ts';
import { storageUrlsContract } from '../contracts/storage-urls-contract.ts';
import { startAzurite } from '../servers/azurite.ts';
import { azuriteIdentity } from '../servers/azurite-identity.ts';
import { newAzureContainer } from '../servers/buckets.ts';

const azurite = await startAzurite();
after(() => azurite.stop());
await newAzureContainer(azurite);

const { account, accountKey, endpoint } = azurite;
const service = new BlobServiceClient(endpoint, azuriteIdentity());
const kinds: ReadonlyArray<readonly [string, AzureCredential]> = [
  ['service SAS', { kind: 'account-key', key: accountKey }],
  ['user delegation SAS', await fetchUserDelegationKey({ service, clock: systemClock })],
];
for (const [kind, credential] of kinds) {
  const signer = createAzureSigner({ account, container: 'lectern', endpoint, credential });
  // Azure Storage REST, "Create a service SAS": `r` reads content, properties and metadata; `c` and `d` read nothing.
  storageUrlsContract(`Azurite, by a ${kind}`, {
    provider: 'azure',
    signer,
    answers: { download: ['GET', 'HEAD'], upload: ['PUT'], delete: ['DELETE'] },
    refusal: 403,
    // Azurite 3.35 includes `sip` in the signature, but does not compare it.
    checksClient: false,
  });
}
