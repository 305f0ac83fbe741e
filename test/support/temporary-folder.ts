import { existsSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './ports.ts';
import { memoryFolderVariable } from './variables.ts';

const processes = '/proc/self/ns/pid';
/** Of the processes that can see each other, as one in a container can't see those outside. */
const runs = `lectern-run-${existsSync(processes) ? readlinkSync(processes).replaceAll(/\D/g, '') : ''}-`;

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

/** A folder for everything that a run stores. If the run is killed, the next one removes it. */
export function runFolder(parent: string): string {
  const left = readdirSync(parent).filter(
    (name) => name.startsWith(runs) && !isRunning(Number(name.slice(runs.length))),
  );
  for (const name of left) rmSync(join(parent, name), { recursive: true, force: true });
  const folder = join(parent, `${runs}${process.pid}`);
  mkdirSync(folder, { recursive: true });
  folders.push(folder);
  return folder;
}

/** A folder in memory, where a flush takes no time; undefined where there is none with this much room, in bytes. */
export function memoryFolder(room = unitBytes): string | undefined {
  try {
    const { type, bavail, bsize } = statfsSync(memory);
    return type === tmpfsType && bavail * bsize > room ? runFolder(memory) : undefined;
  } catch {
    return undefined;
  }
}
