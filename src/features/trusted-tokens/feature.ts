import type { Feature } from '../feature.ts';
import { tokenGroup } from './token-settings.ts';

/** Accepts tokens that a platform signs for its people (JWT, RFC 7519). */
export const trustedTokens: Feature = {
  name: 'trusted-tokens',
  settings: tokenGroup,
  // Runs even if tokens are no longer trusted.
  open: async (core) => ({
    sweeps: [
      {
        lease: 'end-token-admins',
        what: 'roles of admins whose tokens have ended',
        remove: (await import('./token-accounts.ts')).createEndAdmins(core),
      },
    ],
  }),
  openTokens: async (core) => (await import('./trusted-issuer.ts')).openTrustedIssuer(core.config, core),
  async *diagnose(core, { tokens }) {
    const { diagnoseIssuer } = await import('./trusted-issuer.ts');
    yield* diagnoseIssuer(core.config, core.log, tokens);
  },
};
