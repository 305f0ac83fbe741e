/**
 * `npm run check` runs the scripts of package.json that check a commit without its tests, as many at once as there are
 * cores, and shows all that fail. Biome checks every file with CI=true, and else those that changed after it passed, without
 * the rule that has to read all files (`biome.changed.json`).
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promise as queue } from 'fastq';
import packageJson from '../package.json' with { type: 'json' };
import { installPackages } from './install-packages.ts';

/** Those that take longest begin first. */
const parts = [
  'lint',
  'types:web',
  'types:server',
  'check:generated',
  'unused',
  'layers',
  'lint:api',
  'check:translations',
  'check:names',
  'check:words',
  'check:install-scripts',
] as const;

/** The time of this file is when Biome last passed. */
const lintPassed = 'node_modules/.cache/check/lint-passed';
/** What decides about files that have not changed. */
const lintRules = /^biome([.]changed)?[.]json$|^[.]gitignore$|[.]grit$|^tools\/checks\/package-lock[.]json$/;

export interface Script {
  readonly name: string;
  readonly command: string;
  readonly args?: ReadonlyArray<string>;
}

/**
 * Runs scripts side by side, and says how each ended; then the whole output of each that failed, with the command that
 * runs it alone.
 * @returns the names of those that failed
 */
export async function runScripts(scripts: ReadonlyArray<Script>): Promise<ReadonlyArray<string>> {
  const pool = queue(run, availableParallelism());
  const outcomes = await Promise.all(scripts.map((script) => pool.push(script)));
  const failures = outcomes.filter(({ isOk }) => !isOk);
  for (const { name, output } of failures) say(`\n=== ${name}: npm run ${name}\n${output.trimEnd()}`);
  const names = failures.map(({ name }) => name);
  if (names.length > 0) say(`\nFailed: ${names.join(', ')}`);
  return names;
}

async function run({ name, command, args = [] }: Script) {
  const begunMs = performance.now();
  const child = spawn('sh', ['-c', `exec 2>&1; ${command} "$@"`, 'sh', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const seconds = ((performance.now() - begunMs) / 1000).toFixed(1).padStart(6);
  say(`${code === 0 ? 'ok    ' : 'failed'} ${seconds} s  ${name}`);
  return { name, isOk: code === 0, output };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/**
 * The files of the current folder's repository that changed after Biome passed at a time: written, renamed, checked out.
 * Their time tells, and not a commit, as one may have been made without a check.
 * @returns undefined for all, if what decides about files that have not changed is among them
 */
export function changedAfter(passedMs: number): ReadonlyArray<string> | undefined {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  const changed = `${listed}`
    .split('\0')
    .filter((file) => (statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? 0) >= passedMs);
  return changed.some((file) => lintRules.test(file)) ? undefined : changed;
}

if (import.meta.main) {
  process.chdir(join(import.meta.dirname, '..'));
  installPackages('tools/checks'); // Once, rather than by all parts at the same time.
  process.env['NODE_COMPILE_CACHE'] = join(process.cwd(), 'node_modules/.cache/lectern');
  const begun = new Date();
  const passedMs = statSync(lintPassed, { throwIfNoEntry: false })?.mtimeMs;
  // Promises that float are found by CI, and by `npm run lint`.
  const files = passedMs === undefined || process.env['CI'] === 'true' ? undefined : changedAfter(passedMs);
  const failed = await runScripts(
    parts
      .filter((name) => name !== 'lint' || files?.length !== 0)
      .map((name) => ({
        name,
        command: packageJson.scripts[name],
        ...(name === 'lint' &&
          files && {
            args: [
              ...['--config-path=biome.changed.json', '--no-errors-on-unmatched'],
              ...['--files-ignore-unknown=true', ...files],
            ],
          }),
      })),
  );
  if (!failed.includes('lint')) {
    rmSync(lintPassed, { force: true }); // It may be linked into a copy of node_modules.
    mkdirSync(dirname(lintPassed), { recursive: true });
    writeFileSync(lintPassed, '');
    utimesSync(lintPassed, begun, begun);
  }
  if (failed.length > 0) process.exitCode = 1;
}
