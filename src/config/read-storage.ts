import { type Provider, ttlProblem } from '../../signing/provider-limits.ts';
import type { StorageSettings } from '../storage/settings.ts';
import { type StorageVariables, storageSettings } from './storage-settings.ts';

type Name = keyof StorageVariables;

/** The variables of each kind, and which of them it cannot do without; `together`: all of them or none. */
const kinds: Readonly<
  Record<
    StorageSettings['kind'],
    {
      readonly required: ReadonlyArray<Name>;
      readonly optional: ReadonlyArray<Name>;
      readonly together: ReadonlyArray<Name>;
    }
  >
> = {
  file: { required: [], optional: [], together: [] },
  s3: {
    required: ['s3Bucket'],
    optional: ['s3Region', 's3Endpoint', 's3PublicEndpoint', 's3ForcePathStyle', 's3ConditionalPut'],
    together: ['cloudFrontUrl', 'cloudFrontKeyPairId', 'cloudFrontPrivateKeyFile'],
  },
  gcs: {
    required: ['gcsBucket'],
    optional: ['gcsEndpoint'],
    together: ['gcsHmacAccessId', 'gcsHmacSecret'],
  },
  azure: {
    required: ['azureAccount', 'azureContainer'],
    optional: ['azureKey', 'azureEndpoint'],
    together: [],
  },
  swift: {
    required: ['swiftUrl', 'swiftContainer', 'swiftUser', 'swiftKey', 'swiftTempUrlKeys'],
    optional: [],
    together: [],
  },
};

/** The variables that have an effect for a kind of storage. */
export function variablesOf(kind: StorageSettings['kind']): ReadonlyArray<Name> {
  const { required, optional, together } = kinds[kind];
  return ['storageKind', ...required, ...optional, ...together];
}

/** One provider's settings, or what is missing for them in words. */
export function readStorage(variables: StorageVariables & { readonly signedUrlTtlSeconds: number }): {
  readonly storage?: StorageSettings;
  readonly problems?: ReadonlyArray<string>;
} {
  const { storageKind: kind, signedUrlTtlSeconds } = variables;
  const isMissing = (name: Name) => variables[name] === undefined || String(variables[name]) === '';
  const name = (of: Name) => storageSettings[of].variable;
  const { required, together } = kinds[kind];

  const problems = required
    .filter(isMissing)
    .map((of) => `${name(of)} is missing: LECTERN_STORAGE=${kind} needs it`);
  if (kind === 's3' && variables.s3Region === undefined && variables.s3Endpoint === undefined) {
    problems.push('S3_REGION is missing: LECTERN_STORAGE=s3 without S3_ENDPOINT needs it');
  }
  const lacking = together.filter(isMissing);
  if (lacking.length > 0 && lacking.length < together.length) {
    problems.push(
      `${lacking.map(name).join(' and ')} must be set too: ${together.map(name).join(', ')} belong together`,
    );
  }
  for (const provider of providersOf(variables)) {
    const problem = ttlProblem(provider, signedUrlTtlSeconds);
    if (problem) problems.push(`SIGNED_URL_TTL_SECONDS: ${problem}`);
  }
  return problems.length > 0 ? { problems } : { storage: settingsOf(variables) };
}

function providersOf({ storageKind, cloudFrontUrl }: StorageVariables): ReadonlyArray<Provider> {
  if (storageKind === 'file') return ['embedded'];
  return storageKind === 's3' && cloudFrontUrl ? ['s3', 'cloudfront'] : [storageKind];
}

/** Only for variables of which nothing is missing. */
function settingsOf(variables: StorageVariables): StorageSettings {
  const given = (name: Name) => variables[name] as string;
  switch (variables.storageKind) {
    case 'file':
      return { kind: 'file' };
    case 's3':
      return {
        kind: 's3',
        bucket: given('s3Bucket'),
        region: variables.s3Region ?? 'us-east-1',
        endpoint: variables.s3Endpoint,
        publicEndpoint: variables.s3PublicEndpoint,
        forcePathStyle: variables.s3ForcePathStyle,
        conditionalPut: variables.s3ConditionalPut,
        cloudFront: variables.cloudFrontUrl
          ? {
              url: variables.cloudFrontUrl,
              keyPairId: given('cloudFrontKeyPairId'),
              privateKeyFile: given('cloudFrontPrivateKeyFile'),
            }
          : undefined,
      };
    case 'gcs':
      return {
        kind: 'gcs',
        bucket: given('gcsBucket'),
        endpoint: variables.gcsEndpoint,
        hmac: variables.gcsHmacAccessId
          ? { accessId: variables.gcsHmacAccessId, secret: given('gcsHmacSecret') }
          : undefined,
      };
    case 'azure':
      return {
        kind: 'azure',
        account: given('azureAccount'),
        accountKey: variables.azureKey,
        container: given('azureContainer'),
        endpoint: variables.azureEndpoint,
      };
    case 'swift':
      return {
        kind: 'swift',
        url: given('swiftUrl'),
        container: given('swiftContainer'),
        user: given('swiftUser'),
        key: given('swiftKey'),
        tempUrlKeys: variables.swiftTempUrlKeys as readonly [string, ...Array<string>],
      };
  }
}
