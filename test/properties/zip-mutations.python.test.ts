import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { openZip, PackageError, packageLimits } from 'lectern-problems';
import { mutatedZip, zipCorpus } from '../support/mutated-zips.ts';
import { byRunSeed } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';

const oracle = await startZipOracle();
after(() => oracle.close());

const refused = (error: unknown): undefined => {
  assert.ok(error instanceof PackageError, String(error));
};

/** The readable files of a zip, by path. @throws any error other than a `PackageError` */
async function readAll(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const source = await openZip(new Blob([new Uint8Array(zip)]), 'zip').catch(refused);
  const found = new Map<string, Buffer>();
  for (const { path, size } of source?.files ?? []) {
    const bytes = await source?.read(path).catch(refused);
    if (!bytes) continue;
    assert.equal(bytes.length, size, path);
    found.set(path, Buffer.from(bytes));
  }
  return found;
}

/** The memory for one small zip: its declared sizes are trusted up to where ratios count. */
const maxTakenBytes = 2 * packageLimits.ratioCountsFromBytes;

describe('a zip that was changed anywhere', () => {
  it('starts from zips that Python writes, of which everything is read except links and bzip2 or LZMA', async () => {
    const counts = await Promise.all(oracle.originals.map(async (zip) => (await readAll(zip)).size));
    assert.deepEqual(counts, [4, 4, 4, 4, 4, 4, 4, 0, 0, 0]);
  });

  it(`gives bytes with a correct checksum that Python reads too, or a refusal, by ${byRunSeed}`, async (test) => {
    /** Files that both read, those that Python refuses, and zips without any. */
    const counts = { same: 0, ours: 0, nothing: 0 };
    await fc.assert(
      fc.asyncProperty(mutatedZip(oracle.originals), async (zip) => {
        const before = process.memoryUsage().arrayBuffers;
        const ours = await readAll(zip);
        assert.ok(process.memoryUsage().arrayBuffers - before < maxTakenBytes, 'memory');
        const theirs = await oracle.read(zip);
        for (const [path, bytes] of ours) {
          const checksum = Buffer.alloc(4);
          checksum.writeUInt32LE(crc32(bytes));
          assert.ok(zip.includes(checksum), `${path} has another checksum than in the zip`);
          const read = theirs?.find(({ name, bytes: some }) => some && name.replaceAll('\\', '/') === path);
          if (read) assert.deepEqual(bytes, read.bytes, path);
          counts[read ? 'same' : 'ours'] += 1;
        }
        if (ours.size === 0) counts.nothing += 1;
      }),
      { ...zipCorpus.parameters(sized(1000, 200_000)), timeout: 60_000 },
    );
    assert.ok(counts.same > counts.ours);
    test.diagnostic(JSON.stringify(counts));
  });
});

/** Python's zipfile, in its own process. */
async function startZipOracle() {
  const python = spawn('python3', ['-I', '-S', join(import.meta.dirname, '../support/zip-oracle.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await lines.next()).value ?? 'null');
  const originals: ReadonlyArray<string> = await answer();
  return {
    /** Zips that it has written, each in another way. */
    originals: originals.map((each) => Buffer.from(each, 'base64')),
    /** Its entries; undefined when it finds no list of them. The bytes are undefined when they cannot be read. */
    async read(zip: Buffer) {
      const size = Buffer.alloc(4);
      size.writeUInt32LE(zip.length);
      python.stdin.write(Buffer.concat([size, zip]));
      const entries: ReadonlyArray<[string, string | null]> | null = await answer();
      return entries?.map(([name, bytes]) => ({
        name,
        bytes: bytes === null ? undefined : Buffer.from(bytes, 'base64'),
      }));
    },
    async close() {
      python.stdin.end();
      await once(python, 'exit');
    },
  };
}
