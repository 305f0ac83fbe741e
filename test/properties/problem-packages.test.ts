import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findProblems } from '../../problems/find-problems.ts';
import { PackageError } from '../../problems/package-error.ts';
import { openZip } from '../../problems/zip-source.ts';
import { packageFiles, zipPackage } from '../support/problem-packages.ts';
import { sized } from '../support/test-size.ts';

const zips = Object.values(packageFiles).map(zipPackage);
/** Half of them near the end, where a zip lists what it has. */
const position = fc.record({ isNearEnd: fc.boolean(), share: fc.double({ min: 0, max: 1, noNaN: true }) });
const changes = fc.array(fc.tuple(position, fc.nat(255)), { minLength: 1, maxLength: 6 });

/** What it comes to: whether something could be read. @throws whatever is no `PackageError` */
async function readAll(zip: Uint8Array<ArrayBuffer>): Promise<void> {
  const source = await openZip(new Blob([zip]), 'package');
  await findProblems(source);
  for (const { path } of source.files) await source.read(path).catch(assertRefusal);
}

function assertRefusal(error: unknown): void {
  assert.ok(error instanceof PackageError, String(error));
}

describe('a zip of problems', () => {
  it('is read or refused with a code, whichever of its bytes are changed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...zips), changes, async (whole, changed) => {
        const zip = whole.slice();
        for (const [{ isNearEnd, share }, byte] of changed) {
          const from = isNearEnd ? Math.max(0, zip.length - 600) : 0;
          zip[from + Math.floor(share * (zip.length - 1 - from))] = byte;
        }
        await readAll(zip).catch(assertRefusal);
      }),
      { numRuns: sized(125, 20_000, 30) },
    );
  });
});
