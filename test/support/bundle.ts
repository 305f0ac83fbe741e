import { join } from 'node:path';
import { outputOf, repositoryRoot } from './server-process.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { bundleVariable } from './variables.ts';

/** Lectern as `tools/bundle.ts` builds it: the folder that this test run has, or a new one. */
export async function bundledLectern(): Promise<string> {
  const made = process.env[bundleVariable];
  if (made) return made;
  const folder = join(temporaryFolder(), 'bundle');
  await outputOf(process.execPath, ['web/build-when-needed.ts'], repositoryRoot);
  await outputOf(process.execPath, ['tools/bundle.ts', folder], repositoryRoot);
  return folder;
}
