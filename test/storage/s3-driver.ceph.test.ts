import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { inspect } from 'node:util';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import type { LecternError } from '../../src/lib/errors.ts';
import { newObjectKey } from '../../src/storage/object-key.ts';
import { createS3Driver } from '../../src/storage/s3/driver.ts';
import { connectS3 } from '../../src/storage/s3/open.ts';
import { driverContract } from '../contracts/driver-contract.ts';
import { expectUnavailable } from '../contracts/unreachable-storage.ts';
import { startCeph } from '../servers/ceph.ts';
import { s3Settings } from '../servers/s3-settings.ts';

const ceph = await startCeph();
after(() => ceph.stop());

process.env['AWS_ACCESS_KEY_ID'] = ceph.accessKeyId;
process.env['AWS_SECRET_ACCESS_KEY'] = ceph.secretAccessKey;
const client = connectS3(s3Settings(ceph.endpoint));
after(() => client.destroy());

async function newBucket(): Promise<string> {
  const bucket = `b-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return bucket;
}

driverContract('S3, on Ceph RGW', async () => {
  return createS3Driver({ client, bucket: await newBucket(), conditionalPut: true, pageSize: 2 });
});

describe('S3 driver', () => {
  it('signs the SHA-256 of an upload, so that the service checks what arrives', async () => {
    const driver = createS3Driver({ client, bucket: await newBucket(), conditionalPut: true });
    const key = newObjectKey();
    const bytes = randomBytes(300_000);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    // The bytes change after the driver has hashed them.
    async function* source() {
      yield bytes.subarray(0, 200_000);
      yield bytes.subarray(200_000);
      bytes.fill(0, 200_000);
    }
    await assert.rejects(driver.put(key, source(), { size: bytes.length, sha256 }), {
      code: 'storage-unavailable',
    });
    assert.equal(await driver.head(key), undefined);
  });

  it('treats a missing bucket as a broken storage, and not as an empty one', async () => {
    const driver = createS3Driver({ client, bucket: 'missing', conditionalPut: true });
    await expectUnavailable(driver, /NoSuchBucket.*S3_BUCKET/, Buffer.from('x'));
  });

  it('tells the operator which credential is refused, and never the secret', async () => {
    const bucket = await newBucket();
    const refused = async (id: string, secret: string, message: RegExp) => {
      process.env['AWS_ACCESS_KEY_ID'] = id;
      process.env['AWS_SECRET_ACCESS_KEY'] = secret;
      const other = connectS3(s3Settings(ceph.endpoint));
      const driver = createS3Driver({ client: other, bucket, conditionalPut: true });
      await assert.rejects(Array.fromAsync(driver.list('')), (error: LecternError) => {
        assert.equal(error.code, 'storage-unavailable');
        assert.match(error.message, message);
        assert.ok(!inspect(error, { depth: 9 }).includes(secret));
        return true;
      });
      await assert.rejects(driver.head(newObjectKey()), { message: /403.*credentials/ });
      other.destroy();
    };
    await refused(ceph.accessKeyId, 'another secret', /SignatureDoesNotMatch.*AWS_SECRET_ACCESS_KEY/);
    await refused('AKIDNOBODY', 'another secret', /InvalidAccessKeyId.*AWS_ACCESS_KEY_ID/);
  });
});
