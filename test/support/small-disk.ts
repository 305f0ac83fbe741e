import { execFileSync } from 'node:child_process';
import { mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../src/lib/errors.ts';
import { newFolder } from './server-process.ts';

export type SmallDisk = Awaited<ReturnType<typeof mountSmallDisk>>;

const maxFiles = 4000;

/** A file system in memory, of this size (tmpfs(5)). */
export async function mountSmallDisk(mebibytes: number) {
  const folder = await newFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,nr_inodes=${maxFiles}`, 'none', folder]);
  const ballast = join(folder, 'ballast');
  mkdirSync(ballast);
  return {
    folder,
    /** Fills it to the last block; empty files can still be created. */
    fillBytes: () =>
      void execFileSync('sh', ['-c', `cat /dev/zero >> ${join(ballast, 'bytes')} 2> /dev/null || true`]),
    /** Fills it to the last file; existing files can still grow. */
    fillNames() {
      try {
        for (let name = 0; ; name += 1) writeFileSync(join(ballast, String(name)), '');
      } catch (error) {
        if (codeOf(error) !== 'ENOSPC') throw error;
      }
    },
    /** Removes what filled it. */
    makeRoom() {
      rmSync(ballast, { recursive: true });
      mkdirSync(ballast);
    },
    unmount() {
      execFileSync('umount', [folder]);
      rmdirSync(folder);
    },
  };
}
