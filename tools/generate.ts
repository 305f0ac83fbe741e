/**
 * `npm run generate` writes every file that follows from others. With `--check` it writes nothing, and fails when
 * one of them is out of date.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { commandReference } from './command-reference.ts';
import { withSettingsTable } from './settings-table.ts';
import { webIcons } from './web-icons.ts';

process.chdir(new URL('..', import.meta.url).pathname);
const isCheck = process.argv.includes('--check');

/** In order: what the client has follows from the document. */
const generated: ReadonlyArray<{ readonly file: string; readonly make: () => string }> = [
  { file: 'openapi.json', make: () => outputOf(process.execPath, 'src/main.cjs', 'openapi') },
  {
    file: 'client/src/api-types.ts',
    make: () => outputOf('npm', 'run', '--silent', '--workspace', 'client', 'api'),
  },
  {
    file: 'client/src/keyed-paths.ts',
    make: () => outputOf('npm', 'run', '--silent', '--workspace', 'client', 'keyed-paths'),
  },
  { file: 'docs/settings.md', make: () => withSettingsTable(readFileSync('docs/settings.md', 'utf8')) },
  { file: 'docs/commands.md', make: commandReference },
  { file: 'web/src/ui/icons.ts', make: webIcons },
];

const outdated = generated.filter(({ file, make }) => {
  const text = make();
  if (readFileSync(file, 'utf8') === text) return false;
  if (!isCheck) writeFileSync(file, text);
  return true;
});

const names = outdated.map(({ file }) => file).join(', ');
if (isCheck && outdated.length > 0) {
  process.stderr.write(`Out of date: ${names}. Run "npm run generate", and commit what it writes.\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(outdated.length > 0 ? `Wrote ${names}.\n` : 'All that is generated is up to date.\n');
}

function outputOf(command: string, ...args: ReadonlyArray<string>): string {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`"${[command, ...args].join(' ')}" failed.`);
  return stdout;
}
