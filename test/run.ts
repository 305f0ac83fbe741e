/**
 * The test command. CONTRIBUTING.md says when to use each run, and what the words in the name of a suite mean.
 *
 *     npm test                             what a change is likely to break
 *     npm test -- api/tasks e2e            of these, suites with one of these texts in their path
 *     npm test -- test/api/tasks.test.ts   this suite, which may also be one of a longer run
 *     npm run test:unit, test:changed, test:all, test:nightly
 *
 * --with-checks also runs `npm run check`, --since REVISION is what test:changed compares with, --repeat N runs everything
 * N times, --load runs it next to busy processes. Other options go to Node, such as --test-name-pattern=TEXT.
 * LECTERN_TEST_ON=sqlite, postgresql or ceph runs only the suites for one of them.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { promise as queue } from 'fastq';
import { changedSuites } from './support/changed-suites.ts';
import { meetNeeds } from './support/needs.ts';
import { commandOf, exitOnSignals, killAtExit, startServer } from './support/server-process.ts';
import { type Failure, type Outcome, runSuites } from './support/suite-run.ts';
import {
  isUnit,
  needsDemo,
  type Place,
  readsManual,
  type Suite,
  says,
  suitesOf,
  tiers,
  wordsOf,
} from './support/suites.ts';
import { memoryFolder, runFolder } from './support/temporary-folder.ts';
import * as variables from './support/variables.ts';

process.chdir(new URL('..', import.meta.url).pathname);
const isCI = process.env['CI'] === 'true';
const { values, positionals: paths } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: { tier: { type: 'string' }, since: { type: 'string' }, repeat: { type: 'string' } },
});
const {
  tier = 'test',
  'with-checks': withChecks,
  changed,
  since = 'main',
  repeat = 1,
  load,
  ...forNode
} = values;
const execArgv = Object.entries(forNode).map(
  ([name, value]) => `--${name}${value === true ? '' : `=${value}`}`,
);
if (tier === 'unit' || tier === 'nightly') process.env['LECTERN_TEST_SIZE'] ??= tier;

// What this run and those before it stored.
process.env['TMPDIR'] = runFolder(tmpdir());
exitOnSignals();

// The suites, and where they run. A file runs whatever its tier, but a folder may have much that no one has asked for.
const upTo = (tiers as ReadonlyArray<unknown>).indexOf(tier);
const on = process.env['LECTERN_TEST_ON']?.toLowerCase();
let later = 0;
const inRun = (changed ? changedSuites(String(since)) : globSync('test/**/*.test.ts').sort())
  .filter((file) => paths.length === 0 || paths.some((path) => file.includes(path)))
  .flatMap((file) => {
    const isNamed = paths.some((path) => path.endsWith('.test.ts') && file.includes(path));
    const here = suitesOf(file).filter(({ place }) => on === undefined || place.toLowerCase().startsWith(on));
    const ofTier = here.filter(
      ({ tier }, at) => (isNamed && (at === 0 || on !== undefined)) || tiers.indexOf(tier) <= upTo,
    );
    if (ofTier.length === 0 && here.length > 0) later += 1;
    return ofTier;
  });
const isEverything = tier === 'all' && paths.length === 0 && on === undefined;
const chosen = isEverything ? drawnForPostgres(inRun) : inRun;
if (paths.length > 0 && later > 0)
  say(`Of longer runs: ${later} suites with such a path. Name a file, or use "npm run test:all -- PATH".`);
if (chosen.length === 0 && !changed) fail('This run has no such suite.');

// What they need.
const needsOf = ({ file, place }: { file: string; place: Place }) => [
  ...wordsOf(file),
  ...{ SQLite: [], PostgreSQL: ['postgres'], Ceph: ['ceph'] }[place],
];
const unmet = meetNeeds(new Set(chosen.flatMap(needsOf)), say);
const leftOut = [...unmet].map(([word, why]) => `Left out: *.${word}.*test.ts (${why})\n`).join('');
if (leftOut && isCI) fail(`${leftOut}With CI=true nothing may be left out.`);
say(leftOut);
const suites = chosen.filter((suite) => !needsOf(suite).some((word) => unmet.has(word)));

const unsteadyFile = '.ci/unsteady.log';
/** Suites. */
const maxUnsteady = 2;
if (isCI && existsSync(unsteadyFile))
  say(
    `Unsteady in earlier runs; find the cause, and delete ${unsteadyFile}:\n${readFileSync(unsteadyFile, 'utf8')}`,
  );

type Environment = Readonly<Record<string, string>>;
const ends: Array<() => unknown> = [];

/** What the suites of a place share, started with the first of them. */
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

/** What suites share that start programs: the web app, the bundled Lectern, a demo folder, one Swift. */
async function prepare(): Promise<Environment> {
  if (suites.some(({ file }) => says(file, 'browser', 'firefox', 'web')))
    await build('web/build-when-needed.ts');
  // What is built starts in half the time, but is not worth building for a few suites, unless several would build it.
  const isWorthIt =
    (paths.length === 0 && !changed) || suites.filter(({ file }) => readsManual(file)).length > 1;
  const built = isWorthIt ? await buildProgram() : undefined;
  // A demo that cannot start fails its suites one by one.
  const demo = suites.some(({ file }) => needsDemo(file))
    ? await startServer('demo', {}, undefined, built && commandOf(built.program)).catch(() => undefined)
    : undefined;
  await demo?.stop();
  if (demo) ends.push(demo.end);
  // It takes more CPU time to start than the suites that use it.
  const sharesSwift = suites.filter(({ file }) => says(file, 'swift')).length > 1;
  const swift = sharesSwift ? await (await import('./servers/swift.ts')).startOwnSwift() : undefined;
  if (swift) ends.push(swift.stop);
  return {
    ...(built && { [variables.programVariable]: built.program, [variables.bundleVariable]: built.bundle }),
    ...(demo && { [variables.seededFolderVariable]: demo.dataDir }),
    ...(swift && { [variables.swiftVariable]: swift.url }),
  };
}

/** Builds the bundle and, for everything, the single file. */
async function buildProgram(): Promise<{ readonly bundle: string; readonly program: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-built-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const bundle = join(folder, 'bundle');
  // Its manual only if a suite reads it.
  const options = suites.some(({ file }) => readsManual(file)) ? [] : ['--no-manual'];
  await build('tools/bundle.ts', bundle, ...options);
  if (!isEverything) return { bundle, program: join(bundle, 'main.cjs') };
  await build('tools/single-file.ts', folder, `--bundle=${bundle}`);
  process.env[variables.unpackVariable] = join(folder, 'unpacked');
  return { bundle, program: join(folder, `lectern-linux-${process.arch}`) };
}

const begunMs = performance.now();
const outcomes: Array<Outcome> = [];
/** After this time, `test:changed` starts no more suites. */
const changedMs = 5 * 60_000;
let notRun = 0;
const randomSeed = isCI ? Math.floor(Math.random() * 2 ** 32) : undefined;
if (isCI) say(`Unit suites run in a random order: --test-randomize --test-random-seed=${randomSeed}`);

/** Runs suites in one process, and shows a line for each, and all failures. */
async function runIn(
  place: Place,
  files: ReadonlyArray<string>,
  prepared: Promise<Environment>,
): Promise<void> {
  if (changed && performance.now() - begunMs > changedMs) {
    notRun += files.length;
    return;
  }
  started[place] ??= startPlace[place]();
  const environment = { ...(await prepared), ...(await started[place]) };
  const outcome = await runSuites(place, files, environment, {
    execArgv,
    ...(files.every(isUnit) && randomSeed !== undefined && { randomize: true, randomSeed }),
  });
  outcomes.push(outcome);
  const { failures, times, output } = outcome;
  for (const [suite, ms] of times) say(`${seconds(ms)}  ${suite}`);
  if (failures.length > 0 || paths.length > 0) say(output);
  for (const { text } of failures) say(text.split('\n')[0] ?? ''); // the rest at the end
  if (process.stdout.isTTY) process.stdout.write(`${seconds(performance.now() - begunMs)}  so far\r`);
}

const cores = availableParallelism();
const pool = queue((work: () => Promise<void>) => work(), cores + 1);
const preparing = Promise.withResolvers<Environment>();
const memory = memoryFolder();
const ofUnits = Promise.resolve(memory ? { [variables.memoryFolderVariable]: memory } : {});
const others = suites.filter(({ file }) => !isUnit(file));
if (load) for (let core = 0; core < cores; core += 1) killAtExit(spawn(process.execPath, ['-e', 'for(;;);']));
if (others.length === 0) preparing.resolve({});
else void pool.push(() => prepare().then(preparing.resolve, preparing.reject));
const checks = withChecks ? pool.push(() => build('tools/check.ts')) : undefined;
for (let round = 0; round < Number(repeat); round += 1) {
  const runs = (['SQLite', 'PostgreSQL', 'Ceph'] as const).flatMap((place) => {
    const units = suites
      .filter((suite) => suite.place === place && isUnit(suite.file))
      .map(({ file }) => file);
    // They share processes, because starting one takes longer than most of them, and each gets as many large ones.
    const bySize = units.toSorted((one, other) => statSync(other).size - statSync(one).size);
    const parts = Math.ceil(units.length / 20);
    const shares = Object.values(
      changed
        ? Object.groupBy(units, (_, at) => Math.floor(at / 20))
        : Object.groupBy(bySize, (_, at) => at % Math.min(cores + 1, parts)),
    );
    return shares.map((share = []) => pool.push(() => runIn(place, share, ofUnits)));
  });
  await Promise.all([
    ...runs,
    // The last folders are those of browsers, whose suites take longest.
    ...(changed ? others : others.toReversed()).map(({ place, file }) =>
      pool.push(() => runIn(place, [file], preparing.promise)),
    ),
  ]);
}
await checks;
const red = outcomes.flatMap((outcome) => outcome.failures);
const unsteady = isCI ? await findUnsteady() : [];
for (const end of ends) await end();

if (notRun > 0)
  say(`Not run, as five minutes are over: ${notRun} suites, which the change reaches less directly.`);
const slowest = outcomes.flatMap(({ times }) => [...times]).toSorted(([, one], [, other]) => other - one);
if (slowest.length > 10) say('\nThe slowest:');
if (slowest.length > 10) for (const [suite, ms] of slowest.slice(0, 10)) say(`${seconds(ms)}  ${suite}`);
const failures = red.filter((failure) => !unsteady.includes(failure)).map(({ text }) => text);
if (unsteady.length > 0) {
  const listed = `${unsteady.map(({ text }) => text).join('\n')}\n`;
  say(`\nunsteady tests, which failed once and then passed alone; ${unsteadyFile} keeps them:\n\n${listed}`);
  appendFileSync(unsteadyFile, listed);
}
say(`\n${leftOut}${failures.length > 0 ? 'failing tests:\n\n' : ''}${failures.join('\n')}`);
// The keys are those of Node's reporter.
const sum = (name: 'passed' | 'skipped') => outcomes.reduce((total, { counts }) => total + counts[name], 0);
const counts = { tests: sum('passed') + failures.length, pass: sum('passed'), fail: failures.length };
const ended = { ...counts, skipped: sum('skipped'), duration_ms: Math.round(performance.now() - begunMs) };
for (const [name, value] of Object.entries(ended)) say(`ℹ ${name} ${value}`);
process.exit(failures.length > 0 ? 1 : 0);

/**
 * Where the statements are the same in both dialects, one suite in three runs on PostgreSQL too, others in each run; all of them at
 * night, and for half a day after a change of what the dialects have in common.
 */
function drawnForPostgres(all: ReadonlyArray<Suite>): ReadonlyArray<Suite> {
  const common = ['log', '--since=12.hours', '--format=%h', '--', 'src/database'];
  if (execFileSync('git', common).length > 0) return all;
  const drawn = randomInt(3);
  return all.filter(
    ({ file, place }, at) => place !== 'PostgreSQL' || says(file, 'both', 'postgres') || at % 3 === drawn,
  );
}

/**
 * Runs each red suite once more, alone and with the same seed, so that a landing isn't lost to one test that fails by chance.
 * @returns what did not fail again; nothing if that is too much for chance
 */
async function findUnsteady(): Promise<ReadonlyArray<Failure>> {
  const suites = Map.groupBy(red, ({ place, files }) => `${files.join(' ')}, on ${place}`);
  if (suites.size > maxUnsteady) return [];
  const steady = new Set<string>();
  for (const [suite, found] of suites) {
    const [{ place, files, text }] = found as [Failure];
    say(`\nOnce more, alone: ${suite}`);
    const seed = /LECTERN_TEST_SEED=(\d+)/.exec(text)?.[1];
    const environment = { ...(await preparing.promise), ...(await started[place]) };
    const again = await runSuites(
      place,
      files,
      { ...environment, ...(seed && { LECTERN_TEST_SEED: seed }) },
      {},
    );
    for (const failure of again.failures) say(failure.text);
    if (again.failures.length > 0) steady.add(suite);
  }
  return [...suites].flatMap(([suite, found]) => (steady.has(suite) ? [] : found));
}

/** Runs a script of the repository that must succeed. */
async function build(...script: ReadonlyArray<string>): Promise<void> {
  const [code] = await once(spawn(process.execPath, script, { stdio: 'inherit' }), 'close');
  if (code !== 0) fail(`"node ${script.join(' ')}" failed.`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`.padStart(8);
}

function say(text: string): void {
  if (text !== '') process.stdout.write(`${text}\n`);
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
