import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Locator } from 'playwright-core';
import { expect } from './settled.ts';
import { t } from './texts.ts';

const folder = join(import.meta.dirname, '../heard');

/**
 * Asserts that a screen reader finds in part of a page what `test/web/heard/NAME.aria.yml` has: roles, names, states and their order,
 * without what changes from run to run. `npm run test:all -- web/FILE --test-update-snapshots` updates it; read the difference as a person
 * would hear it.
 */
export async function assertHeard(test: TestContext, name: string, ...parts: [Locator, ...Array<Locator>]) {
  const trees: Array<string> = [];
  for (const part of parts) {
    await expect(part.getByText(t('state.loading'))).toHaveCount(0);
    trees.push(await part.ariaSnapshot());
  }
  const text = `${withoutChanging(trees.join('\n'))}\n`;
  test.assert.fileSnapshot(text, join(folder, `${name}.aria.yml`), { serializers: [String] });
}

const withoutChanging = (tree: string): string =>
  tree
    // Present only after the manual was built.
    .replaceAll(/^ *- link "Manual":\n.*\n/gm, '')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\b\d{1,2} [A-Z][a-z]+ \d{4}(, \d\d:\d\d)?/g, 'DATE')
    // In fields.
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d\b/g, 'DATE')
    .replaceAll(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?: \d\d:\d\d)?\b/g, 'DAY')
    // Within a day, the end of a window is only a time.
    .replaceAll(/DATE\s?–\s?(?:DATE|\d\d:\d\d)/g, 'DATE – DATE')
    .replaceAll(/\b\d+ (minute|hour|day)s?\b/g, 'TIME');
