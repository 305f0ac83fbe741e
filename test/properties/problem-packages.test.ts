import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type FileSource, findProblems, openArchive, PackageError } from 'lectern-problems';
import { mutatedBytes } from '../support/mutated-bytes.ts';
import { mutatedZip, zipCorpus } from '../support/mutated-zips.ts';
import { packageFiles, zipPackage } from '../support/problem-packages.ts';
import { tarPackage } from '../support/raw-tar.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';

const tars = [
  ...Object.values(packageFiles).map((files) => gunzipSync(tarPackage(files))),
  gunzipSync(tarPackage({ [`${'long/'.repeat(60)}a.pdf`]: 'a' }, '--format=pax')),
  gunzipSync(tarPackage({ [`${'long/'.repeat(60)}a.pdf`]: 'a' }, '--format=gnu')),
];
const zips = Object.values(packageFiles).map((files) => Buffer.from(zipPackage(files)));

/** @throws any error other than a `PackageError` */
async function readAll(source: FileSource): Promise<void> {
  await findProblems(source);
  for (const { path } of source.files) await source.read(path).catch(assertRefusal);
}

const open = (archive: Uint8Array, name: string) => openArchive(new Blob([new Uint8Array(archive)]), name);

function assertRefusal(error: unknown): void {
  assert.ok(error instanceof PackageError, String(error));
}

describe('a zip of problems', () => {
  it(`is read or refused with a code, whatever is changed in it, by ${byRunSeed}`, async () => {
    await fc.assert(
      fc.asyncProperty(mutatedZip(zips), (zip) =>
        open(zip, 'package.zip').then(readAll).catch(assertRefusal),
      ),
      zipCorpus.parameters(sized(125, 20_000, 30)),
    );
  });
});

/** Texts with a meaning in a header: types, numbers, magic, and names that leave the folder. */
const tarWords = [
  ...['\0', '0', '1', '5', 'L', 'S', 'g', 'x', '\x80', '\xff', '7777777', 'ustar\0', 'ustar  \0'],
  ...['../', '/', './', '13 path=../a\n', '12 size=999\n', '\0'.repeat(512)],
];

/** Corrects the checksums of headers; otherwise most changes would be refused because of them. */
function withChecksums(tar: Buffer): Buffer {
  const changed = Buffer.from(tar);
  for (let at = 0; at + 512 <= changed.length; at += 512) {
    const block = changed.subarray(at, at + 512);
    if (!block.subarray(257, 262).equals(Buffer.from('ustar'))) continue;
    block.fill(' ', 148, 156);
    block.write(block.reduce((sum, byte) => sum + byte, 0).toString(8), 148);
  }
  return changed;
}

describe('a tar of problems', () => {
  it(`is read or refused with a code, whatever is changed in it, by ${byRunSeed}`, async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(mutatedBytes(tars, tarWords), async (tar) => {
        const source = await open(gzipSync(withChecksums(tar)), 'package.tgz').catch(assertRefusal);
        if (!source) return;
        read += 1;
        for (const { path } of source.files) assert.ok(!path.split('/').includes('..'), path);
        await readAll(source).catch(assertRefusal);
      }),
      { seed: runSeed, numRuns: sized(125, 20_000, 30) },
    );
    assert.ok(read > 0);
  });
});
