import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readOrCreateAuthSecret } from '../../src/accounts/auth-secret.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the secret behind session cookies', () => {
  it('is made on the first start, for its owner alone, and kept', () => {
    const path = join(temporaryFolder(), 'data', 'auth-secret');
    const secret = readOrCreateAuthSecret(path);
    assert.match(secret, /^[\w-]{64}$/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(readOrCreateAuthSecret(path), secret);
  });

  it('is not taken from an empty file, which stays as it is', () => {
    const path = join(temporaryFolder(), 'auth-secret');
    writeFileSync(path, '\n');
    assert.throws(() => readOrCreateAuthSecret(path), { name: 'OperatorError', message: /holds no secret/ });
    assert.equal(readFileSync(path, 'utf8'), '\n');
  });

  it('differs from installation to installation', () => {
    const secrets = [1, 2].map(() => readOrCreateAuthSecret(join(temporaryFolder(), 'auth-secret')));
    assert.notEqual(secrets[0], secrets[1]);
  });
});
