import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PDFDocument, PDFName } from 'pdf-lib';
import { bindBooklet } from '../../../src/features/booklets/binding/bind-booklet.ts';
import { bindSets } from '../../../src/features/booklets/binding/bind-sets.ts';
import type { SetsPlan } from '../../../src/features/booklets/binding/binding-plan.ts';
import { readBooklet } from '../../support/booklets.ts';
import { activePdfs, encrypted } from '../../support/hostile-pdfs.ts';
import { makeStatement } from '../../support/statements.ts';

const statement = async (...shape: Parameters<typeof makeStatement>) =>
  Buffer.from(await (await makeStatement(...shape)).arrayBuffer());

async function bookletOf(files: ReadonlyArray<Buffer>): Promise<Uint8Array> {
  const entries = files.map(({ length }, at) => ({
    label: `${at + 1}`,
    title: 'Zadanie',
    note: '',
    size: length,
  }));
  const binding = await bindBooklet({
    ...{ language: 'pl', title: 'Finał', facts: [], oddPages: false, maxPages: 100, entries },
    words: { contents: 'Spis treści', pages: 'Strony', missing: '' },
  });
  for (const file of files) await binding.add(file);
  return (await binding.finish())?.bytes ?? assert.fail('it has too many pages');
}

const seats = (count: number): SetsPlan['separators'] =>
  Array.from({ length: count }, (_, at) => [
    ['Sala', String(101 + at)],
    ['Imię i nazwisko', 'Żółcisława Brzęczyszczykiewicz'],
  ]);

async function setsOf(booklet: Uint8Array, separators: SetsPlan['separators'], maxPages = 10_000) {
  const plan = { language: 'pl', title: 'Finał', subtitle: 'polski', maxPages };
  const binding = await bindSets({ ...plan, separators, entries: [{ size: booklet.length }] });
  await binding.add(booklet);
  return binding.finish();
}

describe('sets of a booklet', async () => {
  const odd = await bookletOf([
    await statement({ pages: 1, imageBytes: 200_000, link: 'https://example.org/' }),
  ]);
  const copy = ['Finał Strony 3', 'Spis treści 1 Zadanie 3 2 / 3', 'Page 1 1 3 / 3'];
  const separator = (room: number) =>
    `Finał polski Sala ${room} Imię i nazwisko Żółcisława Brzęczyszczykiewicz`;

  it('have a separator before each copy, and both on the fronts of sheets', async () => {
    const made = (await setsOf(odd, seats(2))) ?? assert.fail();
    const { pages, bookmarks, links } = await readBooklet(made.bytes);
    const set = (room: number) => [separator(room), '', ...copy, ''];
    assert.deepEqual(pages, [...set(101), ...set(102)]);
    assert.deepEqual([made.pages, made.statements], [12, [{ page: 3, problem: null }]]);
    const names = 'Żółcisława Brzęczyszczykiewicz';
    assert.deepEqual(bookmarks, [
      [`101 · ${names}`, 1],
      [`102 · ${names}`, 7],
    ]);
    assert.deepEqual(links.flat(), [], 'there are no links on paper');
  });

  it('add no empty page to a copy that ends on the back of a sheet', async () => {
    const even = await bookletOf([await statement({ pages: 2 })]);
    const made = (await setsOf(even, seats(3))) ?? assert.fail();
    const { pages } = await readBooklet(made.bytes);
    assert.equal(pages.length, 3 * 6);
    assert.deepEqual(
      [0, 6, 12].map((at) => pages[at]),
      [101, 102, 103].map(separator),
    );
  });

  it('share the content of their pages, so that a copy adds almost no bytes', async () => {
    const [one, many] = [await setsOf(odd, seats(1)), await setsOf(odd, seats(101))];
    assert.ok(one && many && odd.length > 200_000);
    const perCopy = (many.bytes.length - one.bytes.length) / 100;
    assert.ok(perCopy < 2000, `${perCopy} bytes`);
    const pdf = await PDFDocument.load(many.bytes);
    const contents = pdf.getPages().map(({ node }) => String(node.get(PDFName.of('Contents'))));
    const ofCopies = (page: number) => new Set(contents.filter((_, at) => at % 6 === page)).size;
    assert.deepEqual([0, 2, 3, 4].map(ofCopies), [101, 1, 1, 1]);
  });

  it('include no active content of a PDF', async () => {
    const active = await bookletOf(activePdfs().map(({ bytes }) => bytes));
    const made = (await setsOf(active, seats(2))) ?? assert.fail();
    const pdf = await PDFDocument.load(made.bytes);
    const all = pdf.context.enumerateIndirectObjects().map(([, object]) => String(object));
    assert.deepEqual(
      all.filter((object) => /JavaScript|\/JS|Launch|SubmitForm|GoTo[RE]|XFA|evil/.test(object)),
      [],
    );
  });

  it('wrap a long name over several lines', async () => {
    const long = 'Konstantynopolitańczykowianeczka '.repeat(3).trim();
    const made = (await setsOf(odd, [[['Sala', long]]])) ?? assert.fail();
    assert.equal((await readBooklet(made.bytes)).pages[0], `Finał polski Sala ${long}`);
  });

  it('are not built beyond the limit of pages, nor from an invalid booklet', async () => {
    assert.equal(await setsOf(odd, seats(2), 11), undefined);
    for (const file of [Buffer.from('%PDF-1.7 nothing'), encrypted({ user: '', owner: 'owner' })]) {
      const made = await setsOf(file, seats(2));
      assert.deepEqual([made?.pages, made?.statements[0]?.page], [0, null]);
    }
  });
});
