export { type AzureSigner, type AzureSignerParts, createAzureSigner } from './azure-signer.ts';
export type { AzureCredential, UserDelegationKey } from './sas.ts';
