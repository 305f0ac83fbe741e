import { after } from 'node:test';
import { createS3Driver } from '../../src/storage/s3/driver.ts';
import { connectS3 } from '../../src/storage/s3/open.ts';
import { unreachableStorage } from '../contracts/unreachable-storage.ts';
import { s3Settings } from '../servers/s3-settings.ts';

process.env['AWS_ACCESS_KEY_ID'] = 'AKIDANYBODY';
process.env['AWS_SECRET_ACCESS_KEY'] = 'any secret';

unreachableStorage('S3', (endpoint, timeoutMs) => {
  const client = connectS3(s3Settings(endpoint));
  after(() => client.destroy());
  return createS3Driver({ client, bucket: 'lectern', conditionalPut: true, timeoutMs });
});
