/**
 * The test command: `npm test`, or `npm test -- e2e/crash --test-name-pattern=SIGKILL` for a part.
 * Arguments that begin with a dash go to Node's test runner, the others choose files by a part of their path.
 *
 * A suite that needs a program says so in its file name (`*.browser.test.ts`). On Debian as root the
 * program is installed when it is missing; elsewhere its suites are left out, and that is said. With
 * CI=true nothing may be left out.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { chromiumNames, findProgram } from './support/find-program.ts';
import { seededFolderVariable, startServer } from './support/server-process.ts';

/** What suites need beyond npm packages, by the ending of their names. */
const needs = [
  { ending: '.browser.test.ts', programs: chromiumNames, debianPackage: 'chromium' },
  { ending: '.curl.test.ts', programs: ['curl'], debianPackage: 'curl' },
] as const;

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

const isMissing = (need: (typeof needs)[number]) =>
  chosen.some((file) => file.endsWith(need.ending)) && !findProgram(need.programs);
const reason = install(needs.filter(isMissing).map((need) => need.debianPackage));
const missing = needs.filter(isMissing);
const isLeftOut = (file: string) => missing.some(({ ending }) => file.endsWith(ending));

const note = missing
  .map(
    ({ ending, debianPackage }) => `Left out: *${ending}, as ${debianPackage} is not installed (${reason}).`,
  )
  .join('\n');
if (note && process.env['CI'] === 'true') fail(`${note}\nWith CI=true nothing may be left out.`);
if (note) say(`${note}\n`);

// The end-to-end suites start from a copy of this. A demo that cannot start fails them one by one.
const needsDemo = chosen.some((file) => file.startsWith('test/e2e/'));
const demo = needsDemo ? await startServer('demo').catch(() => undefined) : undefined;
await demo?.stop();

const { status } = spawnSync(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    // Most suites wait for processes that they start, so there may be one more than there are cores.
    `--test-concurrency=${availableParallelism() + 1}`,
    `--test-timeout=${timeoutMs}`,
    ...options,
    ...chosen.filter((file) => !isLeftOut(file)),
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, ...(demo ? { [seededFolderVariable]: demo.dataDir } : {}) },
  },
);
await demo?.end();
if (note) say(`\n${note}`);
process.exitCode = status ?? 1;

/** Installs Debian packages, and gives the reason when it cannot. */
function install(packages: ReadonlyArray<string>): string {
  if (packages.length === 0) return '';
  if (!existsSync('/etc/debian_version')) return 'this is not Debian; install it yourself';
  if (process.getuid?.() !== 0) return 'only root can install it';
  say(`Installing ${packages.join(' ')} for the tests …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const commands = [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ];
  for (const command of commands) {
    const { status, stdout, stderr } = spawnSync('apt-get', command, { env, encoding: 'utf8' });
    if (status !== 0) {
      say(`${stdout}${stderr}`);
      return `"apt-get ${command[0]}" failed, see above`;
    }
  }
  return 'it was installed, but its program was not found';
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
