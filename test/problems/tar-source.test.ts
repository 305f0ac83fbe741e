import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { PackageErrorCode } from '../../problems/package-error.ts';
import { packageLimits } from '../../problems/package-limits.ts';
import { openTar } from '../../problems/tar-source.ts';
import { pluck } from '../support/pluck.ts';
import { writePackage } from '../support/problem-packages.ts';
import { type RawTarEntry, rawTar, rawTgz, tarOf, tarPackage } from '../support/raw-tar.ts';

const bytes = '%PDF-1.7';
const openBytes = (tgz: Uint8Array, limits: object = {}) =>
  openTar(new Blob([new Uint8Array(tgz)]), 'tar', { ...packageLimits, ...limits });
const open = (...entries: ReadonlyArray<RawTarEntry>) => openBytes(rawTgz(...entries));
const refuses = (promise: Promise<unknown>, code: PackageErrorCode) =>
  assert.rejects(promise, { name: 'PackageError', code });
const pathsOf = ({ files }: { files: ReadonlyArray<{ path: string }> }) =>
  files.map(({ path }) => path).toSorted();
const readAll = async (source: Awaited<ReturnType<typeof openTar>>) =>
  Promise.all(
    source.files.map(async ({ path }) => [path, Buffer.from(await source.read(path)).toString()] as const),
  );

/** A header for the next entry, or for all that follow; its record is shorter than 100 bytes. */
function pax(key: string, value: string, type: 'x' | 'g' = 'x'): RawTarEntry {
  const record = ` ${key}=${value}\n`;
  const digits = record.length < 9 ? 1 : 2;
  return { name: 'pax', type, bytes: `${record.length + digits}${record}` };
}

/** Names of up to 100 bytes fit in the first field, and of up to 255 in two; others have their own headers. */
const files = {
  'empty.txt': '',
  'a/b.pdf': bytes,
  'a/block.txt': 'x'.repeat(512),
  'a/odd.txt': 'y'.repeat(1025),
  [`${'p'.repeat(60)}/${'q'.repeat(60)}/${'n'.repeat(90)}.pdf`]: 'in two fields',
};
const long = {
  ...files,
  [`${'d'.repeat(200)}/${'e'.repeat(200)}/${'f'.repeat(200)}.pdf`]: 'long',
  'zażółć/gęślą.pdf': 'jaźń',
};

describe('a tar', () => {
  for (const [format, packed] of [
    ['gnu', long],
    ['oldgnu', long],
    ['pax', long],
    ['ustar', files],
    ['v7', { 'a/b.pdf': bytes, 'empty.txt': '' }],
  ] as const) {
    it(`is read as the machine's tar packs it in the format ${format}`, async () => {
      const tar = await openBytes(tarPackage(packed, `--format=${format}`));
      assert.deepEqual(Object.fromEntries(await readAll(tar)), packed);
      assert.deepEqual(
        Object.fromEntries(tar.files.map(({ path, size }) => [path, size])),
        Object.fromEntries(Object.entries(packed).map(([path, text]) => [path, Buffer.byteLength(text)])),
      );
      assert.deepEqual(tar.leftOut, []);
    });
  }

  it('is read without the "./" of one that packs a whole folder', async () => {
    const tar = await openBytes(tarOf(writePackage({ 'a/b.pdf': bytes }), [], ['.']));
    assert.deepEqual(pathsOf(tar), ['a/b.pdf']);
  });

  it('has no links, pipes or sparse files, and names them', async () => {
    const root = writePackage({ 'a.pdf': bytes });
    symlinkSync('/etc/passwd', join(root, 'symbolic.pdf'));
    linkSync(join(root, 'a.pdf'), join(root, 'hard.pdf'));
    execFileSync('mkfifo', [join(root, 'pipe.pdf')]);
    writeFileSync(join(root, 'sparse.pdf'), '');
    truncateSync(join(root, 'sparse.pdf'), 1e6);
    const names = ['a.pdf', 'symbolic.pdf', 'hard.pdf', 'pipe.pdf', 'sparse.pdf'];
    const tar = await openBytes(tarOf(root, ['--format=pax', '--sparse'], names));
    assert.deepEqual(await readAll(tar), [['a.pdf', bytes]]);
    assert.deepEqual(
      tar.leftOut.map(({ path, code }) => [path.replace(/GNUSparseFile\.\d+\//, ''), code]),
      [
        ['symbolic.pdf', 'link'],
        ['hard.pdf', 'link'],
        ['pipe.pdf', 'not-a-file'],
        ['sparse.pdf', 'not-a-file'],
      ],
    );
    await assert.rejects(openBytes(tarOf(root, ['--format=gnu', '--sparse'], names)), {
      code: 'archive-unreadable',
      message: /--sparse/,
    });
  });

  it('omits names that are not UTF-8', async () => {
    const tar = await open({ name: Buffer.from('caf\xe9.pdf', 'latin1'), bytes }, { name: 'a.pdf', bytes });
    assert.deepEqual(pathsOf(tar), ['a.pdf']);
    assert.deepEqual(pluck(tar.leftOut, 'code'), ['name-not-text']);
  });

  it('accepts sizes in base 256, and headers for all that follow', async () => {
    const tar = await open(
      pax('comment', '0123456789', 'g'),
      { name: 'a.pdf', bytes, declaredSize: `${'\x80'.padEnd(11, '\0')}\x08` },
      pax('path', 'renamed.pdf'),
      { name: 'b.pdf', bytes: 'b' },
      { name: 'c.pdf', bytes: 'c' },
    );
    assert.deepEqual(await readAll(tar), [
      ['a.pdf', bytes],
      ['renamed.pdf', 'b'],
      ['c.pdf', 'c'],
    ]);
  });

  for (const name of [
    ...['../a.pdf', 'a/../../b.pdf', '..', '/etc/passwd', '..\\a', 'C:\\a', 'a//b', 'a/./b', './../a'],
  ]) {
    it(`is refused for the name ${JSON.stringify(name)}, wherever it occurs`, async () => {
      const good = { name: 'good.pdf', bytes };
      await refuses(open(good, { name, bytes }), 'path-refused');
      await refuses(open(good, { name, type: '5' }), 'path-refused');
      await refuses(open(good, { name, type: '2' }), 'path-refused');
      await refuses(open(good, pax('path', name), { name: 'b.pdf', bytes }), 'path-refused');
      await refuses(open(good, pax('path', name, 'g'), { name: 'b.pdf', bytes }), 'path-refused');
      const longName = { name: '././@LongLink', type: 'L', bytes: `${name}\0` };
      await refuses(open(good, longName, { name: 'b.pdf', bytes }), 'path-refused');
    });
  }

  it('is refused at once for a folder with half a million slashes in its name', async () => {
    const longName = { name: '././@LongLink', type: 'L', bytes: `a${'/'.repeat(500_000)}b/\0` };
    await refuses(open(longName, { name: 'a', type: '5' }), 'path-refused');
  });

  it('is refused when a name occurs twice', async () => {
    await refuses(open({ name: 'a.pdf', bytes }, { name: './a.pdf', bytes }), 'path-ambiguous');
  });

  it('is refused beyond the allowed sizes and numbers', async () => {
    const two = rawTgz({ name: 'a.pdf', bytes }, { name: 'b.pdf', bytes });
    await refuses(openBytes(two, { maxFiles: 1 }), 'too-many-files');
    await refuses(openBytes(two, { maxDirectoryBytes: 9 }), 'too-many-files');
    await refuses(openBytes(two, { maxTotalBytes: 1500 }), 'too-large');
    await refuses((await openBytes(two, { maxFileBytes: 7 })).read('a.pdf'), 'too-large');
    const longName = rawTgz({ name: 'x', type: 'L', bytes: 'x'.repeat(1001) }, { name: 'a', bytes });
    await refuses(openBytes(longName, { maxMetadataBytes: 1000 }), 'too-many-files');
    const zeros = rawTgz({ name: 'bomb.pdf', bytes: Buffer.alloc(10_000_000) });
    await refuses(openBytes(zeros, { ratioCountsFromBytes: 1000 }), 'archive-bomb');
  });

  it('is refused with the reason if its bytes cannot be unpacked', async () => {
    const plain = rawTar([{ name: 'a.pdf', bytes }]);
    for (const [wrong, message] of [
      [plain, 'It cannot be read as a tar with gzip: it is not compressed with gzip.'],
      [
        gzipSync(plain).subarray(0, -9),
        'It cannot be read as a tar with gzip: its data is damaged or cut off.',
      ],
    ] as const) {
      await assert.rejects(openBytes(wrong), { code: 'archive-unreadable', message });
    }
  });

  it('is refused when it is no tar, is truncated, or was changed', async () => {
    const whole = rawTar([{ name: 'a.pdf', bytes }]);
    const changed = gzipSync(whole);
    changed.writeUInt32LE(1, changed.length - 8); // the checksum of gzip
    for (const wrong of [
      ...[new Uint8Array(0), Buffer.from('hello'), whole, gzipSync('hello'), gzipSync('x'.repeat(512))],
      ...[gzipSync(whole).subarray(0, -9), gzipSync(whole.subarray(0, 515)), changed],
      rawTgz({ name: 'a.pdf', bytes, checksum: 1 }),
      rawTgz({ name: 'a.pdf', bytes, declaredSize: '99999999999\0' }),
      rawTgz({ name: 'a.pdf', bytes, declaredSize: '\x80'.padEnd(12, '\xff') }),
      rawTgz({ name: 'a.pdf', bytes, declaredSize: '00000010000\0' }),
      rawTgz(pax('size', '-1'), { name: 'a.pdf', bytes }),
      rawTgz(pax('size', '1e99'), { name: 'a.pdf', bytes }),
      rawTgz({ name: 'x', type: 'x', bytes: '99 path=a\n' }, { name: 'a.pdf', bytes }),
      rawTgz({ name: 'x', type: 'x', bytes: 'path=a\n' }, { name: 'a.pdf', bytes }),
      rawTgz({ name: 'link', type: '1', bytes }),
    ]) {
      await refuses(openBytes(wrong), 'archive-unreadable');
    }
  });

  it('may end without the blocks of zeros', async () => {
    const tar = await openBytes(gzipSync(rawTar([{ name: 'a.pdf', bytes }]).subarray(0, -1024)));
    assert.deepEqual(await readAll(tar), [['a.pdf', bytes]]);
  });
});
