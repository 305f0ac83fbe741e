import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findProblems, openZip, PackageError } from 'lectern-problems';
import { mutatedZip, zipCorpus } from '../support/mutated-zips.ts';
import { packageFiles, zipPackage } from '../support/problem-packages.ts';
import { byRunSeed } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';

const zips = Object.values(packageFiles).map((files) => Buffer.from(zipPackage(files)));

/** What it comes to: whether something could be read. @throws whatever is no `PackageError` */
async function readAll(zip: Buffer): Promise<void> {
  const source = await openZip(new Blob([new Uint8Array(zip)]), 'package');
  await findProblems(source);
  for (const { path } of source.files) await source.read(path).catch(assertRefusal);
}

function assertRefusal(error: unknown): void {
  assert.ok(error instanceof PackageError, String(error));
}

describe('a zip of problems', () => {
  it(`is read or refused with a code, whatever of it is changed, by ${byRunSeed}`, async () => {
    await fc.assert(
      fc.asyncProperty(mutatedZip(zips), (zip) => readAll(zip).catch(assertRefusal)),
      zipCorpus.parameters(sized(125, 20_000, 30)),
    );
  });
});
