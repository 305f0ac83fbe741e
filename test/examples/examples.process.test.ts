import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { commandsIn } from '../support/manual-commands.ts';
import { outputOf, repositoryRoot } from '../support/server-process.ts';
import { examplesContract } from './examples-contract.ts';

const folder = join(repositoryRoot, 'examples');
const programs = globSync(join(folder, '*.ts')).map((file) => basename(file));

examplesContract('in the repository, without a build', () => repositoryRoot);

describe('the list of examples', () => {
  const list = readFileSync(join(folder, 'README.md'), 'utf8');
  const rows = [...list.matchAll(/^\| \[([\w-]+\.ts)\]\(\1\) +\|.*\| (.*?) +\|$/gm)];

  it('names every program', () => {
    assert.deepEqual(rows.map(([, file]) => file).sort(), programs.sort());
  });

  it('begins with a command that prints a link', async () => {
    const [command = ''] = commandsIn('examples/README.md', 'The signing core');
    assert.match(await outputOf('bash', ['-euc', command], repositoryRoot), /^https:/);
  });

  it('names the variables that each of them reads', () => {
    for (const [, file = '', variables = ''] of rows) {
      const program = readFileSync(join(folder, file), 'utf8');
      const read = [...program.matchAll(/\b[A-Z]\w*_[A-Z_]+\b/g)].map(([name]) => name);
      assert.deepEqual(variables.match(/\w+/g)?.sort(), [...new Set(read)].sort(), file);
    }
  });
});
