import { azure } from './azure/provider.ts';
import { file } from './file/provider.ts';
import { gcs } from './gcs/provider.ts';
import type { Policy, PolicyRequest } from './policy.ts';
import type { StorageProvider } from './provider.ts';
import { s3 } from './s3/provider.ts';
import { swift } from './swift/provider.ts';
import type { SettingsOf, VariableTable } from './variables.ts';

/** Every provider, by its name in LECTERN_STORAGE. To add one, add a folder and a line here. */
const providers = { file, s3, gcs, azure, swift };

export type StorageKind = keyof typeof providers;

/** The settings of one provider, as the configuration has them. */
export type StorageSettings = {
  [Kind in StorageKind]: { readonly kind: Kind } & SettingsOf<(typeof providers)[Kind]['variables']>;
}[StorageKind];

export const storageKinds = Object.keys(providers) as ReadonlyArray<StorageKind>;

type Settings = Readonly<Record<string, unknown>>;

/** A provider. It takes settings of its own kind only. */
export const providerOf = (kind: StorageKind): StorageProvider<VariableTable, Settings> => providers[kind];

/** How the variables begin that the clients of providers read from the environment, such as `AWS_`. */
export const clientVariables = storageKinds.flatMap((kind) => providerOf(kind).clientVariables ?? []);

/** What an operator must set up at the provider: CORS for the web origin, and the least rights that Lectern needs. */
export const policiesOf = (settings: StorageSettings, request: PolicyRequest): ReadonlyArray<Policy> =>
  providerOf(settings.kind).policies(settings, request);
