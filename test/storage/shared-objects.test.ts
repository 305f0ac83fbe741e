import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createFileDriver } from '../../src/storage/file/driver.ts';
import { openObjectFile } from '../../src/storage/file/object-file.ts';
import { shareObjects, sharingLimits } from '../../src/storage/file/shared-objects.ts';
import { newObjectKey, type ObjectKey, parseObjectKey } from '../../src/storage/object-key.ts';
import { put } from '../contracts/driver-contract.ts';
import { openDescriptors } from '../support/process-usage.ts';
import { waitUntil } from '../support/server-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const muchLongerMs = 3_600_000;

/** Shared files of a folder, by their names. */
function share(limits: Partial<typeof sharingLimits> = {}) {
  const folder = temporaryFolder();
  const pathOf = (key: ObjectKey) => join(folder, key);
  const objects = shareObjects((key) => openObjectFile(pathOf(key)), {
    ...sharingLimits,
    lifeMs: muchLongerMs,
    ...limits,
  });
  const write = (name: string, bytes: Uint8Array) => {
    const key = parseObjectKey(name);
    fs.writeFileSync(pathOf(key), bytes);
    return key;
  };
  const openFiles = () => openDescriptors(process.pid).filter((path) => path.startsWith(folder)).length;
  async function readOnce(key: ObjectKey): Promise<string | undefined> {
    const object = await objects.open(key);
    const bytes = await object?.read();
    await object?.close();
    return bytes && String(Buffer.from(bytes));
  }
  return { objects, pathOf, write, openFiles, readOnce };
}

describe('shared objects', () => {
  it('are opened once for concurrent requests, and read through the same descriptor later', async () => {
    const { objects, write, openFiles, readOnce } = share();
    const key = write('a', Buffer.from('abc'));
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => readOnce(key))), ['abc', 'abc', 'abc']);
    assert.equal(await readOnce(key), 'abc');
    assert.equal(openFiles(), 1);
    objects.close();
    await waitUntil('the file to be closed', () => openFiles() === 0);
  });

  it('close after their time without any request, and are looked up again', async () => {
    const { write, pathOf, openFiles, readOnce } = share({ lifeMs: 20 });
    const key = write('a', Buffer.from('abc'));
    assert.equal(await readOnce(key), 'abc');
    fs.rmSync(pathOf(key));
    await waitUntil('the file to be closed', () => openFiles() === 0);
    assert.equal(await readOnce(key), undefined);
  });

  it('are looked up again each time that nothing is found', async () => {
    const { write, readOnce } = share();
    assert.equal(await readOnce(parseObjectKey('a')), undefined);
    assert.equal(await readOnce(write('a', Buffer.from('abc'))), 'abc');
  });

  it('stay within a number of descriptors, except those that are being read', async () => {
    const { objects, write, openFiles, readOnce } = share({ files: 2 });
    const read = await objects.open(write('read', Buffer.from('abc')));
    for (const name of ['a', 'b', 'c', 'd'])
      assert.equal(await readOnce(write(name, Buffer.from(name))), name);
    await waitUntil('the oldest to be closed', () => openFiles() === 3);
    assert.equal(String(await read?.read()), 'abc');
    await read?.close();
    assert.equal(openFiles(), 2);
  });

  it('cache what was read twice in memory, up to a number of bytes', async () => {
    const { write, pathOf, readOnce } = share({ keptBytes: 5 });
    const keys = ['a', 'b'].map((name) => write(name, Buffer.from(name.repeat(3))));
    const readAll = () => Promise.all(keys.map(readOnce));
    await readAll();
    assert.deepEqual(await readAll(), ['aaa', 'bbb']);
    for (const key of keys) fs.writeFileSync(pathOf(key), 'xxx'); // in place, as no code here does
    assert.deepEqual(await readAll(), ['aaa', 'xxx']);
  });

  it('give the same bytes whether they are cached or not, across the blocks', async () => {
    const { objects, write } = share();
    const bytes = randomBytes(700_000);
    const key = write('a', bytes);
    for (let reader = 1; reader <= 3; reader += 1) {
      const object = await objects.open(key);
      assert.ok(object);
      for (const [first, last] of [
        [0, 262_143],
        [262_144, 524_287],
        [524_288, 699_999],
        [262_143, 262_144],
        [300_000, 300_000],
      ] as const) {
        const expected = bytes.subarray(first, last + 1);
        assert.ok(expected.equals(await object.read({ first, last })));
        assert.ok(expected.equals(await object.read({ first, last }, Buffer.alloc(262_144))));
      }
      await object.close();
    }
    objects.close();
  });

  it('are opened again after a read that failed', async () => {
    const { write, pathOf, readOnce } = share();
    const key = write('a', Buffer.from('abc'));
    const longer = write('longer', Buffer.from('abcdef'));
    assert.equal(await readOnce(key), 'abc');
    fs.truncateSync(pathOf(key), 1);
    await assert.rejects(readOnce(key), { code: 'storage-unavailable' });
    fs.renameSync(pathOf(longer), pathOf(key));
    assert.equal(await readOnce(key), 'abcdef');
  });
});

describe('file driver: shared objects', () => {
  const read = async (driver: ReturnType<typeof createFileDriver>, key: ObjectKey) => {
    const object = await driver.openShared(key);
    const bytes = await object?.read();
    await object?.close();
    return bytes && String(bytes);
  };

  it('disappear as soon as this driver has deleted them, also for earlier requests', async () => {
    const driver = createFileDriver(temporaryFolder());
    const key = newObjectKey();
    await put(driver, key, Buffer.from('abc'));
    assert.equal(await read(driver, key), 'abc');
    const [asked] = await Promise.all([driver.openShared(key), driver.delete(key)]);
    assert.equal(await read(driver, key), undefined);
    if (asked) assert.equal(String(await asked.read()), 'abc');
    await asked?.close();
  });

  it('are not compared with an upload', async () => {
    const root = temporaryFolder();
    const driver = createFileDriver(root);
    const key = newObjectKey();
    await put(driver, key, Buffer.from('abc'));
    for (let reader = 1; reader <= 3; reader += 1) assert.equal(await read(driver, key), 'abc');
    const path = join(root, 'objects', key);
    fs.writeFileSync(`${path}.damaged`, 'abd');
    fs.renameSync(`${path}.damaged`, path);
    await assert.rejects(put(driver, key, Buffer.from('abc')), { code: 'conflict' });
    assert.equal(await read(driver, key), 'abd', 'what was shared ends with it');
    driver.close();
  });
});
