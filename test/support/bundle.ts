import { dirname, join } from 'node:path';
import { outputOf, repositoryRoot } from './server-process.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { programVariable } from './variables.ts';

/** Lectern as `tools/bundle.ts` builds it: the folder that this test run has, or a new one. */
export async function bundledLectern(): Promise<string> {
  const program = process.env[programVariable];
  if (program) return dirname(program);
  const folder = join(temporaryFolder(), 'bundle');
  await outputOf(process.execPath, ['web/build-when-needed.ts'], repositoryRoot);
  await outputOf(process.execPath, ['tools/bundle.ts', folder], repositoryRoot);
  return folder;
}
