import { connectSwift } from '../../src/storage/swift/connection.ts';
import { createSwiftDriver } from '../../src/storage/swift/driver.ts';
import { unreachableStorage } from '../contracts/unreachable-storage.ts';

unreachableStorage('Swift', (url, timeoutMs) => {
  const settings = { url, user: 'test:tester', key: 'a key', container: 'c' };
  const connection = connectSwift({ ...settings, tempUrlKeys: ['another key'] });
  return createSwiftDriver({ connection, timeoutMs });
});
