import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BookletPlan, type Bound, bindBooklet } from 'lectern-binding';
import { degrees, PDFDocument, PDFName, StandardFonts } from 'pdf-lib';
import { bookletPlanOf, readBooklet } from '../support/booklets.ts';
import { activePdfs, encrypted } from '../support/hostile-pdfs.ts';
import { makeStatement } from '../support/statements.ts';

const statement = async (...shape: Parameters<typeof makeStatement>) =>
  Buffer.from(await (await makeStatement(...shape)).arrayBuffer());

/** Rotated pages with shared contents and resources, and a hidden layer. */
async function turned(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const first = pdf.addPage([400, 300]);
  first.drawText('Turned', { x: 50, y: 150, font, size: 20 });
  for (const angle of [90, 180, 270]) {
    const page = pdf.addPage([400, 300]);
    page.setRotation(degrees(angle));
    page.node.set(PDFName.of('Contents'), first.node.get(PDFName.of('Contents')) as never);
    page.node.set(PDFName.of('Resources'), first.node.get(PDFName.of('Resources')) as never);
  }
  const layer = pdf.context.register(pdf.context.obj({ Type: 'OCG', Name: 'Solution' }));
  pdf.catalog.set(PDFName.of('OCProperties'), pdf.context.obj({ OCGs: [layer], D: { OFF: [layer] } }));
  return Buffer.from(await pdf.save());
}

/** Runs in this process, because loading the libraries in another takes a second each time. */
async function bind(files: ReadonlyArray<Buffer | undefined>, plan: Partial<BookletPlan> = {}) {
  const binding = await bindBooklet(bookletPlanOf(files, plan));
  for (const file of files) await binding.add(file);
  return binding.finish();
}

async function bound(...given: Parameters<typeof bind>): Promise<Bound> {
  return (await bind(...given)) ?? assert.fail('it has too many pages');
}

describe('a booklet', async () => {
  const files = [
    await statement({ pages: 2, link: 'https://example.org/' }),
    undefined,
    encrypted({ user: '', owner: 'owner' }),
    await turned(),
  ];

  it('has a cover, contents with links to the statements, labels and numbers on each page, and bookmarks', async () => {
    const made = await bound(files);
    const { pages, bookmarks, links } = await readBooklet(made.bytes);
    assert.deepEqual([made.pages, pages.length], [8, 8]);
    assert.equal(pages[0], 'Finał Zadania 4 Strony 8');
    assert.equal(
      pages[1],
      'Spis treści A Suma 3 B Zażółć gęślą jaźń – Nie ma go tutaj. C Trzecie – Nie ma go tutaj. D Czwarte 5 2 / 8',
    );
    assert.deepEqual(pages.slice(2), [
      ...['Page 1 A 3 / 8', 'Page 2 A 4 / 8'],
      ...[5, 6, 7, 8].map((number) => `Turned D ${number} / 8`),
    ]);
    assert.deepEqual(bookmarks, [
      ['A. Suma', 3],
      ['D. Czwarte', 5],
    ]);
    assert.deepEqual(links.slice(0, 3), [[], [3, 5], ['https://example.org/']]);
    assert.deepEqual(made.statements, [
      { page: 3, problem: null },
      { page: null, problem: null },
      { page: null, problem: 'encrypted' },
      { page: 5, problem: null },
    ]);
  });

  it('begins each statement on an odd page on request, after an empty one', async () => {
    const one = await statement({ pages: 1 });
    const made = await bound([one, one], { oddPages: true });
    assert.partialDeepStrictEqual(made.statements, [{ page: 3 }, { page: 5 }]);
    const { pages } = await readBooklet(made.bytes);
    assert.deepEqual(pages.slice(2), ['Page 1 A 3 / 5', '4 / 5', 'Page 1 B 5 / 5']);
  });

  it('keeps hidden what is hidden in a statement', async () => {
    const { bytes } = await bound(files);
    const pdf = await PDFDocument.load(bytes);
    const layers = pdf.catalog.lookup(PDFName.of('OCProperties'));
    const [, all, hidden] =
      /OCGs \[ (.*?) \].*OFF \[ (.*?) \]/.exec(String(layers).replaceAll('\n', ' ')) ?? [];
    assert.deepEqual([all, all === undefined], [hidden, false]);
  });

  it('includes no active content of a statement', async () => {
    const { bytes, statements } = await bound(activePdfs().map(({ bytes }) => bytes));
    assert.ok(statements.every(({ page }) => page !== null));
    const pdf = await PDFDocument.load(bytes);
    const all = pdf.context.enumerateIndirectObjects().map(([, object]) => String(object));
    assert.deepEqual(
      all.filter((object) => /JavaScript|\/JS|Launch|SubmitForm|GoTo[RE]|XFA|evil/.test(object)),
      [],
    );
  });

  it('is not built beyond the limit of pages', async () => {
    assert.equal(await bind(files, { maxPages: 7 }), undefined);
  });
});
