import type { Feature } from '../feature.ts';
import { tokenGroup } from './token-settings.ts';

/** Accepts tokens that a platform signs for its people (JWT, RFC 7519). */
export const trustedTokens: Feature = {
  name: 'trusted-tokens',
  lifecycle: { settings: tokenGroup },
  // Runs even if tokens are no longer trusted.
  async open(core) {
    const remove = (await import('./token-accounts.ts')).createEndAdmins(core);
    const sweep = { lease: 'end-token-admins', what: 'roles of admins whose tokens have ended', remove };
    return { lifecycle: { sweeps: [sweep] } };
  },
  access: {
    identity: {
      openTokens: async (core) => (await import('./trusted-issuer.ts')).openTrustedIssuer(core.config, core),
    },
  },
  cli: {
    async *diagnose(core, { tokens }) {
      const { diagnoseIssuer } = await import('./trusted-issuer.ts');
      yield* diagnoseIssuer(core.config, core.log, tokens);
    },
  },
};
