import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pdfOfSize } from '../support/api-client.ts';
import { commandsIn } from '../support/manual-commands.ts';
import {
  lecternInShell,
  programEnvironment,
  repositoryRoot,
  run,
  startServer,
} from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The commands of docs/platform.md and of the pages that it links, in the order in which a reader pastes them. */
const blocks = [
  ...commandsIn('docs/platform.md'),
  ...commandsIn('docs/grants.md'),
  ...commandsIn('docs/trusted-tokens.md'),
  ...commandsIn('docs/sync.md'),
];
const text = readFileSync(join(repositoryRoot, 'docs/trusted-tokens.md'), 'utf8');
const settings = Object.fromEntries(
  [...text.matchAll(/^(JWT_\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
);

/** What the server needs before it starts. */
const [makingSecret = '', ...others] = blocks.filter((block) => block.includes('> lectern.secret'));

const folder = temporaryFolder();
const secretFile = join(folder, 'lectern.secret');
const paste = (script: string, env: NodeJS.ProcessEnv = {}) =>
  run('bash', ['-c', `set -euo pipefail\ncd '${folder}'\n${script}`], {
    env: { ...programEnvironment(), ...env },
  });

describe('the commands of docs/platform.md', async () => {
  assert.equal((await paste(makingSecret)).code, 0);
  writeFileSync(join(folder, 'statement.pdf'), pdfOfSize(2000));
  const server = await startServer('serve', { ...settings, JWT_SHARED_SECRET_FILE: secretFile });
  after(() => server.end());

  it('lead to the documented result', async () => {
    const script = [lecternInShell, ...blocks.filter((block) => block !== makingSecret)].join('\n');
    const { code, stdout, stderr } = await paste(script, { ...server.env, LECTERN: server.apiUrl });
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    assert.deepEqual(stdout.trim().split('\n'), [
      ...['judge', 'created', 'unchanged', 'sum.en.pdf'],
      '%PDF-granted',
      ...['created', '{"added":1,"changed":0,"removed":0,"unchanged":1}'],
      '{"added":1,"changed":0,"removed":0,"unchanged":0}',
      ...['created', '1', 'created'],
      '{"removed":0,"remaining":0,"kept":1}',
    ]);
  });

  it('create one secret only for Lectern, and cause no warning', async () => {
    assert.deepEqual(others, []);
    assert.equal(settings['JWT_ADMIN_ROLES'], undefined);
    assert.equal(statSync(secretFile).mode & 0o007, 0);
    assert.match(server.output(), /"ready"/);
    assert.doesNotMatch(server.output(), /JWT_/);
  });
});
