import { resolve } from 'node:path';
import { parseKeyRingVariable } from 'lectern-signing';
import { parseNetwork } from '../lib/client-address.ts';
import { messageOf } from '../lib/errors.ts';
import { type Profile, profiles } from '../lib/profile.ts';
import { basePathOf } from '../lib/public-address.ts';
import {
  httpUrl,
  integer,
  oneOf,
  postgresUrl,
  redisUrl,
  type SettingTable,
  type SettledBy,
  withoutPassword,
} from '../lib/setting.ts';
import { toLine } from '../lib/text-line.ts';
import { parseTaskUrl } from './task-url.ts';

const networks = (text: string): ReadonlyArray<string> =>
  text.split(',').map((part) => {
    const { bits = 0 } = parseNetwork(part.trim()) ?? {};
    if (bits === 0) {
      throw new Error(
        'comma-separated addresses or networks, like 127.0.0.1,10.0.0.0/8; not /0, which would let any client forge its address',
      );
    }
    return part.trim();
  });

/** Host names only: a `*` would be a wildcard in a Content-Security-Policy. */
const originsOfPages = (text: string): ReadonlyArray<string> =>
  text.split(',').map((part) => {
    const origin = part.trim();
    const url = URL.parse(origin);
    if (!/^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin) || url?.origin !== origin) {
      throw new Error('comma-separated http or https origins, like https://platform.example.org');
    }
    return origin;
  });

/** Cookies and pages contain the path unescaped. */
const publicAddress = (text: string) => {
  const address = httpUrl({ path: true })(text);
  if (/^(\/[\w.~-]+)*$/.test(basePathOf(address))) return address;
  throw new Error(
    'an address whose path has only letters, digits and "-", ".", "_" or "~", like https://judge.example.org/lectern',
  );
};

const contact = (text: string) => {
  const line = toLine(text);
  if (!line || line.length > 200) throw new Error('one line of at most 200 characters');
  return line;
};

const signingKeys = (text: string) => {
  try {
    parseKeyRingVariable(text);
  } catch (error) {
    throw new Error(`id:base64url,… (${messageOf(error)})`);
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

const fileBytes = integer(1024, 5 * 1024 ** 3);

const longSecret = (text: string) => {
  if (text.length < 32) throw new Error('at least 32 random characters (try: openssl rand -base64 48)');
  return text;
};

const browserAddress = (host: string, port: number) => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};

/** The settings of every installation, with any storage. Types, checks and the tables of the manual are derived from them. */
export const generalSettings = {
  profile: {
    variable: 'LECTERN_PROFILE',
    describe: 'how much of Lectern there is: `signer`, `platform` or `course`',
    fallback: () => 'course' as const,
    parse: oneOf(...profiles),
  },
  dataDir: {
    variable: 'LECTERN_DATA_DIR',
    describe: 'folder with the database, the stored files and the keys',
    defaultText: '`./data`',
    fallback: () => resolve('./data'),
    parse: (text) => resolve(text),
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    describe: 'PostgreSQL database, as `postgres://user:password@host/name?sslmode=verify-full`',
    defaultText: 'SQLite in the data folder',
    secret: true,
    show: withoutPassword,
    parse: postgresUrl,
  },
  databaseConnections: {
    variable: 'DATABASE_CONNECTIONS',
    describe: 'most connections to PostgreSQL per process, 2 to 1000',
    fallback: () => 10,
    parse: integer(2, 1000),
  },
  redisUrl: {
    variable: 'REDIS_URL',
    describe: 'Redis or Valkey for limits that instances share, as `rediss://user:password@host/0`',
    secret: true,
    show: withoutPassword,
    parse: redisUrl,
  },
  host: {
    variable: 'LECTERN_HOST',
    describe: 'address that both listeners bind to',
    fallback: () => '127.0.0.1',
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
  /** Without a trailing slash. */
  publicUrl: {
    variable: 'LECTERN_PUBLIC_URL',
    describe: 'public URL of the API and the web app; may have a path, which the proxy strips',
    defaultText: 'from host and port',
    fallback: ({ host, port }: { host: string; port: number }) => browserAddress(host, port),
    parse: publicAddress,
  },
  /** Without a trailing slash. */
  filesUrl: {
    variable: 'LECTERN_FILES_URL',
    describe: 'public URL of the file server; may have a path',
    defaultText: 'from host and port',
    fallback: ({ host, filesPort }: { host: string; filesPort: number }) => browserAddress(host, filesPort),
    parse: httpUrl({ path: true }),
  },
  /** Without a trailing slash. */
  edgeUrl: {
    variable: 'LECTERN_EDGE_URL',
    describe:
      'public URL of an edge that verifies signed URLs and caches the files, such as a Worker; without it, the storage delivers',
    fallback: () => undefined,
    parse: httpUrl({ path: true }),
  },
  signedUrlTtlSeconds: {
    variable: 'SIGNED_URL_TTL_SECONDS',
    describe: 'life of a signed URL in seconds, 1 to 3600',
    fallback: () => 300,
    parse: integer(1, 3600),
  },
  maxPdfBytes: {
    variable: 'MAX_PDF_BYTES',
    describe: 'largest PDF to accept, in bytes',
    fallback: () => 50 * 1024 * 1024,
    parse: fileBytes,
  },
  maxAttachmentBytes: {
    variable: 'LECTERN_MAX_ATTACHMENT_BYTES',
    describe: 'largest attachment to accept, in bytes',
    defaultText: '`MAX_PDF_BYTES`',
    fallback: ({ maxPdfBytes }: { maxPdfBytes: number }) => maxPdfBytes,
    parse: fileBytes,
  },
  maxStoredBytes: {
    variable: 'LECTERN_MAX_STORED_BYTES',
    describe: 'most bytes for all PDFs, including replaced versions and announced uploads',
    defaultText: 'no limit',
    parse: integer(1, Number.MAX_SAFE_INTEGER),
  },
  freshUrlsPerMinute: {
    variable: 'LECTERN_FRESH_URLS_PER_MINUTE',
    describe: 'fresh URLs per account and minute, averaged over five minutes; 20 or more',
    fallback: () => 120,
    parse: integer(20, 1_000_000),
  },
  uploadsPerMinute: {
    variable: 'LECTERN_UPLOADS_PER_MINUTE',
    describe: 'announced uploads per account and minute, averaged over five minutes',
    fallback: () => 60,
    parse: integer(1, 1_000_000),
  },
  workPerMinute: {
    variable: 'LECTERN_WORK_MS_PER_MINUTE',
    describe:
      'work per account and minute, averaged over five minutes: milliseconds, by the cost of each operation',
    fallback: () => 6000,
    parse: integer(100, 1_000_000_000),
  },
  issueRetentionDays: {
    variable: 'LECTERN_ISSUE_RETENTION_DAYS',
    describe: 'days to keep records of issued URLs, 1 to 3650',
    fallback: () => 365,
    parse: integer(1, 3650),
  },
  signUp: {
    variable: 'LECTERN_SIGN_UP',
    describe: '`open` lets anyone create a student account; `closed` does not',
    profile: 'course',
    fallback: () => 'closed' as const,
    parse: oneOf('closed', 'open'),
  },
  passwordSignIn: {
    variable: 'LECTERN_PASSWORD_SIGN_IN',
    describe: '`off` disables passwords: everyone signs in through the OpenID Connect provider',
    profile: 'course',
    defaultText: '`on`',
    fallback: ({ profile }: { profile: Profile }) => (profile === 'course' ? 'on' : 'off'),
    parse: oneOf('on', 'off'),
  },
  contact: {
    variable: 'LECTERN_CONTACT',
    describe: 'contact for questions about accounts: an e-mail address, a web address, or a name',
    defaultText: 'none',
    parse: contact,
  },
  embedOrigins: {
    variable: 'LECTERN_EMBED_ORIGINS',
    describe:
      'origins of platforms whose pages may frame the reader, and frame or fetch signed URLs; comma-separated',
    defaultText: 'none',
    fallback: () => [],
    parse: originsOfPages,
  },
  taskUrl: {
    variable: 'LECTERN_TASK_URL',
    describe:
      "your platform's page of a task, as `https://judge.example.org/tasks/{externalId}`: expired links lead there, not to Lectern",
    defaultText: "Lectern's page",
    parse: parseTaskUrl,
  },
  bindUrls: {
    variable: 'LECTERN_BIND_URLS',
    describe:
      '`networks`: while a contest with networks runs, each signed URL for a participant works only from the address that asked for it (IPv6: its /64)',
    fallback: () => 'never' as const,
    parse: oneOf('never', 'networks'),
  },
  trustedProxies: {
    variable: 'LECTERN_TRUSTED_PROXIES',
    describe: 'addresses or networks of reverse proxies whose `X-Forwarded-For` is trusted; comma-separated',
    defaultText: 'none',
    fallback: () => [],
    parse: networks,
  },
  maxConcurrentRequests: {
    variable: 'LECTERN_MAX_CONCURRENT_REQUESTS',
    describe: 'most concurrent API requests per process, 1 to 100000; more get a 503',
    fallback: () => 10_000,
    parse: integer(1, 100_000),
  },
  maxConnectionsPerAddress: {
    variable: 'LECTERN_MAX_CONNECTIONS_PER_ADDRESS',
    describe: 'most open connections per address (IPv6: per /64) to each listener of a process',
    fallback: () => 2000,
    parse: integer(1, 100_000),
  },
  metricsToken: {
    variable: 'LECTERN_METRICS_TOKEN',
    describe: 'token that `/metrics` requires as `Authorization: Bearer`',
    defaultText: 'none: anyone who reaches the API can read metrics',
    secret: true,
    parse: longSecret,
  },
  logLevel: {
    variable: 'LECTERN_LOG_LEVEL',
    describe: 'lowest level to log: `debug`, `info`, `warn`, `error` or `silent`',
    fallback: () => 'info' as const,
    parse: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  },
  signingKeys: {
    variable: 'LECTERN_SIGNING_KEYS',
    describe: 'signing keys as `id:base64url,…`; the first signs',
    defaultText: 'a file in the data folder',
    secret: true,
    parse: signingKeys,
  },
  signingKeysFile: {
    variable: 'LECTERN_SIGNING_KEYS_FILE',
    describe: 'mounted file with the signing keys, reloaded when it changes',
    defaultText: 'a file in the data folder',
    parse: (text) => resolve(text),
  },
  signingKeysSecret: {
    variable: 'LECTERN_SIGNING_KEYS_SECRET',
    describe: 'keeps the signing keys in the database, sealed with this secret (32 bytes, base64url)',
    defaultText: 'a file in the data folder',
    secret: true,
    parse: sealingSecret,
  },
  authSecret: {
    variable: 'LECTERN_AUTH_SECRET',
    describe: 'secret for session cookies and revocations, at least 32 characters',
    defaultText: 'a file in the data folder',
    secret: true,
    parse: longSecret,
  },
} satisfies SettingTable;

export type GeneralConfig = SettledBy<typeof generalSettings>;
