import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pdfOfSize } from '../support/api-client.ts';
import { lecternProgram, repositoryRoot, run, startServer } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The commands of docs/platform.md and of the pages to which it leads, as somebody pastes them. */
const text = ['platform', 'grants', 'trusted-tokens', 'sync']
  .map((page) => readFileSync(join(repositoryRoot, `docs/${page}.md`), 'utf8'))
  .join('\n');
const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
const settings = Object.fromEntries(
  [...text.matchAll(/^(JWT_\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
);

const folder = temporaryFolder();
const secret = 'a secret of the judge, of at least thirty-two bytes';
const keySet = join(folder, 'judge.jwks.json');

describe('the walk from docs/platform.md', async () => {
  const k = Buffer.from(secret).toString('base64url');
  writeFileSync(keySet, JSON.stringify({ keys: [{ kty: 'oct', alg: 'HS256', k }] }));
  writeFileSync(join(folder, 'statement.pdf'), pdfOfSize(2000));
  const server = await startServer('serve', { ...settings, JWT_JWKS_FILE: keySet });
  after(() => server.end());

  it('ends where it says', async () => {
    const lectern = `lectern() { node '${lecternProgram}' "$@"; }`;
    const script = ['set -euo pipefail', `cd '${folder}'`, lectern, ...blocks].join('\n');
    const { code, stdout, stderr } = await run('bash', ['-c', script], {
      env: {
        PATH: process.env['PATH'],
        ...server.env,
        LECTERN: server.apiUrl,
        JUDGE_SECRET: secret,
      },
    });
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    assert.deepEqual(stdout.trim().split('\n'), [
      ...['judge', 'created', 'unchanged', 'sum.en.pdf'],
      '%PDF-granted',
      ...['created', '{"added":1,"changed":0,"removed":0,"unchanged":1}', '2026-01-01T00:00:00Z'],
    ]);
    // The file that the commands write is the one that the server trusts.
    assert.equal(JSON.parse(readFileSync(keySet, 'utf8')).keys[0].k, k);
  });
});
