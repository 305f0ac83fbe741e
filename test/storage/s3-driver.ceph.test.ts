import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { connectS3 } from '../../src/storage/s3-connection.ts';
import { createS3Driver } from '../../src/storage/s3-driver.ts';
import { driverContract } from '../contracts/driver-contract.ts';
import { startCeph } from '../servers/ceph.ts';
import { s3Settings } from '../servers/s3-settings.ts';

const ceph = await startCeph();
after(() => ceph.stop());

process.env['AWS_ACCESS_KEY_ID'] = ceph.accessKeyId;
process.env['AWS_SECRET_ACCESS_KEY'] = ceph.secretAccessKey;
const client = connectS3(s3Settings(ceph.endpoint));
after(() => client.destroy());

driverContract('S3, on Ceph RGW', async () => {
  const bucket = `b-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return createS3Driver({ client, bucket, conditionalPut: true, pageSize: 2 });
});
