import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { createCloudFrontSigner } from 'lectern-signing/cloudfront';
import { readConfig } from '../../../src/features/settings.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { createDocumentSigner } from '../../../src/storage/document-signer.ts';
import { openStorage, policiesOf } from '../../../src/storage/providers.ts';
import { startCliForSettings } from '../../support/cli-process.ts';

const webOrigin = 'https://lectern.example.org';
const embedOrigins = ['https://platform.example.org', 'https://course.example.org:8443'];
const origins = { webOrigin, embedOrigins };
const ttlSeconds = 1800;

const environments = {
  s3: { S3_BUCKET: 'pdfs', S3_REGION: 'eu-central-1' },
  gcs: { GCS_BUCKET: 'pdfs', GCS_HMAC_ACCESS_ID: 'GOOGEXAMPLE', GCS_HMAC_SECRET: 'a-secret-key' },
  azure: {
    AZURE_STORAGE_ACCOUNT: 'acct',
    AZURE_STORAGE_KEY: Buffer.from('a-secret-key').toString('base64'),
    AZURE_STORAGE_CONTAINER: 'pdfs',
  },
  swift: {
    SWIFT_URL: 'https://swift.example.org',
    SWIFT_CONTAINER: 'pdfs',
    SWIFT_USER: 'test:tester',
    SWIFT_KEY: 'a-secret-key',
    SWIFT_TEMPURL_KEY: 'a-secret-tempurl-key',
  },
};
const environmentOf = (kind: keyof typeof environments) => ({
  LECTERN_STORAGE: kind,
  LECTERN_PUBLIC_URL: `${webOrigin}/`,
  LECTERN_EMBED_ORIGINS: embedOrigins.join(),
  ...environments[kind],
});
const policiesFor = (kind: keyof typeof environments) =>
  policiesOf(readConfig(environmentOf(kind)).storage, { ...origins, ttlSeconds });
const documentOf = (kind: keyof typeof environments, title: RegExp) =>
  policiesFor(kind).find((policy) => title.test(policy.title))?.document ?? assert.fail(`no ${title}`);

/** Headers that a page can neither set nor must be allowed to: Fetch standard, forbidden request-headers. */
const sentByBrowsers = ['host', 'content-length'];

/** The headers that PDF viewers read across origins: mozilla/pdf.js#10159. */
const readByViewers = ['Accept-Ranges', 'Content-Range', 'Content-Length', 'ETag'];

const objects = ['arn:aws:s3:::pdfs/documents/*', 'arn:aws:s3:::pdfs/envelopes/*'];

describe('the policies that the doctor prints', () => {
  const lectern = startCliForSettings();

  it('let the pages of the web app and of platforms read parts of the files, at every provider', () => {
    for (const kind of Object.keys(environments) as Array<keyof typeof environments>) {
      const cors = documentOf(kind, /^CORS/);
      for (const origin of [webOrigin, ...embedOrigins]) assert.ok(cors.includes(origin), kind);
      for (const header of readByViewers) assert.ok(cors.includes(header), `${kind}: ${header}`);
    }
  });

  it('let only the pages of the web app upload, where a provider distinguishes methods', () => {
    // The shapes of "aws s3api put-bucket-cors" and of "gcloud storage buckets update --cors-file".
    const { CORSRules } = JSON.parse(documentOf('s3', /^CORS/));
    assert.partialDeepStrictEqual(CORSRules, [
      { AllowedOrigins: [webOrigin], AllowedMethods: ['GET', 'PUT'] },
      { AllowedOrigins: embedOrigins, AllowedMethods: ['GET'] },
    ]);
    const gcs = JSON.parse(documentOf('gcs', /^CORS/));
    assert.partialDeepStrictEqual(gcs, [
      { origin: [webOrigin], method: ['GET', 'PUT'] },
      { origin: embedOrigins, method: ['GET'] },
    ]);
    assert.ok(!JSON.stringify([CORSRules[1], gcs[1]]).includes('PUT'));
    // Azure CLI, "az storage cors add": values of a list have spaces between them.
    const listed = embedOrigins.join(' ');
    const azure = documentOf('azure', /^CORS/).matchAll(/--methods ([A-Z ]+) --origins (.*) \\$/gm);
    const rules = Array.from(azure, ([, methods, of]) => `${of}: ${methods}`);
    assert.deepEqual(rules, [`${webOrigin}: GET PUT OPTIONS`, `${listed}: GET OPTIONS`]);
    // Swift, "CORS headers": origins have spaces between them, and no header has methods.
    const swift = documentOf('swift', /^CORS/);
    assert.ok(swift.includes(`Access-Control-Allow-Origin: ${webOrigin} ${listed}'`));
  });

  it('have one CORS rule where no platform is configured', () => {
    const corsOf = (kind: 's3' | 'gcs' | 'azure') => {
      const { storage } = readConfig(environmentOf(kind));
      return policiesOf(storage, { webOrigin, embedOrigins: [], ttlSeconds })[0]?.document ?? '';
    };
    assert.equal(JSON.parse(corsOf('s3')).CORSRules.length, 1);
    assert.equal(JSON.parse(corsOf('gcs')).length, 1);
    assert.equal(corsOf('azure').match(/cors add/g)?.length, 1);
  });

  for (const [kind, allowed] of [
    ['s3', (cors: string) => JSON.parse(cors).CORSRules[0].AllowedHeaders],
    ['gcs', (cors: string) => JSON.parse(cors)[0].responseHeader],
    ['azure', (cors: string) => /--allowed-headers '(.*?)'/.exec(cors)?.[1]?.split(',')],
  ] as const) {
    it(`let an upload to ${kind} send all headers that its URL requires`, async () => {
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
      const config = readConfig(environmentOf(kind));
      const [ring, log] = [() => assert.fail('an object store needs no signing keys'), { warn() {} }];
      const storage = await openStorage(config.storage, { ...config, ring, log, clock: systemClock });
      const times = { signedAtSeconds: 1_790_000_000, expiresAtSeconds: 1_790_000_900 };
      const file = { objectKey: 'documents/a.pdf', size: 3, sha256: 'ab'.repeat(32) };
      const { headers } = await storage.signer.signUpload({ ...file, ...times });
      storage.close();
      const names = allowed(documentOf(kind, /^CORS/)).map((name: string) => name.toLowerCase());
      const sent = Object.keys(headers).filter((name) => !sentByBrowsers.includes(name));
      assert.ok(sent.length > 0);
      for (const header of sent) assert.ok(names.includes(header), header);
    });
  }

  it('keep S3 from accepting signatures older than a URL may be, in milliseconds', () => {
    const [oldSignatures, plainHttp] = JSON.parse(documentOf('s3', /^Policy of the bucket/)).Statement;
    assert.partialDeepStrictEqual(oldSignatures, {
      ...{ Effect: 'Deny', Resource: objects },
      Condition: { NumericGreaterThan: { 's3:signatureAge': 1_800_000 } },
    });
    const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
    assert.partialDeepStrictEqual(plainHttp, { Effect: 'Deny', Condition });
  });

  it('let an upload link be used for its full quarter of an hour, where downloads expire sooner', () => {
    const { storage } = readConfig(environmentOf('s3'));
    const [, , bucket] = policiesOf(storage, { ...origins, ttlSeconds: 60 });
    assert.match(bucket?.document ?? '', /"s3:signatureAge": 900000/);
  });

  it('let CloudFront keep one copy for all readers, and forward what the bucket needs', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const url = 'https://d1.cloudfront.net';
    const { storage } = readConfig({
      ...environmentOf('s3'),
      ...{ CLOUDFRONT_URL: url, CLOUDFRONT_KEY_PAIR_ID: 'K1', CLOUDFRONT_PRIVATE_KEY_FILE: '/none.pem' },
    });
    const policy = policiesOf(storage, { ...origins, ttlSeconds }).find(({ title }) => /^Cache/.test(title));
    const { QueryStringsConfig } = JSON.parse(
      policy?.document ?? '',
    ).ParametersInCacheKeyAndForwardedToOrigin;
    const signer = createDocumentSigner('cloudfront', {
      ...createCloudFrontSigner({ url, keyPairId: 'K1', privateKey }),
      readUrl: () => assert.fail(),
    });
    const times = { signedAtSeconds: 1_790_000_000, expiresAtSeconds: 1_790_000_300 };
    const reading = { objectKey: 'documents/a.pdf', fileName: 'a.pdf', disposition: 'inline' } as const;
    const signed = await signer.signDownload({ ...reading, ...times, issueId: 'A1' });
    // Amazon CloudFront Developer Guide, "Use signed URLs": CloudFront removes these before it looks for a copy.
    const ofSignature = ['Policy', 'Expires', 'Signature', 'Key-Pair-Id', 'Hash-Algorithm'];
    const others = [...new URL(signed.url).searchParams.keys()].filter((name) => !ofSignature.includes(name));
    assert.deepEqual(
      QueryStringsConfig.QueryStrings.Items,
      others.filter((name) => /^response-/.test(name)).sort(),
    );
    assert.deepEqual(
      others.filter((name) => !/^response-/.test(name)),
      ['x-lectern-issue'],
    );
  });

  it('grant the identity only the permissions that it needs at S3', () => {
    const { Statement } = JSON.parse(documentOf('s3', /^What the identity/));
    const allowed = Statement.flatMap(({ Action, Resource }: { Action: string; Resource: unknown }) =>
      [Action].flat().map((action) => [action, Resource]),
    );
    assert.deepEqual(allowed, [
      ['s3:GetObject', objects],
      ['s3:PutObject', objects],
      ['s3:DeleteObject', objects],
      ['s3:ListBucket', 'arn:aws:s3:::pdfs'],
    ]);
  });

  it('are printed with the origins of LECTERN_PUBLIC_URL and LECTERN_EMBED_ORIGINS, and without a secret', async () => {
    const printed = await lectern(['doctor', '--print-policy'], environmentOf('swift'));
    assert.equal(printed.code, 0);
    for (const { title, how, document } of policiesFor('swift')) {
      assert.ok(printed.stdout.includes(`# ${title}\n# ${how}\n${document}`), title);
    }
    assert.doesNotMatch(printed.stdout, /a-secret/);
  });

  it('are printed as JSON for programs, and do not exist for the embedded store', async () => {
    const environment = { ...environmentOf('s3'), SIGNED_URL_TTL_SECONDS: String(ttlSeconds) };
    const { stdout } = await lectern(['doctor', '--print-policy', '--json'], environment);
    assert.deepEqual(JSON.parse(stdout), policiesFor('s3'));
    const embedded = await lectern(['doctor', '--print-policy'], {});
    assert.equal(embedded.code, 0);
    assert.match(embedded.stdout, /^The embedded store needs no policies/);
  });
});
