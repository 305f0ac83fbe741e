import type { Provider } from 'lectern-signing';
import type { PageOrigins } from '../lib/page-origins.ts';
import type { AnySetting, SettingTable, SettledBy } from '../lib/setting.ts';

/** Static facts about a provider, known without connecting; `providers.ts` lists and opens them. */
export interface StorageProvider<Table extends SettingTable, Settings = SettledBy<Table>> {
  readonly settings: Table;
  /** In each list, either all are set or none. */
  readonly together?: ReadonlyArray<ReadonlyArray<AnySetting>>;
  /** Prefix of other environment variables that the provider's client reads, mainly credentials. */
  readonly clientVariables?: string;

  /** The signers of its URLs, that of downloads first: a TTL must suit all of them. */
  signers(settings: Partial<Settings>): readonly [downloads: Provider, ...others: ReadonlyArray<Provider>];

  /** What an operator must configure at the provider; may be empty. */
  policies(settings: Settings, request: PolicyRequest): ReadonlyArray<Policy>;
}

/** Returns its argument; TypeScript infers the types of the settings. */
export const defineProvider = <Table extends SettingTable>(provider: StorageProvider<Table>) => provider;

/** A document that the provider needs, with the command that applies it. */
export interface Policy {
  readonly title: string;
  readonly how: string;
  readonly document: string;
}

export interface PolicyRequest extends PageOrigins {
  readonly ttlSeconds: number;
}

/** Headers that PDF viewers in a page send and read across origins. */
export const allowedHeaders = ['Range', 'If-Range', 'If-Match', 'If-None-Match', 'Content-Type'];
export const exposedHeaders = ['Accept-Ranges', 'Content-Range', 'Content-Length', 'ETag'];
/** How long a browser may cache the response to a preflight. */
export const maxAgeSeconds = 600;

export const json = (value: unknown) => JSON.stringify(value, null, 2);
