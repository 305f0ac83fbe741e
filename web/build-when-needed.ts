import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the web app unless what is built is newer than everything that it is built of. */

const root = join(import.meta.dirname, '..');
const built = join(import.meta.dirname, 'dist/index.html');
const sources = [
  ...['web/src', 'web/public', 'client/src', 'problems'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, String(name))),
  ),
  ...['index.html', 'vite.config.ts', 'first-paint.ts', 'pdfjs.ts', 'package.json'].map((name) =>
    join(import.meta.dirname, name),
  ),
  join(root, 'package-lock.json'),
];

const changedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (sources.some((path) => changedAt(path) > changedAt(built))) {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exitCode = status ?? 1;
}
