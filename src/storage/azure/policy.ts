import { allowedHeaders, exposedHeaders, maxAgeSeconds, type Policy, type PolicyRequest } from '../policy.ts';
import type { AzureSettings } from './settings.ts';

/** Azure Storage: CORS is a property of the blob service; roles that user delegation keys need. */
export function azurePolicies(
  { account, container }: AzureSettings,
  { webOrigin }: PolicyRequest,
): ReadonlyArray<Policy> {
  return [
    {
      title: 'CORS of the blob service',
      how: 'Run this:',
      document: [
        `az storage cors add --account-name ${account} --services b --methods GET PUT OPTIONS --origins ${webOrigin} \\`,
        `  --allowed-headers '${[...allowedHeaders, 'x-ms-blob-type'].join(',').toLowerCase()}' \\`,
        `  --exposed-headers '${exposedHeaders.join(',')}' --max-age ${maxAgeSeconds}`,
      ].join('\n'),
    },
    {
      title: 'What the identity of Lectern may do, and nobody without a signature',
      how: 'Run these, with the object id of the identity and the id of the subscription:',
      document: [
        `SCOPE=/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Storage/storageAccounts/${account}`,
        'az role assignment create --assignee OBJECT_ID --role "Storage Blob Delegator" --scope $SCOPE',
        'az role assignment create --assignee OBJECT_ID --role "Storage Blob Data Contributor" \\',
        `  --scope $SCOPE/blobServices/default/containers/${container}`,
        `az storage account update --name ${account} --allow-blob-public-access false --https-only true`,
      ].join('\n'),
    },
  ];
}
