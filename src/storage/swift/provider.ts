import { allOrigins, type PageOrigins } from '../../lib/page-origins.ts';
import { httpUrl, type SettingTable, type SettledBy } from '../../lib/setting.ts';
import {
  defineProvider,
  exposedHeaders,
  maxAgeSeconds,
  type Policy,
  type PolicyRequest,
} from '../provider.ts';

type TempUrlKeys = readonly [string, ...ReadonlyArray<string>];

function tempUrlKeys(text: string): TempUrlKeys {
  const [first = '', ...others] = text.split(',').map((key) => key.trim());
  if (others.length > 1 || [first, ...others].includes('')) throw new Error('one key, or two with a comma');
  return [first, ...others];
}

const settings = {
  /** The auth service (TempAuth, v1), or the account. */
  url: {
    variable: 'SWIFT_URL',
    describe: 'URL of the service, or of the account: `https://host/v1/AUTH_account`',
    required: true,
    parse: httpUrl({ path: true }),
  },
  container: { variable: 'SWIFT_CONTAINER', describe: 'container of the PDFs', required: true },
  user: { variable: 'SWIFT_USER', describe: 'user, as `account:user`', required: true },
  key: { variable: 'SWIFT_KEY', describe: 'key of the user', required: true, secret: true },
  /** The first signs; during a rotation the account may hold a second one. */
  tempUrlKeys: {
    variable: 'SWIFT_TEMPURL_KEY',
    describe: 'TempURL key of the account; during a rotation two, comma-separated: the first signs',
    required: true,
    secret: true,
    parse: tempUrlKeys,
  },
} satisfies SettingTable;

export type SwiftSettings = SettledBy<typeof settings>;

export const swift = defineProvider({
  settings,
  signers: () => ['swift'],
  policies,
});

/** Swift, Cross-origin Resource Sharing with Object Storage: container metadata. It cannot limit methods. */
export const corsHeaders = (origins: PageOrigins): Readonly<Record<string, string>> => ({
  'X-Container-Meta-Access-Control-Allow-Origin': allOrigins(origins).join(' '),
  'X-Container-Meta-Access-Control-Expose-Headers': exposedHeaders.join(' '),
  'X-Container-Meta-Access-Control-Max-Age': String(maxAgeSeconds),
});

function policies({ container }: SwiftSettings, origins: PolicyRequest): ReadonlyArray<Policy> {
  return [
    {
      title: 'CORS and access of the container',
      how: 'Run this as a user who may write the container:',
      document: [
        `swift post ${container} --read-acl ''`,
        ...Object.entries(corsHeaders(origins)).map(([name, value]) => `  -H '${name}: ${value}'`),
      ].join(' \\\n'),
    },
  ];
}
