import type { Feature } from '../feature.ts';
import { tokenGroup } from './token-settings.ts';

/** Tokens that a platform signs for its people (JWT, RFC 7519). */
export const trustedTokens: Feature = {
  name: 'trusted-tokens',
  settings: tokenGroup,
  openTokens: async (core) => (await import('./trusted-issuer.ts')).openTrustedIssuer(core.config, core),
  async *diagnose(core, tokens) {
    const { diagnoseIssuer } = await import('./trusted-issuer.ts');
    yield* diagnoseIssuer(core.config, core.log, tokens);
  },
};
