import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { replaceFolderAtomically } from '../../src/lib/replace-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const newPath = () => join(temporaryFolder(), 'data');
const write = (text: string) => async (folder: string) => {
  writeFileSync(join(folder, 'content'), text);
  return true;
};

describe('a folder that is replaced atomically', () => {
  it('has only the new content, whatever an interrupted replacement has left', async () => {
    const path = newPath();
    mkdirSync(`${path}.seeding/old`, { recursive: true });
    assert.equal(await replaceFolderAtomically(path, 'seeding', write('new')), true);
    assert.deepEqual(readdirSync(path), ['content']);
    assert.equal(existsSync(`${path}.seeding`), false);
  });

  it('is filled by one process at a time; another one reports that and changes nothing', async () => {
    const path = newPath();
    const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = replaceFolderAtomically(path, 'restoring', async (folder) => {
      await write('first')(folder);
      begun.resolve();
      await held.promise;
      return true;
    });
    await begun.promise;
    await assert.rejects(replaceFolderAtomically(path, 'restoring', write('second')), {
      name: 'OperatorError',
      message: `Another process is writing to ${path}.restoring: wait until it finishes.`,
    });
    held.resolve();
    assert.equal(await first, true);
    assert.equal(readFileSync(join(path, 'content'), 'utf8'), 'first');
  });

  it('keeps a folder that appeared in its place in the meantime', async () => {
    const path = newPath();
    const filling = replaceFolderAtomically(path, 'restoring', async (folder) => {
      mkdirSync(path);
      await write('theirs')(path);
      return write('ours')(folder);
    });
    await assert.rejects(filling, { name: 'OperatorError', message: /is no longer empty/ });
    assert.equal(readFileSync(join(path, 'content'), 'utf8'), 'theirs');
    assert.equal(existsSync(`${path}.restoring`), false);
  });

  it('does not exist when filling it fails, or returns false', async () => {
    const path = newPath();
    const failing = replaceFolderAtomically(path, 'restoring', async () => {
      throw new Error('the disk is full');
    });
    await assert.rejects(failing, /the disk is full/);
    assert.equal(await replaceFolderAtomically(path, 'restoring', async () => false), false);
    assert.deepEqual([existsSync(path), existsSync(`${path}.restoring`)], [false, false]);
  });
});
