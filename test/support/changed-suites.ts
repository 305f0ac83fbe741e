import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installPackages } from '../../tools/install-packages.ts';

const sources = ['src', 'signing', 'problems', 'client/src', 'web/src', 'tools', 'test'];

/**
 * The suites that import, directly or not, a module that differs from a revision, sorted by name. Processes that a
 * suite starts and files that it reads do not count as imports.
 */
export function changedSuites(since: string): ReadonlyArray<string> {
  installPackages('tools/checks');
  const { stdout, stderr } = spawnSync(
    join('tools/checks', 'node_modules/.bin/depcruise'),
    [...sources, '--affected', since, '--output-type', 'json'],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser failed:\n${stdout}${stderr}`);
  const { modules }: { modules: ReadonlyArray<{ source: string }> } = JSON.parse(stdout);
  return modules
    .map(({ source }) => source)
    .filter((source) => source.endsWith('.test.ts'))
    .sort();
}
