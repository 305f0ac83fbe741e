import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { outputOf, repositoryRoot } from './server-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const cache = join(repositoryRoot, 'node_modules/.cache/packed-libraries');
const names = ['lectern-client', 'lectern-signing'] as const;

/** All files of the libraries that the compiler and npm read. */
const sources = () =>
  globSync('{{client,signing}/**,*.json,tools/build-libraries.ts}', {
    cwd: repositoryRoot,
    exclude: ({ name }) => ['node_modules', 'dist'].includes(name),
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(repositoryRoot.length))
    .sort();

/**
 * The archives of the libraries, as npm publishes them. They are packed once for each state of their sources, for all
 * suites and runs; of suites that pack at the same time, the first one to finish keeps its archives.
 */
export async function packedLibraries(): Promise<Readonly<Record<(typeof names)[number], string>>> {
  const hash = createHash('sha256');
  for (const file of sources()) hash.update(`${file}\0`).update(readFileSync(join(repositoryRoot, file)));
  const home = join(cache, hash.digest('hex').slice(0, 16));
  if (!existsSync(home)) await pack(home);
  const archiveOf = (name: string) => join(home, `${name}-${packageJson.version}.tgz`);
  return { 'lectern-client': archiveOf('lectern-client'), 'lectern-signing': archiveOf('lectern-signing') };
}

async function pack(home: string): Promise<void> {
  const folder = temporaryFolder();
  await outputOf(process.execPath, ['tools/build-libraries.ts', folder], repositoryRoot);
  const own = `${home}.${process.pid}`;
  mkdirSync(own, { recursive: true });
  const built = ['client', 'signing'].map((library) => join(folder, library, 'dist'));
  await outputOf('npm', ['pack', '--offline', '--pack-destination', own, ...built], repositoryRoot);
  try {
    renameSync(own, home);
  } catch {
    rmSync(own, { recursive: true }); // another suite was faster
  }
}
