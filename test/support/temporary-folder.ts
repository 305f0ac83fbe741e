import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryFolderVariable } from './variables.ts';

const memory = '/dev/shm';
/** What all unit suites store on SQLite, with plenty to spare. */
const unitBytes = 2 ** 32;
const tmpfsType = 0x01021994; // statfs(2)

const folders: Array<string> = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is removed after the tests. */
export function temporaryFolder(parent = process.env[memoryFolderVariable] ?? tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'lectern-test-'));
  folders.push(folder);
  return folder;
}

/** A folder in memory, where a flush takes no time; undefined where there is none with this much room, in bytes. */
export function memoryFolder(room = unitBytes): string | undefined {
  try {
    const { type, bavail, bsize } = statfsSync(memory);
    return type === tmpfsType && bavail * bsize > room ? memory : undefined;
  } catch {
    return undefined;
  }
}
