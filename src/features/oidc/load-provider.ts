import { authBasePath, providerCallbackPath } from '../../domain/accounts/auth-settings.ts';
import type { LoadedProvider, SignInParts } from '../../domain/accounts/sign-in-provider.ts';
import type { OidcProviderConfig } from './oidc-settings.ts';
import { createProviderClient } from './provider-client.ts';
import { providerPlugin } from './provider-plugin.ts';
import { createSignInByProvider } from './provider-sign-in.ts';

export function loadProvider(settings: OidcProviderConfig, parts: SignInParts): LoadedProvider {
  const { publicUrl, signUp } = parts.config;
  const redirectUri = `${publicUrl}${authBasePath}${providerCallbackPath}`;
  const client = createProviderClient({ ...settings, redirectUri, clock: parts.clock });
  const signIn = createSignInByProvider({ ...parts, signUp });
  return { plugin: providerPlugin({ client, signIn }), signOutUrl: client.signOutUrl };
}
