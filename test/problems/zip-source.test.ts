import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { PackageError, type PackageErrorCode } from '../../problems/package-error.ts';
import { packageLimits } from '../../problems/package-limits.ts';
import { openZip } from '../../problems/zip-source.ts';
import { pluck } from '../support/pluck.ts';
import { type RawEntry, rawZip } from '../support/raw-zip.ts';

const bytes = Buffer.from('%PDF-1.7');
const limits = { ...packageLimits, ratioCountsFromBytes: 1000 };
const open = (...entries: ReadonlyArray<RawEntry>) => openZip(new Blob([rawZip(entries)]), 'zip', limits);
const refuses = (promise: Promise<unknown>, code: PackageErrorCode) =>
  assert.rejects(promise, (error: unknown) => error instanceof PackageError && error.code === code);

describe('a zip', () => {
  it('is read file by file, without its folders', async () => {
    const zip = await open(
      { name: 'a/', bytes: Buffer.alloc(0) },
      { name: 'a/b.pdf', bytes },
      { name: 'a\\c.pdf', bytes: Buffer.from('c') },
    );
    assert.deepEqual(zip.files, [
      { path: 'a/b.pdf', size: 8 },
      { path: 'a/c.pdf', size: 1 },
    ]);
    for (let time = 0; time < 2; time += 1) assert.deepEqual(Buffer.from(await zip.read('a/b.pdf')), bytes);
    await refuses(zip.read('none'), 'file-unreadable');
  });

  for (const name of [
    ...['../a.pdf', 'a/../../b.pdf', '..', '/etc/passwd', '\\\\host\\a', '..\\a', 'C:\\a', 'c:a.pdf'],
    ...['a//b', './a', 'a/./b', 'a\0.pdf', '../', '/'],
  ]) {
    it(`is refused for the name ${JSON.stringify(name)}`, async () => {
      await refuses(open({ name: 'good.pdf', bytes }, { name, bytes }), 'path-refused');
    });
  }

  it('has no links', async () => {
    const zip = await open(
      { name: 'link.pdf', bytes: Buffer.from('/etc/passwd'), unixMode: 0o120777 },
      { name: 'a.pdf', bytes },
    );
    assert.deepEqual(pluck(zip.files, 'path'), ['a.pdf']);
    assert.deepEqual(zip.leftOut, [{ path: 'link.pdf', code: 'link', why: 'is a link' }]);
  });

  it('names a file whose checksum is wrong, and reads the others', async () => {
    const zip = await open({ name: 'torn.pdf', bytes, declaredCrc32: 1 }, { name: 'whole.pdf', bytes });
    const message = '"torn.pdf" cannot be unpacked: Invalid CRC32.';
    await assert.rejects(zip.read('torn.pdf'), { name: 'PackageError', code: 'file-unreadable', message });
    assert.deepEqual(Buffer.from(await zip.read('whole.pdf')), bytes);
  });

  it('is refused when a name occurs twice', async () => {
    await refuses(open({ name: 'a.pdf', bytes }, { name: 'a.pdf', bytes }), 'path-ambiguous');
  });

  it('may have names that are not UTF-8', async () => {
    const name = Buffer.from('zadanie-\xb1.pl.pdf', 'latin1');
    const zip = await open({ name, bytes, flags: 0 });
    assert.equal(zip.files[0]?.path, 'zadanie-▒.pl.pdf'); // code page 437
    assert.deepEqual(Buffer.from(await zip.read('zadanie-▒.pl.pdf')), bytes);
  });

  it('is refused as a whole when it unpacks to far more than its size', async () => {
    await refuses(open({ name: 'bomb.pdf', bytes: Buffer.alloc(10_000_000) }), 'archive-bomb');
  });

  it('is read only up to the allowed ratio of a file', async () => {
    const random = randomBytes(200_000);
    const zip = await open(
      { name: 'bomb.pdf', bytes: Buffer.alloc(10_000_000) },
      { name: 'noise', bytes: random },
    );
    await refuses(zip.read('bomb.pdf'), 'archive-bomb');
    assert.equal((await zip.read('noise')).length, random.length);
  });

  it('is refused when a file declares a smaller or larger size than it has', async () => {
    for (const declaredSize of [10, 9_000_000]) {
      const zip = await openZip(
        new Blob([rawZip([{ name: 'a.pdf', bytes: Buffer.alloc(100_000), declaredSize }])]),
        'zip',
        { ...packageLimits, ratioCountsFromBytes: 1e9 },
      );
      await assert.rejects(zip.read('a.pdf'), PackageError);
    }
  });

  it('is refused beyond the allowed sizes and numbers', async () => {
    const zip = (some: object, ...entries: ReadonlyArray<RawEntry>) =>
      openZip(new Blob([rawZip(entries)]), 'zip', { ...limits, ...some });
    const two = [
      { name: 'a.pdf', bytes },
      { name: 'b.pdf', bytes },
    ];
    await refuses(zip({ maxFiles: 1 }, ...two), 'too-many-files');
    await refuses(zip({ maxDirectoryBytes: 60 }, ...two), 'too-many-files');
    await refuses(zip({ maxTotalBytes: 15 }, ...two), 'too-large');
    await refuses((await zip({ maxFileBytes: 7 }, ...two)).read('a.pdf'), 'too-large');
    await refuses(zip({}, { name: 'a', bytes, declaredSize: 0xfffffffe }), 'archive-bomb');
  });

  it('does not open encrypted files', async () => {
    const zip = await open({ name: 'a.pdf', bytes, flags: 0x801 });
    await refuses(zip.read('a.pdf'), 'file-unreadable');
  });

  it('is refused when it is no zip, or is truncated', async () => {
    const whole = rawZip([{ name: 'a.pdf', bytes }]);
    for (const cut of [new Uint8Array(0), Buffer.from('hello'), whole.slice(0, -10), whole.slice(0, 30)]) {
      await refuses(openZip(new Blob([cut]), 'zip', limits), 'archive-unreadable');
    }
    const damaged = rawZip([{ name: 'a.pdf', bytes: Buffer.from('x'.repeat(999)) }]);
    damaged.fill(0x55, 36, 46);
    await refuses((await openZip(new Blob([damaged]), 'zip', limits)).read('a.pdf'), 'file-unreadable');
  });
});
