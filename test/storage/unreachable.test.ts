import { after } from 'node:test';
import { createAzureDriver } from '../../src/storage/azure/driver.ts';
import { connectAzure } from '../../src/storage/azure/open.ts';
import { createS3Driver } from '../../src/storage/s3/driver.ts';
import { connectS3 } from '../../src/storage/s3/open.ts';
import { connectSwift } from '../../src/storage/swift/connection.ts';
import { createSwiftDriver } from '../../src/storage/swift/driver.ts';
import { unreachableStorage } from '../contracts/unreachable-storage.ts';
import { s3Settings } from '../servers/s3-settings.ts';

unreachableStorage('Azure', async (address, timeoutMs) => {
  const accountKey = Buffer.from('a key').toString('base64');
  const settings = { account: 'account', accountKey, container: 'c', endpoint: `${address}/account` };
  const { container } = await connectAzure(settings);
  return createAzureDriver({ container, timeoutMs });
});

process.env['AWS_ACCESS_KEY_ID'] = 'AKIDANYBODY';
process.env['AWS_SECRET_ACCESS_KEY'] = 'any secret';

unreachableStorage('S3', (endpoint, timeoutMs) => {
  const client = connectS3(s3Settings(endpoint));
  after(() => client.destroy());
  return createS3Driver({ client, bucket: 'lectern', conditionalPut: true, timeoutMs });
});

unreachableStorage('Swift', (url, timeoutMs) => {
  const settings = { url, user: 'test:tester', key: 'a key', container: 'c' };
  const connection = connectSwift({ ...settings, tempUrlKeys: ['another key'] });
  return createSwiftDriver({ connection, timeoutMs });
});
