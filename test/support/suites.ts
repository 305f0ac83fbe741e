import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { needs, type Tier, tiers } from './needs.ts';

export type Place = 'SQLite' | 'PostgreSQL' | 'Ceph';

/** A suite at one of the places that it runs on. */
export interface Suite {
  readonly file: string;
  readonly place: Place;
  readonly tier: Tier;
}

/** The words between the subject of a test file and its ending: `reader.more.browser.test.ts`. */
export function wordsOf(file: string): ReadonlyArray<string> {
  const words = basename(file, '.test.ts').split('.').slice(1);
  const unknown = words.find((word) => !needs.has(word));
  if (unknown !== undefined) throw new Error(`${file}: test/support/needs.ts does not know "${unknown}"`);
  return words;
}

/** Whether the name of a suite has one of these words. */
export const says = (file: string, ...words: ReadonlyArray<string>): boolean =>
  wordsOf(file).some((word) => words.includes(word));

const calls = (file: string, pattern: RegExp): boolean => pattern.test(readFileSync(file, 'utf8'));
const later = (one: Tier, other: Tier): Tier => (tiers.indexOf(one) < tiers.indexOf(other) ? other : one);

/** Whether a suite needs nothing but Node, so that it shares a process with others. */
export const isUnit = (file: string): boolean =>
  wordsOf(file).every((word) => ['more', 'nightly', 'both'].includes(word));

/** Whether a suite starts from the folder that the demo has seeded. */
export const needsDemo = (file: string): boolean =>
  calls(file, /\b(startServer\('demo'|start(Stored)?WebApp\()/);

/**
 * Where a suite runs, and from which tier on. Those that open a test app or a test database run on SQLite and on
 * PostgreSQL, but for those in a browser, which does not see the database. Those of `startStoredWebApp` run on a folder
 * and on Ceph.
 */
export function suitesOf(file: string): ReadonlyArray<Suite> {
  const tier = wordsOf(file).reduce<Tier>(
    (tier, word) => later(tier, needs.get(word)?.tier ?? 'unit'),
    'unit',
  );
  if (says(file, 'postgres')) return [{ file, place: 'PostgreSQL', tier }];
  const opensDatabase = calls(file, /\b(openTest(App|Database)|testDatabaseOpener)\(/);
  const isForBoth = opensDatabase && !says(file, 'browser', 'firefox');
  const tierOnPostgres = later(says(file, 'both') ? 'test' : 'all', tier);
  return [
    { file, place: 'SQLite', tier },
    ...(isForBoth ? [{ file, place: 'PostgreSQL', tier: tierOnPostgres } as const] : []),
    ...(calls(file, /\bstartStoredWebApp\(/)
      ? [{ file, place: 'Ceph', tier: later('all', tier) } as const]
      : []),
  ];
}
