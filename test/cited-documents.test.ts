import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';

const root = join(import.meta.dirname, '..');

it('code and tests cite only documents that are in the repository', () => {
  const files = globSync('{src,signing,client/src,web/src,test,bench,examples,tools}/**/*.{ts,tsx}', {
    cwd: root,
    exclude: ['**/node_modules/**'],
  });
  assert.ok(files.length > 100);
  const missing = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/[\w/.-]+\.md\b/g)]
      .map(([cited]) => cited.replace(/^(?:\.\.\/)+|^package\//, ''))
      .filter((cited) => !existsSync(join(root, cited)))
      .map((cited) => `${file}: ${cited}`),
  );
  assert.deepEqual(missing, []);
});
