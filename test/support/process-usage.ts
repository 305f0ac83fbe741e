import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** All memory of a process that is in RAM, in bytes (VmRSS of proc_pid_status(5), so only on Linux). */
export function residentBytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}

/** The targets of a process's open descriptors: paths, `socket:[…]` and similar. */
export function openDescriptors(pid: number): ReadonlyArray<string> {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(`${folder}/${name}`)];
    } catch {
      return []; // closed in the meantime
    }
  });
}
