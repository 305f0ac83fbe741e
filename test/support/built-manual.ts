import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf, repositoryRoot } from './server-process.ts';
import { bundleVariable } from './variables.ts';

/** Packages contain the manual; a checkout may not have built it yet. */
export async function makeManualWhenMissing(): Promise<void> {
  if (process.env[bundleVariable] || existsSync(join(repositoryRoot, 'docs/.vitepress/dist/index.html')))
    return;
  await outputOf('npm', ['run', 'docs'], repositoryRoot);
}
