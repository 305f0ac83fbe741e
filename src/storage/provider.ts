import type { Provider } from 'lectern-signing';
import type { AnySetting, SettingTable, SettledBy } from '../config/setting.ts';
import type { PageOrigins } from '../lib/page-origins.ts';

/** What Lectern knows about one provider without connecting to it; `providers.ts` lists them, and opens them. */
export interface StorageProvider<Table extends SettingTable, Settings = SettledBy<Table>> {
  readonly settings: Table;
  /** Of each list either all are set or none. */
  readonly together?: ReadonlyArray<ReadonlyArray<AnySetting>>;
  /** How other variables begin that the provider's client reads from the environment, credentials above all. */
  readonly clientVariables?: string;

  /** Whose signatures its URLs have: a TTL must suit all of them. */
  signers(settings: Partial<Settings>): ReadonlyArray<Provider>;

  /** What an operator must set up at the provider. Empty when there is nothing to set up. */
  policies(settings: Settings, request: PolicyRequest): ReadonlyArray<Policy>;
}

/** Returns its argument. It lets TypeScript infer the values of the settings. */
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

/** Headers that PDF viewers in a page send, and read from a reply, across origins. */
export const allowedHeaders = ['Range', 'If-Range', 'If-Match', 'If-None-Match', 'Content-Type'];
export const exposedHeaders = ['Accept-Ranges', 'Content-Range', 'Content-Length', 'ETag'];
/** How long a browser may keep the answer to a preflight. */
export const maxAgeSeconds = 600;

export const json = (value: unknown) => JSON.stringify(value, null, 2);
