import type { Provider } from 'lectern-signing';
import type { Policy, PolicyRequest } from './policy.ts';
import type { Storage, StorageParts } from './storage.ts';
import type { SettingsOf, VariableTable } from './variables.ts';

/** Everything that Lectern knows about one provider; `providers.ts` lists them. */
export interface StorageProvider<Table extends VariableTable, Settings = SettingsOf<Table>> {
  /** The settings, and the variables of the environment that settle them. */
  readonly variables: Table;
  /** How other variables begin that the provider's client reads from the environment, credentials above all. */
  readonly clientVariables?: string;

  /** Whose signatures its URLs have: a TTL must suit all of them. */
  signers(settings: Settings): ReadonlyArray<Provider>;

  /** What an operator must set up at the provider. Empty when there is nothing to set up. */
  policies(settings: Settings, request: PolicyRequest): ReadonlyArray<Policy>;

  /**
   * Connects. Loads the provider's client only now, so that others are never loaded.
   * @throws LecternError `storage-unavailable` when its credentials cannot be loaded, `request-invalid` for a file
   *   of the settings that cannot be read
   */
  open(settings: Settings, parts: StorageParts): Promise<Storage>;
}

/** Returns its argument. It lets TypeScript infer the settings from the variables. */
export const defineProvider = <Table extends VariableTable>(provider: StorageProvider<Table>) => provider;
