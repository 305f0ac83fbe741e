import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { getDocument, VerbosityLevel } from 'unpdf/pdfjs';
import { readTitle } from '../../web/src/features/reader/pdf/pdf-title.ts';

async function titleIn(bytes: Uint8Array): Promise<string | undefined> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  try {
    const pdf = await task.promise;
    return await readTitle(pdf as never, (await pdf.getPage(1)) as never);
  } finally {
    await task.destroy();
  }
}

interface Line {
  readonly text: string;
  readonly size: number;
}

/** Lines of text from the top of a page, in a font that every viewer has. */
async function pdfWith(title: string | undefined, lines: ReadonlyArray<Line>): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  if (title !== undefined) pdf.setTitle(title);
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage();
  for (const [at, { text, size }] of lines.entries())
    page.drawText(text, { x: 40, y: 800 - 30 * at, size, font });
  return pdf.save();
}

const body = ['You are given a list of whole numbers.', 'Print their sum.'].map((text) => ({
  text,
  size: 11,
}));
const small = { text: 'Autumn round, day 1', size: 8 };

describe('the title of a PDF', () => {
  for (const title of [
    'Sum of Squares',
    'Zażółć gęślą jaźń',
    '電車',
    'نیم\u200cفاصله',
    'Input/Output',
    'Word games',
    'A',
  ]) {
    it(`is in its metadata: ${title}`, async () => {
      assert.equal(
        await titleIn(await pdfWith(title, [{ text: 'Something else', size: 24 }, ...body])),
        title,
      );
    });
  }

  for (const title of [
    undefined,
    '',
    '  ',
    'Microsoft Word - zadanie 1.docx',
    'PowerPoint Presentation',
    'untitled',
    'Bez tytułu 1',
    'Document1',
    'sum.dvi',
    'sum of squares.tex',
    'C:\\Users\\tina\\sum',
    '/tmp/sum',
    '2026-11-24',
    '\ue000\ue001',
    'Problem A',
    'Sum\u202e of Squares',
    'Sum\u0000',
    'x'.repeat(201),
  ]) {
    it(`is its heading if the metadata are useless: ${JSON.stringify(title)?.slice(0, 40)}`, async () => {
      const bytes = await pdfWith(title, [small, { text: 'Sum of Squares', size: 20 }, ...body]);
      assert.equal(await titleIn(bytes), 'Sum of Squares');
    });
  }

  it('is a heading of two lines, up to a smaller font', async () => {
    const heading = ['The Very Long Train', 'of the Evening'].map((text) => ({ text, size: 20 }));
    const bytes = await pdfWith(undefined, [small, ...heading, ...body, { text: 'Input', size: 20 }]);
    assert.equal(await titleIn(bytes), 'The Very Long Train of the Evening');
  });

  for (const [written, title] of [
    ['Problem A. Sum of Squares', 'Sum of Squares'],
    ['Zadanie B1: Suma', 'Suma'],
    ['Task 3 - Shelves', 'Shelves'],
    ['ZADANIE 12', undefined],
    ['Problem of the Day', 'Problem of the Day'],
  ] as const) {
    it(`omits a label: ${written}`, async () => {
      assert.equal(await titleIn(await pdfWith(written, body)), title);
    });
  }

  it('does not exist if all letters have one size, or there are none', async () => {
    assert.equal(await titleIn(await pdfWith('untitled', body)), undefined);
    assert.equal(await titleIn(await pdfWith(undefined, [])), undefined);
  });

  it('is found in PDFs that Chromium has printed', async () => {
    const names = ['sum-of-squares.pl', 'lighthouse-walks.en'];
    const titles = names.map((name) => titleIn(readFileSync(`src/features/demo/files/${name}.pdf`)));
    assert.deepEqual(await Promise.all(titles), ['Suma kwadratów', 'Lighthouse Walks']);
  });
});
