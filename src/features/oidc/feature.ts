import type { Feature } from '../feature.ts';

/** "Sign in with …": OpenID Connect, code flow with PKCE. */
export const oidc: Feature = {
  name: 'oidc',
  async open(host) {
    const { providerSignInRoutes } = await import('./provider-sign-in-routes.ts');
    return { publicRoutes: [{ prefix: '/api/auth', routes: providerSignInRoutes(host) }] };
  },
};
