import type { Config } from '../../config/config.ts';
import { oidcProviderOf } from '../../features/oidc/oidc-settings.ts';
import type { ProviderClient } from '../../features/oidc/provider-client.ts';
import type { SignInByProvider } from '../../features/oidc/provider-sign-in.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Auth, createAuth } from './auth.ts';
import { authBasePath, providerCallbackPath } from './auth-settings.ts';

/** Loading better-auth takes as long as everything else together, and most commands never ask for it. */
export function loadAuthOnce(
  config: Config,
  parts: Pick<Parameters<typeof createAuth>[0], 'database' | 'secret' | 'log' | 'passwords'> & {
    clock: Clock;
    signInByProvider: SignInByProvider;
  },
): { auth: () => Promise<Auth>; provider: () => Promise<ProviderClient | undefined> } {
  const { publicUrl, signUp } = config;
  const { clock, signInByProvider: signIn, ...rest } = parts;
  const settings = oidcProviderOf(config);
  const redirectUri = `${publicUrl}${authBasePath}${providerCallbackPath}`;
  let loading: Promise<{ auth: Auth; client: ProviderClient | undefined }> | undefined;
  const load = async () => {
    const { createAuth } = await import('./auth.ts');
    const { createProviderClient } = await import('../../features/oidc/provider-client.ts');
    const client = settings && createProviderClient({ ...settings, redirectUri, clock });
    const provider = client && { client, signIn };
    return { auth: createAuth({ ...rest, publicUrl, signUp, provider }), client };
  };
  const loaded = () => {
    loading ??= load();
    return loading;
  };
  return { auth: async () => (await loaded()).auth, provider: async () => (await loaded()).client };
}
