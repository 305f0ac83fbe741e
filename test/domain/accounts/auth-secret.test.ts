import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { readOrCreateAuthSecret } from '../../../src/domain/accounts/auth-secret.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { watchFlushes } from '../../support/watch-flushes.ts';

describe('the secret behind session cookies', () => {
  it('is created on the first start, readable only by its owner, and kept', async () => {
    const path = join(temporaryFolder(), 'data', 'auth-secret');
    const secret = await readOrCreateAuthSecret(path);
    assert.match(secret, /^[\w-]{64}$/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(await readOrCreateAuthSecret(path), secret);
  });

  it('is flushed to the disk, including its name', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'data', 'auth-secret');
    const flushed = await watchFlushes();
    await readOrCreateAuthSecret(path);
    assert.deepEqual(await flushed([folder, dirname(path), path]), [path, dirname(path), folder]);
  });

  it('is not read from an empty file, which stays unchanged', async () => {
    const path = join(temporaryFolder(), 'auth-secret');
    writeFileSync(path, '\n');
    await assert.rejects(readOrCreateAuthSecret(path), {
      name: 'OperatorError',
      message: /contains no secret/,
    });
    assert.equal(readFileSync(path, 'utf8'), '\n');
  });

  it('differs between installations', async () => {
    const newSecret = () => readOrCreateAuthSecret(join(temporaryFolder(), 'auth-secret'));
    assert.notEqual(await newSecret(), await newSecret());
  });
});
