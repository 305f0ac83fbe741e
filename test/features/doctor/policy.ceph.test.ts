import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import * as tls from 'node:tls';
import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { readConfig } from '../../../src/features/settings.ts';
import { pageOriginsOf } from '../../../src/lib/page-origins.ts';
import { newObjectKey } from '../../../src/storage/object-key.ts';
import { policiesOf } from '../../../src/storage/providers.ts';
import { newCephBucket } from '../../servers/buckets.ts';
import { startCeph } from '../../servers/ceph.ts';
import { assertFailures, findingsWith } from './findings.ts';

const ceph = await startCeph();
after(() => ceph.stop());
tls.setDefaultCACertificates([
  ...tls.getCACertificates('default'),
  readFileSync(ceph.certificateFile, 'utf8'),
]);

const lectern = {
  accessKeyId: 'AKIDLEASTRIGHTS00001',
  secretAccessKey: 'the-secret-of-a-user-with-few-rights-0123',
};
await ceph.addUser('lectern-app', lectern.accessKeyId, lectern.secretAccessKey);
/** The owner created the bucket and its CORS rules; Lectern itself is a user who owns nothing. */
const ofOwner = await newCephBucket(ceph);
const settings = {
  ...ofOwner,
  S3_ENDPOINT: ceph.tlsEndpoint,
  AWS_ACCESS_KEY_ID: lectern.accessKeyId,
  AWS_SECRET_ACCESS_KEY: lectern.secretAccessKey,
};
const Bucket = ofOwner['S3_BUCKET'] ?? '';
const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }) => {
  const client = new S3Client({
    ...{ endpoint: ceph.tlsEndpoint, region: ceph.region, forcePathStyle: true, credentials },
  });
  after(() => client.destroy());
  return client;
};

/** RGW 18 has no policies of users, so the policy of the identity is added to that of the bucket, with its name. */
function printedPolicy(): string {
  const config = readConfig(settings);
  const ttlSeconds = config.signedUrlTtlSeconds;
  const policies = policiesOf(config.storage, { ...pageOriginsOf(config), ttlSeconds });
  const statementsOf = (title: RegExp): ReadonlyArray<object> =>
    JSON.parse(policies.find((policy) => title.test(policy.title))?.document ?? '').Statement;
  const Principal = { AWS: ['arn:aws:iam:::user/lectern-app'] };
  const granted = statementsOf(/^What the identity/).map((statement) => ({ ...statement, Principal }));
  const Statement = [...granted, ...statementsOf(/^Policy of the bucket/)];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

describe('the policies that the doctor prints for S3, on Ceph RGW', () => {
  it('are required by a user who owns nothing', async () => {
    const denied = /it cannot list files: AccessDenied -> .*--print-policy/;
    assertFailures(await findingsWith(settings), { credentials: denied });
  });

  it('are sufficient for the doctor to find nothing wrong', async () => {
    const owner = clientOf(ceph);
    await owner.send(new PutBucketPolicyCommand({ Bucket, Policy: printedPolicy() }));
    const findings = await findingsWith(settings);
    assert.deepEqual(
      findings.filter(({ outcome }) => outcome !== 'ok'),
      [],
    );
    assert.deepEqual((await owner.send(new ListObjectsV2Command({ Bucket }))).Contents ?? [], []);
  });

  for (const ending of ['pdf', 'zip', 'sealed'] as const) {
    it(`allow storing, reading and deleting a file whose key ends with .${ending}`, async () => {
      const client = clientOf(lectern);
      const object = { Bucket, Key: newObjectKey(ending) };
      await client.send(new PutObjectCommand({ ...object, Body: 'x' }));
      const { Body } = await client.send(new GetObjectCommand(object));
      assert.equal(await Body?.transformToString(), 'x');
      await client.send(new DeleteObjectCommand(object));
    });
  }

  it('allow nothing outside the files and envelopes', async () => {
    const client = clientOf(lectern);
    const elsewhere = new PutObjectCommand({ Bucket, Key: 'elsewhere.pdf', Body: 'x' });
    await assert.rejects(client.send(elsewhere), { name: 'AccessDenied' });
    await assert.rejects(client.send(new GetBucketPolicyCommand({ Bucket })), { name: 'AccessDenied' });
    await assert.rejects(client.send(new DeleteBucketCommand({ Bucket })), { name: 'AccessDenied' });
  });
});
