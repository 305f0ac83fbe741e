import { openArchive } from './archive.ts';
import { isArchive } from './archive-name.ts';
import type { BrokenArchive, FileSource } from './file-source.ts';
import { filesBesidePackages } from './find-problems.ts';
import { baseName, toFolders } from './folder.ts';
import { PackageError } from './package-error.ts';
import { type PackageLimits, packageLimits } from './package-limits.ts';
import type { LeftOut } from './problem.ts';

/**
 * A folder with the archives in it opened, as folders below their paths. Those within packages stay closed, since they hold
 * tests and attachments, and so do archives within archives. All of them together keep to the limits of one.
 * @param openBlob opens a file of the folder without reading it
 * @throws PackageError as `toFolders`
 */
export async function openInnerArchives(
  folder: FileSource,
  openBlob: (path: string) => Promise<Blob>,
  limits: PackageLimits = packageLimits,
): Promise<FileSource> {
  const found = [...filesBesidePackages(toFolders(folder, limits))].filter(({ path }) =>
    isArchive(baseName(path)),
  );
  const opened = new Map<string, FileSource>();
  const broken: Array<BrokenArchive> = [];
  const left = { maxFiles: limits.maxFiles - folder.files.length, maxTotalBytes: limits.maxTotalBytes };
  for (const { path } of found) {
    try {
      const archive = await openArchive(await openBlob(path), baseName(path), { ...limits, ...left });
      toFolders({ ...archive, files: below(path, archive.files) }, limits); // too deep, or ambiguous
      left.maxFiles -= archive.files.length + archive.leftOut.length;
      left.maxTotalBytes -= archive.files.reduce((sum, { size }) => sum + size, 0);
      opened.set(path, archive);
    } catch (error) {
      if (!(error instanceof PackageError)) throw error;
      broken.push({ path, error });
    }
  }
  const archives = [...opened];
  const places = new Map<string, { readonly archive: FileSource; readonly path: string }>(
    archives.flatMap(([path, archive]) =>
      archive.files.map((file) => [`${path}/${file.path}`, { archive, path: file.path }] as const),
    ),
  );
  return {
    name: folder.name,
    archives: new Set(opened.keys()),
    broken,
    files: [
      ...folder.files.filter(({ path }) => !opened.has(path)),
      ...archives.flatMap(([path, { files }]) => below(path, files)),
    ],
    leftOut: [...folder.leftOut, ...archives.flatMap(([path, { leftOut }]) => below<LeftOut>(path, leftOut))],
    read(path) {
      const place = places.get(path);
      return place ? place.archive.read(place.path) : folder.read(path);
    },
  };
}

const below = <Item extends { readonly path: string }>(path: string, items: ReadonlyArray<Item>) =>
  items.map((item) => ({ ...item, path: `${path}/${item.path}` }));
