import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readCheckouts } from '../../bench/support/checkouts.ts';
import { repositoryRoot } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the checkouts of a bench', () => {
  it('are this one, and with --against also the other', () => {
    const own = { program: 'src/main.cjs', suffix: '' };
    const read = (against: string, isFirst = false) => readCheckouts({ against, 'against-first': isFirst });
    assert.deepEqual(read(''), [own]);
    const other = { program: join(repositoryRoot, 'src/main.cjs'), suffix: ', against' };
    assert.deepEqual(read(repositoryRoot), [own, other]);
    assert.deepEqual(read(repositoryRoot, true), [other, own]);
  });

  it('must have the program and its dependencies', () => {
    const folder = temporaryFolder();
    const read = () => readCheckouts({ against: folder, 'against-first': false });
    assert.throws(
      read,
      /--against takes the folder of a checkout after "npm ci", but .*main\.cjs does not exist$/,
    );
    cpSync(join(repositoryRoot, 'src/main.cjs'), join(folder, 'src/main.cjs'));
    assert.throws(read, /node_modules does not exist$/);
  });
});
