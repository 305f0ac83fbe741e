import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createFileDriver } from '../../src/storage/file/driver.ts';
import { newObjectKey, parseObjectKey } from '../../src/storage/object-key.ts';
import { driverContract, put } from '../contracts/driver-contract.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

driverContract('file', () => createFileDriver(temporaryFolder()), { keepsOpened: true });

describe('file driver', () => {
  it('does not follow a symbolic link in place of an object', async () => {
    const root = temporaryFolder();
    const driver = createFileDriver(root);
    fs.writeFileSync(join(root, 'outside.pdf'), 'secret');
    fs.symlinkSync('../outside.pdf', join(root, 'objects', 'link.pdf'));
    const key = parseObjectKey('link.pdf');
    assert.equal(await driver.head(key), undefined);
    assert.equal(await driver.open(key), undefined);
    await assert.rejects(put(driver, key, Buffer.from('secret')), { code: 'conflict' });
    assert.equal(fs.readFileSync(join(root, 'outside.pdf'), 'utf8'), 'secret');
  });

  it('does not block on a FIFO in place of an object', async () => {
    const root = temporaryFolder();
    const driver = createFileDriver(root);
    execFileSync('mkfifo', [join(root, 'objects', 'fifo.pdf')]);
    assert.equal(await driver.open(parseObjectKey('fifo.pdf')), undefined);
  });

  it('hides objects from everyone except owner and group', async () => {
    const root = temporaryFolder();
    const key = newObjectKey();
    await put(createFileDriver(root), key, Buffer.from('x'));
    assert.equal(fs.statSync(join(root, 'objects', key)).mode & 0o007, 0);
  });

  it('removes abandoned uploads, but none that wrote recently', async () => {
    const root = temporaryFolder();
    const driver = createFileDriver(root);
    for (const name of ['old', 'new']) fs.writeFileSync(join(root, 'incoming', name), 'torn');
    fs.utimesSync(join(root, 'incoming', 'old'), 1000, 1000);
    assert.equal(await driver.removeAbandoned(2_000_000), 1);
    assert.deepEqual(fs.readdirSync(join(root, 'incoming')), ['new']);
  });

  it('reports `storage-unavailable` in the middle of a file that has become shorter', async () => {
    const root = temporaryFolder();
    const driver = createFileDriver(root);
    const key = newObjectKey();
    await put(driver, key, Buffer.alloc(600_000));
    const object = await driver.open(key);
    assert.ok(object);
    fs.truncateSync(join(root, 'objects', key), 300_000);
    await assert.rejects(object.stream().toArray(), { code: 'storage-unavailable' });
    await object.close();
  });

  it('leaves no upload behind when a later step fails, and reports `storage-unavailable`', async () => {
    const root = temporaryFolder();
    const driver = createFileDriver(root);
    fs.writeFileSync(join(root, 'objects', 'a'), 'a file where a folder must be');
    await assert.rejects(put(driver, parseObjectKey('a/b.pdf'), Buffer.from('x')), {
      code: 'storage-unavailable',
    });
    assert.deepEqual(fs.readdirSync(join(root, 'incoming')), []);
  });

  it('reports `storage-unavailable` when its folder cannot be created', () => {
    const file = join(temporaryFolder(), 'file');
    fs.writeFileSync(file, '');
    assert.throws(() => createFileDriver(join(file, 'below')), { code: 'storage-unavailable' });
  });
});
