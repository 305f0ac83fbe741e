import { type Provider, providerLimits } from 'lectern-signing';
import type { Config } from '../../config/config.ts';

/**
 * Whether URLs for access in networks only work just for the client that asks. `ipv4`: they do, and such clients must come over IPv4.
 * `unsupported`: the provider cannot bind URLs to a client.
 */
export const urlBindings = ['on', 'ipv4', 'off', 'unsupported'] as const;
export type UrlBinding = (typeof urlBindings)[number];

export function urlBindingOf(bindUrls: Config['bindUrls'], provider: Provider): UrlBinding {
  const { bindsClient } = providerLimits[provider];
  if (bindsClient.length === 0) return 'unsupported';
  if (bindUrls === 'never') return 'off';
  return bindsClient.includes('ipv6') ? 'on' : 'ipv4';
}
