import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';

const root = join(import.meta.dirname, '..');
/** Written by the bundle. */
const built = 'THIRD-PARTY-LICENSES.md';

it('code and tests cite only documents that are in the repository', () => {
  const files = globSync(
    '{src,signing,problems,client/src,web/src,test,bench,examples,tools}/**/*.{ts,tsx}',
    {
      cwd: root,
      exclude: ['**/node_modules/**'],
    },
  );
  assert.ok(files.length > 100);
  const missing = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/[\w/.-]+\.md\b/g)]
      .map(([cited]) => cited.replace(/^(?:\.\.\/)+|^package\//, ''))
      .filter((cited) => !cited.endsWith(built) && !existsSync(join(root, cited)))
      .map((cited) => `${file}: ${cited}`),
  );
  assert.deepEqual(missing, []);
});

it('messages of commands and of the server name no file of a checkout, which an installed package has not', () => {
  const files = globSync('{src,problems,signing}/**/*.ts', { cwd: root, exclude: ['**/node_modules/**'] });
  const naming = files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter(
        (line) => /\b(docs|README)\/?[\w-]*\.md\b/.test(line) && !/^\s*(\/?\*|\/\/)|source: '/.test(line),
      )
      .map((line) => `${file}: ${line.trim()}`),
  );
  assert.deepEqual(naming, []);
});

it('every test that the threat model names exists, by file and by title', () => {
  const document = ['docs/threat-model.md', 'docs/threat-model-accounts.md']
    .map((page) => readFileSync(join(root, page), 'utf8'))
    .join('\n');
  const missing: Array<string> = [];
  let titles = 0;
  for (const [, file = '', quoted = ''] of document.matchAll(
    /`(test\/[^`]+\.ts)`(?:: ((?:"[^"]+"(?:, )?)+))?/g,
  )) {
    const source = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
    if (source === '') missing.push(file);
    for (const [, title = ''] of quoted.matchAll(/"([^"]+)"/g)) {
      titles += 1;
      if (!source.includes(title)) missing.push(`${file}: ${title}`);
    }
  }
  assert.ok(titles > 100);
  assert.deepEqual(missing, []);
});

it('every file and folder that CONTRIBUTING.md and its recipes name exists', () => {
  const recipes = ['src/database', 'src/storage', 'src/core/redeem', 'problems'];
  const document = ['CONTRIBUTING.md', ...recipes.map((folder) => `${folder}/README.md`)]
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  // A name may leave out the folders that its recipe is about.
  const paths = globSync('{src,signing,problems,client,web,test,docs}/**', {
    cwd: root,
    exclude: ['**/node_modules', '**/dist'],
    withFileTypes: true,
  }).map((entry) => `${join(entry.parentPath, entry.name)}${entry.isDirectory() ? '/' : ''}`);
  const named = [...document.matchAll(/`([\w./-]+(?:\/|\.(?:ts|tsx|cjs|json|jsonc|md)))`/g)].map(
    ([, name = '']) => name,
  );
  assert.ok(named.length > 80, `${named.length}`);
  const missing = named.filter(
    (name) =>
      !name.includes('NAME') &&
      !existsSync(join(root, name)) &&
      !paths.some((path) => path.endsWith(`/${name}`)),
  );
  assert.deepEqual(missing, []);
});
