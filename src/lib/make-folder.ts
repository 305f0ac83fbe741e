import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it. Unlike `mkdir` of Node with `recursive`, it does not try for ever where nothing
 * can be made in a folder that exists, as in /proc.
 * @returns the first folder that was made, or undefined when it was there already
 * @throws what the system says, `EEXIST` for a file in its place
 */
export function makeFolder(path: string, mode: number): string | undefined {
  let first: string | undefined;
  try {
    return makeOne(path, mode);
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) throw error;
    first = makeFolder(parent, mode);
  }
  return makeOne(path, mode) === undefined ? first : (first ?? path);
}

/** The path when it was made; undefined when it was a folder already, also one that another process has just made. */
function makeOne(path: string, mode: number): string | undefined {
  try {
    mkdirSync(path, { mode });
    return path;
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    if (exists && statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    throw error;
  }
}
