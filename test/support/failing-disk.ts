import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { temporaryFolder } from './temporary-folder.ts';

/** System calls that can fail; opening for reading belongs to `read`, creating and removing names to `name`. */
const kinds = { read: 1, write: 2, flush: 4, name: 8 } as const;
export type CallKind = keyof typeof kinds;

export interface DiskFault {
  readonly kind: CallKind;
  /** Which of these calls fails, counted from 1. */
  readonly nth: number;
  /** SIGKILL ends the process at the call, before it is made. */
  readonly error: 'EIO' | 'ENOSPC' | 'SIGKILL';
  /** Whether all later calls of the kind fail too, until the disk is healed. */
  readonly goesOn: boolean;
}

export type FailingDisk = ReturnType<typeof createFailingDisk>;
export type DiskReport = ReturnType<FailingDisk['heal']>;

/** Instead of an error number, as in failing-disk.c. */
const killed = -1;

/** The plan in failing-disk.c: six numbers and a text. */
const planBytes = 6 * 4 + 256;

/** Fails calls of the C library on files below a folder, in processes with this environment. */
export function createFailingDisk(folder: string) {
  const own = temporaryFolder();
  const [library, plan] = [join(own, 'failing-disk.so'), join(own, 'plan')];
  const source = join(import.meta.dirname, 'failing-disk.c');
  execFileSync('cc', ['-shared', '-fPIC', '-Wall', '-Werror', '-o', library, source, '-ldl']);
  const file = openSync(plan, 'w+');
  after(() => closeSync(file));

  function write(numbers: ReadonlyArray<number>, from: number): void {
    writeSync(file, new Uint8Array(Int32Array.from(numbers).buffer), 0, undefined, from);
  }

  writeSync(file, new Uint8Array(planBytes), 0, undefined, 0);
  return {
    /** For the environment of the processes. */
    environment: { LD_PRELOAD: library, FAILING_DISK_PLAN: plan, FAILING_DISK_FOLDER: folder },
    fail({ kind, nth, error, goesOn }: DiskFault) {
      writeSync(file, new Uint8Array(planBytes), 0, undefined, 0);
      write([nth, error === 'SIGKILL' ? killed : constants.errno[error], Number(goesOn)], 4);
      write([kinds[kind]], 0); // last, because the plan begins with it
    },
    /** Returns how many calls failed, and the first of them, as `fsync /files/objects`. */
    heal() {
      write([0], 0);
      const bytes = Buffer.alloc(planBytes);
      readSync(file, bytes, 0, planBytes, 0);
      const text = bytes.toString('utf8', 24);
      return { failed: bytes.readInt32LE(20), first: text.slice(0, text.indexOf('\0')) };
    },
  };
}
