import { httpUrl, type SettingTable, type SettledBy } from '../../lib/setting.ts';
import {
  allowedHeaders,
  defineProvider,
  exposedHeaders,
  maxAgeSeconds,
  type Policy,
  type PolicyRequest,
} from '../provider.ts';

const settings = {
  account: { variable: 'AZURE_STORAGE_ACCOUNT', describe: 'storage account', required: true },
  /** Base64. */
  accountKey: {
    variable: 'AZURE_STORAGE_KEY',
    describe: 'key of the storage account',
    defaultText: 'user delegation keys, with credentials that the Azure SDK finds',
    secret: true,
  },
  container: { variable: 'AZURE_STORAGE_CONTAINER', describe: 'container of the PDFs', required: true },
  endpoint: {
    variable: 'AZURE_BLOB_ENDPOINT',
    describe: 'URL of the blob service',
    defaultText: '`https://ACCOUNT.blob.core.windows.net`',
    parse: httpUrl({ path: true }),
  },
} satisfies SettingTable;

export type AzureSettings = SettledBy<typeof settings>;

export const azure = defineProvider({
  settings,
  clientVariables: 'AZURE_',
  signers: () => ['azure'],
  policies,
});

/** CORS is a property of the blob service. The roles are those that user delegation keys need. */
function policies(
  { account, container }: AzureSettings,
  { webOrigin, embedOrigins }: PolicyRequest,
): ReadonlyArray<Policy> {
  const corsRule = (origins: ReadonlyArray<string>, methods: string, headers: ReadonlyArray<string>) =>
    [
      `az storage cors add --account-name ${account} --services b --methods ${methods} --origins ${origins.join(' ')} \\`,
      `  --allowed-headers '${headers.join(',').toLowerCase()}' \\`,
      `  --exposed-headers '${exposedHeaders.join(',')}' --max-age ${maxAgeSeconds}`,
    ].join('\n');
  return [
    {
      title: 'CORS of the blob service',
      how: 'Run this:',
      document: [
        corsRule([webOrigin], 'GET PUT OPTIONS', [...allowedHeaders, 'x-ms-blob-type']),
        ...(embedOrigins.length === 0 ? [] : [corsRule(embedOrigins, 'GET OPTIONS', allowedHeaders)]),
      ].join('\n'),
    },
    {
      title: 'What the identity of Lectern may do, without anonymous access',
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
