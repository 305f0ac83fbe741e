import { allResponseHeaders } from './response-headers.ts';
import type { ResponseHeaders } from './signer.ts';

/** Where a signed URL leads to. */
export type Provider = 'embedded' | 's3' | 'gcs' | 'azure' | 'swift' | 'cloudfront';

export interface ProviderLimits {
  /** The longest that a URL may live, in seconds; undefined: the provider has no limit. */
  readonly maxTtlSeconds: number | undefined;
  /** Whether a download URL answers HEAD too. */
  readonly answersHead: boolean;
  /** Whether the signature has a date at which it begins, which a provider's slow clock takes for the future. */
  readonly startsAt: boolean;
  /** Whether a correlation travels inside the signature. */
  readonly carriesCorrelation: boolean;
  /** The headers of the response that a download URL can set, beside Content-Disposition. */
  readonly responseHeaders: ReadonlyArray<keyof ResponseHeaders>;
  /** What an upload URL can be bound to. What it is not, check after the upload. */
  readonly bindsUpload: ReadonlyArray<'size' | 'sha256' | 'type' | 'absence'>;
  /** Where the provider says so. */
  readonly source: string;
}

export const sevenDays = 7 * 24 * 3600;

/** What each provider's signed URLs can hold. `absence`: the URL puts a new object, and never over another. */
export const providerLimits: Readonly<Record<Provider, ProviderLimits>> = {
  embedded: {
    maxTtlSeconds: undefined,
    answersHead: false,
    startsAt: false,
    carriesCorrelation: true,
    responseHeaders: [],
    bindsUpload: ['size', 'sha256', 'absence'],
    source: 'docs/signed-urls.md',
  },
  s3: {
    maxTtlSeconds: sevenDays,
    answersHead: false,
    startsAt: true,
    carriesCorrelation: true,
    responseHeaders: allResponseHeaders,
    bindsUpload: ['size', 'sha256', 'type', 'absence'],
    source: 'Amazon S3 API Reference, Authenticating Requests: Using Query Parameters, X-Amz-Expires',
  },
  gcs: {
    maxTtlSeconds: sevenDays,
    answersHead: false,
    startsAt: true,
    carriesCorrelation: true,
    responseHeaders: ['contentType'],
    bindsUpload: ['size', 'type', 'absence'],
    source: 'Cloud Storage, Signed URLs (V4), X-Goog-Expires',
  },
  azure: {
    // A service SAS has no limit of its own; a user delegation key lives 7 days at most.
    maxTtlSeconds: sevenDays,
    answersHead: true,
    startsAt: false,
    carriesCorrelation: false,
    responseHeaders: ['cacheControl', 'contentEncoding', 'contentLanguage', 'contentType'],
    bindsUpload: ['absence'],
    source: 'Azure Storage REST, Create a user delegation SAS, signedKeyExpiryTime',
  },
  swift: {
    maxTtlSeconds: undefined,
    answersHead: true,
    startsAt: false,
    carriesCorrelation: false,
    responseHeaders: [],
    bindsUpload: [],
    source: 'OpenStack Swift, TempURL middleware',
  },
  cloudfront: {
    maxTtlSeconds: undefined,
    answersHead: true,
    startsAt: false,
    carriesCorrelation: true,
    responseHeaders: allResponseHeaders,
    bindsUpload: [],
    source: 'Amazon CloudFront Developer Guide, Signed URLs with a canned policy',
  },
};

/** Why a provider cannot honour a TTL, in words; undefined: it can. */
export function ttlProblem(provider: Provider, ttlSeconds: number): string | undefined {
  const { maxTtlSeconds } = providerLimits[provider];
  if (maxTtlSeconds === undefined || ttlSeconds <= maxTtlSeconds) return undefined;
  return `a URL of ${provider} lives ${maxTtlSeconds} seconds at most, not ${ttlSeconds}`;
}
