import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, mock } from 'node:test';
import {
  createOnce,
  flushFolders,
  removeLeftovers,
  replaceContent,
  writeFlushed,
} from '../../src/lib/durable-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { watchFlushes } from '../support/watch-flushes.ts';

describe('a durable file', () => {
  it('is created once by concurrent processes, complete, readable only by its owner', async () => {
    const path = join(temporaryFolder(), 'data', 'file');
    const contents = ['one', 'two', 'three'];
    const created = await Promise.all(contents.map((content) => createOnce(path, content)));
    assert.deepEqual(created.toSorted(), [false, false, true]);
    assert.equal(fs.readFileSync(path, 'utf8'), contents[created.indexOf(true)]);
    assert.equal(fs.statSync(path).mode & 0o777, 0o600);
    assert.equal(fs.statSync(dirname(path)).mode & 0o777, 0o700);
    assert.deepEqual(fs.readdirSync(dirname(path)), ['file']);
  });

  it('is flushed before it has its name, and its folder after that', async () => {
    const path = join(temporaryFolder(), 'file');
    const hadName: Array<boolean> = [];
    const flushed = await watchFlushes(() => hadName.push(fs.existsSync(path)));
    await createOnce(path, 'one');
    assert.deepEqual(hadName, [false, true]);
    assert.deepEqual(await flushed([dirname(path), path]), [path, dirname(path)]);
  });

  it('keeps its content and leaves no lock when a change of it fails', async () => {
    const path = join(temporaryFolder(), 'file');
    await createOnce(path, 'one');
    const failing = () => {
      throw new Error('no');
    };
    await assert.rejects(replaceContent(path, failing), { message: 'no' });
    assert.equal(fs.readFileSync(path, 'utf8'), 'one');
    await replaceContent(path, (content) => `${content} two`);
    assert.equal(fs.readFileSync(path, 'utf8'), 'one two');
    assert.deepEqual(fs.readdirSync(dirname(path)), ['file']);
  });

  it('is not written again, under any name, when it exists', async () => {
    const path = join(temporaryFolder(), 'file');
    await createOnce(path, 'one');
    const flushed = mock.fn();
    await watchFlushes(flushed);
    assert.equal(await createOnce(path, 'two'), false);
    assert.equal(flushed.mock.callCount(), 0);
  });

  it('removes what killed processes have left next to it when that is old, and nothing else', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'file');
    const old = [
      'file',
      `file.${randomUUID()}`,
      'file.next',
      'file.nexts',
      'file.old',
      `other.${randomUUID()}`,
    ];
    const young = `file.${randomUUID()}`;
    for (const name of [...old, young]) fs.writeFileSync(join(folder, name), name);
    for (const name of old) fs.utimesSync(join(folder, name), 100, 100);
    assert.equal(await removeLeftovers(path, 200_000), 2);
    assert.deepEqual(fs.readdirSync(folder).sort(), [old[0], old[3], old[4], old[5], young].sort());
  });

  it('is never overwritten', async () => {
    const path = join(temporaryFolder(), 'file');
    await writeFlushed(path, 'one');
    await assert.rejects(writeFlushed(path, 'two'), { code: 'EEXIST' });
    assert.equal(fs.readFileSync(path, 'utf8'), 'one');
  });
});

it('folders are flushed up to the named one', async () => {
  const top = temporaryFolder();
  const folder = join(top, 'a', 'b');
  fs.mkdirSync(folder, { recursive: true });
  const flushed = await watchFlushes();
  await flushFolders(folder, top);
  assert.deepEqual(await flushed([dirname(top), top, folder, dirname(folder)]), [
    folder,
    dirname(folder),
    top,
  ]);
});
