import { BlobServiceClient, type ContainerClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { providerLimits } from 'lectern-signing';
import { type AzureCredential, createAzureSigner, createAzureUrlReader } from 'lectern-signing/azure';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { bucketDefaults, createDocumentSigner } from '../document-signer.ts';
import { createRenewed, type Renewed } from '../renewed-credential.ts';
import type { Storage, StorageParts } from '../storage.ts';
import { answerTimeoutMs, askStorage } from '../storage-unavailable.ts';
import { azureRemedies, createAzureDriver } from './driver.ts';
import type { AzureSettings } from './provider.ts';

/** A user delegation key lives for a day, so URLs are shortened only if renewal fails for hours. */
const halfADayMs = 12 * 60 * 60 * 1000;

/**
 * Azure Blob Storage, signed with the account key, or with user delegation keys if there is none.
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
  const options = {
    account,
    container: name,
    endpoint,
    credential: credential.current,
    contentType: bucketDefaults.contentType,
  };
  return {
    provider: 'azure',
    bindsUpload: providerLimits.azure.bindsUpload,
    remedies: azureRemedies,
    driver: createAzureDriver({ container }),
    signer: createDocumentSigner('azure', {
      ...createAzureSigner(options),
      ...createAzureUrlReader(options),
    }),
    publicUrl: container.url,
    async *createBucket() {
      const { succeeded } = await askStorage(answerTimeoutMs, (abortSignal) =>
        container.createIfNotExists({ abortSignal }),
      );
      yield succeeded
        ? `Created the container ${name}. It is private.`
        : `The container ${name} exists already, so nothing was changed.`;
      yield 'CORS rules belong to the whole account: set those of "lectern doctor --print-policy".';
    },
    close: credential.close,
  };
}

/** An account key does not expire. */
const kept = (key: AzureCredential) => ({ current: () => key, close() {} });

export interface AzureConnection {
  readonly service: BlobServiceClient;
  readonly container: ContainerClient;
}

/** Short delays: each call has a time limit. */
const retryOptions = { maxTries: 3, retryDelayInMs: 250, maxRetryDelayInMs: 2000 };

/**
 * Connects with the account key, or with `DefaultAzureCredential` (environment, workload or managed identity, Azure CLI). Sends nothing
 * yet: a wrong credential fails at the driver's first call.
 */
export async function connectAzure(settings: AzureSettings): Promise<AzureConnection> {
  const { account, accountKey, container, endpoint } = settings;
  const credential =
    accountKey === undefined
      ? new (await import('@azure/identity')).DefaultAzureCredential()
      : new StorageSharedKeyCredential(account, accountKey);
  const address = endpoint ?? `https://${account}.blob.core.windows.net`;
  const service = new BlobServiceClient(address, credential, { retryOptions });
  return { service, container: service.getContainerClient(container) };
}

export type UserDelegation = Extract<AzureCredential, { kind: 'user-delegation' }>;

export interface UserDelegationParts {
  readonly service: BlobServiceClient;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  /** At most 7 days. */
  readonly lifetimeMs?: number;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Azure's clock may be behind ours. */
const clockSkewMs = 15 * 60 * 1000;

/**
 * Fetches a key that signs for the identity instead of an account key (Azure Storage REST, Get User Delegation Key). The identity needs the
 * role Storage Blob Delegator, and a role with the rights that the URLs grant.
 * Throws `storage-unavailable`.
 */
export async function fetchUserDelegationKey({
  service,
  clock,
  timeoutMs = answerTimeoutMs,
  lifetimeMs = dayMs,
}: UserDelegationParts): Promise<UserDelegation> {
  const nowMs = clock.nowMs();
  const key = await askStorage(timeoutMs, (abortSignal) => {
    const end = new Date(nowMs + lifetimeMs);
    return service.getUserDelegationKey(new Date(nowMs - clockSkewMs), end, { abortSignal });
  });
  return {
    kind: 'user-delegation',
    key: {
      signedOid: key.signedObjectId,
      signedTid: key.signedTenantId,
      signedStart: isoTime(key.signedStartsOn.getTime()),
      signedExpiry: isoTime(key.signedExpiresOn.getTime()),
      signedService: key.signedService,
      signedVersion: key.signedVersion,
      value: key.value,
    },
    expiresAtMs: key.signedExpiresOn.getTime(),
  };
}
