import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { it } from 'node:test';

const loaded = new Set<string>();
registerHooks({
  load(url, context, nextLoad) {
    const [, client] =
      /node_modules\/(@aws-sdk\/client-s3|@azure\/[^/]+|google-auth-library)\//.exec(url) ?? [];
    if (client !== undefined) loaded.add(client);
    return nextLoad(url, context);
  },
});

it("loads a provider's client only when it is configured", async () => {
  const { readConfig } = await import('../../src/features/settings.ts');
  const { openStorage } = await import('../../src/storage/providers.ts');

  async function open(environment: Readonly<Record<string, string>>): Promise<void> {
    const config = readConfig(environment);
    const [ring, clock, log] = [() => assert.fail('nothing is signed'), { nowMs: () => 0 }, { warn() {} }];
    (await openStorage(config.storage, { ...config, ring, clock, log })).close();
  }

  await open({
    LECTERN_STORAGE: 'swift',
    SWIFT_URL: 'https://swift.example.org',
    SWIFT_CONTAINER: 'pdfs',
    SWIFT_USER: 'test:tester',
    SWIFT_KEY: 'a key',
    SWIFT_TEMPURL_KEY: 'another key',
  });
  assert.deepEqual([...loaded], []);
  await open({
    LECTERN_STORAGE: 'azure',
    AZURE_STORAGE_ACCOUNT: 'account',
    AZURE_STORAGE_KEY: Buffer.from('a key').toString('base64'),
    AZURE_STORAGE_CONTAINER: 'pdfs',
  });
  assert.ok(loaded.has('@azure/storage-blob'));
  assert.ok(!loaded.has('@azure/identity'), 'an account key needs none');
  assert.ok(!loaded.has('@aws-sdk/client-s3') && !loaded.has('google-auth-library'));
});
