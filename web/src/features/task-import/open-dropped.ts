import { type FileSource, isArchive, kindOf, openArchive } from 'lectern-problems';

/** Something that holds problems: an archive, a folder, or all PDFs that were dropped beside each other. */
export interface Opened {
  /** As people know it; empty for the PDFs. */
  readonly name: string;
  readonly source: FileSource;
  /** @throws PackageError as `read` of the source */
  open(path: string): Promise<Blob>;
}

/** What a file is, by its name and first bytes; `source` is for statements that are not PDFs. */
export async function kindOfFile(file: File): Promise<'pdf' | 'archive' | 'source' | 'not-taken'> {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const kind = kindOf(extension);
  if (kind === 'PDF') return 'pdf';
  if (kind !== undefined) return 'source';
  if (isArchive(file.name)) return 'archive';
  return (await startOf(file)) === 'PK\x03\x04' ? 'archive' : 'not-taken';
}

/** A folder that the page does not take is a file that cannot be read. */
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

/** PDFs that were dropped beside each other, as a folder. Those with a name that another one has lie in folders below. */
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
