import type { Core } from '../../core/open-core.ts';
import type { Feature } from '../feature.ts';
import { tokenGroup } from './token-settings.ts';

/** Tokens that a platform signs for its people (JWT, RFC 7519). */
export const trustedTokens: Feature = {
  name: 'trusted-tokens',
  settings: tokenGroup,
  openTokens: openIssuer,
  async *diagnose(core, tokens) {
    const issuer = tokens ?? (await openIssuer(core));
    if (issuer) yield issuer.diagnose();
  },
};

async function openIssuer(core: Core) {
  const { openTrustedIssuer } = await import('./trusted-issuer.ts');
  return openTrustedIssuer(core.config, core);
}
