import { providerLimits } from 'lectern-signing';
import type { AzureCredential } from 'lectern-signing/azure';
import { createAzureSigner } from 'lectern-signing/azure';
import { createRenewed, type Renewed } from '../renewed-credential.ts';
import type { Storage, StorageParts } from '../storage.ts';
import { connectAzure, fetchUserDelegationKey } from './connection.ts';
import { createAzureDriver } from './driver.ts';
import { azureRemedies } from './remedies.ts';
import type { AzureSettings } from './settings.ts';

/** A user delegation key lives a day, so a URL is cut short only when renewing fails for hours. */
const halfADayMs = 12 * 60 * 60 * 1000;

/**
 * Azure Blob Storage, signed by the account key, or without one by user delegation keys.
 * @throws OperatorError when the first user delegation key cannot be fetched
 */
export async function openAzure(settings: AzureSettings, { clock, log }: StorageParts): Promise<Storage> {
  const { account, accountKey, container: name, endpoint } = settings;
  const { service, container } = await connectAzure(settings);
  const credential: Renewed<AzureCredential> =
    accountKey === undefined
      ? await createRenewed({
          load: () => fetchUserDelegationKey({ service, clock }),
          renewBeforeMs: halfADayMs,
          clock,
          log,
        })
      : kept({ kind: 'account-key', key: accountKey });
  const signer = createAzureSigner({
    account,
    container: name,
    endpoint,
    credential: credential.current,
  });
  return {
    provider: 'azure',
    bindsUpload: providerLimits.azure.bindsUpload,
    remedies: azureRemedies,
    driver: createAzureDriver({ container }),
    signer,
    publicUrl: container.url,
    close: credential.close,
  };
}

/** An account key does not end. */
const kept = (key: AzureCredential) => ({ current: () => key, close() {} });
