import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installPackages } from '../../tools/install-packages.ts';
import { packageFolders } from '../../tools/package-folders.ts';

const sources = ['src', ...packageFolders, 'web/src', 'tools', 'test'];

/**
 * The suites that import, directly or not, a module that differs from a revision: those first that need the fewest
 * steps. Processes that a suite starts and files that it reads do not count as imports.
 */
export function changedSuites(since: string): ReadonlyArray<string> {
  installPackages('tools/checks');
  const { stdout, stderr } = spawnSync(
    join('tools/checks', 'node_modules/.bin/depcruise'),
    [...sources, '--affected', since, '--output-type', 'json'],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser failed:\n${stdout}${stderr}`);
  const { modules }: { modules: ReadonlyArray<Module> } = JSON.parse(stdout);
  const importers = Map.groupBy(
    modules.flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => ({ source, resolved }))),
    ({ resolved }) => resolved,
  );
  const reached = new Set(modules.flatMap(({ source, matchesReaches }) => (matchesReaches ? source : [])));
  // A set is iterated in the order of additions, also those of the loop itself.
  for (const module of reached) for (const { source } of importers.get(module) ?? []) reached.add(source);
  return [...reached].filter((source) => source.endsWith('.test.ts'));
}

interface Module {
  readonly source: string;
  readonly dependencies: ReadonlyArray<{ readonly resolved: string }>;
  readonly matchesReaches?: boolean;
}
