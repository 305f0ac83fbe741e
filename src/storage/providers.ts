import type { SettingTable, SettledBy } from '../lib/setting.ts';
import { azure } from './azure/provider.ts';
import { behindEdge } from './edge.ts';
import { file, openFile } from './file/provider.ts';
import { gcs } from './gcs/provider.ts';
import type { Policy, PolicyRequest, StorageProvider } from './provider.ts';
import { s3 } from './s3/provider.ts';
import type { Storage, StorageParts } from './storage.ts';
import { swift } from './swift/provider.ts';

/** Every provider, by its name in LECTERN_STORAGE. To add one, add a folder, its name here, and a case to `openStorage`. */
const providers = { file, s3, gcs, azure, swift };

export type StorageKind = keyof typeof providers;

/** The settings of one provider, as parsed. */
export type StorageSettings = {
  [Kind in StorageKind]: { readonly kind: Kind } & SettledBy<(typeof providers)[Kind]['settings']>;
}[StorageKind];

export const storageKinds = Object.keys(providers) as ReadonlyArray<StorageKind>;

type Settings = Readonly<Record<string, unknown>>;

/** A provider, for settings of its kind only. */
export const providerOf = (kind: StorageKind): StorageProvider<SettingTable, Settings> => providers[kind];

/** Prefixes of the environment variables that the providers' clients read, such as `AWS_`. */
export const clientVariables = storageKinds.flatMap((kind) => providerOf(kind).clientVariables ?? []);

/** What an operator must configure at the provider: CORS for the web app and the platforms, and the least privileges that Lectern needs. */
export const policiesOf = (settings: StorageSettings, request: PolicyRequest): ReadonlyArray<Policy> =>
  providerOf(settings.kind).policies(settings, request);

/**
 * Opens the configured storage, and loads only its client, because clients are large.
 * @throws OperatorError when its credentials cannot be loaded, or when a file of the settings cannot be read
 */
export async function openStorage(settings: StorageSettings, parts: StorageParts): Promise<Storage> {
  const storage = await openProvider(settings, parts);
  return parts.edgeUrl === undefined ? storage : behindEdge(storage, parts.edgeUrl, parts);
}

async function openProvider(settings: StorageSettings, parts: StorageParts): Promise<Storage> {
  switch (settings.kind) {
    case 'file':
      return openFile(parts);
    case 's3':
      return (await import('./s3/open.ts')).openS3(settings, parts);
    case 'gcs':
      return (await import('./gcs/open.ts')).openGcs(settings);
    case 'azure':
      return (await import('./azure/open.ts')).openAzure(settings, parts);
    case 'swift':
      return (await import('./swift/open.ts')).openSwift(settings);
  }
}
