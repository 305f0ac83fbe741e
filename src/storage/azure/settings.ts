import { optional, required, type SettingsOf, secret, url } from '../variables.ts';

export const azureVariables = {
  account: required('AZURE_STORAGE_ACCOUNT', 'storage account'),
  /** Base64. */
  accountKey: secret(
    optional(
      'AZURE_STORAGE_KEY',
      'key of the storage account (default: user delegation keys, by the credentials that the Azure SDK finds)',
    ),
  ),
  container: required('AZURE_STORAGE_CONTAINER', 'container of the PDFs'),
  endpoint: optional(
    'AZURE_BLOB_ENDPOINT',
    'address of the blob service (default: https://ACCOUNT.blob.core.windows.net)',
    url,
  ),
};

export type AzureSettings = SettingsOf<typeof azureVariables>;
