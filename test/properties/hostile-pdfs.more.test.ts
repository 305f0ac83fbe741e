import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { createPdfExaminer, limitsFor } from '../../src/pdf/examiner.ts';
import { activePdfs, brokenPdfs } from '../support/hostile-pdfs.ts';
import { onePage } from '../support/plain-pdf.ts';
import { byRunSeed, runSeed } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';

const honest = onePage();
const whole = [honest, ...[...activePdfs(), ...brokenPdfs()].map(({ bytes }) => bytes)];
const examiner = createPdfExaminer({ ...limitsFor(2 ** 20), maxCpuMs: 2000 });
after(() => examiner.close());

const examine = (bytes: Buffer) =>
  examiner.examine<never>(bytes.length, (write) => write(bytes) as Promise<undefined>);

/** What gives a reader of PDFs another way to go (ISO 32000-2). */
const words = [
  ...[
    'obj',
    'endobj',
    'stream',
    'endstream',
    'xref',
    'trailer',
    'startxref',
    '%%EOF',
    '%PDF-2.0',
    '<<',
    '>>',
    '[',
    ']',
    '(',
  ],
  ...[
    '1 0 R',
    '9999999 0 R',
    '/Length 9999999',
    '/Kids[1 0 R]',
    '/Type/ObjStm',
    '/Type/XRef',
    '/Prev 0',
    '/Encrypt 1 0 R',
  ],
  ...['/Filter[/FlateDecode/FlateDecode]', '/JS(x)', '-1', '4294967296', '1e308', '\0', '#00'],
];
/** Whatever the collection says of its files. */
const known = new Set<string>(
  [...activePdfs(), ...brokenPdfs()].flatMap(({ finds }) => finds).concat('pdf-not-examined'),
);
const place = fc.double({ min: 0, max: 1, noNaN: true });
const change = fc.oneof(
  fc.record({ how: fc.constant('set' as const), place, byte: fc.nat(255) }),
  fc.record({ how: fc.constant('cut' as const), place, length: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ how: fc.constant('repeat' as const), place, length: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ how: fc.constant('insert' as const), place, word: fc.constantFrom(...words) }),
);

function changed(
  bytes: Buffer,
  by: typeof change extends fc.Arbitrary<infer Change> ? Change : never,
): Buffer {
  const at = Math.floor(by.place * bytes.length);
  const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (by.how) {
    case 'set':
      return Buffer.concat([before, Buffer.from([by.byte]), behind.subarray(1)]);
    case 'cut':
      return Buffer.concat([before, behind.subarray(by.length)]);
    case 'repeat':
      return Buffer.concat([before, behind.subarray(0, by.length), behind]);
    case 'insert':
      return Buffer.concat([before, Buffer.from(` ${by.word} `, 'latin1'), behind]);
  }
}

describe('a PDF that was changed anywhere', () => {
  it(`is examined to an end, in words that are known, and spoils no other, by ${byRunSeed}`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...whole),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        async (bytes, changes) => {
          const { pages, findings } = await examine(changes.reduce(changed, bytes));
          assert.ok(pages === null || (Number.isSafeInteger(pages) && pages >= 0), String(pages));
          for (const finding of findings) assert.ok(known.has(finding), finding);
        },
      ),
      { numRuns: sized(1000, 200_000), seed: runSeed },
    );
    assert.deepEqual(await examine(honest), { pages: 1, findings: [] });
  });
});
