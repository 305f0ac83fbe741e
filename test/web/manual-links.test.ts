import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { manualPath, polishPages } from '../../web/src/lib/manual-path.ts';
import { repositoryRoot } from '../support/server-process.ts';

const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8');
const filesOf = (pattern: string) =>
  globSync(pattern, { cwd: repositoryRoot, exclude: ['**/node_modules/**'] });

/** The anchor that VitePress makes from a heading, without accents. */
const slugOf = (heading: string) =>
  heading
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-');

/** Whether the file of a link exists, with its heading if the link names one. */
function leads(file: string, heading: string | undefined): boolean {
  if (heading === undefined || !file.endsWith('.md')) return existsSync(join(repositoryRoot, file));
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => slugOf(text));
  return headings.includes(heading);
}

it('links to the manual lead to existing pages and headings', () => {
  const links = filesOf('web/src/**/*.tsx').flatMap((file) =>
    [...read(file).matchAll(/ manual="([^"]+)"/g)].map(([, link = '']) => link),
  );
  assert.ok(links.length >= 8, `${links.length} links`);
  const broken = links.filter((link) => {
    const [page = '', heading] = link.split('#');
    return !leads(`docs/${page}.md`, heading);
  });
  assert.deepEqual(broken, []);
});

it('links between documents lead to existing files and headings', () => {
  const documents = filesOf('{*.md,{docs,client,signing,examples,src,problems}/**/*.md}');
  const links = documents.flatMap((from) =>
    [...read(from).matchAll(/\]\((?!\w+:|\/)([^)\s]+)\)/g)].map(([, link = '']) => ({ from, link })),
  );
  assert.ok(links.length >= 200, `${links.length} links`);
  const broken = links.filter(({ from, link }) => {
    const [path = '', heading] = link.split('#');
    return !leads(path === '' ? from : join(dirname(from), path), heading);
  });
  assert.deepEqual(broken, []);
});

/** The pages in a list of `docs/.vitepress/config.ts`. */
function listed(list: string): ReadonlyArray<string> {
  const [, pages = ''] =
    new RegExp(`const ${list} = \\{\\n(.*?)^\\};`, 'ms').exec(read('docs/.vitepress/config.ts')) ?? [];
  return [...pages.matchAll(/([a-z-]+)'?: '/g)].map(([, page = '']) => page).sort();
}
const pagesIn = (folder: string) =>
  filesOf(`${folder}/*.md`)
    .map((file) => basename(file, '.md'))
    .filter((page) => page !== 'index')
    .sort();

it('the sidebar of the manual lists every page once, in each language', () => {
  assert.deepEqual(listed('pages'), pagesIn('docs'));
  assert.deepEqual(listed('polishPages'), pagesIn('docs/pl'));
});

describe('the manual in Polish', () => {
  /** Code blocks without comments, and the levels of the headings between them. */
  const structureOf = (page: string) =>
    [...page.matchAll(/^ *```\w+\n[\s\S]*?^ *```$|^#+ /gm)].map(([part]) => part.replaceAll(/ +# .*$/gm, ''));
  /** Words of the web app that a page quotes: `_Issued links_`. */
  const quotedIn = (page: string) =>
    [...page.replaceAll(/```[\s\S]*?```|`[^`]*`/g, '').matchAll(/(?<![\w/])_([^_\n]+)_(?!\w)/g)].map(
      ([, words = '']) => words,
    );
  const textsIn = (language: string) =>
    [...filesOf(`web/src/lib/i18n/locales/*.${language}.json`), 'src/core/redeem/refusal-page.ts'].flatMap(
      (file) => [...read(file).matchAll(/: "(.*)"|'([^'\n]+)'/g)].map(([, text, word]) => text ?? word ?? ''),
    );

  it('has the same headings and code as the English pages', () => {
    for (const page of [...pagesIn('docs/pl'), 'index'])
      assert.deepEqual(
        structureOf(read(`docs/pl/${page}.md`)),
        structureOf(read(`docs/${page}.md`)),
        `docs/pl/${page}.md`,
      );
  });

  it('is linked by the web app for Polish readers', () => {
    assert.deepEqual([...polishPages].sort(), ['', ...pagesIn('docs/pl')]);
    assert.deepEqual(manualPath('reading', 'pl'), { path: '/manual/pl/reading', isTranslated: true });
    assert.deepEqual(manualPath('reading', 'en'), { path: '/manual/reading', isTranslated: true });
    assert.deepEqual(manualPath('doctor', 'pl'), { path: '/manual/doctor', isTranslated: false });
  });

  it('quotes texts of the web app, like the English pages', () => {
    let quoted = 0;
    for (const [folder, language] of [
      ['docs/pl', 'pl'],
      ['docs', 'en'],
    ] as const) {
      // Hints in parentheses and "…" aren't part of a name.
      const texts = new Set(textsIn(language).flatMap((text) => [text, text.replace(/ \(.*\)$|…$/, '')]));
      for (const page of pagesIn('docs/pl')) {
        const words = quotedIn(read(`${folder}/${page}.md`));
        quoted += words.length;
        const unknown = words.filter((each) => !texts.has(each));
        assert.deepEqual(unknown, [], `${folder}/${page}.md`);
      }
    }
    assert.ok(quoted >= 60, `${quoted} quoted`);
  });
});
