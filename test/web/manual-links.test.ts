import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { repositoryRoot } from '../support/server-process.ts';

const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8');
const filesOf = (pattern: string) =>
  globSync(pattern, { cwd: repositoryRoot, exclude: ['**/node_modules/**'] });

/** As VitePress makes the address of a heading. */
const slugOf = (heading: string) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');

/** Whether a link leads to a file, and to a heading of it if it names one. */
function leads(file: string, heading: string | undefined): boolean {
  if (heading === undefined || !file.endsWith('.md')) return existsSync(join(repositoryRoot, file));
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => slugOf(text));
  return headings.includes(heading);
}

it('links to the manual lead to pages and headings that it has', () => {
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

it('links between documents lead to files and headings that there are', () => {
  const documents = filesOf(
    '{*.md,docs/**/*.md,client/*.md,signing/*.md,examples/**/*.md,src/features/*/*.md}',
  );
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

it('the sidebar of the manual has every page once', () => {
  const [, pages = ''] = /const pages = \{\n(.*?)^\};/ms.exec(read('docs/.vitepress/config.ts')) ?? [];
  const listed = [...pages.matchAll(/([a-z-]+)'?: '/g)].map(([, page = '']) => `docs/${page}.md`);
  assert.deepEqual(
    listed.sort(),
    filesOf('docs/*.md')
      .filter((file) => file !== 'docs/index.md')
      .sort(),
  );
});
