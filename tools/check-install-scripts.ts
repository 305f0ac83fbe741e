import { readFileSync } from 'node:fs';
import packageJson from '../package.json' with { type: 'json' };

/**
 * Fails when a package of the lockfile runs a script on installation and `allowScripts` of package.json does not name
 * it, with true or false. A new npm refuses to install it (.npmrc); older ones run it.
 */
const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Readonly<Record<string, { hasInstallScript?: boolean }>>;
};
const named = new Set(Object.keys(packageJson.allowScripts));
const unnamed = Object.entries(packages)
  .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript === true) // '' is our own
  .map(([path]) => path.replace(/^.*node_modules\//, ''))
  .filter((name) => !named.has(name));

if (unnamed.length > 0) {
  process.stderr.write(
    `These packages run a script on installation: ${unnamed.join(', ')}. Look at it, and name them in allowScripts of package.json.\n`,
  );
  process.exitCode = 1;
}
