import type { Feature } from '../feature.ts';
import { migration } from './0014-provider-groups.ts';
import { oidcGroup, oidcProviderOf } from './oidc-settings.ts';

/** "Sign in with …": OpenID Connect, code flow with PKCE. */
export const oidc: Feature = {
  name: 'oidc',
  profile: 'platform',
  storage: { schema: { migrations: { '0014-provider-groups': migration } } },
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
