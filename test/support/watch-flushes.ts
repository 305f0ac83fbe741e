import { type FileHandle, open, stat } from 'node:fs/promises';
import { mock } from 'node:test';

/**
 * Watches which files and folders are flushed to the disk from now on.
 * @param onFlush called before each
 * @returns a function that returns which of some paths were flushed, in order; a file counts under its later name too
 */
export async function watchFlushes(
  onFlush: () => void = () => {},
): Promise<(paths: ReadonlyArray<string>) => Promise<Array<string>>> {
  const inodes: Array<number> = [];
  const any = await open(import.meta.filename);
  const handle: FileHandle = Object.getPrototypeOf(any);
  await any.close();
  const { sync } = handle;
  mock.method(handle, 'sync', async function (this: FileHandle) {
    onFlush();
    inodes.push((await this.stat()).ino);
    return sync.call(this);
  });
  return async (paths) => {
    const named = await Promise.all(paths.map(async (path) => [(await stat(path)).ino, path] as const));
    return inodes.flatMap((inode) => named.filter(([ino]) => ino === inode).map(([, path]) => path));
  };
}
