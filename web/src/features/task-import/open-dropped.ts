import { type FileSource, isArchive, kindOf, openArchive } from 'lectern-problems';

/** A source of problems: an archive, a folder, or all PDFs dropped together. */
export interface Opened {
  /** Its file or folder name; empty for PDFs. */
  readonly name: string;
  readonly source: FileSource;
  /** @throws PackageError as `read` of the source */
  open(path: string): Promise<Blob>;
}

/** Kind of a file, by its name and first bytes; `source` is a statement in another format than PDF. */
export async function kindOfFile(file: File): Promise<'pdf' | 'archive' | 'source' | 'not-taken'> {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const kind = kindOf(extension);
  if (kind === 'PDF') return 'pdf';
  if (kind !== undefined) return 'source';
  if (isArchive(file.name)) return 'archive';
  return (await startOf(file)) === 'PK\x03\x04' ? 'archive' : 'not-taken';
}

/** A folder that the page can't open looks like an unreadable file. */
const startOf = (file: Blob) =>
  file
    .slice(0, 4)
    .text()
    .catch(() => '');

/** @throws PackageError as `openArchive` */
export async function openArchiveFile(file: File): Promise<Opened> {
  const source = await openArchive(file, file.name);
  return {
    name: file.name,
    source,
    open: async (path) => asPdf(await source.read(path)),
  };
}

export const asPdf = (bytes: Uint8Array<ArrayBuffer>): Blob => new Blob([bytes], { type: 'application/pdf' });

/** PDFs dropped together, as a folder. Repeated names are put into subfolders. */
export function joinPdfs(files: ReadonlyArray<File>): Opened {
  const byPath = new Map<string, File>();
  for (const file of files) {
    let path = file.name;
    for (let folder = 2; byPath.has(path); folder += 1) path = `${folder}/${file.name}`;
    byPath.set(path, file);
  }
  const fileAt = (path: string) => byPath.get(path) as File;
  return {
    name: '',
    source: {
      name: '',
      leftOut: [],
      archives: new Set(),
      files: [...byPath].map(([path, { size }]) => ({ path, size })),
      read: async (path) => new Uint8Array(await fileAt(path).arrayBuffer()),
    },
    open: async (path) => fileAt(path),
  };
}
