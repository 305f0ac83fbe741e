import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryRoot, run } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const secrets = ['POSTGRES_PASSWORD', 'S3_SECRET', 'LECTERN_SIGNING_KEYS_SECRET', 'LECTERN_AUTH_SECRET'];

/** What Docker Compose reports about a file, with these variables set. */
function check(name: string, variables: ReadonlyArray<string> = []) {
  const file = join(temporaryFolder(), '.env');
  writeFileSync(file, variables.map((variable) => `${variable}=secret\n`).join(''));
  const options = ['--env-file', file, '-f', join(repositoryRoot, 'deploy', name)];
  return run('docker-compose', [...options, 'config', '--quiet']);
}

describe('Docker Compose', () => {
  it('accepts compose.yaml unchanged', async () => {
    assert.deepEqual(await check('compose.yaml'), { code: 0, stdout: '', stderr: '' });
  });

  it('accepts compose.scale.yaml, and requires each of its secrets', async () => {
    assert.deepEqual(await check('compose.scale.yaml', secrets), { code: 0, stdout: '', stderr: '' });
    for (const secret of secrets) {
      const others = secrets.filter((each) => each !== secret);
      const { code, stderr } = await check('compose.scale.yaml', others);
      assert.notEqual(code, 0);
      assert.match(stderr, new RegExp(`required variable ${secret} is missing`));
    }
  });
});
