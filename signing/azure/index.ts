import { nodeCryptography } from '../node-cryptography.ts';
import { type AzureOptions, type AzureSigner, azureSignerOver } from './azure-signer.ts';

export { createAzureUrlReader } from './azure-url-reader.ts';
export type { AzureCredential, UserDelegationKey } from './sas.ts';
export type { AzureOptions, AzureSigner };

/**
 * A signer for Azure Blob Storage: a service SAS with an account key, or a user delegation SAS with a key that
 * Microsoft Entra ID stands behind; no URL outlives the latter. Azure signs no parameters but its own, so the
 * URL carries no correlation. An upload URL creates a blob once, of any size and hash. A download URL answers
 * HEAD too, so there is no `signHead`.
 * There is no start time (st): Azure's clocks may be behind ours, and a URL from the future is refused.
 * Its methods throw `object-key-invalid`, `lifetime-invalid`, `file-name-invalid`, `header-invalid`,
 * `upload-invalid`, `key-invalid` for a key that is no base64, `credentials-expired` when the user delegation key
 * ends less than a second after the time of signing, and `not-supported` for a correlation, for `expires`, and for
 * an upload with a size or SHA-256.
 */
export function createAzureSigner(options: AzureOptions): AzureSigner {
  return azureSignerOver(nodeCryptography, options) as AzureSigner;
}
