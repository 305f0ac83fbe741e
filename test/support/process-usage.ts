import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** All memory of a process that is in RAM, in bytes (VmRSS of proc_pid_status(5), so on Linux alone). */
export function residentBytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}

/** What the open descriptors of a process lead to: a path, or `socket:[…]` and the like. */
export function openDescriptors(pid: number): ReadonlyArray<string> {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(`${folder}/${name}`)];
    } catch {
      return []; // closed meanwhile
    }
  });
}
