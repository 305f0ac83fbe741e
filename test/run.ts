/**
 * The test command: `npm test`, or `npm test -- e2e/crash --test-name-pattern=SIGKILL` for a part.
 * Arguments that begin with a dash go to Node's test runner, the others choose files by a part of their path.
 *
 * A suite that needs programs or servers says so in its file name (`*.browser.test.ts`, `*.postgres.nginx.test.ts`);
 * the table is in support/needs.ts. On Debian as root it is installed when it is missing; elsewhere its suites are left out, and
 * that is said. With CI=true nothing may be left out.
 *
 * Suites that open a test app or a test database run twice: on SQLite, and on a PostgreSQL server that is started
 * for them. What people do with PDFs in a browser is tested twice too: on a folder, and on Ceph.
 * `LECTERN_TEST_ON=sqlite` (or `postgres`, or `ceph`) does one of these: a folder goes with SQLite.
 *
 * With --unit (`npm run test:unit`) only suites run that need nothing but Node, on SQLite.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUnit, meetNeeds, needsOf, needsWebApp } from './support/needs.ts';
import { startServer } from './support/server-process.ts';
import { type Isolation, type SuiteRun, startSuiteRun } from './support/suite-run.ts';
import { memoryFolder } from './support/temporary-folder.ts';
import {
  cephVariable,
  memoryFolderVariable,
  postgresVariable,
  programVariable,
  seededFolderVariable,
  swiftVariable,
} from './support/variables.ts';

process.chdir(new URL('..', import.meta.url).pathname);
const parameters = process.argv.slice(2);
const onlyUnit = parameters.includes('--unit');
const options = parameters.filter((parameter) => parameter.startsWith('-') && parameter !== '--unit');
const paths = parameters.filter((parameter) => !parameter.startsWith('-'));

const chosen = globSync('test/**/*.test.ts')
  .filter((file) => !onlyUnit || isUnit(file))
  .filter((file) => paths.length === 0 || paths.some((path) => file.includes(path)))
  .sort();
if (chosen.length === 0) fail(`No test file has ${paths.join(' or ')} in its path.`);

const needsPostgres = (file: string) => needsOf(file).includes('postgres');
const needsBrowser = (file: string) => ['browser', 'firefox'].some((word) => needsOf(file).includes(word));
/** A load that lasts for minutes. */
const isLong = (file: string) => file === 'test/faults/soak.nightly.process.test.ts';
/** What these look at is decided before a database is asked, or by the same rows from either. */
const areTheSameOnBoth = [
  /^test\/http\/(account-limits|bad-input|before-start|body-limits|csv|http-attacks|iso-times|openapi|overload|rights|same-origin|web-app)\./,
  /^test\/(accounts\/(identity\/trusted-tokens|oidc-protocol)|booklets\/room-sets|properties\/swapped-ids|tasks\/failing-storage)\./,
];
/** A browser does not see the database. */
const isForBoth = (file: string) =>
  !needsBrowser(file) &&
  !areTheSameOnBoth.some((pattern) => pattern.test(file)) &&
  /\b(openTest(App|Database)|testDatabaseOpener)\(/.test(readFileSync(file, 'utf8'));
const isForStorages = (file: string) => /\bstartStoredWebApp\(/.test(readFileSync(file, 'utf8'));
const only = onlyUnit ? 'sqlite' : (process.env['LECTERN_TEST_ON'] ?? 'all');
const on = (name: string, isFor: (file: string) => boolean) =>
  ['all', name].includes(only) ? chosen.filter(isFor) : [];
const onSqlite = on('sqlite', (file) => !needsPostgres(file));
const onPostgres = on('postgres', (file) => needsPostgres(file) || isForBoth(file));
const onCeph = on('ceph', isForStorages);

const running = [...onSqlite, ...onPostgres, ...onCeph];
const ofServers = [...(onPostgres.length > 0 ? ['postgres'] : []), ...(onCeph.length > 0 ? ['ceph'] : [])];
const leftOut = meetNeeds(new Set([...running.flatMap(needsOf), ...ofServers]), say);
const cannotRun = (words: ReadonlyArray<string>) => leftOut.some(({ word }) => words.includes(word));
const canRun = (file: string) => !cannotRun(needsOf(file));
const note = leftOut.map(({ word, reason }) => `Left out: *.${word}.*test.ts: ${reason}.`).join('\n');
if (note && process.env['CI'] === 'true') fail(`${note}\nWith CI=true nothing may be left out.`);
if (note) say(`${note}\n`);

if (running.some(needsWebApp)) {
  const { status } = spawnSync(process.execPath, ['web/build-when-needed.ts'], { stdio: 'inherit' });
  if (status !== 0) fail('The web app could not be built.');
}

// All suites together test what is delivered, which starts in half the time. Some are tested on the checkout as it is.
const bundle = paths.length === 0 && !onlyUnit ? bundleLectern() : undefined;
if (bundle) process.env[programVariable] = bundle;

// The end-to-end suites start from a copy of this. A demo that cannot start fails them one by one.
const needsDemo = running.some((file) =>
  /\b(startServer\('demo'|startWebApp\()/.test(readFileSync(file, 'utf8')),
);
const demo = needsDemo ? await startServer('demo', {}, undefined, bundle).catch(() => undefined) : undefined;
await demo?.stop();
const shared = demo ? { [seededFolderVariable]: demo.dataDir } : {};
const memory = memoryFolder();
const ofUnits = memory ? { [memoryFolderVariable]: memory } : {};

interface Place {
  readonly name: string;
  readonly files: ReadonlyArray<string>;
  /** Starts its server. */
  open?(): Promise<{ environment: Readonly<Record<string, string>>; end(): Promise<unknown> }>;
}

const sqlite: Place = { name: 'SQLite', files: onSqlite };
const postgres: Place = {
  name: 'PostgreSQL',
  files: cannotRun(['postgres']) ? [] : onPostgres,
  async open() {
    const { startTemplateServer } = await import('./servers/postgres-template.ts');
    const { url, end } = await startTemplateServer();
    return { environment: { [postgresVariable]: url }, end };
  },
};
const ceph: Place = {
  name: 'Ceph',
  files: cannotRun(['ceph']) ? [] : onCeph,
  async open() {
    const { startCeph } = await import('./servers/ceph.ts');
    const { endpoint, accessKeyId, secretAccessKey, stop } = await startCeph();
    const environment = { [cephVariable]: JSON.stringify({ endpoint, accessKeyId, secretAccessKey }) };
    return { environment, end: stop };
  },
};

const outcomes: Array<{ name: string; passed: boolean; failed: ReadonlyArray<string> }> = [];
/**
 * Runs the suites of a place. Unit suites share few processes, as starting a process takes longer than most of them.
 * The others have one each: those in a browser keep a core busy, those without mostly wait for processes.
 *
 * On a server of its own all go on at once. On SQLite the unit suites come first, in one process more than there are
 * cores, for when one waits; the others follow when the first of these ends, as many of a kind at a time as there are cores.
 * @param hasRoom called when cores are about to be left over
 */
async function runAt({ name, files, open }: Place, hasRoom = () => {}): Promise<void> {
  const found = files.filter(canRun);
  if (found.length === 0) return;
  const place = await open?.();
  // It takes more CPU time to start than the suites that use it.
  const sharesSwift = found.filter((file) => needsOf(file).includes('swift')).length > 1;
  const swift = sharesSwift ? await (await import('./servers/swift.ts')).startOwnSwift() : undefined;
  const environment = { ...shared, ...(swift && { [swiftVariable]: swift.url }), ...place?.environment };
  const start = (title: string, suites: ReadonlyArray<string>, isolation: Isolation) => {
    const own = { ...environment, ...(isolation === 'none' ? ofUnits : {}) };
    return suites.length > 0 ? [startSuiteRun(`${name}, ${title}`, suites, options, own, isolation)] : [];
  };
  const cores = availableParallelism();

  // One that mostly waits begins first, or it would be waited for at the end.
  const long = start('over minutes', found.filter(isLong), { processes: 1 });
  const unit = found.filter(isUnit);
  const count = Math.min(place ? cores : cores + 1, Math.ceil(unit.length / 20));
  const parts = Array.from({ length: count }, (_, part) => unit.filter((_, at) => at % count === part));
  const units = parts.flatMap((part) => start('in one process', part, 'none'));
  const first = finish(units);
  if (!place && units.length > 0) await Promise.race(units.map(({ ended }) => ended));

  const others = found.filter((file) => !isUnit(file));
  const runs = [
    ...start(
      'in processes',
      others.filter((file) => !needsBrowser(file) && !isLong(file)),
      { processes: cores },
    ),
    ...start('in a browser', others.filter(needsBrowser), { processes: cores }),
  ];
  void Promise.race(runs.map(({ ended }) => ended)).then(hasRoom);
  const passed = [...(await first), ...(await finish([...runs, ...long]))];
  const failed = [...units, ...runs, ...long].flatMap((run) => run.failed);
  outcomes.push({ name, passed: passed.every(Boolean), failed });
  await place?.end();
  await swift?.stop();
}

let shown: Promise<unknown> = Promise.resolve();

/** Waits for runs, and shows them one after the other, after those of which it was asked before. */
async function finish(runs: ReadonlyArray<SuiteRun>): Promise<Array<boolean>> {
  for (const run of runs) shown = shown.then(run.show);
  await shown;
  return Promise.all(runs.map(({ ended }) => ended));
}

const { promise: room, resolve: hasRoom } = Promise.withResolvers<void>();
await Promise.all([
  runAt(sqlite, hasRoom).then(hasRoom),
  // In a browser on Ceph there is mostly waiting.
  room.then(() => Promise.all([runAt(postgres), runAt(ceph)])),
]);

await demo?.end();
if (note) say(`\n${note}`);
// In a run of all suites, what failed is far above by now.
const again = paths.length === 0 ? outcomes.filter(({ failed }) => failed.length > 0) : [];
for (const { name, failed } of again) say(`\nOn ${name}, ${failed.join('\n')}`);
say(outcomes.map(({ name, passed }) => `\n${name}: ${passed ? 'passed' : 'failed'}`).join(''));
process.exitCode = outcomes.length > 0 && outcomes.every(({ passed }) => passed) ? 0 : 1;

/** Gives the program, which goes with this process. */
function bundleLectern(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bundle-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const { status } = spawnSync(process.execPath, ['tools/bundle.ts', folder], { stdio: 'inherit' });
  if (status !== 0) fail('Lectern could not be bundled.');
  return join(folder, 'main.cjs');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
