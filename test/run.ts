/**
 * The test command: `npm test`, or `npm test -- e2e/crash --test-name-pattern=SIGKILL` for a part.
 * Arguments that begin with a dash go to Node's test runner, the others choose files by a part of their path.
 *
 * A suite that needs a program or a server says so in its file name (`*.browser.test.ts`); the table is in
 * support/needs.ts. On Debian as root it is installed when it is missing; elsewhere its suites are left out, and
 * that is said. With CI=true nothing may be left out.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { meetNeeds } from './support/needs.ts';
import { seededFolderVariable, startServer } from './support/server-process.ts';

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

const leftOut = meetNeeds(chosen, say);
const isLeftOut = (file: string) => leftOut.some(({ ending }) => file.endsWith(ending));
const note = leftOut.map(({ ending, reason }) => `Left out: *${ending}: ${reason}.`).join('\n');
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

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
