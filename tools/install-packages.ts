import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * Installs the packages of a folder that has its own package.json and lockfile, unless they are already there.
 * Few commands need these packages, so `npm ci` leaves them out. `node tools/install-packages.ts FOLDER` does the same.
 * @throws Error when npm fails; npm has printed the reason
 */
export function installPackages(folder: string): void {
  const home = join(root, folder);
  const modules = join(home, 'node_modules');
  const wanted = readFileSync(join(home, 'package-lock.json'), 'utf8');
  const isInstalled = () => readOptional(join(modules, 'package-lock.json')) === wanted;
  if (isInstalled()) return;
  process.stderr.write(`Installing the packages of ${folder}/ …\n`);
  // In a temporary folder, because another process may be installing them too.
  const temporary = mkdtempSync(join(home, '.installing-'));
  try {
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      copyFileSync(join(home, file), join(temporary, file));
    const { status } = spawnSync('npm', ['ci', '--loglevel=error'], {
      cwd: temporary,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error(`"npm ci" failed in ${folder}/.`);
    copyFileSync(join(temporary, 'package-lock.json'), join(temporary, 'node_modules/package-lock.json'));
    if (isInstalled()) return;
    rmSync(modules, { recursive: true, force: true });
    renameSync(join(temporary, 'node_modules'), modules);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (import.meta.main) for (const folder of process.argv.slice(2)) installPackages(folder);
