import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { CheckContest } from '../preflight/preflight.ts';
import { type Finding, finding } from '../../domain/contests/contest-findings.ts';
import type { Booklet } from './booklet.ts';
import type { ReadBookletSource } from './booklet-sources.ts';
import type { Booklets } from './booklets.ts';

/** Every booklet that is wanted is made of what the contest has now, and whole. */
export function createCheckBooklets(parts: {
  readonly booklets: Booklets;
  readonly readBookletSource: ReadBookletSource;
  readonly driver: Pick<StorageDriver, 'head'>;
}): CheckContest {
  const { booklets, readBookletSource, driver } = parts;

  async function check(booklet: Booklet): Promise<ReadonlyArray<Finding>> {
    const { language, made, failed } = booklet;
    const { hash } = await readBookletSource(booklet);
    const isStale = made?.madeOf !== hash;
    if (isStale && failed?.failedOf === hash) return [finding('booklet-failed', { language })];
    if (!made) return [finding('booklet-not-made', { language })];
    if (isStale) return [finding('booklet-stale', { language })];
    if (!(await driver.head(parseObjectKey(made.objectKey)))) {
      return [finding('booklet-file-missing', { language })];
    }
    const missing = made.statements.filter(({ page }) => page === null);
    return [
      ...missing.map((task) => finding('booklet-incomplete', { task, language })),
      finding('booklet-ready', { language, facts: { pages: made.pages } }),
    ];
  }

  return async (contest) => {
    const findings: Array<Finding> = [];
    for (const booklet of await booklets.list({ kind: 'contest', id: contest.id }))
      findings.push(...(await check(booklet)));
    return findings;
  };
}
