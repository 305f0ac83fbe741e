import { readFileSync } from 'node:fs';
import packageJson from '../package.json' with { type: 'json' };

/**
 * Fails if a package in the lockfile has an install script and `allowScripts` in package.json does not list it as true or false. New
 * versions of npm refuse to install it (.npmrc); older ones run the script.
 */
const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Readonly<Record<string, { hasInstallScript?: boolean }>>;
};
const named = new Set(Object.keys(packageJson.allowScripts));
const unnamed = Object.entries(packages)
  .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript === true) // '' is this package
  .map(([path]) => path.replace(/^.*node_modules\//, ''))
  .filter((name) => !named.has(name));

if (unnamed.length > 0) {
  process.stderr.write(
    `These packages run a script on installation: ${unnamed.join(', ')}. Look at it, and name them in allowScripts of package.json.\n`,
  );
  process.exitCode = 1;
}
