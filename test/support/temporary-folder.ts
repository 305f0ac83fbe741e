import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryFolderVariable } from './variables.ts';

/** What all unit suites store, with plenty to spare. */
const roomBytes = 2 ** 32;
const tmpfsType = 0x01021994; // statfs(2)

const folders: Array<string> = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is removed after the tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(process.env[memoryFolderVariable] ?? tmpdir(), 'lectern-test-'));
  folders.push(folder);
  return folder;
}

/** A folder in memory, where a flush takes no time; undefined where there is none with enough room. */
export function memoryFolder(path = '/dev/shm'): string | undefined {
  try {
    const { type, bavail, bsize } = statfsSync(path);
    return type === tmpfsType && bavail * bsize > roomBytes ? path : undefined;
  } catch {
    return undefined;
  }
}
