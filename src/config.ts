import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { LecternError } from './errors.ts';
import { parseKeyRingVariable } from './signing/key-ring.ts';

/** What is in force, frozen. Read once, here, from the environment; nothing else reads `process.env`. */
export interface Config {
  readonly dataDir: string;
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
  readonly logLevel: string;
  /** `id:base64url` pairs; the first signs. Without it the keys live in a file of the data folder. */
  readonly signingKeys: string | undefined;
  /** Signs session cookies. Without it a random one lives in a file of the data folder. */
  readonly authSecret: string | undefined;
}

interface Setting<T> {
  readonly variable: string;
  readonly describe: string;
  readonly secret?: true;
  /** Used when the variable is unset or empty. Gets the settings above it in the table. */
  readonly fallback: (settled: Config) => T;
  /** Throws an `Error` whose message completes "VARIABLE must be …". */
  readonly parse: (text: string) => T;
}

const integer = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new Error(`a whole number from ${min} to ${max}`);
  }
  return value;
};

const oneOf =
  <T extends string>(...words: ReadonlyArray<T>) =>
  (text: string) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new Error(`one of ${words.join(', ')}`);
    return word;
  };

const httpUrl = (options: { path: boolean }) => (text: string) => {
  const url = URL.parse(text);
  const expected = `an http or https address${options.path ? '' : ' without a path'}, like https://lectern.example.org`;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || /[?#]/.test(text)) {
    throw new Error(expected);
  }
  if (!options.path && url.pathname !== '/') throw new Error(expected);
  return url.href.replace(/\/+$/, '');
};

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

const longSecret = (text: string) => {
  if (text.length < 32) throw new Error('at least 32 random characters (try: openssl rand -base64 48)');
  return text;
};

const browserAddress = (host: string, port: number) => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
};

/** Every setting there is: the table that `lectern config` prints and the README's table is checked against. */
export const settings: { readonly [K in keyof Config]: Setting<Config[K]> } = {
  dataDir: {
    variable: 'LECTERN_DATA_DIR',
    describe: 'folder of the database, the stored files and the keys',
    fallback: () => resolve('./data'),
    parse: (text) => resolve(text),
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
  authSecret: {
    variable: 'LECTERN_AUTH_SECRET',
    describe: 'secret behind session cookies (default: a file in the data folder)',
    secret: true,
    fallback: () => undefined,
    parse: longSecret,
  },
};

/**
 * Environment -> frozen `Config`.
 * @throws LecternError `request-invalid` whose message lists every problem, one a line
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: Array<string> = [];
  const settled: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries<Setting<unknown>>(settings)) {
    const text = environment[setting.variable]?.trim();
    try {
      settled[name] = text ? setting.parse(text) : setting.fallback(settled as unknown as Config);
    } catch (error) {
      const shown = setting.secret ? '' : `, not "${text}"`;
      problems.push(`${setting.variable} must be ${(error as Error).message}${shown}`);
      settled[name] = undefined;
    }
  }
  if (settled['port'] !== undefined && settled['port'] === settled['filesPort']) {
    problems.push(
      'LECTERN_PORT and LECTERN_FILES_PORT must differ: the file server has an origin of its own',
    );
  }
  if (problems.length > 0) {
    throw new LecternError('request-invalid', `The configuration has problems:\n  ${problems.join('\n  ')}`);
  }
  return Object.freeze(settled as unknown as Config);
}

/** What is worth a warning at start though it is allowed. */
export function configWarnings(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
): ReadonlyArray<string> {
  const known = new Set(Object.values<Setting<unknown>>(settings).map((setting) => setting.variable));
  const warnings = Object.keys(environment)
    .filter((variable) => variable.startsWith('LECTERN_') && !known.has(variable))
    .map((variable) => `${variable} is not a setting of Lectern and has no effect`);
  if (config.signedUrlTtlSeconds > 300) {
    warnings.push(
      `SIGNED_URL_TTL_SECONDS is ${config.signedUrlTtlSeconds}: a leaked URL works that long; 300 or less is safer`,
    );
  }
  return warnings;
}

/** One row a setting, as `lectern config` prints it: secrets are never shown. */
export function describeConfig(
  config: Config,
): ReadonlyArray<{ variable: string; value: string; meaning: string }> {
  return (Object.keys(settings) as Array<keyof Config>).map((name) => {
    const setting: Setting<unknown> = settings[name];
    const value = config[name];
    const shown = setting.secret ? (value === undefined ? '' : '(hidden)') : String(value ?? '');
    return { variable: setting.variable, value: shown, meaning: setting.describe };
  });
}
