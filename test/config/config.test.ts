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
const shortKey = Buffer.alloc(31, 7).toString('base64url');
const signingKeys = `key-1:${Buffer.alloc(32, 7).toString('base64url')}`;

/** The problems that the error lists, in the order of their variables. */
function problemsOf(environment: Record<string, string>): ReadonlyArray<string> {
  try {
    readConfig(environment);
  } catch (error) {
    const { name, message } = error as Error;
    assert.equal(name, 'OperatorError');
    return message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
      .sort();
  }
  return [];
}

/** The only element. */
function only(texts: ReadonlyArray<string>): string {
  assert.equal(texts.length, 1, texts.join('\n'));
  return String(texts[0]);
}

const warningsFor = (environment: Record<string, string>) =>
  configWarnings(readConfig(environment), environment);

/** What the settings show of themselves, by variable. */
const shownFor = (environment: Record<string, string>) =>
  new Map(describeConfig(readConfig(environment)).map(({ variable, value }) => [variable, value]));

const oidc = {
  OIDC_ISSUER: 'https://id.example.org/realms/school/',
  OIDC_CLIENT_ID: 'lectern',
  OIDC_CLIENT_SECRET: 's3cret-of-the-client',
};
const mail = {
  SMTP_URL: 'smtps://lectern:s3cret@mail.example.org',
  MAIL_FROM: 'Contest School <lectern@example.org>',
};
const s3 = { LECTERN_STORAGE: 's3', S3_BUCKET: 'pdfs', S3_REGION: 'eu-central-1' };
const swift = {
  LECTERN_STORAGE: 'swift',
  SWIFT_URL: 'https://swift.example.org/',
  SWIFT_CONTAINER: 'pdfs',
};
const swiftKeys = { SWIFT_USER: 'test:tester', SWIFT_KEY: 'k', SWIFT_TEMPURL_KEY: 'new, old' };
const cloudFront = {
  CLOUDFRONT_URL: 'https://d1.cloudfront.net',
  CLOUDFRONT_KEY_PAIR_ID: 'K1',
  CLOUDFRONT_PRIVATE_KEY_FILE: '/run/secrets/cloudfront.pem',
};
const issuerKeys = {
  JWT_JWKS_URL: 'https://judge.example.org/jwks.json',
  JWT_JWKS_FILE: '/srv/jwks.json',
  JWT_SHARED_SECRET_FILE: '/srv/judge.secret',
};
const oidcRoles = {
  OIDC_ROLE_CLAIM: 'groups',
  OIDC_TEACHER_ROLES: 'staff',
  OIDC_ADMIN_ROLES: 'staff',
  OIDC_GROUP_CLAIM: 'groups',
  OIDC_MEMBER_GROUPS: '*',
};

/** Every setting: its variable, its default, an example text, and its value if that is another. The types demand each setting. */
type Settled = Omit<Config, 'storage'>;

const examples: {
  readonly [Name in keyof Settled]: readonly [
    variable: string,
    unset: Settled[Name],
    text: string,
    value?: Settled[Name],
  ];
} = {
  profile: ['LECTERN_PROFILE', 'course', 'course'],
  dataDir: ['LECTERN_DATA_DIR', resolve('data'), '/srv/a'],
  databaseUrl: ['DATABASE_URL', undefined, databaseUrl],
  databaseConnections: ['DATABASE_CONNECTIONS', 10, '2', 2],
  redisUrl: ['REDIS_URL', undefined, redisUrl],
  host: ['LECTERN_HOST', '127.0.0.1', '0.0.0.0'],
  port: ['LECTERN_PORT', 8080, '1', 1],
  filesPort: ['LECTERN_FILES_PORT', 8081, '65535', 65535],
  publicUrl: [
    'LECTERN_PUBLIC_URL',
    'http://127.0.0.1:8080',
    'https://lectern.example.org/',
    'https://lectern.example.org',
  ],
  filesUrl: [
    'LECTERN_FILES_URL',
    'http://127.0.0.1:8081',
    'https://files.example.org/store/',
    'https://files.example.org/store',
  ],
  edgeUrl: ['LECTERN_EDGE_URL', undefined, 'https://edge.example.org/', 'https://edge.example.org'],
  signedUrlTtlSeconds: ['SIGNED_URL_TTL_SECONDS', 300, '3600', 3600],
  maxPdfBytes: ['MAX_PDF_BYTES', 52_428_800, '1024', 1024],
  maxAttachmentBytes: ['LECTERN_MAX_ATTACHMENT_BYTES', 52_428_800, '2048', 2048],
  maxStoredBytes: ['LECTERN_MAX_STORED_BYTES', undefined, '1000000', 1_000_000],
  freshUrlsPerMinute: ['LECTERN_FRESH_URLS_PER_MINUTE', 120, '20', 20],
  uploadsPerMinute: ['LECTERN_UPLOADS_PER_MINUTE', 60, '1', 1],
  workPerMinute: ['LECTERN_WORK_MS_PER_MINUTE', 6000, '12000', 12_000],
  issueRetentionDays: ['LECTERN_ISSUE_RETENTION_DAYS', 365, '3650', 3650],
  signUp: ['LECTERN_SIGN_UP', 'closed', 'open'],
  passwordSignIn: ['LECTERN_PASSWORD_SIGN_IN', 'on', 'off'],
  contact: ['LECTERN_CONTACT', undefined, ' help@example.org ', 'help@example.org'],
  embedOrigins: [
    'LECTERN_EMBED_ORIGINS',
    [],
    'https://platform.example.org, http://127.0.0.1:3000',
    ['https://platform.example.org', 'http://127.0.0.1:3000'],
  ],
  taskUrl: ['LECTERN_TASK_URL', undefined, 'https://judge.example.org/#/tasks/{externalId}?id={taskId}'],
  bindUrls: ['LECTERN_BIND_URLS', 'never', 'networks'],
  trustedProxies: ['LECTERN_TRUSTED_PROXIES', [], '10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
  maxConcurrentRequests: ['LECTERN_MAX_CONCURRENT_REQUESTS', 10_000, '100000', 100_000],
  maxConnectionsPerAddress: ['LECTERN_MAX_CONNECTIONS_PER_ADDRESS', 2000, '50', 50],
  metricsToken: ['LECTERN_METRICS_TOKEN', undefined, secret],
  logLevel: ['LECTERN_LOG_LEVEL', 'info', 'error'],
  signingKeys: ['LECTERN_SIGNING_KEYS', undefined, signingKeys],
  signingKeysFile: ['LECTERN_SIGNING_KEYS_FILE', undefined, '/run/secrets/keys.json'],
  signingKeysSecret: ['LECTERN_SIGNING_KEYS_SECRET', undefined, sealingSecret],
  authSecret: ['LECTERN_AUTH_SECRET', undefined, secret],
  smtpUrl: ['SMTP_URL', undefined, mail.SMTP_URL],
  mailFrom: ['MAIL_FROM', undefined, mail.MAIL_FROM],
  oidcIssuer: ['OIDC_ISSUER', undefined, oidc.OIDC_ISSUER],
  oidcClientId: ['OIDC_CLIENT_ID', undefined, 'lectern'],
  oidcClientSecret: ['OIDC_CLIENT_SECRET', undefined, secret],
  oidcName: ['OIDC_NAME', undefined, 'School'],
  oidcRoleClaim: ['OIDC_ROLE_CLAIM', undefined, 'realm_access.roles'],
  oidcTeacherRoles: ['OIDC_TEACHER_ROLES', [], 'staff, teachers', ['staff', 'teachers']],
  oidcAdminRoles: ['OIDC_ADMIN_ROLES', [], 'admins', ['admins']],
  oidcGroupClaim: ['OIDC_GROUP_CLAIM', undefined, 'groups'],
  oidcMemberGroups: ['OIDC_MEMBER_GROUPS', [], '/courses/*', [{ before: '/courses/', after: '' }]],
  oidcStaffGroups: ['OIDC_STAFF_GROUPS', [], '*-staff', [{ before: '', after: '-staff' }]],
  jwtJwksUrl: ['JWT_JWKS_URL', undefined, 'https://judge.example.org/jwks.json'],
  jwtJwksFile: ['JWT_JWKS_FILE', undefined, '/srv/jwks.json'],
  jwtSharedSecretFile: ['JWT_SHARED_SECRET_FILE', undefined, '/srv/judge.secret'],
  jwtIssuer: ['JWT_ISSUER', undefined, 'judge'],
  jwtAudience: ['JWT_AUDIENCE', undefined, 'lectern'],
  jwtAnyAudience: ['JWT_ANY_AUDIENCE', 'off', 'on'],
  jwtSubjectClaim: ['JWT_SUBJECT_CLAIM', 'sub', 'user_id'],
  jwtEmailClaim: ['JWT_EMAIL_CLAIM', 'email', 'mail'],
  jwtEmailVerified: ['JWT_EMAIL_VERIFIED', 'claim', 'always'],
  jwtNameClaim: ['JWT_NAME_CLAIM', 'name', 'username'],
  jwtRoleClaim: ['JWT_ROLE_CLAIM', undefined, 'role'],
  jwtTeacherRoles: ['JWT_TEACHER_ROLES', [], 'teacher, assistant', ['teacher', 'assistant']],
  jwtAdminRoles: ['JWT_ADMIN_ROLES', [], 'admin', ['admin']],
  jwtRequiredClaims: [
    'JWT_REQUIRED_CLAIMS',
    [],
    'type=access,scope=a=b',
    [
      ['type', 'access'],
      ['scope', 'a=b'],
    ],
  ],
  jwtMaxLifetimeSeconds: ['JWT_MAX_LIFETIME_SECONDS', 86_400, '600', 600],
  checkpointsTo: [
    'LECTERN_CHECKPOINTS_TO',
    [],
    '/mnt/checkpoints, https://witness.example.org/lectern, mailto:jury@example.org',
    ['/mnt/checkpoints', 'https://witness.example.org/lectern', 'mailto:jury@example.org'],
  ],
  downloads: ['LECTERN_DOWNLOADS', 'live', 'import'],
  webhookNetworks: ['LECTERN_WEBHOOK_NETWORKS', [], '10.20.0.0/16, ::1', ['10.20.0.0/16', '::1']],
};

/** What some settings need; the others ignore it. */
const beside = { ...oidc, ...oidcRoles, ...mail, JWT_AUDIENCE: 'lectern' };

describe('the configuration', () => {
  it('is frozen, and stores files in a folder by default', () => {
    const config = readConfig({});
    assert.ok(Object.isFrozen(config));
    assert.deepEqual(config.storage, { kind: 'file' });
  });

  for (const [name, [variable, unset, text, value = text]] of Object.entries(examples)) {
    it(`reads ${variable}=${text}, and works without it`, () => {
      assert.deepEqual(readConfig({})[name as keyof Settled], unset);
      assert.deepEqual(readConfig({ ...beside, [variable]: text })[name as keyof Settled], value);
    });
  }

  it('reads all settings together', () => {
    // At most one source of signing keys and one of issuer keys may be set.
    const sources = ['signingKeysFile', 'signingKeysSecret', 'jwtJwksUrl', 'jwtJwksFile'];
    const together = Object.entries(examples).filter(([name]) => !sources.includes(name));
    const config = readConfig(Object.fromEntries(together.map(([, [variable, , text]]) => [variable, text])));
    for (const [name, [, , text, value = text]] of together)
      assert.deepEqual(config[name as keyof Settled], value, name);
  });

  for (const [environment, expected] of [
    [
      { LECTERN_PORT: '', LECTERN_HOST: '  ', LECTERN_FILES_PORT: ' 9001 ' },
      { port: 8080, host: '127.0.0.1', filesPort: 9001 },
    ],
    [{ LECTERN_HOST: '0.0.0.0' }, { publicUrl: 'http://localhost:8080' }],
    [{ LECTERN_HOST: '::' }, { publicUrl: 'http://localhost:8080' }],
    [{ LECTERN_HOST: '::1' }, { publicUrl: 'http://[::1]:8080' }],
    [{ LECTERN_HOST: '192.0.2.7' }, { publicUrl: 'http://192.0.2.7:8080' }],
    [{ LECTERN_PUBLIC_URL: 'http://localhost/a/b-1_c.d~e/' }, { publicUrl: 'http://localhost/a/b-1_c.d~e' }],
    [{ LECTERN_SIGNING_KEYS_FILE: 'keys.json' }, { signingKeysFile: resolve('keys.json') }],
    // CloudFront signs the downloads, and S3 only the uploads.
    [{ ...s3, ...cloudFront, LECTERN_BIND_URLS: 'networks' }, { bindUrls: 'networks' }],
    [
      { LECTERN_TASK_URL: 'http://127.0.0.1:3000/{externalId}' },
      { taskUrl: 'http://127.0.0.1:3000/{externalId}' },
    ],
    [oidc, { oidcName: 'id.example.org' }],
    [{ ...oidc, OIDC_ISSUER: 'http://127.0.0.1:4000' }, {}],
    ...['http://127.0.0.1:3000/jwks', 'http://localhost/jwks', 'http://[::1]:3000/jwks'].map(
      (jwtJwksUrl) => [{ JWT_JWKS_URL: jwtJwksUrl, JWT_AUDIENCE: 'lectern' }, { jwtJwksUrl }] as const,
    ),
    [
      s3,
      {
        storage: {
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
        },
      },
    ],
    [
      {
        ...cloudFront,
        LECTERN_STORAGE: 's3',
        S3_BUCKET: 'pdfs',
        S3_ENDPOINT: 'http://ceph.internal:8080/',
        S3_PUBLIC_ENDPOINT: 'https://s3.example.org',
        S3_FORCE_PATH_STYLE: 'true',
      },
      {
        storage: {
          region: 'us-east-1',
          endpoint: 'http://ceph.internal:8080',
          publicEndpoint: 'https://s3.example.org',
          forcePathStyle: true,
          cloudFrontUrl: 'https://d1.cloudfront.net',
          cloudFrontKeyPairId: 'K1',
        },
      },
    ],
    [
      { ...swift, ...swiftKeys },
      {
        storage: {
          kind: 'swift',
          url: 'https://swift.example.org',
          container: 'pdfs',
          user: 'test:tester',
          key: 'k',
          tempUrlKeys: ['new', 'old'],
        },
      },
    ],
  ] as const) {
    it(`reads ${JSON.stringify(environment)}`, () => {
      const config = readConfig(environment);
      assert.partialDeepStrictEqual(config, expected);
      // With its kind, all of a storage is given.
      if ('storage' in expected && 'kind' in expected.storage)
        assert.deepEqual(config.storage, expected.storage);
    });
  }

  for (const [variable, texts] of Object.entries({
    SIGNED_URL_TTL_SECONDS: ['0', '1.5', '-1', '1e3', '0x10'],
    LECTERN_PUBLIC_URL: [
      'ftp://example.org',
      'https://example.org/a;b',
      'https://example.org/%2F',
      'https://example.org/a//b',
      'https://ann@example.org',
      'https://:secret@example.org',
      'https://example.org/?',
    ],
    LECTERN_FILES_URL: [
      'https://example.org/?a=b',
      'https://example.org/files?',
      'https://example.org/files#',
    ],
    LECTERN_EMBED_ORIGINS: [
      '*',
      'platform.example.org',
      'https://*.example.org',
      'https://platform.example.org/',
      'https://platform.example.org:443',
      'https://platform.example.org/course',
      'https://ann@platform.example.org',
      'https://a.example.org;script-src',
      "https://a.example.org 'self'",
      'https://a.example.org,,https://b.example.org',
      'file://a.example.org',
      'null',
    ],
    LECTERN_TASK_URL: [
      'https://judge.example.org/tasks',
      'https://judge.example.org/tasks/{id}',
      'https://judge.example.org/{externalId}/{title}',
      'https://judge.example.org/tasks/{externalId',
      'https://judge.example.org/{{externalId}}',
      'https://judge.example.org/ tasks/{externalId}',
      'https://judge.example.org{externalId}',
      'https://judge.example.org:{externalId}/',
      'https://judge.example.org?id={externalId}',
      'https://{externalId}.judge.example.org/',
      'https://judge.example.org\\{externalId}',
      'https://ann@judge.example.org/{externalId}',
      'http://judge.example.org/tasks/{externalId}',
      'javascript:alert({externalId})',
      '//judge.example.org/{externalId}',
      '{externalId}',
    ],
    LECTERN_TRUSTED_PROXIES: [
      'our-proxy',
      '10.0.0.0/33',
      '10.0.0.1,,10.0.0.2',
      '0.0.0.0/0',
      '127.0.0.1,::/0',
    ],
  })) {
    for (const text of texts) {
      it(`refuses ${variable}=${text}`, () => {
        assert.match(only(problemsOf({ [variable]: text })), new RegExp(`^${variable} must be `));
      });
    }
  }

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
        'LECTERN_AUTH_SECRET must be at least 32 random characters (try: openssl rand -base64 48)',
        'LECTERN_FILES_PORT must be a whole number from 1 to 65535, not "80a"',
        'LECTERN_LOG_LEVEL must be one of debug, info, warn, error, silent, not "loud"',
        'LECTERN_PORT must be a whole number from 1 to 65535, not "65536"',
        'LECTERN_PUBLIC_URL must be an http or https address, like https://lectern.example.org, not "lectern.example.org"',
        'LECTERN_SIGN_UP must be one of closed, open, not "yes"',
        'MAX_PDF_BYTES must be a whole number from 1024 to 5368709120, not "0"',
        'SIGNED_URL_TTL_SECONDS must be a whole number from 1 to 3600, not "3601"',
      ],
    );
  });

  for (const [environment, problem] of [
    [{ LECTERN_PORT: '9000', LECTERN_FILES_PORT: '9000' }, /LECTERN_PORT and LECTERN_FILES_PORT must differ/],
    [{ LECTERN_PORT: '8081' }, /must differ/],
    [
      { ...s3, LECTERN_BIND_URLS: 'networks' },
      'LECTERN_BIND_URLS must be never: URLs of s3 work from any address',
    ],
    ...[{ LECTERN_SIGNING_KEYS_FILE: 'keys.json' }, { LECTERN_SIGNING_KEYS_SECRET: sealingSecret }].map(
      (source) =>
        [
          { ...source, LECTERN_SIGNING_KEYS: signingKeys },
          new RegExp(`LECTERN_SIGNING_KEYS and ${Object.keys(source)} are both set`),
        ] as const,
    ),
    [
      { OIDC_ISSUER: oidc.OIDC_ISSUER },
      'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too',
    ],
    [{ OIDC_NAME: 'School' }, 'OIDC_NAME has no effect without OIDC_ISSUER'],
    [
      { LECTERN_PASSWORD_SIGN_IN: 'off' },
      'LECTERN_PASSWORD_SIGN_IN=off needs OIDC_ISSUER: otherwise nobody could sign in',
    ],
    [
      { ...oidc, OIDC_ROLE_CLAIM: 'groups' },
      'OIDC_ROLE_CLAIM has no effect without OIDC_TEACHER_ROLES or OIDC_ADMIN_ROLES: everybody would be a student',
    ],
    [
      { ...oidc, OIDC_ADMIN_ROLES: 'admins' },
      'OIDC_ROLE_CLAIM is missing: OIDC_ADMIN_ROLES would have no effect',
    ],
    [
      { ...oidc, OIDC_GROUP_CLAIM: 'groups' },
      'OIDC_GROUP_CLAIM has no effect without OIDC_MEMBER_GROUPS or OIDC_STAFF_GROUPS: nobody would be in a group',
    ],
    ...['/courses', '*/*'].map(
      (pattern) =>
        [
          { ...oidc, OIDC_GROUP_CLAIM: 'groups', OIDC_MEMBER_GROUPS: pattern },
          `OIDC_MEMBER_GROUPS must be patterns with one * each, like /courses/*, not "${pattern}"`,
        ] as const,
    ),
    [
      { ...oidc, OIDC_ISSUER: 'id.example.org' },
      'OIDC_ISSUER must be the issuer URL exactly as in the metadata of the provider, like https://id.example.org/realms/school, not "id.example.org"',
    ],
    [
      { ...oidc, ...oidcRoles, OIDC_ADMIN_ROLES: 'a,,b' },
      'OIDC_ADMIN_ROLES must be comma-separated values, like staff,teachers, not "a,,b"',
    ],
    [
      { ...oidc, OIDC_ISSUER: 'http://id.example.org' },
      /^OIDC_ISSUER must be an https address.*NODE_EXTRA_CA_CERTS/,
    ],
    ...['http://judge.example.org/jwks.json', 'http://10.0.0.1/', 'http://127.example.org/'].map(
      (JWT_JWKS_URL) =>
        [{ JWT_JWKS_URL }, /^JWT_JWKS_URL must be an https address.*NODE_EXTRA_CA_CERTS/] as const,
    ),
    [{ JWT_JWKS_FILE: '/srv/jwks.json', JWT_REQUIRED_CLAIMS: 'type' }, /^JWT_REQUIRED_CLAIMS must be/],
    [
      { ...s3, CLOUDFRONT_URL: 'https://d1.cloudfront.net' },
      'CLOUDFRONT_URL, CLOUDFRONT_KEY_PAIR_ID and CLOUDFRONT_PRIVATE_KEY_FILE belong together: set CLOUDFRONT_KEY_PAIR_ID and CLOUDFRONT_PRIVATE_KEY_FILE too',
    ],
    [{ LECTERN_STORAGE: 'gcs' }, /^GCS_BUCKET /],
    [{ LECTERN_STORAGE: 'gcs', GCS_BUCKET: 'b', GCS_HMAC_SECRET: 's' }, /^GCS_HMAC_ACCESS_ID /],
    [{ ...swift, ...swiftKeys, SWIFT_URL: 'swift' }, /^SWIFT_URL /],
    [{ SWIFT_TEMPURL_KEY: 'a,b,c' }, /^SWIFT_TEMPURL_KEY /],
    [{ LECTERN_STORAGE: 'ftp' }, /^LECTERN_STORAGE /],
    [{ ...s3, S3_ENDPOINT: 'ceph:8080' }, /^S3_ENDPOINT /],
  ] as const) {
    it(`refuses ${JSON.stringify(environment)}, and says what is wrong`, () => {
      const found = only(problemsOf(environment));
      if (typeof problem === 'string') assert.equal(found, problem);
      else assert.match(found, problem);
    });
  }

  it('says what to set each missing variable to, and why it is needed', () => {
    assert.deepEqual(problemsOf({ LECTERN_STORAGE: 's3' }), [
      'S3_BUCKET is missing: LECTERN_STORAGE=s3 requires it. Set it to the bucket of the PDFs',
      'S3_REGION is missing: LECTERN_STORAGE=s3 requires it. Set it to the region of the bucket (default: us-east-1 where S3_ENDPOINT is given)',
    ]);
    const missing = (environment: Record<string, string>) =>
      problemsOf(environment).map((problem) => problem.split(' ')[0]);
    const azure = { LECTERN_STORAGE: 'azure' };
    assert.deepEqual(missing(azure), ['AZURE_STORAGE_ACCOUNT', 'AZURE_STORAGE_CONTAINER']);
    assert.deepEqual(missing(swift), ['SWIFT_KEY', 'SWIFT_TEMPURL_KEY', 'SWIFT_USER']);
  });

  const tooWeak = /^LECTERN_SIGNING_KEYS_SECRET must be at least 32 random bytes/;
  for (const [variable, text, problem] of [
    ['LECTERN_SIGNING_KEYS_SECRET', shortKey, tooWeak],
    ['LECTERN_SIGNING_KEYS_SECRET', Buffer.alloc(32, 7).toString('base64'), tooWeak],
    ['LECTERN_SIGNING_KEYS_SECRET', `${sealingSecret}!`, tooWeak],
    ['LECTERN_SIGNING_KEYS', `key-1:${shortKey}`, /^LECTERN_SIGNING_KEYS /],
    ['LECTERN_AUTH_SECRET', 's3cret', /^LECTERN_AUTH_SECRET must be/],
    ['REDIS_URL', 'http://redis:s3cret@db', /^REDIS_URL must be like redis:/],
    ['REDIS_URL', 'redis:s3cret', /^REDIS_URL must be like redis:/],
    ['REDIS_URL', 's3cret', /^REDIS_URL must be like redis:/],
    ['DATABASE_URL', 'mysql://lectern:s3cret@db/lectern', /^DATABASE_URL must be like postgres:/],
  ] as const) {
    it(`refuses ${variable}=${text} without showing it`, () => {
      const found = only(problemsOf({ [variable]: text }));
      assert.match(found, problem);
      assert.ok(!found.includes(text) && !found.includes(shortKey) && !found.includes('s3cret'), found);
    });
  }

  it('shows a row for each setting, with secrets hidden and unset ones empty', () => {
    const set = { LECTERN_AUTH_SECRET: secret, LECTERN_SIGNING_KEYS: signingKeys };
    const values = shownFor({ ...set, ...oidc });
    const variables = Object.values(general).map(({ variable }) => variable);
    assert.deepEqual(new Set(values.keys()), new Set([...variables, 'LECTERN_STORAGE']));
    assert.deepEqual(
      variables.sort(),
      Object.values(examples)
        .map(([variable]) => variable)
        .sort(),
    );
    assert.equal(values.get('LECTERN_PORT'), '8080');
    assert.equal(values.get('LECTERN_AUTH_SECRET'), '(hidden)');
    assert.equal(values.get('LECTERN_SIGNING_KEYS'), '(hidden)');
    assert.equal(shownFor({}).get('LECTERN_AUTH_SECRET'), '');
    assert.doesNotMatch([...values.values()].join(), new RegExp(`${secret}|${signingKeys}|s3cret`));
  });

  it('shows the settings of its storage, with secrets hidden, and none of another', () => {
    const values = shownFor({ ...swift, ...swiftKeys });
    assert.equal(values.get('SWIFT_CONTAINER'), 'pdfs');
    assert.equal(values.get('SWIFT_KEY'), '(hidden)');
    assert.equal(values.get('SWIFT_TEMPURL_KEY'), '(hidden)');
    assert.equal(values.has('S3_BUCKET'), false);
  });

  for (const [variable, url, expected] of [
    [
      'DATABASE_URL',
      databaseUrl,
      'postgres://lectern:hidden@db.example.org:5433/lectern?sslmode=verify-full',
    ],
    [
      'DATABASE_URL',
      'postgresql:///lectern?user=lectern&password=s3cret',
      'postgresql:///lectern?user=lectern&password=hidden',
    ],
    ['DATABASE_URL', 'postgres://lectern@localhost/lectern', 'postgres://lectern@localhost/lectern'],
    ['REDIS_URL', 'redis://:s3cret@redis.example.org:6380/1', 'redis://:hidden@redis.example.org:6380/1'],
  ] as const) {
    it(`shows ${variable} without its password: ${expected}`, () => {
      assert.equal(shownFor({ [variable]: url }).get(variable), expected);
    });
  }
});

describe('the configuration of a trusted issuer', () => {
  const pairs = Object.entries(issuerKeys);

  for (const [variable, value] of pairs) {
    const source = { [variable]: value };
    it(`with ${variable} needs a setting that refuses tokens for other services`, () => {
      for (const others of [{}, { JWT_ISSUER: 'judge' }, { JWT_ANY_AUDIENCE: 'off' }]) {
        const problem = only(problemsOf({ ...source, ...others }));
        assert.match(problem, /JWT_AUDIENCE.*JWT_REQUIRED_CLAIMS.*JWT_ANY_AUDIENCE=on/);
      }
      assert.deepEqual(warningsFor({ ...source, JWT_AUDIENCE: 'lectern' }), []);
      for (const enough of [{ JWT_REQUIRED_CLAIMS: 'type=access' }, { JWT_ANY_AUDIENCE: 'on' }]) {
        const warning = only(warningsFor({ ...source, ...enough }));
        assert.match(warning, /^JWT_AUDIENCE is not set, .*other services.*RFC 8725 §3\.9.*set JWT_AUDIENCE/);
      }
    });

    it(`takes its keys from one place: not from ${variable} and another`, () => {
      for (const other of pairs.filter(([name]) => name !== variable)) {
        const both = pairs.filter((pair) => pair[0] === variable || pair[0] === other[0]);
        const problem = only(problemsOf({ ...Object.fromEntries(both), JWT_AUDIENCE: 'lectern' }));
        const names = both.map(([name]) => name).join(' and ');
        assert.match(problem, new RegExp(`^${names} are set: .*all but one`));
      }
    });
  }
});

describe('the warnings about a configuration', () => {
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
      const expected = `${misspelt} is not a setting of Lectern and has no effect. Did you mean ${meant}?`;
      assert.deepEqual(warningsFor({ [misspelt]: 'x' }), [expected]);
    });
  }

  for (const unknown of ['JWT_LEEWAY', 'OIDC_SCOPES', 'SMTP_PASSWORD', 'GCS_CREDENTIALS', 'LECTERN_THEME']) {
    it(`report a variable with a prefix of Lectern that resembles no setting: ${unknown}`, () => {
      const expected = `${unknown} is not a setting of Lectern and has no effect`;
      assert.deepEqual(warningsFor({ [unknown]: 'x' }), [expected]);
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

  it('name a time to live above 300 seconds, and a variable of another storage', () => {
    assert.match(only(warningsFor({ SIGNED_URL_TTL_SECONDS: '301' })), /^SIGNED_URL_TTL_SECONDS is 301/);
    assert.equal(
      only(warningsFor({ ...s3, GCS_BUCKET: 'other' })),
      'GCS_BUCKET has no effect, because LECTERN_STORAGE is s3',
    );
  });

  const untrusted = (environment: Record<string, string>) =>
    warningsFor(environment).filter((warning) => warning.includes('connects to'));

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
    it(`name a connection without verified TLS, and no password: ${url}`, () => {
      const warning = only(untrusted({ DATABASE_URL: url }));
      assert.match(warning, /^DATABASE_URL connects to \S+ without sslmode=verify-full/);
      assert.doesNotMatch(warning, /a:b/);
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
    it(`accept the connection of ${url}`, () => assert.deepEqual(untrusted({ DATABASE_URL: url }), []));
  }

  it('name a Redis on another machine, unless the address is rediss://', () => {
    assert.equal(untrusted({ REDIS_URL: 'redis://cache.example.org' }).length, 1);
    assert.deepEqual(untrusted({ REDIS_URL: 'rediss://cache.example.org' }), []);
    assert.deepEqual(untrusted({ REDIS_URL: 'redis://127.0.0.1' }), []);
  });
});

describe('the table of the settings', () => {
  const rowsOf = (text: string) => [...text.matchAll(/^\| `([A-Z][A-Z0-9_]+)` +\| (.+?) +\| (.+?) +\|/gm)];
  const read = (page: string) => readFileSync(new URL(`../../docs/${page}.md`, import.meta.url), 'utf8');

  it('in docs/storage.md is generated from the settings: a variable, its storage, its default and its purpose', () => {
    const text = read('storage');
    assert.equal(withStorageSettings(text), text, 'run: npm run generate');
    const rows = rowsOf(text);
    assert.deepEqual(
      rows.map(([, variable]) => variable),
      storageSettings.map(({ variable }) => variable),
    );
    const shown = new Map(rows.map(([, variable, ...cells]) => [variable, cells]));
    assert.deepEqual(shown.get('LECTERN_STORAGE'), ['all', '`file`']);
    assert.deepEqual(shown.get('S3_BUCKET'), ['`s3`', 'required']);
    const region = '`us-east-1` where `S3_ENDPOINT` is given, else required';
    assert.deepEqual(shown.get('S3_REGION'), ['`s3`', region]);
    assert.deepEqual(shown.get('GCS_HMAC_SECRET'), ['`gcs`', 'none']);
  });

  it('in docs/settings.md is generated from the settings: a variable, its default and its purpose', () => {
    const text = read('settings');
    assert.equal(withSettings(text), text, 'run: npm run generate');
    const rows = rowsOf(text);
    assert.deepEqual(
      rows.map(([, variable]) => variable),
      Object.values(examples).map(([variable]) => variable),
    );
    const defaults = new Map(rows.map(([, variable, shown]) => [variable, shown]));
    assert.equal(defaults.get('LECTERN_PORT'), '`8080`');
    assert.equal(defaults.get('LECTERN_DATA_DIR'), '`./data`');
    assert.equal(defaults.get('LECTERN_PUBLIC_URL'), 'from host and port');
    assert.equal(defaults.get('REDIS_URL'), 'none');
  });
});

it('a URL lives for at most seven days at S3, Google Cloud and Azure, and for any time elsewhere', () => {
  const sevenDays = 604_800;
  for (const provider of ['s3', 'gcs', 'azure'] as const) {
    assert.equal(ttlProblem(provider, sevenDays), undefined);
    assert.match(ttlProblem(provider, sevenDays + 1) ?? '', /at most 604800 seconds, not 604801/);
  }
  assert.equal(ttlProblem('swift', sevenDays * 10), undefined);
});
