import { defineProvider } from '../provider.ts';
import { gcsPolicies } from './policy.ts';
import { gcsVariables } from './settings.ts';

/** Google Cloud Storage. */
export const gcs = defineProvider({
  variables: gcsVariables,
  clientVariables: 'GOOGLE_',
  signers: () => ['gcs'],
  policies: gcsPolicies,
  open: async (settings) => (await import('./open.ts')).openGcs(settings),
});
