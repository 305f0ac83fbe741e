/** Where a signed URL leads to. */
export type Provider = 'embedded' | 's3' | 'gcs' | 'azure' | 'swift' | 'cloudfront';

export interface ProviderLimits {
  /** The longest that a URL may live, in seconds; undefined: the provider has no limit. */
  readonly maxTtlSeconds: number | undefined;
  /** Whether the signature covers the method; where not, HEAD is answered too. */
  readonly signsMethod: boolean;
  /** Whether the signature has a date at which it begins, which a provider's slow clock takes for the future. */
  readonly startsAt: boolean;
  /** Whether the issue id travels inside the signature. */
  readonly carriesIssueId: boolean;
  /** What an upload URL is bound to; completing an upload checks all of it in any case. */
  readonly bindsUpload: ReadonlyArray<'size' | 'sha256' | 'type' | 'absence'>;
  /** Where the provider says so. */
  readonly source: string;
}

const sevenDays = 7 * 24 * 3600;

/** What each provider's signed URLs can hold. `absence`: the URL puts a new object, and never over another. */
export const providerLimits: Readonly<Record<Provider, ProviderLimits>> = {
  embedded: {
    maxTtlSeconds: undefined,
    signsMethod: true,
    startsAt: false,
    carriesIssueId: true,
    bindsUpload: ['size', 'sha256', 'absence'],
    source: 'docs/signed-urls.md',
  },
  s3: {
    maxTtlSeconds: sevenDays,
    signsMethod: true,
    startsAt: true,
    carriesIssueId: true,
    bindsUpload: ['size', 'sha256', 'type', 'absence'],
    source: 'Amazon S3 API Reference, Authenticating Requests: Using Query Parameters, X-Amz-Expires',
  },
  gcs: {
    maxTtlSeconds: sevenDays,
    signsMethod: true,
    startsAt: true,
    carriesIssueId: true,
    bindsUpload: ['size', 'type', 'absence'],
    source: 'Cloud Storage, Signed URLs (V4), X-Goog-Expires',
  },
  azure: {
    // A service SAS has no limit of its own; a user delegation key lives 7 days at most.
    maxTtlSeconds: sevenDays,
    signsMethod: false,
    startsAt: false,
    carriesIssueId: false,
    bindsUpload: ['absence'],
    source: 'Azure Storage REST, Create a user delegation SAS, signedKeyExpiryTime',
  },
  swift: {
    maxTtlSeconds: undefined,
    signsMethod: false,
    startsAt: false,
    carriesIssueId: false,
    bindsUpload: [],
    source: 'OpenStack Swift, TempURL middleware',
  },
  cloudfront: {
    maxTtlSeconds: undefined,
    signsMethod: false,
    startsAt: false,
    carriesIssueId: true,
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
