import { openInnerArchives, PackageError, type PackageLimits, packageLimits } from 'lectern-problems';
import { asPdf, type Opened } from './open-dropped.ts';

/** A dropped folder (https://wicg.github.io/entries-api/). */
export type DroppedFolder = Pick<FileSystemDirectoryEntry, 'name' | 'isDirectory' | 'createReader'>;

/** Browsers ask the system about each file. A contest with all its tests has a few thousand. */
const folderLimits: PackageLimits = { ...packageLimits, maxFiles: 20_000 };

/** Folders of version control and packages contain no problems. */
const passedOver = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * A folder and the archives in it, read like `lectern push` does from disk.
 * @throws PackageError `too-many-files` beyond 20,000 files or 32 nested folders; `file-unreadable`
 */
export async function openFolder(folder: DroppedFolder, signal?: AbortSignal): Promise<Opened> {
  const files = new Map<string, File>();
  const waiting = [{ folder, path: '', depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, depth } = next;
    if (depth > folderLimits.maxDepth) throw tooMany();
    const reader = next.folder.createReader();
    // Browsers return entries in batches, and an empty one at the end.
    for (let entries = await readSome(reader); entries.length > 0; entries = await readSome(reader)) {
      signal?.throwIfAborted();
      const kept = entries.filter(({ name }) => !passedOver.has(name));
      const pathOf = ({ name }: FileSystemEntry) => (path === '' ? name : `${path}/${name}`);
      for (const entry of kept.filter(isFolder)) {
        waiting.push({ folder: entry, path: pathOf(entry), depth: depth + 1 });
      }
      const found = kept.filter(isFile);
      if (files.size + found.length > folderLimits.maxFiles) throw tooMany();
      for (const [entry, file] of await Promise.all(found.map(withFile))) files.set(pathOf(entry), file);
    }
  }
  const fileAt = (path: string) => {
    const file = files.get(path);
    if (file) return file;
    throw unreadable(path);
  };
  const source = await openInnerArchives(
    {
      name: folder.name,
      leftOut: [],
      archives: new Set(),
      files: [...files].map(([path, { size }]) => ({ path, size })),
      async read(path) {
        const file = fileAt(path);
        if (file.size > folderLimits.maxFileBytes) {
          throw new PackageError('too-large', `"${path}" has more than ${folderLimits.maxFileBytes} bytes.`);
        }
        const bytes = await file.arrayBuffer().catch(() => undefined);
        if (!bytes) throw unreadable(path);
        return new Uint8Array(bytes);
      },
    },
    async (path) => fileAt(path),
    folderLimits,
  );
  return {
    name: folder.name,
    source,
    // A PDF in the folder itself is read directly.
    open: async (path) => files.get(path) ?? asPdf(await source.read(path)),
  };
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

const readSome = (reader: FileSystemDirectoryReader) =>
  new Promise<ReadonlyArray<FileSystemEntry>>((resolve, reject) => {
    reader.readEntries(resolve, () => reject(unreadable('A folder')));
  });

const withFile = (entry: FileSystemFileEntry) =>
  new Promise<readonly [FileSystemFileEntry, File]>((resolve, reject) => {
    entry.file(
      (file) => resolve([entry, file]),
      () => reject(unreadable(entry.name)),
    );
  });

const unreadable = (what: string) => new PackageError('file-unreadable', `${what} cannot be read.`);

const tooMany = () =>
  new PackageError(
    'too-many-files',
    `The folder has more than ${folderLimits.maxFiles} files, or more than ${folderLimits.maxDepth} folders within each other.`,
  );
