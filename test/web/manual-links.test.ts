import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { repositoryRoot } from '../support/server-process.ts';

/** As VitePress makes the address of a heading. */
const slugOf = (heading: string) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');

it('links to the manual lead to pages and headings that it has', () => {
  const sources = globSync('web/src/**/*.tsx', { cwd: repositoryRoot });
  const links = sources.flatMap((file) =>
    [...readFileSync(join(repositoryRoot, file), 'utf8').matchAll(/ manual="([^"]+)"/g)].map(
      ([, link = '']) => link,
    ),
  );
  assert.ok(links.length >= 8, `${links.length} links`);
  const pages = new Map(
    globSync('docs/*.md', { cwd: repositoryRoot }).map((file) => {
      const headings = readFileSync(join(repositoryRoot, file), 'utf8').matchAll(/^#+ (.+)$/gm);
      return [file.slice('docs/'.length, -'.md'.length), [...headings].map(([, text = '']) => slugOf(text))];
    }),
  );
  const broken = links.filter((link) => {
    const [page = '', heading] = link.split('#');
    return !(heading === undefined ? pages.has(page) : pages.get(page)?.includes(heading));
  });
  assert.deepEqual(broken, []);
});
