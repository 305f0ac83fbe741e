/**
 * The test command. CONTRIBUTING.md says which run is for what.
 *
 *   npm test                    what a change plausibly breaks
 *   npm test -- http/tasks e2e  suites with one of these in their path
 *   npm run test:unit           what needs Node alone
 *   npm run test:changed        suites that import what differs from `main`, or from --since=REVISION
 *   npm run test:all            everything; with --rest what `npm test` leaves
 *   npm run test:nightly        everything, in its long size
 *
 * --repeat=N runs all of it N times, --load beside busy processes. LECTERN_TEST_ON=sqlite, postgresql or ceph runs what
 * is for one of them. Other arguments that begin with a dash go to Node. With CI=true nothing may be left out, and unit
 * suites run in a random order, by a seed that is printed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { promise as queue } from 'fastq';
import { changedSuites } from './support/changed-suites.ts';
import { meetNeeds, tiers } from './support/needs.ts';
import { killAtExit, startServer } from './support/server-process.ts';
import { type Outcome, runSuites, type SuiteRun } from './support/suite-run.ts';
import { isUnit, needsDemo, type Place, type Suite, says, suitesOf, wordsOf } from './support/suites.ts';
import { memoryFolder } from './support/temporary-folder.ts';
import * as variables from './support/variables.ts';

process.chdir(new URL('..', import.meta.url).pathname);
const isCI = process.env['CI'] === 'true';
const cores = availableParallelism();
const own = {
  tier: { type: 'string', default: 'test' },
  rest: { type: 'boolean', default: false },
  changed: { type: 'boolean', default: false },
  since: { type: 'string', default: 'main' },
  repeat: { type: 'string', default: '1' },
  load: { type: 'boolean', default: false },
} as const;
const parameters = process.argv.slice(2);
const isOwn = (parameter: string) => Object.keys(own).some((name) => parameter.split('=')[0] === `--${name}`);
const { values } = parseArgs({ args: parameters.filter(isOwn), options: own });
const execArgv = parameters.filter((parameter) => parameter.startsWith('-') && !isOwn(parameter));
const paths = parameters.filter((parameter) => !parameter.startsWith('-'));
if (values.tier === 'nightly') process.env['LECTERN_TEST_SIZE'] = 'nightly';

// Which suites run where. What is named runs whatever its tier.
const only = process.env['LECTERN_TEST_ON']?.toLowerCase();
const upTo = (tiers as ReadonlyArray<string>).indexOf(values.tier);
const isChosen = ({ file, place, tier }: Suite) => {
  if (only !== undefined && !place.toLowerCase().startsWith(only)) return false;
  if (paths.length > 0 && (only !== undefined || place === suitesOf(file)[0]?.place)) return true;
  return tiers.indexOf(tier) <= upTo && !(values.rest && tiers.indexOf(tier) <= tiers.indexOf('test'));
};
const files = values.changed ? changedSuites(values.since) : globSync('test/**/*.test.ts').sort();
const chosen = files
  .filter((file) => paths.length === 0 || paths.some((path) => file.includes(path)))
  .flatMap(suitesOf)
  .filter(isChosen);
if (chosen.length === 0 && !values.changed) fail('No suite of this run has that in its path.');

// What they need.
const needsOf = ({ file, place }: Suite) => {
  const ofPlace = { SQLite: [], PostgreSQL: ['postgres'], Ceph: ['ceph'] }[place];
  return [...wordsOf(file), ...ofPlace];
};
const unmet = meetNeeds(new Set(chosen.flatMap(needsOf)), say);
const leftOut = [...unmet].map(([word, why]) => `Left out: *.${word}.*test.ts (${why})\n`).join('');
if (leftOut && isCI) fail(`${leftOut}With CI=true nothing may be left out.`);
say(leftOut);
const suites = chosen.filter((suite) => !needsOf(suite).some((word) => unmet.has(word)));

type Environment = Readonly<Record<string, string>>;
const ends: Array<() => unknown> = [];
const memory = memoryFolder();
const ofUnits: Environment = memory ? { [variables.memoryFolderVariable]: memory } : {};

/** What the suites of a place share. */
const startPlace: Record<Place, () => Promise<Environment>> = {
  SQLite: async () => ({}),
  async PostgreSQL() {
    const { startTemplateServer } = await import('./servers/postgres-template.ts');
    const { url, end } = await startTemplateServer();
    ends.push(end);
    return { [variables.postgresVariable]: url };
  },
  async Ceph() {
    const { startCeph } = await import('./servers/ceph.ts');
    const { endpoint, accessKeyId, secretAccessKey, stop } = await startCeph();
    ends.push(stop);
    return { [variables.cephVariable]: JSON.stringify({ endpoint, accessKeyId, secretAccessKey }) };
  },
};
const started: Partial<Record<Place, Promise<Environment>>> = {};

/** What suites share that start programs: the web app, Lectern as it is delivered, a seeded folder, one Swift. */
async function prepare(): Promise<Environment> {
  if (suites.some(({ file }) => says(file, 'browser', 'firefox', 'web')))
    await build('web/build-when-needed.ts');
  // What is delivered starts in half the time. Few suites would not be worth its making.
  const bundle = paths.length === 0 && !values.changed ? mkdtempSync(join(tmpdir(), 'lectern-bundle-')) : '';
  if (bundle) await build('tools/bundle.ts', bundle);
  if (bundle) ends.push(() => rmSync(bundle, { recursive: true }));
  const program = bundle ? join(bundle, 'main.cjs') : undefined;
  // A demo that cannot start fails its suites one by one.
  const starting = suites.some(({ file }) => needsDemo(file)) && startServer('demo', {}, undefined, program);
  const demo = starting ? await starting.catch(() => undefined) : undefined;
  await demo?.stop();
  if (demo) ends.push(demo.end);
  // It takes more CPU time to start than the suites that use it.
  const sharesSwift = suites.filter(({ file }) => says(file, 'swift')).length > 1;
  const swift = sharesSwift ? await (await import('./servers/swift.ts')).startOwnSwift() : undefined;
  if (swift) ends.push(swift.stop);
  return {
    ...(program && { [variables.programVariable]: program }),
    ...(demo && { [variables.seededFolderVariable]: demo.dataDir }),
    ...(swift && { [variables.swiftVariable]: swift.url }),
  };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`.padStart(8);
const begunMs = performance.now();
const outcomes: Array<Outcome> = [];
const { isTTY } = process.stdout;
let tests = 0;
const count = () => {
  tests += 1;
  if (isTTY) process.stdout.write(`\r${tests} tests and groups ${seconds(performance.now() - begunMs)} `);
};
const randomSeed = isCI ? Math.floor(Math.random() * 2 ** 32) : undefined;
if (isCI) say(`Unit suites run in a random order: --test-randomize --test-random-seed=${randomSeed}`);

/** Runs suites in one process, and shows a line for each and all that failed. */
async function runAt(suiteRun: SuiteRun, environment: Environment): Promise<void> {
  const { place } = suiteRun;
  started[place] ??= startPlace[place]();
  const all = { ...environment, ...(await started[place]) };
  const isOfUnits = suiteRun.files.every(isUnit);
  const options = { execArgv, randomSeed: isOfUnits ? randomSeed : undefined };
  const outcome = await runSuites(suiteRun, all, options, count);
  outcomes.push(outcome);
  const { failures, msOf, output } = outcome;
  if (isTTY) process.stdout.write('\r\x1b[K');
  for (const [file, ms] of msOf) say(`${seconds(ms)}  ${file}${place === 'SQLite' ? '' : `, on ${place}`}`);
  if (output && (failures.length > 0 || paths.length > 0)) say(output);
  for (const failure of failures) say(failure);
}

// Unit suites share processes, as starting one takes longer than most of them.
const unitRuns = [...new Set(suites.map(({ place }) => place))].flatMap((place) => {
  const units = suites.filter((suite) => suite.place === place && isUnit(suite.file)).map(({ file }) => file);
  const parts = Math.min(2 * cores, Math.ceil(units.length / 20));
  return Array.from({ length: parts }, (_, part) => ({
    place,
    files: units.filter((_, at) => at % parts === part),
  }));
});
const otherRuns = suites
  .filter(({ file }) => !isUnit(file))
  .map(({ place, file }) => ({ place, files: [file] }));

const pool = queue((work: () => Promise<void>) => work(), cores + 1);
if (values.load)
  for (let core = 0; core < cores; core += 1) killAtExit(spawn(process.execPath, ['-e', 'for(;;);']));
const prepared = Promise.withResolvers<Environment>();
if (otherRuns.length > 0) void pool.push(() => prepare().then(prepared.resolve, prepared.reject));
for (let round = 0; round < Number(values.repeat); round += 1)
  await Promise.all([
    ...unitRuns.map((suiteRun) => pool.push(() => runAt(suiteRun, ofUnits))),
    ...otherRuns.map((suiteRun) => pool.push(async () => runAt(suiteRun, await prepared.promise))),
  ]);
for (const end of ends) await end();

// The end: the slowest, what was left out, what failed once more, and counts in the words of Node's reporter.
const times = outcomes.flatMap(({ place, msOf }) => [...msOf].map(([file, ms]) => ({ place, file, ms })));
const slowest = times.toSorted((one, other) => other.ms - one.ms).slice(0, 10);
if (times.length > 10) say('\nThe slowest:');
if (times.length > 10) for (const { place, file, ms } of slowest) say(`${seconds(ms)}  ${file}, on ${place}`);
const failures = outcomes.flatMap((outcome) => outcome.failures);
say(`\n${leftOut}${failures.length > 0 ? 'failing tests:\n\n' : ''}${failures.join('\n')}`);
const sum = (name: 'passed' | 'skipped') => outcomes.reduce((total, { counts }) => total + counts[name], 0);
const [passed, skipped] = [sum('passed'), sum('skipped')];
say(`ℹ tests ${passed + failures.length}\nℹ pass ${passed}\nℹ fail ${failures.length}\nℹ skipped ${skipped}`);
say(`ℹ duration_ms ${Math.round(performance.now() - begunMs)}`);
say(`${passed} passed, ${failures.length} failed, ${skipped} skipped`);
process.exit(failures.length > 0 ? 1 : 0);

/** Runs a script of the repository that must succeed. */
async function build(...script: ReadonlyArray<string>): Promise<void> {
  const [code] = await once(spawn(process.execPath, script, { stdio: 'inherit' }), 'close');
  if (code !== 0) fail(`"node ${script.join(' ')}" failed.`);
}

function say(text: string): void {
  if (text !== '') process.stdout.write(`${text}\n`);
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
