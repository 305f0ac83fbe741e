import { randomUUID } from 'node:crypto';
import { after } from 'node:test';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { createS3Driver } from '../../src/storage/s3/driver.ts';
import { connectS3 } from '../../src/storage/s3/open.ts';
import { driverContract } from '../contracts/driver-contract.ts';
import { s3Settings } from '../servers/s3-settings.ts';
import { startSwift } from '../servers/swift.ts';

const swift = await startSwift();
after(() => swift.stop());

process.env['AWS_ACCESS_KEY_ID'] = swift.user;
process.env['AWS_SECRET_ACCESS_KEY'] = swift.key;
const client = connectS3(s3Settings(swift.s3Endpoint));
after(() => client.destroy());

driverContract(
  "S3, on Swift's s3api",
  async () => {
    const bucket = `b-${randomUUID()}`;
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return createS3Driver({ client, bucket, conditionalPut: false, pageSize: 2 });
  },
  { seesRaces: false },
);
