import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readApiKey } from '../../../src/features/push/open-server.ts';
import { OperatorError } from '../../../src/lib/errors.ts';
import { fakeApiKey } from '../../support/fake-lectern.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function keyFile(content: string | Uint8Array): string {
  const path = join(temporaryFolder(), 'key');
  writeFileSync(path, content);
  return path;
}

describe('the API key of a command', () => {
  it('is read from the file, or else from the environment', async () => {
    const environment = { LECTERN_API_KEY: `${fakeApiKey}\n` };
    assert.equal(await readApiKey(undefined, environment), fakeApiKey);
    const other = 'lectern_key_other0000000000';
    assert.equal(await readApiKey(keyFile(`${other}\r\n`), environment), other);
  });

  it('is missing where neither has one, which is no error of a setting', async () => {
    for (const [file, environment] of [
      [undefined, {}],
      [undefined, { LECTERN_API_KEY: ' ' }],
      [keyFile(''), { LECTERN_API_KEY: fakeApiKey }],
    ] as const) {
      await assert.rejects(readApiKey(file, environment), /There is no API key/);
    }
    await assert.rejects(readApiKey('/nowhere/key', {}), { code: 'ENOENT' });
  });

  it('is refused in another format, and never shown', async () => {
    for (const secret of ['hunter2', `${fakeApiKey}\r\nX-Header: 1`, `x${fakeApiKey}`, '\0'.repeat(5000)]) {
      await assert.rejects(readApiKey(keyFile(secret), {}), (error: unknown) => {
        assert.ok(error instanceof OperatorError && error.kind === 'settings');
        assert.ok(!error.message.includes(secret.trim()), error.message);
        return true;
      });
    }
  });
});
