import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseKeyRingVariable } from '../../signing/key-ring.ts';
import { httpUrl, integer, oneOf, postgresUrl, redisUrl, type Settings, withoutPassword } from './setting.ts';

/** What every installation has, whatever stores its files. */
export interface GeneralConfig {
  readonly dataDir: string;
  /** Of PostgreSQL. Without it the database is SQLite in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Of one process to PostgreSQL, at most. */
  readonly databaseConnections: number;
  /** Of Redis or Valkey. Without it the limits on signing in count in each process by itself. */
  readonly redisUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly filesPort: number;
  /** Address of the API as browsers see it, without a trailing slash. */
  readonly publicUrl: string;
  /** Address of the file server as browsers see it, without a trailing slash; may have a path prefix. */
  readonly filesUrl: string;
  readonly signedUrlTtlSeconds: number;
  readonly maxPdfBytes: number;
  /** For how long the records of issued URLs are kept. */
  readonly issueRetentionDays: number;
  readonly signUp: 'closed' | 'open';
  /** Addresses or networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: ReadonlyArray<string>;
  /** So many requests to the API may be under way in one process; what comes beyond is refused. */
  readonly maxConcurrentRequests: number;
  readonly logLevel: string;
  /** `id:base64url` pairs; the first signs. Without it and the next two the keys live in a file of the data folder. */
  readonly signingKeys: string | undefined;
  /** A key file that is brought here, and followed when it changes. */
  readonly signingKeysFile: string | undefined;
  /** Seals the keys in the database; 32 bytes or more in base64url. */
  readonly signingKeysSecret: string | undefined;
  /** Signs session cookies. Without it a random one lives in a file of the data folder. */
  readonly authSecret: string | undefined;
}

const networks = (text: string) =>
  text.split(',').map((part) => {
    const [address = '', prefix, ...rest] = part.trim().split('/');
    const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] as number;
    const prefixFits = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
    if (bits < 0 || !prefixFits || rest.length > 0) {
      throw new Error('comma-separated addresses or networks, like 127.0.0.1,10.0.0.0/8');
    }
    return part.trim();
  });

const signingKeys = (text: string) => {
  try {
    parseKeyRingVariable(text);
  } catch (error) {
    throw new Error(`id:base64url,… (${(error as Error).message})`);
  }
  return text;
};

const sealingSecret = (text: string) => {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < 32 || bytes.toString('base64url') !== text) {
    throw new Error("at least 32 random bytes in base64url (try: openssl rand -base64 48 | tr '+/' '-_')");
  }
  return text;
};

const longSecret = (text: string) => {
  if (text.length < 32) throw new Error('at least 32 random characters (try: openssl rand -base64 48)');
  return text;
};

const browserAddress = (host: string, port: number) => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};

export const generalSettings: Settings<GeneralConfig> = {
  dataDir: {
    variable: 'LECTERN_DATA_DIR',
    describe: 'folder of the database, the stored files and the keys',
    fallback: () => resolve('./data'),
    parse: (text) => resolve(text),
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    describe:
      'PostgreSQL database, as postgres://user:password@host/name (default: SQLite in the data folder)',
    secret: true,
    show: withoutPassword,
    fallback: () => undefined,
    parse: postgresUrl,
  },
  databaseConnections: {
    variable: 'DATABASE_CONNECTIONS',
    describe: 'how many connections to PostgreSQL one process opens at most (2 to 1000)',
    fallback: () => 10,
    parse: integer(2, 1000),
  },
  redisUrl: {
    variable: 'REDIS_URL',
    describe:
      'Redis or Valkey, as redis://user:password@host/0, for limits on signing in that instances share',
    secret: true,
    show: withoutPassword,
    fallback: () => undefined,
    parse: redisUrl,
  },
  host: {
    variable: 'LECTERN_HOST',
    describe: 'address that both servers listen on',
    fallback: () => '127.0.0.1',
    parse: (text) => text,
  },
  port: {
    variable: 'LECTERN_PORT',
    describe: 'port of the API',
    fallback: () => 8080,
    parse: integer(1, 65535),
  },
  filesPort: {
    variable: 'LECTERN_FILES_PORT',
    describe: 'port of the file server',
    fallback: () => 8081,
    parse: integer(1, 65535),
  },
  publicUrl: {
    variable: 'LECTERN_PUBLIC_URL',
    describe: 'address of the API as browsers see it',
    fallback: ({ host, port }) => browserAddress(host, port),
    parse: httpUrl({ path: false }),
  },
  filesUrl: {
    variable: 'LECTERN_FILES_URL',
    describe: 'address of the file server as browsers see it',
    fallback: ({ host, filesPort }) => browserAddress(host, filesPort),
    parse: httpUrl({ path: true }),
  },
  signedUrlTtlSeconds: {
    variable: 'SIGNED_URL_TTL_SECONDS',
    describe: 'how long a signed URL lives, in seconds (1 to 3600)',
    fallback: () => 300,
    parse: integer(1, 3600),
  },
  maxPdfBytes: {
    variable: 'MAX_PDF_BYTES',
    describe: 'largest PDF that may be uploaded, in bytes',
    fallback: () => 50 * 1024 * 1024,
    parse: integer(1024, 5 * 1024 ** 3),
  },
  issueRetentionDays: {
    variable: 'LECTERN_ISSUE_RETENTION_DAYS',
    describe: 'for how many days the records of issued URLs are kept (1 to 3650)',
    fallback: () => 365,
    parse: integer(1, 3650),
  },
  signUp: {
    variable: 'LECTERN_SIGN_UP',
    describe: 'whether anyone may create a student account: closed or open',
    fallback: () => 'closed',
    parse: oneOf('closed', 'open'),
  },
  trustedProxies: {
    variable: 'LECTERN_TRUSTED_PROXIES',
    describe: 'comma-separated addresses or networks of reverse proxies whose X-Forwarded-For is believed',
    fallback: () => [],
    parse: networks,
  },
  maxConcurrentRequests: {
    variable: 'LECTERN_MAX_CONCURRENT_REQUESTS',
    describe: 'how many requests to the API one process works on at once (1 to 100000); more get a 503',
    fallback: () => 2000,
    parse: integer(1, 100_000),
  },
  logLevel: {
    variable: 'LECTERN_LOG_LEVEL',
    describe: 'least important log line: debug, info, warn, error or silent',
    fallback: () => 'info',
    parse: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  },
  signingKeys: {
    variable: 'LECTERN_SIGNING_KEYS',
    describe: 'signing keys as id:base64url,…; the first signs (default: a file in the data folder)',
    secret: true,
    fallback: () => undefined,
    parse: signingKeys,
  },
  signingKeysFile: {
    variable: 'LECTERN_SIGNING_KEYS_FILE',
    describe: 'file of the signing keys that is mounted here, and followed when it changes',
    fallback: () => undefined,
    parse: (text) => resolve(text),
  },
  signingKeysSecret: {
    variable: 'LECTERN_SIGNING_KEYS_SECRET',
    describe: 'keeps the signing keys in the database, sealed with this secret (32 bytes, base64url)',
    secret: true,
    fallback: () => undefined,
    parse: sealingSecret,
  },
  authSecret: {
    variable: 'LECTERN_AUTH_SECRET',
    describe: 'secret behind session cookies (default: a file in the data folder)',
    secret: true,
    fallback: () => undefined,
    parse: longSecret,
  },
};
