import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { download, type SignedDescription, signIn, taskTitled } from '../support/api-client.ts';
import { newFolder, startServer, waitUntil } from '../support/server-process.ts';

const dataDir = await newFolder();
const server = await startServer('demo', { LECTERN_DATA_DIR: dataDir });
after(async () => {
  await server.end();
  await rm(dataDir, { recursive: true });
});
const { apiUrl } = server;
const admin = await signIn(apiUrl, 'admin');

async function pdfOf(title: string, language: string): Promise<PDFDocument> {
  const path = `/api/v1/tasks/${await taskTitled(admin, title)}?language=${language}`;
  const { body } = await admin.get<SignedDescription>(path);
  return PDFDocument.load(await download(body.descriptionPdfUrl));
}

/** Every font of the document: its name, whether it is embedded, and the letters that it maps to. */
function fontsOf(pdf: PDFDocument) {
  const dictionaries = pdf.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFDict ? [object] : []))
    .filter((dict) => dict.get(PDFName.of('Subtype')) === PDFName.of('Type0'));
  return dictionaries.map((font) => {
    const descendant = font.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict);
    const descriptor = descendant.lookup(PDFName.of('FontDescriptor'), PDFDict);
    const toUnicode = font.lookup(PDFName.of('ToUnicode'));
    assert.ok(toUnicode instanceof PDFRawStream);
    const map = Buffer.from(decodePDFRawStream(toUnicode).decode()).toString('latin1');
    return {
      name: String(font.get(PDFName.of('BaseFont'))),
      embedded: ['FontFile2', 'FontFile3'].some((key) => descriptor.has(PDFName.of(key))),
      letters: new Set(
        [...map.matchAll(/<([\dA-F]{4})>/gi)].map(([, hex = '']) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        ),
      ),
    };
  });
}

describe('the PDFs of the demo', () => {
  for (const [title, language] of [
    ['Sum of Squares', 'en'],
    ['Zażółć', 'en'],
    ['Zażółć', 'pl'],
    ['Lighthouse Walks', 'en'],
    ['Balanced Shelves', 'en'],
  ] as const) {
    it(`are realistic: "${title}" (${language}) has several pages and embedded fonts`, async () => {
      const pdf = await pdfOf(title, language);
      assert.ok(pdf.getPageCount() >= 2, `${pdf.getPageCount()} pages`);
      const fonts = fontsOf(pdf);
      assert.ok(fonts.length > 0);
      for (const { name, embedded } of fonts) {
        assert.match(name, /DejaVuSans/);
        assert.ok(embedded, name);
      }
    });
  }

  it('can write all letters that Polish adds', async () => {
    const fonts = fontsOf(await pdfOf('Zażółć', 'pl'));
    const missing = [...'ąćęłńóśźż'].filter((letter) => !fonts.some(({ letters }) => letters.has(letter)));
    assert.deepEqual(missing, []);
  });
});

describe('the demo', () => {
  it('keeps its data when it is started again', async () => {
    const before = await admin.list('/api/v1/tasks');
    await server.stop();
    await server.start();
    assert.deepEqual(await admin.list('/api/v1/tasks'), before, 'even the sessions');
    assert.equal(server.output().match(/^Creating sample /gm)?.length, 1);
  });

  it('is complete after a first start that was interrupted', async () => {
    const demo = await startServer(
      'demo',
      { LECTERN_DATA_DIR: join(dataDir, 'cut-off') },
      /^Creating sample /m,
    );
    after(() => demo.end());
    const unfinished = `${demo.dataDir}.seeding`;
    await waitUntil('the first PDF', () => existsSync(join(unfinished, 'files', 'objects', 'documents')));
    await demo.kill();
    assert.ok(existsSync(unfinished), 'it was interrupted in time');
    await demo.start();
    await demo.waitForOutput(/^Stop it with Ctrl\+C/m);
    const student = await signIn(demo.apiUrl, 'student');
    const titles = (await student.list<{ title: string }>('/api/v1/tasks')).map(({ title }) => title);
    // The last task that is created, and open to everyone.
    assert.ok(titles.includes('Glacier Paths'));
  });
});
