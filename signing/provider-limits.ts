import { clientOf, familyOf } from './client-address.ts';
import { allResponseHeaders } from './response-headers.ts';
import type { ResponseHeaders } from './signer.ts';

/** The service that serves a signed URL. */
export type Provider = 'embedded' | 's3' | 'gcs' | 'azure' | 'swift' | 'cloudfront';

export interface ProviderLimits {
  /** The longest lifetime of a URL, in seconds; undefined: no limit. */
  readonly maxTtlSeconds: number | undefined;
  /** Whether a download URL also allows HEAD. */
  readonly answersHead: boolean;
  /** Whether the signature has a start time, which is in the future for a provider whose clock is slow. */
  readonly startsAt: boolean;
  /** Whether the signature covers a correlation. */
  readonly carriesCorrelation: boolean;
  /** The kinds of addresses to which a download URL can be bound. */
  readonly bindsClient: ReadonlyArray<'ipv4' | 'ipv6'>;
  /** The response headers that a download URL can set, in addition to Content-Disposition. */
  readonly responseHeaders: ReadonlyArray<keyof ResponseHeaders>;
  /** The properties to which an upload URL can be bound. Check the others after the upload. */
  readonly bindsUpload: ReadonlyArray<'size' | 'sha256' | 'type' | 'absence'>;
  /** The provider's documentation. */
  readonly source: string;
}

export const sevenDays = 7 * 24 * 3600;

/** The limits of each provider's signed URLs. `absence`: an upload URL creates an object, and never replaces one. */
export const providerLimits: Readonly<Record<Provider, ProviderLimits>> = {
  embedded: {
    maxTtlSeconds: undefined,
    answersHead: false,
    startsAt: false,
    carriesCorrelation: true,
    bindsClient: ['ipv4', 'ipv6'],
    responseHeaders: [],
    bindsUpload: ['size', 'sha256', 'absence'],
    source: 'docs/signed-urls.md',
  },
  s3: {
    maxTtlSeconds: sevenDays,
    answersHead: false,
    startsAt: true,
    carriesCorrelation: true,
    bindsClient: [],
    responseHeaders: allResponseHeaders,
    bindsUpload: ['size', 'sha256', 'type', 'absence'],
    source: 'Amazon S3 API Reference, Authenticating Requests: Using Query Parameters, X-Amz-Expires',
  },
  gcs: {
    maxTtlSeconds: sevenDays,
    answersHead: false,
    startsAt: true,
    carriesCorrelation: true,
    bindsClient: [],
    responseHeaders: ['contentType'],
    bindsUpload: ['size', 'type', 'absence'],
    source: 'Cloud Storage, Signed URLs (V4), X-Goog-Expires',
  },
  azure: {
    // A service SAS has no limit; a user delegation key lives at most 7 days.
    maxTtlSeconds: sevenDays,
    answersHead: true,
    startsAt: false,
    carriesCorrelation: false,
    bindsClient: ['ipv4'],
    responseHeaders: ['cacheControl', 'contentEncoding', 'contentLanguage', 'contentType'],
    bindsUpload: ['absence'],
    source: 'Azure Storage REST, Create a user delegation SAS, signedKeyExpiryTime',
  },
  swift: {
    maxTtlSeconds: undefined,
    answersHead: true,
    startsAt: false,
    carriesCorrelation: false,
    bindsClient: ['ipv4', 'ipv6'],
    responseHeaders: [],
    bindsUpload: [],
    source: 'OpenStack Swift, TempURL middleware',
  },
  cloudfront: {
    maxTtlSeconds: undefined,
    answersHead: true,
    startsAt: false,
    carriesCorrelation: true,
    bindsClient: ['ipv4'],
    responseHeaders: allResponseHeaders,
    bindsUpload: [],
    source: 'Amazon CloudFront Developer Guide, Signed URLs with a canned policy; with a custom policy',
  },
};

/** Whether a provider can bind a download URL to the client with this IP address. */
export function canBindClient(provider: Provider, address: string): boolean {
  const client = clientOf(address);
  return client !== undefined && providerLimits[provider].bindsClient.includes(familyOf(client));
}

/** Why a provider cannot honor a TTL, as text; undefined: it can. */
export function ttlProblem(provider: Provider, ttlSeconds: number): string | undefined {
  const { maxTtlSeconds } = providerLimits[provider];
  if (maxTtlSeconds === undefined || ttlSeconds <= maxTtlSeconds) return undefined;
  return `URLs of ${provider} can live at most ${maxTtlSeconds} seconds, not ${ttlSeconds}`;
}
