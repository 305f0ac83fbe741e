import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageLimits } from 'lectern-problems';
import { openPath } from '../../../src/features/push/disk-source.ts';
import { writePackage, zipPackage } from '../../support/problem-packages.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const pathsOf = ({ files }: { files: ReadonlyArray<{ path: string }> }) =>
  files.map(({ path }) => path).sort();

describe('a folder', () => {
  it('is read with folders that begin with a dot, and without those of version control', async () => {
    const folder = await openPath(
      writePackage({ 'statements/.pdf/a.pdf': 'a', '.git/config': 'x', 'node_modules/a/a.pdf': 'x' }, 'sum'),
    );
    assert.deepEqual([folder.name, pathsOf(folder)], ['sum', ['statements/.pdf/a.pdf']]);
    assert.deepEqual(Buffer.from(await folder.read('statements/.pdf/a.pdf')), Buffer.from('a'));
    await assert.rejects(folder.read('../x'), { code: 'file-unreadable' });
  });

  it('has the links to files within it, and no others', async () => {
    const root = writePackage({ 'a/b.pdf': 'b' });
    const outside = join(temporaryFolder(), 'secret.pdf');
    writeFileSync(outside, 'secret');
    symlinkSync('a/b.pdf', join(root, 'inside.pdf'));
    symlinkSync(outside, join(root, 'outside.pdf'));
    symlinkSync('..', join(root, 'a/loop'));
    symlinkSync('nowhere', join(root, 'dangling.pdf'));
    const folder = await openPath(root);
    assert.deepEqual(pathsOf(folder), ['a/b.pdf', 'inside.pdf']);
    assert.deepEqual(Buffer.from(await folder.read('inside.pdf')), Buffer.from('b'));
    assert.deepEqual(folder.leftOut.map(({ path }) => path).sort(), [
      'a/loop',
      'dangling.pdf',
      'outside.pdf',
    ]);
  });

  it('is read without what is no file, and without names that are not UTF-8', async () => {
    const root = writePackage({ 'a.pdf': 'a', 'back\\slash.pdf': 'b' });
    execFileSync('mkfifo', [join(root, 'pipe.pdf')]);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9]), Buffer.from('.pdf')]), 'e');
    const folder = await openPath(root);
    assert.deepEqual(pathsOf(folder), ['a.pdf']);
    assert.equal(folder.leftOut.length, 3);
  });

  it('is refused beyond a number of files, a depth, and a size of a file', async () => {
    const root = writePackage({ 'a.pdf': '12345', 'b.pdf': 'b' });
    const open = (limits: object) => openPath(root, { ...packageLimits, ...limits });
    await assert.rejects(open({ maxFiles: 1 }), { code: 'too-many-files' });
    mkdirSync(join(root, 'a/b/c'), { recursive: true });
    await assert.rejects(open({ maxDepth: 2 }), { code: 'too-many-files' });
    await assert.rejects((await open({ maxFileBytes: 4 })).read('a.pdf'), { code: 'too-large' });
  });

  it('says which file is gone when it is read', async () => {
    const root = writePackage({ 'a.pdf': 'a' });
    const folder = await openPath(root);
    rmSync(join(root, 'a.pdf'));
    await assert.rejects(folder.read('a.pdf'), { code: 'file-unreadable', message: /"a\.pdf".*ENOENT/ });
  });
});

describe('a file', () => {
  it('is read as a zip, and is called as it is without its extension', async () => {
    const folder = temporaryFolder();
    for (const [name, code] of [
      ['hello.zip', 'hello'],
      ['hello.kpp', 'hello'],
      ['a-plus-b-12$linux.zip', 'a-plus-b'],
    ] as const) {
      writeFileSync(join(folder, name), zipPackage({ 'a.pdf': 'a' }));
      const zip = await openPath(join(folder, name));
      assert.deepEqual([zip.name, pathsOf(zip)], [code, ['a.pdf']]);
    }
    writeFileSync(join(folder, 'text.zip'), 'hello');
    await assert.rejects(openPath(join(folder, 'text.zip')), { code: 'zip-unreadable' });
    await assert.rejects(openPath(join(folder, 'none.zip')), { code: 'ENOENT' });
  });
});
