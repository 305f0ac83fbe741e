import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageFolders } from './package-folders.ts';
import { isNewer, isPatchOf, isVersion, releaseChangelog, withVersion } from './release-texts.ts';

/**
 * Makes a release in a clean checkout of `main`: node tools/release.ts VERSION [--dry-run] [--skip check|build …]
 *
 * Checks, packs, keeps a data folder, writes the notes, commits and tags. It doesn't push or publish, but prints the commands for that. If
 * a step fails, the checkout is restored.
 */
const usage = 'node tools/release.ts VERSION [--dry-run] [--skip check] [--skip build]';
const root = join(import.meta.dirname, '..');
const carriers = [
  'package.json',
  ...[...packageFolders, 'web'].map((folder) => `${folder}/package.json`),
  'package-lock.json',
  'openapi.json',
  'docs/install.md',
  'docs/start.md',
];
const migrations = ['src/database/migrations', ':(glob)src/features/*/[0-9]*.ts'];
const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` };

const pathOf = (file: string) => join(root, file);
const read = (file: string) => readFileSync(pathOf(file), 'utf8');
const git = (...args: ReadonlyArray<string>) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trimEnd();
const run = (program: string, ...args: ReadonlyArray<string>) =>
  execFileSync(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
const say = (text: string) => void process.stdout.write(`${text}\n`);

interface Step {
  readonly does: string;
  readonly run: () => unknown;
}

function release(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, skip: { type: 'string', multiple: true } },
  });
  const { 'dry-run': isDry = false, skip = [] } = values;
  const [version = ''] = positionals;
  if (!isVersion(version) || positionals.length > 1) throw new Error(`${usage}, where VERSION is like 0.2.0`);
  refuseUncleanCheckout();
  refuseVersion(version);
  const steps = stepsOf(version, skip);
  if (isDry) {
    if (!skip.includes('check')) run('npm', 'run', '--silent', 'check');
    for (const { does } of steps) say(`Would ${does}`);
    say('Nothing was changed.');
    return;
  }
  try {
    for (const step of steps) {
      say(`Now: ${step.does}`);
      step.run();
    }
  } catch (error) {
    git('restore', '--staged', '--worktree', '.');
    git('clean', '--quiet', '--force', 'test/fixtures/data-folders');
    throw error;
  }
  say(`
v${version} is committed and tagged here, and nowhere else. Next:
  .ci/run                                # on a clean clone of the tag
  node tools/release-files.ts release/${version} --key ~/.ssh/KEY   # all other files, with their digests, signed
  git push --follow-tags origin main
  npm publish release/${version}/NAME.tgz         # for each archive that is to be published
The notes of the release are in release/${version}/notes.txt.`);
}

function refuseUncleanCheckout(): void {
  const branch = git('branch', '--show-current');
  if (branch !== 'main') throw new Error(`Releases are made on main, and this is ${branch || 'no branch'}.`);
  const changed = git('status', '--porcelain');
  if (changed !== '') throw new Error(`Commit or remove what is changed first:\n${changed}`);
}

/** The promise of earlier versions: docs/upgrading.md. */
function refuseVersion(version: string): void {
  const released = git('tag', '--list', 'v*')
    .split('\n')
    .map((tag) => tag.slice(1))
    .filter(isVersion);
  const last = released.reduce<string | undefined>(
    (newest, each) => (newest === undefined || isNewer(each, newest) ? each : newest),
    undefined,
  );
  if (last === undefined) return;
  if (!isNewer(version, last)) throw new Error(`${version} is not newer than ${last}, which is released.`);
  const changed = git('diff', '--name-status', `v${last}`, 'HEAD', '--', ...migrations)
    .split('\n')
    .filter(Boolean);
  // A database that has run the first migration would never get a change to it.
  const rewritten = changed.filter((line) => /^(?!A).*\/\d{4}-|\/0001-tables\.ts$/.test(line));
  if (rewritten.length > 0)
    throw new Error(`Released migrations are never changed:\n${rewritten.join('\n')}`);
  if (changed.length > 0 && isPatchOf(version, last)) {
    throw new Error(
      `${version} is a patch release of ${last}, and these change the schema:\n${changed.join('\n')}`,
    );
  }
}

function stepsOf(version: string, skip: ReadonlyArray<string>): ReadonlyArray<Step> {
  const from: string = JSON.parse(read('package.json')).version;
  const date = new Date().toISOString().slice(0, 10);
  const { changelog, notes } = releaseChangelog(read('CHANGELOG.md'), { version, date });
  const texts = carriers.map((file) => [file, withVersion(file, read(file), { from, to: version })] as const);
  const folder = `release/${version}`;
  const steps: ReadonlyArray<Step & { readonly name?: string }> = [
    {
      does: `set the version ${version} in ${carriers.join(', ')}`,
      run() {
        for (const [file, text] of texts) writeFileSync(pathOf(file), text);
      },
    },
    {
      does: `move "Unreleased" of CHANGELOG.md to "${version} - ${date}"`,
      run: () => writeFileSync(pathOf('CHANGELOG.md'), changelog),
    },
    { name: 'check', does: 'run npm run check', run: () => run('npm', 'run', '--silent', 'check') },
    {
      does: `keep test/fixtures/data-folders/${version}.tar.gz`,
      run: () => run('node', 'tools/keep-data-folder.ts'),
    },
    {
      does: `write the notes of the release to ${folder}/notes.txt`,
      run() {
        mkdirSync(pathOf(folder), { recursive: true });
        writeFileSync(pathOf(`${folder}/notes.txt`), notes);
      },
    },
    {
      name: 'build',
      does: 'build the server and the libraries',
      run() {
        run('npm', 'run', '--silent', 'build');
        run('node', 'tools/build-libraries.ts');
      },
    },
    {
      does: `commit "Release ${version}"`,
      run() {
        git('add', '--all');
        git('commit', '--quiet', '--message', `Release ${version}`);
      },
    },
    {
      does: `tag v${version} with the notes`,
      run: () =>
        git(
          'tag',
          '--annotate',
          `v${version}`,
          '--cleanup=verbatim',
          '--file',
          pathOf(`${folder}/notes.txt`),
        ),
    },
  ];
  return steps.filter(({ name = '' }) => !skip.includes(name));
}

try {
  release();
} catch (error) {
  process.stderr.write(`release: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
