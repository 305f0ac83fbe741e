import type { AzureCredential } from '../signing/azure-key.ts';
import { createAzureSigner } from '../signing/azure-sas.ts';
import { connectAzure, fetchUserDelegationKey } from './azure-connection.ts';
import { createAzureDriver } from './azure-driver.ts';
import { createRenewed, type Renewed } from './renewed-credential.ts';
import type { AzureSettings } from './settings.ts';
import type { Storage, StorageParts } from './storage.ts';

/**
 * Azure Blob Storage, signed by the account key, or without one by user delegation keys.
 * @throws LecternError `storage-unavailable` when the first user delegation key cannot be had
 */
export async function openAzure(settings: AzureSettings, { clock, log }: StorageParts): Promise<Storage> {
  const { account, accountKey, container: name, endpoint } = settings;
  const { service, container } = await connectAzure(settings);
  const credential: Renewed<AzureCredential> =
    accountKey === undefined
      ? await createRenewed({ load: () => fetchUserDelegationKey({ service, clock }), clock, log })
      : kept({ kind: 'account-key', key: accountKey });
  const signer = createAzureSigner({
    ...{ account, container: name, endpoint },
    credential: credential.current,
  });
  return {
    provider: 'azure',
    driver: createAzureDriver({ container }),
    signer,
    publicUrl: container.url,
    close: credential.close,
  };
}

/** An account key does not end. */
const kept = (key: AzureCredential) => ({ current: () => key, close() {} });
