import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { builtWebApp } from '../../src/api/web-app.ts';
import { repositoryRoot } from '../support/server-process.ts';

/** Of the last commit that changed them on purpose; they may grow by 3 % before someone writes the new ones here. */
const recordedBytes = { scripts: 169_783, styles: 21_091 };
const limitBytes = Math.round(recordedBytes.scripts * 1.03);
const styleLimitBytes = Math.round(recordedBytes.styles * 1.03);
const assets = join(builtWebApp, 'assets');
const read = (name: string) => readFileSync(join(assets, name), 'utf8');
const page = readFileSync(join(builtWebApp, 'index.html'), 'utf8');

/** A script and all its static imports. */
function withImports(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found;
  found.add(name);
  // `import{a}from"./b.js"` and `import"./b.js"`; not `import("./b.js")`, which runs later.
  for (const [, imported] of read(name).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) {
    withImports(imported as string, found);
  }
  return found;
}

describe('the JavaScript of the first page for students', () => {
  const entry = /<script type="module"[^>]* src="LECTERN_BASE_PATH\/assets\/([\w.-]+\.js)"/.exec(
    page,
  )?.[1] as string;
  const texts = readdirSync(assets).filter((name) => /^student\.(en|pl)-[\w-]+\.js$/.test(name));
  const initial = [...withImports(entry)];

  it(`is at most ${limitBytes / 1000} kB, compressed, with the home page and the texts of a language`, () => {
    const sizes = new Map(
      [...initial, ...texts].map((name) => [name, brotliCompressSync(read(name)).length]),
    );
    const largestTexts = Math.max(...texts.map((name) => sizes.get(name) as number));
    const total = initial.reduce((sum, name) => sum + (sizes.get(name) as number), largestTexts);
    assert.ok(texts.length >= 2);
    assert.ok(total <= limitBytes, `${total} bytes: ${JSON.stringify([...sizes])}`);
  });

  it('has no code of pdf.js, the reader, menus, dialogs, package parsers, or pages for teachers and admins', () => {
    const code = initial.map(read).join('\n');
    for (const word of [
      'PDFDataRangeTransport',
      'lectern-first-page',
      'floating-ui',
      'problem_statement',
      '/api/v1/issued-urls',
      'people-example.csv',
    ]) {
      assert.ok(!code.includes(word), word);
    }
  });

  it('has no code of the development server', () => {
    for (const name of readdirSync(assets).filter((each) => each.endsWith('.js')))
      assert.doesNotMatch(
        read(name),
        /lectern:texts|GalleryPage|@vite\/client|import\.meta\.hot|\$RefreshReg\$/,
        name,
      );
    assert.doesNotMatch(page, /@vite|@react-refresh/);
  });

  it('has no code for uploads and hashing, and neither has the reader', () => {
    const words = ['The connection broke during the upload.', 'Choose it again: it may have'];
    const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
    const reader = scripts.filter((name) => name.startsWith('pdf-engine-'));
    assert.equal(reader.length, 1);
    const needed = new Set([...initial, ...reader.flatMap((name) => [...withImports(name)])]);
    for (const word of words) {
      const holders = scripts.filter((name) => read(name).includes(word));
      assert.ok(holders.length > 0 && !holders.some((name) => needed.has(name)), `${word} ${holders}`);
    }
  });
});

describe('the pages of teachers', () => {
  it('contain the code for uploads, because a file loaded later may be gone after an update', () => {
    const [pages = assert.fail()] = readdirSync(assets).filter((name) => /^manage-pages-.*[.]js$/.test(name));
    const code = [...withImports(pages)].map(read).join('\n');
    assert.match(code, /The connection broke during the upload\./);
  });
});

describe('the styles', () => {
  const names = readdirSync(assets);
  const textOf = (extension: string) =>
    names
      .filter((name) => name.endsWith(extension))
      .map(read)
      .join('\n');

  it(`of the first page are at most ${styleLimitBytes / 1000} kB, compressed`, () => {
    const linked = [
      ...page.matchAll(/<link rel="stylesheet"[^>]* href="LECTERN_BASE_PATH\/assets\/([\w.-]+\.css)"/g),
    ];
    const total = linked.reduce((sum, [, name]) => sum + brotliCompressSync(read(name as string)).length, 0);
    assert.ok(linked.length > 0 && total <= styleLimitBytes, `${total} bytes`);
  });

  it('of Mantine are in one file and in its order, because files loaded later can come before it', () => {
    const all = readFileSync(join(repositoryRoot, 'node_modules/@mantine/core/styles.css'), 'utf8');
    const classesIn = (text: string) => [...new Set(text.match(/\bm_[0-9a-f]+\b/g))];
    const files = names.filter((name) => name.endsWith('.css') && classesIn(read(name)).length > 0);
    const core = new Set(classesIn(all));
    const [file = '', ...others] = files.filter((name) =>
      classesIn(read(name)).some((each) => core.has(each)),
    );
    assert.deepEqual(others, []);
    const built = classesIn(read(file)).filter((each) => core.has(each));
    assert.deepEqual(
      built,
      [...core].filter((each) => built.includes(each)),
    );
  });

  it('contain the rules of every class of Mantine that a script names', () => {
    const all = readFileSync(join(repositoryRoot, 'node_modules/@mantine/core/styles.css'), 'utf8');
    const classesIn = (text: string) => new Set(text.match(/\bm_[0-9a-f]+\b/g));
    const ruled = classesIn(textOf('.css'));
    const named = classesIn(all).intersection(classesIn(textOf('.js')));
    assert.ok(named.size > 100 && named.size < classesIn(all).size, `${named.size}`);
    assert.deepEqual([...named.difference(ruled)], []);
  });
});
