import type { Feature } from '../feature.ts';
import { tables } from './0001-tables.ts';
import { oidcGroup, oidcProviderOf } from './oidc-settings.ts';

/** "Sign in with …": OpenID Connect, code flow with PKCE. */
export const oidc: Feature = {
  name: 'oidc',
  profile: 'platform',
  storage: { schema: { tables } },
  lifecycle: { settings: oidcGroup },
  access: {
    identity: {
      signIn(parts) {
        const settings = oidcProviderOf(parts.config);
        return (
          settings && {
            name: settings.name,
            load: async () => (await import('./load-provider.ts')).loadProvider(settings, parts),
          }
        );
      },
    },
  },
  async open(host) {
    const { providerSignInRoutes } = await import('./provider-sign-in-routes.ts');
    return { http: { publicRoutes: [{ prefix: '/api/auth', routes: providerSignInRoutes(host) }] } };
  },
};
