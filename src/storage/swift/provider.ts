import { defineProvider } from '../provider.ts';
import { swiftPolicies } from './policy.ts';
import { swiftVariables } from './settings.ts';

/** OpenStack Swift. */
export const swift = defineProvider({
  variables: swiftVariables,
  signers: () => ['swift'],
  policies: swiftPolicies,
  open: async (settings) => (await import('./open.ts')).openSwift(settings),
});
