import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { ttlProblem } from 'lectern-signing';
import type { Config } from '../../src/config/config.ts';
import { storageSettings } from '../../src/config/storage-settings.ts';
import { configWarnings, describeConfig, general, readConfig } from '../../src/features/settings.ts';
import { withSettings, withStorageSettings } from '../../tools/manual-tables.ts';

const secret = 'a-secret-that-nobody-may-see-at-all-1234';
const redisUrl = 'rediss://lectern:s3cret@redis.example.org:6380/1';
const databaseUrl = 'postgres://lectern:s3cret@db.example.org:5433/lectern?sslmode=verify-full';
const sealingSecret = Buffer.alloc(32, 9).toString('base64url');
const signingKeys = `key-1:${Buffer.alloc(32, 7).toString('base64url')}`;

/** The problems that the error lists, one per line, in the order of their variables. */
function problemsOf(environment: Record<string, string>): ReadonlyArray<string> {
  try {
    readConfig(environment);
  } catch (error) {
    const { name, message } = error as Error;
    assert.equal(name, 'OperatorError');
    return message.split('\n').slice(1).sort();
  }
  return [];
}

const variablesOf = (settings: Readonly<Record<string, { readonly variable: string }>>) =>
  Object.values(settings)
    .map(({ variable }) => variable)
    .sort();

const oidc = {
  OIDC_ISSUER: 'https://id.example.org/realms/school/',
  OIDC_CLIENT_ID: 'lectern',
  OIDC_CLIENT_SECRET: 's3cret-of-the-client',
};
const mail = {
  SMTP_URL: 'smtps://lectern:s3cret@mail.example.org',
  MAIL_FROM: 'Contest School <lectern@example.org>',
};
const oidcRoles = { OIDC_ROLE_CLAIM: 'groups', OIDC_TEACHER_ROLES: 'staff', OIDC_ADMIN_ROLES: 'staff' };

/** Every setting: its variable, its default, and the value of an example text. The types demand one of each setting. */
type Settled = Omit<Config, 'storage'>;

const examples: {
  readonly [Name in keyof Settled]: {
    readonly variable: string;
    readonly unset: Settled[Name];
    readonly text: string;
    readonly value: Settled[Name];
    /** Other variables that it needs. */
    readonly beside?: Readonly<Record<string, string>>;
  };
} = {
  dataDir: { variable: 'LECTERN_DATA_DIR', unset: resolve('data'), text: '/srv/a', value: '/srv/a' },
  databaseUrl: { variable: 'DATABASE_URL', unset: undefined, text: databaseUrl, value: databaseUrl },
  databaseConnections: { variable: 'DATABASE_CONNECTIONS', unset: 10, text: '2', value: 2 },
  redisUrl: { variable: 'REDIS_URL', unset: undefined, text: redisUrl, value: redisUrl },
  host: { variable: 'LECTERN_HOST', unset: '127.0.0.1', text: '0.0.0.0', value: '0.0.0.0' },
  port: { variable: 'LECTERN_PORT', unset: 8080, text: '1', value: 1 },
  filesPort: { variable: 'LECTERN_FILES_PORT', unset: 8081, text: '65535', value: 65535 },
  publicUrl: {
    variable: 'LECTERN_PUBLIC_URL',
    unset: 'http://127.0.0.1:8080',
    text: 'https://lectern.example.org/',
    value: 'https://lectern.example.org',
  },
  filesUrl: {
    variable: 'LECTERN_FILES_URL',
    unset: 'http://127.0.0.1:8081',
    text: 'https://files.example.org/store/',
    value: 'https://files.example.org/store',
  },
  signedUrlTtlSeconds: { variable: 'SIGNED_URL_TTL_SECONDS', unset: 300, text: '3600', value: 3600 },
  maxPdfBytes: { variable: 'MAX_PDF_BYTES', unset: 52_428_800, text: '1024', value: 1024 },
  maxAttachmentBytes: {
    ...{ variable: 'LECTERN_MAX_ATTACHMENT_BYTES', unset: 52_428_800, text: '2048', value: 2048 },
  },
  maxStoredBytes: {
    variable: 'LECTERN_MAX_STORED_BYTES',
    unset: undefined,
    text: '1000000',
    value: 1_000_000,
  },
  freshUrlsPerMinute: { variable: 'LECTERN_FRESH_URLS_PER_MINUTE', unset: 120, text: '20', value: 20 },
  uploadsPerMinute: { variable: 'LECTERN_UPLOADS_PER_MINUTE', unset: 60, text: '1', value: 1 },
  workPerMinute: {
    variable: 'LECTERN_WORK_MS_PER_MINUTE',
    unset: 6000,
    text: '12000',
    value: 12_000,
  },
  issueRetentionDays: { variable: 'LECTERN_ISSUE_RETENTION_DAYS', unset: 365, text: '3650', value: 3650 },
  signUp: { variable: 'LECTERN_SIGN_UP', unset: 'closed', text: 'open', value: 'open' },
  passwordSignIn: {
    variable: 'LECTERN_PASSWORD_SIGN_IN',
    unset: 'on',
    text: 'off',
    value: 'off',
    beside: oidc,
  },
  contact: {
    variable: 'LECTERN_CONTACT',
    unset: undefined,
    text: ' help@example.org ',
    value: 'help@example.org',
  },
  embedOrigins: {
    variable: 'LECTERN_EMBED_ORIGINS',
    unset: [],
    text: 'https://platform.example.org, http://127.0.0.1:3000',
    value: ['https://platform.example.org', 'http://127.0.0.1:3000'],
  },
  bindUrls: { variable: 'LECTERN_BIND_URLS', unset: 'never', text: 'networks', value: 'networks' },
  trustedProxies: {
    variable: 'LECTERN_TRUSTED_PROXIES',
    unset: [],
    text: '10.0.0.0/8, ::1',
    value: ['10.0.0.0/8', '::1'],
  },
  maxConcurrentRequests: {
    variable: 'LECTERN_MAX_CONCURRENT_REQUESTS',
    unset: 10_000,
    text: '100000',
    value: 100_000,
  },
  maxConnectionsPerAddress: {
    variable: 'LECTERN_MAX_CONNECTIONS_PER_ADDRESS',
    unset: 2000,
    text: '50',
    value: 50,
  },
  metricsToken: { variable: 'LECTERN_METRICS_TOKEN', unset: undefined, text: secret, value: secret },
  logLevel: { variable: 'LECTERN_LOG_LEVEL', unset: 'info', text: 'error', value: 'error' },
  signingKeys: { variable: 'LECTERN_SIGNING_KEYS', unset: undefined, text: signingKeys, value: signingKeys },
  signingKeysFile: {
    variable: 'LECTERN_SIGNING_KEYS_FILE',
    unset: undefined,
    text: '/run/secrets/keys.json',
    value: '/run/secrets/keys.json',
  },
  signingKeysSecret: {
    variable: 'LECTERN_SIGNING_KEYS_SECRET',
    unset: undefined,
    text: sealingSecret,
    value: sealingSecret,
  },
  authSecret: { variable: 'LECTERN_AUTH_SECRET', unset: undefined, text: secret, value: secret },
  smtpUrl: {
    variable: 'SMTP_URL',
    unset: undefined,
    text: mail.SMTP_URL,
    value: mail.SMTP_URL,
    beside: mail,
  },
  mailFrom: {
    variable: 'MAIL_FROM',
    unset: undefined,
    text: mail.MAIL_FROM,
    value: mail.MAIL_FROM,
    beside: mail,
  },
  oidcIssuer: {
    variable: 'OIDC_ISSUER',
    unset: undefined,
    text: oidc.OIDC_ISSUER,
    value: oidc.OIDC_ISSUER,
    beside: oidc,
  },
  oidcClientId: {
    variable: 'OIDC_CLIENT_ID',
    unset: undefined,
    text: 'lectern',
    value: 'lectern',
    beside: oidc,
  },
  oidcClientSecret: {
    variable: 'OIDC_CLIENT_SECRET',
    unset: undefined,
    text: secret,
    value: secret,
    beside: oidc,
  },
  oidcName: { variable: 'OIDC_NAME', unset: undefined, text: 'School', value: 'School', beside: oidc },
  oidcRoleClaim: {
    variable: 'OIDC_ROLE_CLAIM',
    unset: undefined,
    text: 'realm_access.roles',
    value: 'realm_access.roles',
    beside: { ...oidc, ...oidcRoles },
  },
  oidcTeacherRoles: {
    variable: 'OIDC_TEACHER_ROLES',
    unset: [],
    text: 'staff, teachers',
    value: ['staff', 'teachers'],
    beside: { ...oidc, ...oidcRoles },
  },
  oidcAdminRoles: {
    variable: 'OIDC_ADMIN_ROLES',
    unset: [],
    text: 'admins',
    value: ['admins'],
    beside: { ...oidc, ...oidcRoles },
  },
  jwtJwksUrl: {
    variable: 'JWT_JWKS_URL',
    unset: undefined,
    text: 'https://judge.example.org/jwks.json',
    value: 'https://judge.example.org/jwks.json',
    beside: { JWT_AUDIENCE: 'lectern' },
  },
  jwtJwksFile: {
    variable: 'JWT_JWKS_FILE',
    unset: undefined,
    text: '/srv/jwks.json',
    value: '/srv/jwks.json',
    beside: { JWT_AUDIENCE: 'lectern' },
  },
  jwtSharedSecretFile: {
    variable: 'JWT_SHARED_SECRET_FILE',
    unset: undefined,
    text: '/srv/judge.secret',
    value: '/srv/judge.secret',
    beside: { JWT_AUDIENCE: 'lectern' },
  },
  jwtIssuer: { variable: 'JWT_ISSUER', unset: undefined, text: 'judge', value: 'judge' },
  jwtAudience: { variable: 'JWT_AUDIENCE', unset: undefined, text: 'lectern', value: 'lectern' },
  jwtAnyAudience: { variable: 'JWT_ANY_AUDIENCE', unset: 'off', text: 'on', value: 'on' },
  jwtSubjectClaim: { variable: 'JWT_SUBJECT_CLAIM', unset: 'sub', text: 'user_id', value: 'user_id' },
  jwtEmailClaim: { variable: 'JWT_EMAIL_CLAIM', unset: 'email', text: 'mail', value: 'mail' },
  jwtEmailVerified: {
    variable: 'JWT_EMAIL_VERIFIED',
    unset: 'claim',
    text: 'always',
    value: 'always',
  },
  jwtNameClaim: { variable: 'JWT_NAME_CLAIM', unset: 'name', text: 'username', value: 'username' },
  jwtRoleClaim: { variable: 'JWT_ROLE_CLAIM', unset: undefined, text: 'role', value: 'role' },
  jwtTeacherRoles: {
    variable: 'JWT_TEACHER_ROLES',
    unset: [],
    text: 'teacher, assistant',
    value: ['teacher', 'assistant'],
  },
  jwtAdminRoles: { variable: 'JWT_ADMIN_ROLES', unset: [], text: 'admin', value: ['admin'] },
  jwtRequiredClaims: {
    variable: 'JWT_REQUIRED_CLAIMS',
    unset: [],
    text: 'type=access,scope=a=b',
    value: [
      ['type', 'access'],
      ['scope', 'a=b'],
    ],
  },
  jwtMaxLifetimeSeconds: {
    variable: 'JWT_MAX_LIFETIME_SECONDS',
    unset: 86_400,
    text: '600',
    value: 600,
  },
  checkpointsTo: {
    variable: 'LECTERN_CHECKPOINTS_TO',
    unset: [],
    text: '/mnt/checkpoints, https://witness.example.org/lectern, mailto:jury@example.org',
    value: ['/mnt/checkpoints', 'https://witness.example.org/lectern', 'mailto:jury@example.org'],
  },
  downloads: { variable: 'LECTERN_DOWNLOADS', unset: 'live', text: 'import', value: 'import' },
};

describe('the configuration', () => {
  it('is frozen, and stores files in a folder by default', () => {
    const config = readConfig({});
    assert.ok(Object.isFrozen(config));
    assert.deepEqual(config.storage, { kind: 'file' });
  });

  for (const [name, { variable, unset, text, value, beside }] of Object.entries(examples)) {
    it(`reads ${variable}=${text}, and works without it`, () => {
      assert.deepEqual(readConfig({})[name as keyof Settled], unset);
      assert.deepEqual(readConfig({ ...beside, [variable]: text })[name as keyof Settled], value);
    });
  }

  it('treats an empty or blank variable as unset, and trims the others', () => {
    const config = readConfig({ LECTERN_PORT: '', LECTERN_HOST: '  ', LECTERN_FILES_PORT: ' 9001 ' });
    assert.equal(config.port, 8080);
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.filesPort, 9001);
  });

  for (const [host, publicUrl] of [
    ['0.0.0.0', 'http://localhost:8080'],
    ['::', 'http://localhost:8080'],
    ['::1', 'http://[::1]:8080'],
    ['192.0.2.7', 'http://192.0.2.7:8080'],
  ] as const) {
    it(`gives a server on ${host} the public address ${publicUrl} by default`, () => {
      assert.equal(readConfig({ LECTERN_HOST: host }).publicUrl, publicUrl);
    });
  }

  it('accepts a public address with a path', () => {
    for (const url of ['https://judge.example.org/lectern', 'http://localhost/a/b-1_c.d~e'])
      assert.equal(readConfig({ LECTERN_PUBLIC_URL: `${url}/` }).publicUrl, url);
  });

  it('binds URLs to addresses only with a storage that can', () => {
    const s3 = { LECTERN_STORAGE: 's3', S3_BUCKET: 'pdfs', S3_REGION: 'eu-central-1' };
    assert.deepEqual(problemsOf({ ...s3, LECTERN_BIND_URLS: 'networks' }), [
      '  LECTERN_BIND_URLS must be never: URLs of s3 work from any address',
    ]);
    assert.equal(readConfig({ ...s3, LECTERN_BIND_URLS: 'never' }).bindUrls, 'never');
    const cloudFront = {
      CLOUDFRONT_URL: 'https://d1.cloudfront.net',
      CLOUDFRONT_KEY_PAIR_ID: 'K1',
      CLOUDFRONT_PRIVATE_KEY_FILE: '/key.pem',
    };
    // It signs the downloads, and S3 only the uploads.
    assert.equal(readConfig({ ...s3, ...cloudFront, LECTERN_BIND_URLS: 'networks' }).bindUrls, 'networks');
  });

  it('reports all problems together, each with its variable and what it must be', () => {
    assert.deepEqual(
      problemsOf({
        LECTERN_PORT: '65536',
        LECTERN_FILES_PORT: '80a',
        LECTERN_PUBLIC_URL: 'lectern.example.org',
        SIGNED_URL_TTL_SECONDS: '3601',
        MAX_PDF_BYTES: '0',
        LECTERN_SIGN_UP: 'yes',
        LECTERN_LOG_LEVEL: 'loud',
        LECTERN_AUTH_SECRET: 'short',
      }),
      [
        '  LECTERN_AUTH_SECRET must be at least 32 random characters (try: openssl rand -base64 48)',
        '  LECTERN_FILES_PORT must be a whole number from 1 to 65535, not "80a"',
        '  LECTERN_LOG_LEVEL must be one of debug, info, warn, error, silent, not "loud"',
        '  LECTERN_PORT must be a whole number from 1 to 65535, not "65536"',
        '  LECTERN_PUBLIC_URL must be an http or https address, like https://lectern.example.org, not "lectern.example.org"',
        '  LECTERN_SIGN_UP must be one of closed, open, not "yes"',
        '  MAX_PDF_BYTES must be a whole number from 1024 to 5368709120, not "0"',
        '  SIGNED_URL_TTL_SECONDS must be a whole number from 1 to 3600, not "3601"',
      ],
    );
  });

  for (const [variable, text] of [
    ['SIGNED_URL_TTL_SECONDS', '0'],
    ['SIGNED_URL_TTL_SECONDS', '1.5'],
    ['SIGNED_URL_TTL_SECONDS', '-1'],
    ['SIGNED_URL_TTL_SECONDS', '1e3'],
    ['SIGNED_URL_TTL_SECONDS', '0x10'],
    ['LECTERN_PUBLIC_URL', 'ftp://example.org'],
    ['LECTERN_PUBLIC_URL', 'https://example.org/a;b'],
    ['LECTERN_PUBLIC_URL', 'https://example.org/%2F'],
    ['LECTERN_PUBLIC_URL', 'https://example.org/a//b'],
    ['LECTERN_PUBLIC_URL', 'https://ann@example.org'],
    ['LECTERN_PUBLIC_URL', 'https://:secret@example.org'],
    ['LECTERN_PUBLIC_URL', 'https://example.org/?'],
    ['LECTERN_FILES_URL', 'https://example.org/?a=b'],
    ['LECTERN_FILES_URL', 'https://example.org/files?'],
    ['LECTERN_FILES_URL', 'https://example.org/files#'],
    ['LECTERN_EMBED_ORIGINS', '*'],
    ['LECTERN_EMBED_ORIGINS', 'platform.example.org'],
    ['LECTERN_EMBED_ORIGINS', 'https://*.example.org'],
    ['LECTERN_EMBED_ORIGINS', 'https://platform.example.org/'],
    ['LECTERN_EMBED_ORIGINS', 'https://platform.example.org:443'],
    ['LECTERN_EMBED_ORIGINS', 'https://platform.example.org/course'],
    ['LECTERN_EMBED_ORIGINS', 'https://ann@platform.example.org'],
    ['LECTERN_EMBED_ORIGINS', 'https://a.example.org;script-src'],
    ['LECTERN_EMBED_ORIGINS', "https://a.example.org 'self'"],
    ['LECTERN_EMBED_ORIGINS', 'https://a.example.org,,https://b.example.org'],
    ['LECTERN_EMBED_ORIGINS', 'file://a.example.org'],
    ['LECTERN_EMBED_ORIGINS', 'null'],
    ['LECTERN_TRUSTED_PROXIES', 'our-proxy'],
    ['LECTERN_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['LECTERN_TRUSTED_PROXIES', '10.0.0.1,,10.0.0.2'],
    ['LECTERN_TRUSTED_PROXIES', '0.0.0.0/0'],
    ['LECTERN_TRUSTED_PROXIES', '127.0.0.1,::/0'],
  ] as const) {
    it(`refuses ${variable}=${text}`, () => {
      const [problem = '', ...others] = problemsOf({ [variable]: text });
      assert.ok(problem.startsWith(`  ${variable} must be `), problem);
      assert.deepEqual(others, []);
    });
  }

  it('refuses equal ports, because the file server needs its own origin', () => {
    const [problem = '', ...others] = problemsOf({ LECTERN_PORT: '9000', LECTERN_FILES_PORT: '9000' });
    assert.match(problem, /LECTERN_PORT and LECTERN_FILES_PORT must differ/);
    assert.deepEqual(others, []);
    assert.match(problemsOf({ LECTERN_PORT: '8081' }).join(), /must differ/);
  });

  for (const [variable, text] of [
    ['LECTERN_SIGNING_KEYS_FILE', 'keys.json'],
    ['LECTERN_SIGNING_KEYS_SECRET', sealingSecret],
  ] as const) {
    it(`reads ${variable}, and refuses a second source of signing keys`, () => {
      const { signingKeysFile, signingKeysSecret } = readConfig({ [variable]: text });
      assert.equal(signingKeysFile ?? signingKeysSecret, text === 'keys.json' ? resolve(text) : text);
      const [problem = '', ...others] = problemsOf({ [variable]: text, LECTERN_SIGNING_KEYS: signingKeys });
      assert.match(problem, new RegExp(`LECTERN_SIGNING_KEYS and ${variable} are both set`));
      assert.deepEqual(others, []);
    });
  }

  for (const [title, text] of [
    ['31 bytes', Buffer.alloc(31, 7).toString('base64url')],
    ['padding', Buffer.alloc(32, 7).toString('base64')],
    ['a character outside base64url', `${sealingSecret}!`],
  ] as const) {
    it(`refuses a secret for the signing keys with ${title}, without showing it`, () => {
      const [problem = '', ...others] = problemsOf({ LECTERN_SIGNING_KEYS_SECRET: text });
      assert.match(problem, /LECTERN_SIGNING_KEYS_SECRET must be at least 32 random bytes/);
      assert.ok(!problem.includes(text));
      assert.deepEqual(others, []);
    });
  }

  it('never repeats a secret in a problem, and reports unreadable signing keys with the rest', () => {
    const keys = `key-1:${Buffer.alloc(31, 7).toString('base64url')}`;
    const problems = problemsOf({
      LECTERN_SIGNING_KEYS: keys,
      LECTERN_AUTH_SECRET: 'short-secret',
      LECTERN_PORT: 'x',
    });
    assert.deepEqual(
      problems.map((problem) => problem.trim().split(' ')[0]),
      ['LECTERN_AUTH_SECRET', 'LECTERN_PORT', 'LECTERN_SIGNING_KEYS'],
    );
    assert.doesNotMatch(problems.join(), new RegExp(`short-secret|${keys.slice(6)}`));
  });

  for (const [url, expected] of [
    [databaseUrl, 'postgres://lectern:hidden@db.example.org:5433/lectern?sslmode=verify-full'],
    [
      'postgresql:///lectern?user=lectern&password=s3cret',
      'postgresql:///lectern?user=lectern&password=hidden',
    ],
    ['postgres://lectern@localhost/lectern', 'postgres://lectern@localhost/lectern'],
  ] as const) {
    it(`shows ${expected.replace('hidden', '…')} without its password`, () => {
      const rows = describeConfig(readConfig({ DATABASE_URL: url }));
      assert.equal(rows.find(({ variable }) => variable === 'DATABASE_URL')?.value, expected);
    });
  }

  it('shows the address of Redis without its password, and refuses an invalid one', () => {
    const rows = describeConfig(readConfig({ REDIS_URL: 'redis://:s3cret@redis.example.org:6380/1' }));
    const { value } = rows.find(({ variable }) => variable === 'REDIS_URL') ?? {};
    assert.equal(value, 'redis://:hidden@redis.example.org:6380/1');
    for (const address of ['http://redis:s3cret@db', 'redis:s3cret', 's3cret']) {
      const [problem = '', ...others] = problemsOf({ REDIS_URL: address });
      assert.match(problem, /^ *REDIS_URL must be like redis:/);
      assert.doesNotMatch(problem, /s3cret/);
      assert.deepEqual(others, []);
    }
  });

  it('refuses a database that is not PostgreSQL, without showing the address', () => {
    const [problem, ...others] = problemsOf({ DATABASE_URL: 'mysql://lectern:s3cret@db/lectern' });
    assert.match(problem ?? '', /^ *DATABASE_URL must be like postgres:/);
    assert.doesNotMatch(problem ?? '', /s3cret/);
    assert.deepEqual(others, []);
  });

  it('reads all the variables that are settings, and no other', () => {
    assert.deepEqual(variablesOf(examples), variablesOf(general));
  });

  it('reads all settings together', () => {
    // At most one source of signing keys and one of issuer keys may be set.
    const sources = ['signingKeysFile', 'signingKeysSecret', 'jwtJwksUrl', 'jwtJwksFile'];
    const together = Object.entries(examples).filter(([name]) => !sources.includes(name));
    const config = readConfig(Object.fromEntries(together.map(([, { variable, text }]) => [variable, text])));
    for (const [name, { value }] of together) {
      assert.deepEqual(config[name as keyof Settled], value, name);
    }
  });

  it('is described with secrets hidden, one row per setting', () => {
    const rows = describeConfig(
      readConfig({ LECTERN_AUTH_SECRET: secret, LECTERN_SIGNING_KEYS: signingKeys }),
    );
    const values = new Map(rows.map(({ variable, value }) => [variable, value]));
    assert.deepEqual([...values.keys()].sort(), [...variablesOf(general), 'LECTERN_STORAGE'].sort());
    assert.equal(values.get('LECTERN_PORT'), '8080');
    assert.equal(values.get('LECTERN_AUTH_SECRET'), '(hidden)');
    assert.equal(values.get('LECTERN_SIGNING_KEYS'), '(hidden)');
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(`${secret}|${signingKeys}`));
  });

  it('shows an unset secret as empty', () => {
    const row = describeConfig(readConfig({})).find(({ variable }) => variable === 'LECTERN_AUTH_SECRET');
    assert.equal(row?.value, '');
  });
});

describe('the configuration of a sign-in provider', () => {
  it('names it by its host by default, and keeps its address unchanged', () => {
    const config = readConfig(oidc);
    assert.equal(config.oidcName, 'id.example.org');
    assert.equal(config.oidcIssuer, oidc.OIDC_ISSUER);
  });

  for (const [title, environment, problem] of [
    [
      'only some of its settings',
      { OIDC_ISSUER: oidc.OIDC_ISSUER },
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too',
    ],
    ['a name without a provider', { OIDC_NAME: 'School' }, 'OIDC_NAME has no effect without OIDC_ISSUER'],
    [
      'no way to sign in',
      { LECTERN_PASSWORD_SIGN_IN: 'off' },
      'LECTERN_PASSWORD_SIGN_IN=off needs OIDC_ISSUER: otherwise nobody could sign in',
    ],
    [
      'a claim without roles above student',
      { ...oidc, OIDC_ROLE_CLAIM: 'groups' },
      'OIDC_ROLE_CLAIM has no effect without OIDC_TEACHER_ROLES or OIDC_ADMIN_ROLES: everybody would be a student',
    ],
    [
      'roles without a claim',
      { ...oidc, OIDC_ADMIN_ROLES: 'admins' },
      'OIDC_ROLE_CLAIM is missing: OIDC_ADMIN_ROLES would have no effect',
    ],
    [
      'an issuer that is no address, in one problem',
      { ...oidc, OIDC_ISSUER: 'id.example.org' },
      'OIDC_ISSUER must be the issuer URL exactly as in the metadata of the provider, like https://id.example.org/realms/school, not "id.example.org"',
    ],
    [
      'an empty role',
      { ...oidc, ...oidcRoles, OIDC_ADMIN_ROLES: 'a,,b' },
      'OIDC_ADMIN_ROLES must be comma-separated values, like staff,teachers, not "a,,b"',
    ],
  ] as const) {
    it(`refuses ${title}, and says what to do`, () => {
      assert.deepEqual(problemsOf(environment), [`  ${problem}`]);
    });
  }

  it('hides its secret', () => {
    const rows = describeConfig(readConfig(oidc));
    assert.doesNotMatch(JSON.stringify(rows), /s3cret/);
  });

  it('refuses a provider on another machine without TLS', () => {
    const [problem = '', ...others] = problemsOf({ ...oidc, OIDC_ISSUER: 'http://id.example.org' });
    assert.match(problem, /^ *OIDC_ISSUER must be an https address.*NODE_EXTRA_CA_CERTS/);
    assert.deepEqual(others, []);
    assert.deepEqual(problemsOf({ ...oidc, OIDC_ISSUER: 'http://127.0.0.1:4000' }), []);
  });
});

describe('the configuration of a trusted issuer', () => {
  const published = { JWT_JWKS_URL: 'https://judge.example.org/jwks.json' };

  for (const JWT_JWKS_URL of [
    'http://judge.example.org/jwks.json',
    'http://10.0.0.1/',
    'http://127.example.org/',
  ]) {
    it(`refuses keys without TLS: ${JWT_JWKS_URL}`, () => {
      const [problem = '', ...others] = problemsOf({ JWT_JWKS_URL });
      assert.match(problem, /^ *JWT_JWKS_URL must be an https address.*NODE_EXTRA_CA_CERTS/);
      assert.deepEqual(others, []);
    });
  }

  for (const JWT_JWKS_URL of [
    'http://127.0.0.1:3000/jwks',
    'http://localhost/jwks',
    'http://[::1]:3000/jwks',
  ]) {
    it(`accepts keys of this machine: ${JWT_JWKS_URL}`, () => {
      assert.equal(readConfig({ JWT_JWKS_URL, JWT_AUDIENCE: 'lectern' }).jwtJwksUrl, JWT_JWKS_URL);
    });
  }

  const set = { JWT_JWKS_FILE: '/srv/jwks.json' };
  const secretFile = { JWT_SHARED_SECRET_FILE: '/srv/judge.secret' };

  for (const source of [published, set, secretFile]) {
    it(`refuses an issuer whose tokens for other services would open Lectern, and says what to set: ${Object.keys(source)}`, () => {
      for (const others of [{}, { JWT_ISSUER: 'judge' }, { JWT_ANY_AUDIENCE: 'off' }]) {
        const [problem = '', ...more] = problemsOf({ ...source, ...others });
        assert.match(problem, /JWT_AUDIENCE.*JWT_REQUIRED_CLAIMS.*JWT_ANY_AUDIENCE=on/);
        assert.deepEqual(more, []);
      }
      for (const enough of [
        { JWT_AUDIENCE: 'lectern' },
        { JWT_REQUIRED_CLAIMS: 'type=access' },
        { JWT_ANY_AUDIENCE: 'on' },
      ]) {
        assert.deepEqual(problemsOf({ ...source, ...enough }), []);
      }
    });

    it(`warns of an issuer whose tokens need not name Lectern as their audience: ${Object.keys(source)}`, () => {
      const warningsFor = (others: Record<string, string>) =>
        configWarnings(readConfig({ ...source, ...others }), { ...source, ...others });
      for (const others of [{ JWT_REQUIRED_CLAIMS: 'type=access' }, { JWT_ANY_AUDIENCE: 'on' }] as const) {
        const [warning = '', ...more] = warningsFor(others);
        assert.match(warning, /^JWT_AUDIENCE is not set, .*other services.*RFC 8725 §3\.9.*set JWT_AUDIENCE/);
        assert.deepEqual(more, []);
      }
      assert.deepEqual(warningsFor({ JWT_AUDIENCE: 'lectern' }), []);
    });
  }

  for (const sources of [
    { ...published, ...set },
    { ...published, ...secretFile },
    { ...set, ...secretFile },
  ]) {
    it(`takes its keys from one place: ${Object.keys(sources).join(' and ')}`, () => {
      const [problem = '', ...others] = problemsOf({ ...sources, JWT_AUDIENCE: 'lectern' });
      assert.match(problem, new RegExp(`^ *${Object.keys(sources).join(' and ')} are set: .*all but one`));
      assert.deepEqual(others, []);
    });
  }

  it('reports a wrong claim once', () => {
    const [problem = '', ...others] = problemsOf({ ...published, JWT_REQUIRED_CLAIMS: 'type' });
    assert.match(problem, /^ *JWT_REQUIRED_CLAIMS must be/);
    assert.deepEqual(others, []);
  });
});

describe('the configuration of an object store', () => {
  const s3 = { LECTERN_STORAGE: 's3', S3_BUCKET: 'pdfs', S3_REGION: 'eu-central-1' };
  const swift = {
    LECTERN_STORAGE: 'swift',
    SWIFT_URL: 'https://swift.example.org/',
    SWIFT_CONTAINER: 'pdfs',
  };

  it('builds the settings of one provider from its variables', () => {
    assert.deepEqual(readConfig(s3).storage, {
      kind: 's3',
      bucket: 'pdfs',
      region: 'eu-central-1',
      endpoint: undefined,
      publicEndpoint: undefined,
      forcePathStyle: false,
      conditionalPut: true,
      cloudFrontUrl: undefined,
      cloudFrontKeyPairId: undefined,
      cloudFrontPrivateKeyFile: undefined,
    });
    assert.deepEqual(
      readConfig({ ...swift, SWIFT_USER: 'test:tester', SWIFT_KEY: 'k', SWIFT_TEMPURL_KEY: 'new, old' })
        .storage,
      {
        kind: 'swift',
        url: 'https://swift.example.org',
        container: 'pdfs',
        user: 'test:tester',
        key: 'k',
        tempUrlKeys: ['new', 'old'],
      },
    );
  });

  it('needs no region with a custom endpoint, and accepts CloudFront in front of S3', () => {
    const { storage } = readConfig({
      LECTERN_STORAGE: 's3',
      S3_BUCKET: 'pdfs',
      S3_ENDPOINT: 'http://ceph.internal:8080/',
      S3_PUBLIC_ENDPOINT: 'https://s3.example.org',
      S3_FORCE_PATH_STYLE: 'true',
      CLOUDFRONT_URL: 'https://d1.cloudfront.net',
      CLOUDFRONT_KEY_PAIR_ID: 'K1',
      CLOUDFRONT_PRIVATE_KEY_FILE: '/run/secrets/cloudfront.pem',
    });
    assert.partialDeepStrictEqual(storage, {
      region: 'us-east-1',
      endpoint: 'http://ceph.internal:8080',
      publicEndpoint: 'https://s3.example.org',
      forcePathStyle: true,
      cloudFrontUrl: 'https://d1.cloudfront.net',
      cloudFrontKeyPairId: 'K1',
    });
  });

  for (const [title, environment, problems] of [
    ['S3 without a bucket and a region', { LECTERN_STORAGE: 's3' }, ['S3_BUCKET', 'S3_REGION']],
    [
      'only some settings of CloudFront',
      { ...s3, CLOUDFRONT_URL: 'https://d1.cloudfront.net' },
      ['CLOUDFRONT_URL,'],
    ],
    ['GCS without a bucket', { LECTERN_STORAGE: 'gcs' }, ['GCS_BUCKET']],
    [
      'only one of two settings of an HMAC key',
      { LECTERN_STORAGE: 'gcs', GCS_BUCKET: 'b', GCS_HMAC_SECRET: 's' },
      ['GCS_HMAC_ACCESS_ID'],
    ],
    [
      'Azure without account and container',
      { LECTERN_STORAGE: 'azure' },
      ['AZURE_STORAGE_ACCOUNT', 'AZURE_STORAGE_CONTAINER'],
    ],
    ['Swift without its keys', swift, ['SWIFT_KEY', 'SWIFT_TEMPURL_KEY', 'SWIFT_USER']],
    [
      'an invalid address of Swift, in one problem',
      { ...swift, SWIFT_USER: 'u', SWIFT_KEY: 'k', SWIFT_TEMPURL_KEY: 't', SWIFT_URL: 'swift' },
      ['SWIFT_URL'],
    ],
    ['three TempURL keys', { SWIFT_TEMPURL_KEY: 'a,b,c' }, ['SWIFT_TEMPURL_KEY']],
    ['a storage that does not exist', { LECTERN_STORAGE: 'ftp' }, ['LECTERN_STORAGE']],
    ['an endpoint that is no address', { ...s3, S3_ENDPOINT: 'ceph:8080' }, ['S3_ENDPOINT']],
  ] as const) {
    it(`refuses ${title}, and says what is wrong`, () => {
      const named = problemsOf(environment).map((problem) => problem.trim().split(' ')[0]);
      assert.deepEqual(named, problems);
    });
  }

  it('says what to set a missing variable to, and why it is needed', () => {
    assert.deepEqual(problemsOf({ LECTERN_STORAGE: 's3' }), [
      '  S3_BUCKET is missing: LECTERN_STORAGE=s3 requires it. Set it to the bucket of the PDFs',
      '  S3_REGION is missing: LECTERN_STORAGE=s3 requires it. Set it to the region of the bucket (default: us-east-1 where S3_ENDPOINT is given)',
    ]);
    assert.deepEqual(problemsOf({ ...s3, CLOUDFRONT_URL: 'https://d1.cloudfront.net' }), [
      '  CLOUDFRONT_URL, CLOUDFRONT_KEY_PAIR_ID and CLOUDFRONT_PRIVATE_KEY_FILE belong together: set CLOUDFRONT_KEY_PAIR_ID and CLOUDFRONT_PRIVATE_KEY_FILE too',
    ]);
  });

  it('shows its variables, and no secret', () => {
    const config = readConfig({
      ...swift,
      SWIFT_USER: 'test:tester',
      SWIFT_KEY: secret,
      SWIFT_TEMPURL_KEY: secret,
    });
    const values = new Map(describeConfig(config).map(({ variable, value }) => [variable, value]));
    assert.equal(values.get('SWIFT_CONTAINER'), 'pdfs');
    assert.equal(values.get('SWIFT_KEY'), '(hidden)');
    assert.equal(values.get('SWIFT_TEMPURL_KEY'), '(hidden)');
    assert.equal(values.has('S3_BUCKET'), false);
  });

  it('warns of variables of another storage', () => {
    const environment = { ...s3, GCS_BUCKET: 'other' };
    assert.deepEqual(configWarnings(readConfig(environment), environment), [
      'GCS_BUCKET has no effect, because LECTERN_STORAGE is s3',
    ]);
  });
});

describe('the time that a provider lets a URL live', () => {
  it('is seven days for S3, Google Cloud and Azure, and unlimited elsewhere', () => {
    const sevenDays = 604_800;
    for (const provider of ['s3', 'gcs', 'azure'] as const) {
      assert.equal(ttlProblem(provider, sevenDays), undefined);
      assert.match(ttlProblem(provider, sevenDays + 1) ?? '', /at most 604800 seconds, not 604801/);
    }
    assert.equal(ttlProblem('swift', sevenDays * 10), undefined);
  });
});

describe('the warnings about a configuration', () => {
  const warningsFor = (environment: Record<string, string>) =>
    configWarnings(readConfig(environment), environment);

  it('do not exist for the defaults, whatever else is in the environment', () => {
    assert.deepEqual(warningsFor({ PATH: '/bin', SIGNED_URL_TTL_SECONDS: '300', LECTERN_PORT: '9000' }), []);
  });

  for (const [misspelt, meant] of Object.entries({
    JWT_AUDIANCE: 'JWT_AUDIENCE',
    OIDC_ROLES_CLAIM: 'OIDC_ROLE_CLAIM',
    SMTP_URLS: 'SMTP_URL',
    SIGNED_URL_TTL: 'SIGNED_URL_TTL_SECONDS',
    DATABASE_UR: 'DATABASE_URL',
    DATABASE_CONNECTION: 'DATABASE_CONNECTIONS',
    DATABSE_URL: 'DATABASE_URL',
    REDIS_URI: 'REDIS_URL',
    MAX_PDF_BYTE: 'MAX_PDF_BYTES',
    LECTERN_PROT: 'LECTERN_PORT',
    LECTREN_PORT: 'LECTERN_PORT',
    ODIC_ISSUER: 'OIDC_ISSUER',
    MAIL_FORM: 'MAIL_FROM',
    S3_BUCKETS: 'S3_BUCKET',
    AZURE_STORAGE_CONTAINERS: 'AZURE_STORAGE_CONTAINER',
    AZURE_STORGE_KEY: 'AZURE_STORAGE_KEY',
    CLOUDFRONT_KEYPAIR_ID: 'CLOUDFRONT_KEY_PAIR_ID',
  })) {
    it(`name the setting that was probably meant: ${misspelt}`, () => {
      assert.deepEqual(warningsFor({ [misspelt]: 'x' }), [
        `${misspelt} is not a setting of Lectern and has no effect. Did you mean ${meant}?`,
      ]);
    });
  }

  for (const unknown of ['JWT_LEEWAY', 'OIDC_SCOPES', 'SMTP_PASSWORD', 'GCS_CREDENTIALS', 'LECTERN_THEME']) {
    it(`report a variable with a prefix of Lectern that resembles no setting: ${unknown}`, () => {
      assert.deepEqual(warningsFor({ [unknown]: 'x' }), [
        `${unknown} is not a setting of Lectern and has no effect`,
      ]);
    });
  }

  it('report a misspelt setting also when the start is refused', () => {
    const environment = { JWT_JWKS_URL: 'https://judge.example.org/jwks.json', JWT_AUDIANCE: 'lectern' };
    assert.match(problemsOf(environment).join('\n'), /JWT_AUDIANCE is not a setting.*JWT_AUDIENCE\?/);
  });

  it('ignore variables of other programs', () => {
    const names = [
      'PATH HOME USER LOGNAME SHELL PWD OLDPWD TERM LANG LC_ALL TZ TMPDIR HOSTNAME MAIL MAILTO EDITOR SHLVL _',
      'http_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE SSH_AUTH_SOCK XDG_RUNTIME_DIR DEBIAN_FRONTEND CI',
      'NODE_ENV NODE_OPTIONS NODE_EXTRA_CA_CERTS NODE_VERSION npm_config_cache npm_package_name npm_lifecycle_event',
      'PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGSSLMODE POSTGRES_USER POSTGRES_PASSWORD POSTGRES_DB',
      // Boto3 and the AWS CLI, Laravel's names.
      'AWS_REGION AWS_PROFILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_ENDPOINT_URL_S3 AWS_ENDPOINT AWS_BUCKET',
      'GOOGLE_APPLICATION_CREDENTIALS GOOGLE_CLOUD_PROJECT GCLOUD_PROJECT GCP_PROJECT CLOUDSDK_CONFIG',
      // @azure/identity, Azure CLI, workload identity.
      'AZURE_CLIENT_ID AZURE_CLIENT_SECRET AZURE_TENANT_ID AZURE_FEDERATED_TOKEN_FILE AZURE_AUTHORITY_HOST AZURE_LOG_LEVEL',
      'AZURE_CLIENT_CERTIFICATE_PATH AZURE_TOKEN_CREDENTIALS AZURE_SUBSCRIPTION_ID AZURE_CONFIG_DIR',
      'AZURE_STORAGE_CONNECTION_STRING AZURE_STORAGE_SAS_TOKEN AZURE_STORAGE_AUTH_MODE',
      'OTEL_SERVICE_NAME OTEL_EXPORTER_OTLP_ENDPOINT OS_AUTH_URL OS_USERNAME ST_AUTH ST_USER ST_KEY',
      // Another application of the same host or platform (Heroku, Rails, Django).
      'DATABASE_HOST DATABASE_NAME DATABASE_PASSWORD DATABASE DB_URL REDIS_HOST REDIS_PORT REDIS_TLS_URL REDIS MAX_THREADS',
      'MAX_CONNECTIONS PORT HOST WEB_CONCURRENCY DYNO SECRET_KEY_BASE HTTP_URL BASE_URL',
      // Kubernetes and Docker, for services whose names begin with our prefixes.
      'KUBERNETES_SERVICE_HOST KUBERNETES_PORT_443_TCP_ADDR LECTERN_SERVICE_HOST LECTERN_SERVICE_PORT_HTTP',
      'LECTERN_PORT_8080_TCP LECTERN_PORT_8080_TCP_ADDR SMTP_SERVICE_HOST SMTP_PORT_25_TCP_PROTO',
      'INVOCATION_ID JOURNAL_STREAM SYSTEMD_EXEC_PID NOTIFY_SOCKET CREDENTIALS_DIRECTORY',
      // Settings of `lectern push` and of the examples.
      'LECTERN_API_KEY LECTERN_URL',
    ].flatMap((line) => line.split(' '));
    assert.ok(names.length > 100);
    const environment = Object.fromEntries(names.map((name) => [name, 'x']));
    assert.deepEqual(configWarnings(readConfig({}), { ...environment, SMTP_PORT: 'tcp://10.0.0.7:25' }), []);
  });

  it('say which secrets instances with a common database need to share', () => {
    const shared = { DATABASE_URL: databaseUrl, LECTERN_AUTH_SECRET: secret };
    const [keys = '', auth = '', ...others] = warningsFor({ DATABASE_URL: databaseUrl });
    assert.match(keys, /signing keys are in the data folder.* LECTERN_SIGNING_KEYS_SECRET/);
    assert.match(auth, /LECTERN_AUTH_SECRET/);
    assert.deepEqual(others, []);
    for (const source of [
      { LECTERN_SIGNING_KEYS: signingKeys },
      { LECTERN_SIGNING_KEYS_FILE: '/run/secrets/keys.json' },
      { LECTERN_SIGNING_KEYS_SECRET: sealingSecret },
    ]) {
      assert.deepEqual(warningsFor({ ...shared, ...source }), []);
    }
  });

  it('name a time to live above 300 seconds, and a LECTERN_ variable that does not exist', () => {
    const [unknown = '', long = '', ...others] = warningsFor({
      SIGNED_URL_TTL_SECONDS: '301',
      LECTERN_PROT: '9000',
    });
    assert.match(unknown, /^LECTERN_PROT is not a setting/);
    assert.match(long, /^SIGNED_URL_TTL_SECONDS is 301/);
    assert.deepEqual(others, []);
  });
});

describe('the table of the settings in docs/storage.md', () => {
  const text = readFileSync(new URL('../../docs/storage.md', import.meta.url), 'utf8');

  it('is generated from the settings', () => {
    assert.equal(withStorageSettings(text), text, 'run: npm run generate');
  });

  it('has a row for every setting: its variable, its storage, its default, and its purpose', () => {
    const rows = [...text.matchAll(/^\| `([A-Z][A-Z0-9_]+)` +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)];
    assert.deepEqual(
      rows.map(([, variable]) => variable),
      storageSettings.map(({ variable }) => variable),
    );
    const shown = new Map(rows.map(([, variable, ...cells]) => [variable, cells.slice(0, 2)]));
    assert.deepEqual(shown.get('LECTERN_STORAGE'), ['all', '`file`']);
    assert.deepEqual(shown.get('S3_BUCKET'), ['`s3`', 'required']);
    assert.deepEqual(shown.get('S3_REGION'), [
      '`s3`',
      '`us-east-1` where `S3_ENDPOINT` is given, else required',
    ]);
    assert.deepEqual(shown.get('GCS_HMAC_SECRET'), ['`gcs`', 'none']);
  });
});

describe('the table of the settings in docs/settings.md', () => {
  const text = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');

  it('is generated from the settings', () => {
    assert.equal(withSettings(text), text, 'run: npm run generate');
  });

  it('has a row for every setting: its variable, its default, and its purpose', () => {
    const rows = [...text.matchAll(/^\| `([A-Z][A-Z0-9_]+)` +\| (.+?) +\| (.+?) +\|$/gm)];
    assert.deepEqual(
      rows.map(([, variable]) => variable),
      Object.values(examples).map(({ variable }) => variable),
    );
    const defaults = new Map(rows.map(([, variable, shown]) => [variable, shown]));
    assert.equal(defaults.get('LECTERN_PORT'), '`8080`');
    assert.equal(defaults.get('LECTERN_DATA_DIR'), '`./data`');
    assert.equal(defaults.get('LECTERN_PUBLIC_URL'), 'from host and port');
    assert.equal(defaults.get('REDIS_URL'), 'none');
  });
});

describe('a warning of data that is sent without verified TLS', () => {
  const warningsFor = (environment: Record<string, string>) =>
    configWarnings(readConfig(environment), environment).filter((warning) => warning.includes('connects to'));

  for (const url of [
    'postgres://a:b@db.example.org/x',
    'postgres://a:b@db.example.org/x?sslmode=require',
    'postgres://a:b@db.example.org/x?sslmode=no-verify',
    'postgres://a:b@%FF/x',
    'postgres://a:b@db.example.org/x?sslmode=verify-full&sslmode=disable',
    'postgres://a:b@localhost/x?host=db.example.org',
    'postgres://a:b@10.0.0.1/x',
    'postgres://a:b@[2001:db8::1]/x',
    'postgres://a:b@127.example.org/x',
  ]) {
    it(`is given for ${url}`, () => {
      const [warning, ...more] = warningsFor({ DATABASE_URL: url });
      assert.match(warning ?? '', /^DATABASE_URL connects to \S+ without sslmode=verify-full/);
      assert.deepEqual(more, []);
      assert.doesNotMatch(warning ?? '', /a:b/);
    });
  }

  for (const url of [
    'postgres://a:b@db.example.org/x?sslmode=verify-full',
    'postgres://a:b@localhost/x',
    'postgres://a:b@127.0.0.1:5433/x',
    'postgres://a:b@[::1]/x',
    'postgres:///x?host=/run/postgresql',
    'postgres://a@%2Frun%2Fpostgresql/x',
  ]) {
    it(`is not given for ${url}`, () => assert.deepEqual(warningsFor({ DATABASE_URL: url }), []));
  }

  it('is given for a Redis on another machine, unless the address is rediss://', () => {
    assert.equal(warningsFor({ REDIS_URL: 'redis://cache.example.org' }).length, 1);
    assert.deepEqual(warningsFor({ REDIS_URL: 'rediss://cache.example.org' }), []);
    assert.deepEqual(warningsFor({ REDIS_URL: 'redis://127.0.0.1' }), []);
  });
});
