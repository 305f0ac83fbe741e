import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the web app if a source is newer than the last build, and prints how long that takes. */

const root = join(import.meta.dirname, '..');
const built = join(import.meta.dirname, 'dist/index.html');
const sources = [
  ...['web/src', 'web/public', 'client/src', 'problems'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, String(name))),
  ),
  ...['index.html', 'vite.config.ts', 'first-paint.ts', 'mantine-styles.ts', 'pdfjs.ts', 'package.json'].map(
    (name) => join(import.meta.dirname, name),
  ),
  join(root, 'package-lock.json'),
];

const changedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (sources.some((path) => changedAt(path) > changedAt(built))) process.exitCode = await build();

async function build(): Promise<number> {
  const begunMs = performance.now();
  const seconds = () => Math.round((performance.now() - begunMs) / 1000);
  const { stderr } = process;
  stderr.write('Building the web app; this takes some ten seconds …\n');
  const ticking = stderr.isTTY ? setInterval(() => stderr.write(`\r${seconds()} s `), 1000) : undefined;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', '--mode', 'quick', '--logLevel', 'warn'], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  clearInterval(ticking);
  if (stderr.isTTY) stderr.write('\r');
  if (code === 0) stderr.write(`Built the web app in ${seconds()} s.\n`);
  return code ?? 1;
}
