import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { needs } from './needs.ts';

/** Quickest first; each run includes the tiers before its own. */
export const tiers = ['unit', 'test', 'all', 'nightly'] as const;
export type Tier = (typeof tiers)[number];
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
  const unknown = words.find((word) => !(word in needs));
  if (unknown !== undefined) throw new Error(`${file}: test/support/needs.ts does not define "${unknown}"`);
  return words;
}

const later = (one: Tier, other: Tier): Tier => (tiers.indexOf(one) < tiers.indexOf(other) ? other : one);
const tierOfWord = (word: string): Tier => {
  if (word === 'both') return 'unit';
  if (word === 'nightly') return 'nightly';
  return ['process', 'curl', 'web', 'browser', 'postgres'].includes(word) ? 'test' : 'all';
};

/** Whether the name of a suite has one of these words. */
export const says = (file: string, ...words: ReadonlyArray<string>): boolean =>
  wordsOf(file).some((word) => words.includes(word));

/** Whether a suite needs only Node, so that it shares a process with others. */
export const isUnit = (file: string): boolean =>
  wordsOf(file).every((word) => ['more', 'nightly', 'both'].includes(word));

const calls = (file: string, pattern: RegExp): boolean => pattern.test(readFileSync(file, 'utf8'));

/** Whether a suite starts from the folder with the demo's data. */
export const needsDemo = (file: string): boolean =>
  calls(file, /\b(startServer\('demo'|start(Stored)?WebApp\()/);

/** Whether a suite reads the manual, or installs the bundle, of which it is a part. */
export const readsManual = (file: string): boolean =>
  calls(file, /\b(makeManualWhenMissing|bundledLectern)\(/);

/**
 * Where a suite runs, and from which tier. Those that open a test app or a test database, or say `both`, run on SQLite and on
 * PostgreSQL, except those in a browser or with another language's program, which don't see the database. Those of
 * `startStoredWebApp` run on a folder and on Ceph.
 */
export function suitesOf(file: string): ReadonlyArray<Suite> {
  const tier = wordsOf(file).map(tierOfWord).reduce(later, 'unit');
  if (says(file, 'postgres')) return [{ file, place: 'PostgreSQL', tier }];
  const suites: Array<Suite> = [{ file, place: 'SQLite', tier }];
  const opensDatabase = calls(file, /\b(openTest(App|Database)|testDatabaseOpener)\(/);
  if ((opensDatabase || says(file, 'both')) && !says(file, 'browser', 'firefox', 'go', 'python'))
    suites.push({ file, place: 'PostgreSQL', tier: later(says(file, 'both') ? 'test' : 'all', tier) });
  if (calls(file, /\bstartStoredWebApp\(/)) suites.push({ file, place: 'Ceph', tier: later('all', tier) });
  return suites;
}
