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
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { startCeph } from './servers/ceph.ts';
import { startTemplateServer } from './servers/postgres-template.ts';
import { meetNeeds, needsOf } from './support/needs.ts';
import { seededFolderVariable, startServer } from './support/server-process.ts';
import { postgresVariable } from './support/test-database.ts';
import { cephVariable } from './web/support/ceph-variable.ts';

/** No single test may take longer. */
const timeoutMs = 120_000;

process.chdir(new URL('..', import.meta.url).pathname);
const parameters = process.argv.slice(2);
const options = parameters.filter((parameter) => parameter.startsWith('-'));
const parts = parameters.filter((parameter) => !parameter.startsWith('-'));

const chosen = globSync('test/**/*.test.ts')
  .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
  .sort();
if (chosen.length === 0) fail(`No test file has ${parts.join(' or ')} in its path.`);

const needsPostgres = (file: string) => needsOf(file).includes('postgres');
/** A browser does not see the database. */
const isForBoth = (file: string) =>
  !needsOf(file).includes('browser') &&
  /\b(openTest(App|Database)|testDatabaseOpener)\(/.test(readFileSync(file, 'utf8'));
const isForStorages = (file: string) => /\bstartStoredWebApp\(/.test(readFileSync(file, 'utf8'));
const { LECTERN_TEST_ON: only = 'all' } = process.env;
const on = (name: string, isFor: (file: string) => boolean) =>
  ['all', name].includes(only) ? chosen.filter(isFor) : [];
const onSqlite = on('sqlite', (file) => !needsPostgres(file));
const onPostgres = on('postgres', (file) => needsPostgres(file) || isForBoth(file));
const onCeph = on('ceph', isForStorages);

const needed = [...onSqlite, ...onPostgres, ...onCeph].flatMap(needsOf);
const ofServers = [...(onPostgres.length > 0 ? ['postgres'] : []), ...(onCeph.length > 0 ? ['ceph'] : [])];
const leftOut = meetNeeds(new Set([...needed, ...ofServers]), say);
const cannotRun = (words: ReadonlyArray<string>) => leftOut.some(({ word }) => words.includes(word));
const note = leftOut.map(({ word, reason }) => `Left out: *.${word}.*test.ts: ${reason}.`).join('\n');
if (note && process.env['CI'] === 'true') fail(`${note}\nWith CI=true nothing may be left out.`);
if (note) say(`${note}\n`);

// Every server serves it.
const { status: built } = spawnSync(process.execPath, ['web/build-when-needed.ts'], { stdio: 'inherit' });
if (built !== 0) fail('The web app could not be built.');

// The end-to-end suites start from a copy of this. A demo that cannot start fails them one by one.
const needsDemo = chosen.some((file) => /^test\/(e2e|web)\//.test(file));
const demo = needsDemo ? await startServer('demo').catch(() => undefined) : undefined;
await demo?.stop();

const runs: Array<{ place: string; passed: boolean }> = [];
runSuites('SQLite', onSqlite, demo ? { [seededFolderVariable]: demo.dataDir } : {});
if (onPostgres.length > 0 && !cannotRun(['postgres'])) {
  const server = await startTemplateServer();
  runSuites('PostgreSQL', onPostgres, { [postgresVariable]: server.url });
  await server.end();
}

if (onCeph.length > 0 && !cannotRun(['ceph'])) {
  const { endpoint, accessKeyId, secretAccessKey, stop } = await startCeph();
  runSuites('Ceph', onCeph, { [cephVariable]: JSON.stringify({ endpoint, accessKeyId, secretAccessKey }) });
  await stop();
}

/** Runs suites on one database or storage to their end. */
function runSuites(
  place: string,
  files: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>>,
): void {
  const found = files.filter((file) => !cannotRun(needsOf(file)));
  if (found.length === 0) return;
  say(`\nOn ${place}: ${found.length} files\n`);
  const { status } = spawnSync(
    process.execPath,
    [
      '--test',
      '--test-reporter=spec',
      // Most suites wait for processes that they start, so there may be one more than there are cores.
      `--test-concurrency=${availableParallelism() + 1}`,
      `--test-timeout=${timeoutMs}`,
      ...options,
      ...found,
    ],
    { stdio: 'inherit', env: { ...process.env, ...environment } },
  );
  runs.push({ place, passed: status === 0 });
}

await demo?.end();
if (note) say(`\n${note}`);
say(runs.map(({ place, passed }) => `\n${place}: ${passed ? 'passed' : 'failed'}`).join(''));
process.exitCode = runs.length > 0 && runs.every(({ passed }) => passed) ? 0 : 1;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
