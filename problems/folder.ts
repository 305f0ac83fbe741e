import { archiveName } from './archive-name.ts';
import type { FileSource, SourceFile } from './file-source.ts';
import { PackageError } from './package-error.ts';
import type { PackageLimits } from './package-limits.ts';

/** A folder of a source, as readers of packages see it. */
export interface Folder {
  /** Its name; of the root, that of the source; of an archive, without the extension. */
  readonly name: string;
  /** From the root, which has the empty path. */
  readonly path: string;
  readonly parent: Folder | undefined;
  readonly isArchive: boolean;
  /** By name. */
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly folders: ReadonlyMap<string, Folder>;
}

interface GrowingFolder extends Folder {
  readonly files: Map<string, SourceFile>;
  readonly folders: Map<string, GrowingFolder>;
}

/**
 * The root of the folders that the paths of a source make, in the order of the paths, whatever order a disk has.
 * @throws PackageError `too-many-files` beyond the depth; `path-ambiguous` when a path is there twice, or is a file and
 * a folder
 */
export function toFolders(
  { name, files, archives }: Pick<FileSource, 'name' | 'files' | 'archives'>,
  { maxDepth }: Pick<PackageLimits, 'maxDepth'>,
): Folder {
  const root = emptyFolder({ name, path: '', parent: undefined, isArchive: archives.has('') });
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const names = file.path.split('/');
    const fileName = names.pop() ?? '';
    if (names.length > maxDepth) {
      throw new PackageError(
        'too-many-files',
        `"${file.path}" is more than ${maxDepth} folders deep. Move it up.`,
      );
    }
    const folder = names.reduce((parent, each) => folderIn(parent, each, archives), root);
    if (folder.files.has(fileName) || folder.folders.has(fileName)) throw ambiguous(file.path);
    folder.files.set(fileName, file);
  }
  return root;
}

function folderIn(parent: GrowingFolder, name: string, archives: FileSource['archives']): GrowingFolder {
  const known = parent.folders.get(name);
  if (known) return known;
  const path = parent.path === '' ? name : `${parent.path}/${name}`;
  if (parent.files.has(name)) throw ambiguous(path);
  const isArchive = archives.has(path);
  const folder = emptyFolder({ name: isArchive ? archiveName(name) : name, path, parent, isArchive });
  parent.folders.set(name, folder);
  return folder;
}

const emptyFolder = (
  known: Pick<GrowingFolder, 'name' | 'path' | 'parent' | 'isArchive'>,
): GrowingFolder => ({
  ...known,
  files: new Map(),
  folders: new Map(),
});

const ambiguous = (path: string) =>
  new PackageError('path-ambiguous', `"${path}" occurs twice, so nothing was read. Remove one.`);

/** A file below a folder, by its path from there. */
export function fileAt(folder: Folder, path: string): SourceFile | undefined {
  const names = path.split('/');
  const fileName = names.pop() ?? '';
  const holder = names.reduce<Folder | undefined>((found, name) => found?.folders.get(name), folder);
  return holder?.files.get(fileName);
}

/** The files directly in a folder below this one; none when it is not there. */
export function filesIn(folder: Folder, name: string): ReadonlyArray<SourceFile> {
  return [...(folder.folders.get(name)?.files.values() ?? [])];
}

export const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
