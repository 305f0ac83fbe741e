import { defineProvider } from '../provider.ts';
import { azurePolicies } from './policy.ts';
import { azureVariables } from './settings.ts';

/** Azure Blob Storage. */
export const azure = defineProvider({
  variables: azureVariables,
  clientVariables: 'AZURE_',
  signers: () => ['azure'],
  policies: azurePolicies,
  open: async (settings, parts) => (await import('./open.ts')).openAzure(settings, parts),
});
