import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { createPdfExaminer, limitsFor } from '../../src/pdf/examiner.ts';
import { bytesOf, openCorpus } from '../support/fuzz-corpus.ts';
import { activePdfs, brokenPdfs } from '../support/hostile-pdfs.ts';
import { mutatedBytes } from '../support/mutated-bytes.ts';
import { onePage } from '../support/plain-pdf.ts';
import { byRunSeed } from '../support/sampled.ts';
import { sized } from '../support/test-size.ts';

const honest = onePage();
const whole = [honest, ...[...activePdfs(), ...brokenPdfs()].map(({ bytes }) => bytes)];
const examiner = createPdfExaminer({ ...limitsFor(2 ** 20), maxCpuMs: 2000 });
after(() => examiner.close());

const examine = (bytes: Buffer) =>
  examiner.examine<never>(bytes.length, (write) => write(bytes) as Promise<undefined>);

/** Words that change what a PDF reader does (ISO 32000-2). */
const words = [
  ...'obj endobj stream endstream xref trailer startxref %%EOF %PDF-2.0 << >> [ ] ('.split(' '),
  ...'/Type/ObjStm /Type/XRef /Filter[/FlateDecode/FlateDecode] /JS(x) -1 4294967296 1e308 \0 #00'.split(' '),
  ...['1 0 R', '9999999 0 R', '/Length 9999999', '/Kids[1 0 R]', '/Prev 0', '/Encrypt 1 0 R'],
].map((word) => ` ${word} `);
const known = new Set<string>(
  [...activePdfs(), ...brokenPdfs()].flatMap(({ finds }) => finds).concat('pdf-not-examined'),
);
const corpus = openCorpus(bytesOf('pdf'), { name: 'pdfs' });

describe('a PDF that was changed anywhere', () => {
  it(`is examined to an end, with known findings, and affects no other, by ${byRunSeed}`, async () => {
    await fc.assert(
      fc.asyncProperty(mutatedBytes(whole, words), async (bytes) => {
        const { pages, findings } = await examine(bytes);
        assert.ok(pages === null || (Number.isSafeInteger(pages) && pages >= 0), String(pages));
        for (const finding of findings) assert.ok(known.has(finding), finding);
      }),
      corpus.parameters(sized(1000, 200_000)),
    );
    assert.deepEqual(await examine(honest), { pages: 1, findings: [] });
  });
});
