import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageLimits } from 'lectern-problems';
import { openPath } from '../../push/disk-source.ts';
import { writePackage, zipPackage } from '../support/problem-packages.ts';
import { rawTgz, tarPackage } from '../support/raw-tar.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

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

  it('follows only links to files within it', async () => {
    const root = writePackage({ 'a/b.pdf': 'b' }, 'sum');
    const both = realpathSync(join(root, '..'));
    const outside = join(both, 'secret.pdf');
    writeFileSync(outside, 'secret');
    symlinkSync('a/b.pdf', join(root, 'inside.pdf'));
    symlinkSync(outside, join(root, 'outside.pdf'));
    symlinkSync('../c', join(root, 'a/loop'));
    mkdirSync(join(root, 'c'));
    symlinkSync('nowhere', join(root, 'dangling.pdf'));
    const folder = await openPath(root);
    assert.deepEqual(pathsOf(folder), ['a/b.pdf', 'inside.pdf']);
    assert.deepEqual(Buffer.from(await folder.read('inside.pdf')), Buffer.from('b'));
    const leftOut = folder.leftOut.map(({ path, why }) => `${path} ${why}`).sort();
    assert.deepEqual(leftOut, [
      'a/loop is a link to a folder',
      'dangling.pdf is a link to nothing',
      `outside.pdf is a link out of the folder (use "${both}", which also has its target)`,
    ]);
  });

  it('is read without special files, and without names that are not UTF-8', async () => {
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

  it('names the file that was deleted before it was read', async () => {
    const root = writePackage({ 'a.pdf': 'a' });
    const folder = await openPath(root);
    rmSync(join(root, 'a.pdf'));
    await assert.rejects(folder.read('a.pdf'), { code: 'file-unreadable', message: /"a\.pdf".*ENOENT/ });
  });
});

describe('archives in a folder', () => {
  const archives = {
    'a.pdf': 'a',
    'zips/one.zip': zipPackage({ 'x/a.pdf': 'one' }),
    'two.tgz': tarPackage({ 'b.pdf': 'two' }),
    'three.tar.gz': tarPackage({ 'c.pdf': 'three', 'inner.zip': zipPackage({ 'd.pdf': 'd' }) }),
  };

  it('are read as folders, and archives inside of them stay packed', async () => {
    const folder = await openPath(writePackage(archives));
    assert.deepEqual(pathsOf(folder), [
      ...['a.pdf', 'three.tar.gz/c.pdf', 'three.tar.gz/inner.zip', 'two.tgz/b.pdf', 'zips/one.zip/x/a.pdf'],
    ]);
    for (const [path, text] of [
      ['a.pdf', 'a'],
      ['three.tar.gz/c.pdf', 'three'],
      ['two.tgz/b.pdf', 'two'],
      ['zips/one.zip/x/a.pdf', 'one'],
    ] as const) {
      assert.equal(Buffer.from(await folder.read(path)).toString(), text);
    }
    await assert.rejects(folder.read('two.tgz/../a.pdf'), { code: 'file-unreadable' });
  });

  it('stay packed within packages, where they are tests and attachments', async () => {
    const zip = zipPackage({ 'a.pdf': 'a' });
    const files = { 'sum/problem.yaml': '', 'sum/attachments/a.zip': zip, 'sum/sum.tgz': 'not read' };
    const folder = await openPath(writePackage(files));
    assert.deepEqual(pathsOf(folder), Object.keys(files).toSorted());
    assert.deepEqual(folder.broken, []);
  });

  it('share the limits of one, and are named where they cannot be opened', async () => {
    const climbing = rawTgz({ name: '../b.pdf', bytes: 'b' });
    const broken = { 'torn.zip': 'PK', 'torn.tgz': 'x', 'climbing.tgz': climbing };
    const files = { ...archives, ...broken };
    const errors = async (limits: object) => {
      const folder = await openPath(writePackage(files), { ...packageLimits, ...limits });
      return Object.fromEntries((folder.broken ?? []).map(({ path, error }) => [path, error.code]));
    };
    const torn = { 'torn.tgz': 'archive-unreadable', 'torn.zip': 'archive-unreadable' };
    const always = { ...torn, 'climbing.tgz': 'path-refused' };
    assert.deepEqual(await errors({}), always);
    for (const limit of [{ maxFiles: Object.keys(files).length + 3 }, { maxDepth: 2 }]) {
      assert.deepEqual(await errors(limit), { ...always, 'zips/one.zip': 'too-many-files' });
    }
    const { 'two.tgz': two } = await errors({ maxTotalBytes: 6000 });
    assert.equal(two, 'too-large');
  });
});

describe('a file', () => {
  it('is read as a zip or a tar with gzip, as its name says, and has its name without the extension', async () => {
    const folder = temporaryFolder();
    for (const [name, code] of [
      ['hello.zip', 'hello'],
      ['hello.kpp', 'hello'],
      ['a-plus-b-12$linux.zip', 'a-plus-b'],
      ['hello.tgz', 'hello'],
      ['hello.tar.gz', 'hello'],
    ] as const) {
      const pack = /gz$/.test(name) ? tarPackage : zipPackage;
      writeFileSync(join(folder, name), pack({ 'a.pdf': 'a' }));
      const opened = await openPath(join(folder, name));
      assert.deepEqual([opened.name, pathsOf(opened)], [code, ['a.pdf']]);
    }
    writeFileSync(join(folder, 'text.zip'), 'hello');
    await assert.rejects(openPath(join(folder, 'text.zip')), { code: 'archive-unreadable' });
    await assert.rejects(openPath(join(folder, 'none.zip')), { code: 'ENOENT' });
  });
});
