import type { Core } from '../../core/open-core.ts';
import type { FindExternalIds } from '../../database/external-ids.ts';
import {
  type CheckContest,
  type ContestChecks,
  type Finding,
  type FindingKinds,
  findingOf,
} from '../../domain/contests/contest-findings.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { Booklet } from './booklet.ts';
import { createReadBookletSource, type ReadBookletSource } from './booklet-sources.ts';
import { type Booklets, createBooklets } from './booklets.ts';

const bookletKinds = {
  'booklet-ready': {
    check: 'booklet',
    severity: 'ok',
    message: ({ pages }) => `the booklet is up to date, ${pages} page(s)`,
  },
  'booklet-not-made': {
    check: 'booklet',
    severity: 'warning',
    message: () => 'the booklet has not been made yet',
  },
  'booklet-stale': {
    check: 'booklet',
    severity: 'warning',
    message: () => 'the booklet is out of date: it was made before the last change',
  },
  'booklet-failed': {
    check: 'booklet',
    severity: 'failed',
    message: () => 'the booklet cannot be made',
  },
  'booklet-incomplete': {
    check: 'booklet',
    severity: 'warning',
    message: () => 'its statement is missing in the booklet',
  },
  'booklet-file-missing': {
    check: 'booklet',
    severity: 'failed',
    message: () => 'the file of the booklet is missing in the storage',
  },
} as const satisfies FindingKinds;

const finding = findingOf(bookletKinds);

/** Checks that every requested booklet is up to date and complete. */
function createCheckBooklets(parts: {
  readonly booklets: Booklets;
  readonly readBookletSource: ReadBookletSource;
  readonly driver: Pick<StorageDriver, 'head'>;
  readonly findExternalIds: FindExternalIds;
}): CheckContest {
  const { booklets, readBookletSource, driver, findExternalIds } = parts;

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
    const externalIds = await findExternalIds(
      'task',
      missing.map(({ taskId }) => taskId),
    );
    return [
      ...missing.map(({ taskId, label }) => {
        const task = { taskId, externalId: externalIds.get(taskId) ?? null, label };
        return finding('booklet-incomplete', { task, language });
      }),
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

export const bookletChecks: ContestChecks<Core> = {
  kinds: bookletKinds,
  open: (core) =>
    createCheckBooklets({
      booklets: createBooklets(core),
      readBookletSource: createReadBookletSource(core),
      driver: core.driver,
      findExternalIds: core.findExternalIds,
    }),
};
