import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian's Chromium, or the one of another system. */
export const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The same without windows and extensions, such as its PDF viewer, with less than half of the work. */
export const headlessShellNames = ['chromium-headless-shell', 'chrome-headless-shell'];

/** Debian's Firefox, or the one of another system. */
export const firefoxNames = ['firefox-esr', 'firefox'];

/** Either works; older Debian has only the second. */
export const redisNames = ['valkey-server', 'redis-server'];

/** The path of the first of these programs that is installed. */
export function findProgram(names: ReadonlyArray<string>): string | undefined {
  // Servers are in /usr/sbin, which is only in root's path, and Debian's PostgreSQL is in its own folder.
  const postgres = globSync('/usr/lib/postgresql/*/bin').sort().reverse();
  const folders = [...(process.env['PATH']?.split(delimiter) ?? []), '/usr/sbin', ...postgres];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
