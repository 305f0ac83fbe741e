import { readFileSync } from 'node:fs';

/** What a build has written; undefined where nothing was built. */
export function readBuilt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
