import { createAzureDriver } from '../../src/storage/azure/driver.ts';
import { connectAzure } from '../../src/storage/azure/open.ts';
import { unreachableStorage } from '../contracts/unreachable-storage.ts';

unreachableStorage('Azure', async (address, timeoutMs) => {
  const accountKey = Buffer.from('a key').toString('base64');
  const settings = { account: 'account', accountKey, container: 'c', endpoint: `${address}/account` };
  const { container } = await connectAzure(settings);
  return createAzureDriver({ container, timeoutMs });
});
