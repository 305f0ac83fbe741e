/**
 * `npm run check` runs the scripts of package.json that check a commit without tests, one per core in parallel, and shows all failures.
 * With CI=true, Biome checks every file; otherwise only files changed since it last passed, without the rule that reads all files
 * (`biome.changed.json`).
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

/** The slowest start first. */
const parts = [
  'lint',
  'types:web',
  'types:server',
  'check:generated',
  'unused',
  'layers',
  'lint:api',
  'check:repository',
  'check:translations',
  'check:names',
  'check:words',
  'check:install-scripts',
] as const;
/** Fail alone, and only warn here: a name or a word is no reason to stop. */
const advice: ReadonlySet<string> = new Set(['check:names', 'check:words']);

/** Its modification time is when Biome last passed. */
const lintPassed = 'node_modules/.cache/check/lint-passed';
/** Files that affect the result for unchanged files. */
const lintRules = /^biome([.]changed)?[.]json$|^[.]gitignore$|[.]grit$|^tools\/checks\/package-lock[.]json$/;

export interface Script {
  readonly name: string;
  readonly command: string;
  readonly args?: ReadonlyArray<string>;
}

/**
 * Runs scripts in parallel and prints how each ended, then the output of each that failed or warns, with the command to run it alone.
 * @returns the names of the failed scripts
 */
export async function runScripts(scripts: ReadonlyArray<Script>): Promise<ReadonlyArray<string>> {
  const pool = queue(run, availableParallelism());
  const outcomes = await Promise.all(scripts.map((script) => pool.push(script)));
  const shown = outcomes.filter(({ isOk }) => !isOk);
  for (const { name, output } of shown) say(`\n=== ${name}: npm run ${name}\n${output.trimEnd()}`);
  const names = shown.map(({ name }) => name).filter((name) => !advice.has(name));
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
  say(`${code === 0 ? 'ok    ' : advice.has(name) ? 'warns ' : 'failed'} ${seconds} s  ${name}`);
  return { name, isOk: code === 0, output };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/**
 * The files in the current repository that were written, renamed or checked out after Biome passed. Compares modification times, because
 * commits may have been made without a check.
 * @returns undefined, for all files, if one that affects unchanged files has changed
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
  installPackages('tools/checks'); // Once, before all parts need them in parallel.
  process.env['NODE_COMPILE_CACHE'] = join(process.cwd(), 'node_modules/.cache/lectern');
  const begun = new Date();
  const passedMs = statSync(lintPassed, { throwIfNoEntry: false })?.mtimeMs;
  // CI and `npm run lint` find floating promises.
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
