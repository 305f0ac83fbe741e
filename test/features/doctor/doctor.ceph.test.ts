import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import * as tls from 'node:tls';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { exitCodes } from '../../../src/cli/exit-codes.ts';
import { readConfig } from '../../../src/features/settings.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { pageOriginsOf } from '../../../src/lib/page-origins.ts';
import { newObjectKey } from '../../../src/storage/object-key.ts';
import { policiesOf } from '../../../src/storage/providers.ts';
import { doctorContract } from '../../contracts/doctor-contract.ts';
import { newCephBucket, platformOrigin, webOrigin } from '../../servers/buckets.ts';
import { startCeph } from '../../servers/ceph.ts';
import { type Rewriting, startRewritingProxy } from '../../servers/rewriting-proxy.ts';
import { runLectern } from '../../support/server-process.ts';
import { hourMs } from '../../support/settable-clock.ts';
import { assertFailures, type ExpectedFailures, findingsWith, skippedIn } from './findings.ts';

const ceph = await startCeph();
after(() => ceph.stop());
const settings = await newCephBucket(ceph);
const Bucket = settings['S3_BUCKET'] ?? '';
const address = { endpoint: ceph.endpoint, region: ceph.region, forcePathStyle: true };
const client = new S3Client({ ...address, credentials: ceph });
after(() => client.destroy());

function examineBucket(changes: Readonly<Record<string, string>> = {}, aheadMs = 0) {
  const clock = { nowMs: () => systemClock.nowMs() + aheadMs };
  return findingsWith({ ...settings, ...changes }, clock);
}

const assertAllOk = (findings: Awaited<ReturnType<typeof findingsWith>>) =>
  assert.deepEqual(new Set(findings.map(({ outcome }) => outcome)), new Set(['ok']));

const needObject = ['signed-get', 'unsigned-get-refused'];
const needSignedGet = [
  ...['cors-preflight', 'cors-exposed', 'headers', 'range', 'strange-keys', 'upload', 'expired-refused'],
  ...['tampered-refused', 'other-object-refused', 'head-refused', 'put-refused', 'delete-refused'],
];

describe('the doctor and a bucket of Ceph RGW', () => {
  const skipped = [...needObject, ...needSignedGet];
  doctorContract(
    settings,
    [
      {
        what: 'a wrong secret',
        changes: { AWS_SECRET_ACCESS_KEY: 'another-secret' },
        expected: { credentials: /SignatureDoesNotMatch -> AWS_SECRET_ACCESS_KEY is not/ },
        skipped,
      },
      {
        what: 'an unknown access key',
        changes: { AWS_ACCESS_KEY_ID: 'AKIDNOBODY0000000001' },
        expected: { credentials: /InvalidAccessKeyId -> .*AWS_ACCESS_KEY_ID/ },
        skipped,
      },
      {
        what: 'a bucket that does not exist',
        changes: { S3_BUCKET: 'nowhere' },
        expected: { credentials: /NoSuchBucket -> .*S3_BUCKET/ },
        skipped,
      },
    ],
    ['https'],
  );

  const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Principal: '*', Action, Resource });
  const files = allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`);
  const list = allow('s3:ListBucket', `arn:aws:s3:::${Bucket}`);
  async function findingsUnder(Statement: ReadonlyArray<object>) {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const findings = await examineBucket();
    await client.send(new DeleteBucketPolicyCommand({ Bucket }));
    return findings;
  }
  const leaks: ReadonlyArray<[string, Array<object>, ExpectedFailures]> = [
    ['lets everyone read', [files], { 'unsigned-get-refused': /200: the files are public -> Remove public/ }],
    ['lets everyone list', [list], { 'listing-refused': /anyone can list .*\/lectern .* -> Remove/ }],
  ];
  for (const [what, Statement, expected] of leaks) {
    it(`names a policy that ${what}`, async () => {
      assertFailures(await findingsUnder(Statement), expected);
    });
  }

  for (const [what, name, origins, missing] of [
    ['no CORS rules', 'cors-none', [], webOrigin],
    ['CORS rules without the platform', 'cors-web-app', [webOrigin], platformOrigin],
  ] as const) {
    it(`names ${what}`, async () => {
      const rule = {
        AllowedOrigins: [...origins],
        AllowedMethods: ['GET', 'PUT'],
        AllowedHeaders: ['range'],
        ExposeHeaders: ['Accept-Ranges', 'Content-Range', 'ETag'],
      };
      const other = { Bucket: name, CORSConfiguration: { CORSRules: [rule] } };
      await client.send(new CreateBucketCommand(other));
      if (origins.length > 0) await client.send(new PutBucketCorsCommand(other));
      else await client.send(new DeleteBucketCorsCommand(other));
      const remedy = 'Set the CORS rules that "lectern doctor --print-policy" prints';
      assertFailures(await examineBucket({ S3_BUCKET: other.Bucket }), {
        'cors-preflight': new RegExp(`the preflight .* ${missing}.* -> ${remedy}`),
        'cors-exposed': new RegExp(`does not allow ${missing} -> Set the CORS rules`),
      });
    });
  }

  for (const [step, refused] of [
    ['list', list],
    ['store', { ...files, Action: 's3:PutObject' }],
  ] as const) {
    it(`names only credentials that may not ${step}`, async () => {
      const expected = new RegExp(`it cannot ${step} files: AccessDenied -> .*--print-policy`);
      assertFailures(await findingsUnder([{ ...refused, Effect: 'Deny' }]), { credentials: expected });
    });
  }

  for (const [side, aheadMs] of [
    ['ahead of', hourMs],
    ['behind', -hourMs],
  ] as const) {
    it(`names only a clock that is an hour ${side} the storage's`, async () => {
      const expected = new RegExp(`(3599|3600|3601) s ${side} the storage's.* -> Synchronize the clock`);
      assertFailures(await examineBucket({}, aheadMs), { clock: expected });
    });
  }

  it('names only an address where nothing listens', async () => {
    const gone = await startRewritingProxy(ceph.endpoint, {});
    gone.stop();
    const publicly = await examineBucket({ S3_PUBLIC_ENDPOINT: gone.url });
    assertFailures(publicly, { 'public-endpoint': /does not respond: ECONNREFUSED -> Nothing listens/ });
    assert.deepEqual(skippedIn(publicly), ['listing-refused', ...needObject, ...needSignedGet]);
    const internally = await examineBucket({ S3_ENDPOINT: gone.url, S3_PUBLIC_ENDPOINT: ceph.endpoint });
    assertFailures(internally, { 'internal-endpoint': /does not respond: ECONNREFUSED -> Nothing listens/ });
  });

  it('names a certificate that it does not trust, and finds nothing once it does', async () => {
    const endpoint = { S3_ENDPOINT: ceph.tlsEndpoint };
    const untrusted = /DEPTH_ZERO_SELF_SIGNED_CERT -> .*NODE_EXTRA_CA_CERTS/;
    assertFailures(await examineBucket(endpoint), {
      'internal-endpoint': untrusted,
      'public-endpoint': untrusted,
    });
    const own = readFileSync(ceph.certificateFile, 'utf8');
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), own]);
    assertAllOk(await examineBucket(endpoint));
  });
});

describe('the doctor and a proxy in front of Ceph RGW', () => {
  const internalHost = new URL(ceph.endpoint).host;
  const hostArrives = `the Host header \\(127\\.0\\.0\\.1:\\d+ was signed, ${internalHost} arrives\\)`;
  const pathArrives = String.raw`the path \(/files/s3/… was signed, /… arrives\)`;
  const isOrderly = `This works at ${ceph.endpoint}`;
  const itIs = new RegExp(`-> ${isOrderly}`);
  const proxies: ReadonlyArray<[string, Rewriting, ExpectedFailures]> = [
    ['finds nothing in one that forwards everything', {}, {}],
    [
      'names one that rewrites the Host header and strips the prefix of the path',
      { host: internalHost, prefix: '/files/s3' },
      { 'signed-get': new RegExp(`A proxy rewrites ${hostArrives} and ${pathArrives}\\.`) },
    ],
    [
      'names a rewriting proxy when Ceph does not report what arrives',
      { host: 'backend.example' },
      { 'signed-get': new RegExp(`${isOrderly}.*A proxy changes the host`) },
    ],
    [
      'names one that drops the Range header',
      { dropsRequest: ['range'] },
      { range: new RegExp(`returns 200, .* -> ${isOrderly}.*pass the Range header on`) },
    ],
    [
      'names one that drops the CORS headers',
      { dropsReply: 'access-control-' },
      { 'cors-preflight': itIs, 'cors-exposed': itIs },
    ],
    [
      'names one that drops the file name',
      { dropsReply: 'content-disposition' },
      { headers: new RegExp(`Content-Disposition is "" -> ${isOrderly}`) },
    ],
    [
      'names a cache that serves a file to everyone after its first reader',
      { cachesBy: 'path' },
      { 'unsigned-get-refused': new RegExp(`200: .* -> ${isOrderly}.* do not let caches`) },
    ],
    [
      'names a cache that serves a file beyond the end of its URL',
      { cachesBy: 'url' },
      { 'expired-refused': new RegExp(`still works after it has expired -> ${isOrderly}.*a cache`) },
    ],
  ];
  for (const [title, rewriting, expected] of proxies) {
    it(title, async () => {
      const proxy = await startRewritingProxy(ceph.endpoint, rewriting);
      const findings = await examineBucket({ S3_PUBLIC_ENDPOINT: `${proxy.url}${rewriting.prefix ?? ''}` });
      proxy.stop();
      assertFailures(findings, expected);
    });
  }
});

describe('the policies that the doctor prints for S3', async () => {
  const [accessKeyId, secretAccessKey] = [
    'AKIDLEASTRIGHTS00001',
    'the-secret-of-a-user-with-few-rights-0123',
  ];
  const few = { accessKeyId, secretAccessKey };
  await ceph.addUser('lectern-app', accessKeyId, secretAccessKey);
  const changes = {
    S3_ENDPOINT: ceph.tlsEndpoint, // trusted since the tests above
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
  };
  // Their policy refuses plain http.
  const ofFew = new S3Client({ ...address, endpoint: ceph.tlsEndpoint, credentials: few });
  after(() => ofFew.destroy());

  /** RGW 18 has no policies of users, so the policy of the identity is added to that of the bucket, with its name. */
  function printedPolicy(): string {
    const config = readConfig({ ...settings, ...changes });
    const ttlSeconds = config.signedUrlTtlSeconds;
    const policies = policiesOf(config.storage, { ...pageOriginsOf(config), ttlSeconds });
    const statementsOf = (title: RegExp): ReadonlyArray<object> =>
      JSON.parse(policies.find((policy) => title.test(policy.title))?.document ?? '').Statement;
    const Principal = { AWS: ['arn:aws:iam:::user/lectern-app'] };
    const granted = statementsOf(/^What the identity/).map((statement) => ({ ...statement, Principal }));
    const Statement = [...granted, ...statementsOf(/^Policy of the bucket/)];
    return JSON.stringify({ Version: '2012-10-17', Statement });
  }

  it('are required by a user who owns nothing, and sufficient for the doctor to find nothing wrong', async () => {
    const denied = /it cannot list files: AccessDenied -> .*--print-policy/;
    assertFailures(await examineBucket(changes), { credentials: denied });
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy: printedPolicy() }));
    assertAllOk(await examineBucket(changes));
  });

  for (const ending of ['pdf', 'zip', 'sealed'] as const) {
    it(`allow storing, reading and deleting a file whose key ends with .${ending}`, async () => {
      const object = { Bucket, Key: newObjectKey(ending) };
      await ofFew.send(new PutObjectCommand({ ...object, Body: 'x' }));
      const { Body } = await ofFew.send(new GetObjectCommand(object));
      assert.equal(await Body?.transformToString(), 'x');
      await ofFew.send(new DeleteObjectCommand(object));
    });
  }

  it('allow nothing outside the files and envelopes', async () => {
    for (const refused of [
      () => ofFew.send(new PutObjectCommand({ Bucket, Key: 'elsewhere.pdf', Body: 'x' })),
      () => ofFew.send(new GetBucketPolicyCommand({ Bucket })),
      () => ofFew.send(new DeleteBucketCommand({ Bucket })),
    ]) {
      await assert.rejects(refused, { name: 'AccessDenied' });
    }
  });
});

it('leaves nothing in any bucket, whatever the result', async () => {
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  assert.ok(Buckets.length > 1);
  for (const { Name = '' } of Buckets) {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: Name }));
    assert.deepEqual(Contents, [], Name);
  }
});

describe('lectern storage create, on Ceph RGW', () => {
  const create = (changes: Readonly<Record<string, string>> = {}) =>
    runLectern(['storage', 'create'], { ...settings, S3_BUCKET: 'made-by-lectern', ...changes });

  it('creates a private bucket in which the doctor finds nothing to do, and says each step', async () => {
    const { code, stdout, stderr } = await create();
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(stdout.trim().split('\n'), [
      'Created the bucket made-by-lectern. It is private.',
      'Set the CORS rules, so that the pages of LECTERN_PUBLIC_URL and LECTERN_EMBED_ORIGINS can read files.',
      'Check it with: lectern doctor',
    ]);
    assertFailures(await examineBucket({ S3_BUCKET: 'made-by-lectern' }), {});
  });

  it('changes no existing bucket', async () => {
    await client.send(new DeleteBucketCorsCommand({ Bucket }));
    const { code, stdout } = await create({ S3_BUCKET: Bucket });
    assert.equal(code, 0);
    assert.match(stdout, /^The bucket lectern exists already, so nothing was changed\.\n/);
    await assert.rejects(client.send(new GetBucketCorsCommand({ Bucket })), {
      name: 'NoSuchCORSConfiguration',
    });
  });

  it('says what is wrong with the credentials, and how to go on', async () => {
    const { code, stdout, stderr } = await create({
      S3_BUCKET: 'never',
      AWS_SECRET_ACCESS_KEY: 'another-secret',
    });
    assert.deepEqual([code, stdout], [exitCodes.unavailable.code, '']);
    assert.match(stderr, /must be allowed to create buckets\. .*doctor --print-policy/);
  });
});
