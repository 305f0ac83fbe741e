import { nodeCryptography } from '../node-cryptography.ts';
import { type AzureOptions, type AzureSigner, azureSignerOver } from './azure-signer.ts';

export { createAzureUrlReader } from './azure-url-reader.ts';
export type { AzureCredential, UserDelegationKey } from './sas.ts';
export type { AzureOptions, AzureSigner };

/**
 * A signer for Azure Blob Storage: a service SAS with an account key, or a user delegation SAS with a key from Microsoft Entra ID; no URL
 * outlives the latter. Azure signs only its own parameters, so URLs carry no correlation. An upload URL creates a blob once, of any size
 * and hash. Download URLs also allow HEAD, so there is no `signHead`.
 * There is no start time (st): Azure's clocks may be behind ours, and Azure refuses URLs from the future.
 * Its methods throw `object-key-invalid`, `lifetime-invalid`, `file-name-invalid`, `client-invalid`, `header-invalid`, `upload-invalid`,
 * `key-invalid` for a key that is not base64, `credentials-expired` when the user delegation key expires less than a second after the time
 * of signing, and `not-supported` for a correlation, for a client with IPv6, for `expires`, and for an upload with a size or SHA-256.
 */
export function createAzureSigner(options: AzureOptions): AzureSigner {
  return azureSignerOver(nodeCryptography, options) as AzureSigner;
}
