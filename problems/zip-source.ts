import { BlobReader, type FileEntry, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import {
  asPackageError,
  assertFileSize,
  assertTotal,
  bomb,
  isBomb,
  listTooLong,
  notThere,
  tooMany,
  twice,
} from './archive-limits.ts';
import type { FileSource } from './file-source.ts';
import { PackageError } from './package-error.ts';
import { type PackageLimits, packageLimits } from './package-limits.ts';
import { parsePackagePath } from './package-path.ts';
import type { LeftOut } from './problem.ts';

/**
 * A zip, which is read where it lies: only its list of files and the files that are asked for come into memory. Links in
 * it are left out. Names that are not UTF-8 are read as those of DOS (code page 437), so their files are found.
 * @param blob a `File` of a browser, or what `openAsBlob` of Node returns
 * @throws PackageError `archive-unreadable`, `archive-bomb`, `too-large`, `too-many-files`, `path-refused`
 */
export async function openZip(
  blob: Blob,
  name: string,
  limits: PackageLimits = packageLimits,
): Promise<FileSource> {
  const entries = new Map<string, FileEntry>();
  const leftOut: Array<LeftOut> = [];
  let total = 0;
  for await (const entry of listEntries(blob, limits)) {
    const path = parsePackagePath(entry.filename);
    if (entry.symlink) leftOut.push({ path, code: 'link', why: 'is a link' });
    else if (entries.has(path)) throw twice(path);
    else entries.set(path, entry);
    total += entry.uncompressedSize;
    assertTotal(total, blob.size, limits);
  }
  return {
    name,
    leftOut,
    archives: new Set(['']),
    files: [...entries].map(([path, { uncompressedSize: size }]) => ({ path, size })),
    async read(path) {
      const entry = entries.get(path);
      if (!entry) throw notThere(path);
      return readEntry(entry, path, limits);
    },
  };
}

/** All but the folders. */
async function* listEntries(blob: Blob, limits: PackageLimits): AsyncGenerator<FileEntry> {
  const zip = new ZipReader(createReader(blob, limits), readerOptions);
  let count = 0;
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      count += 1;
      if (count > limits.maxFiles) throw tooMany(limits);
      if (entry.directory) parsePackagePath(entry.filename.replace(/[/\\]$/, ''));
      else yield entry;
    }
  } catch (error) {
    throw asPackageError(error, 'It cannot be read as a zip');
  }
}

const readerOptions = {
  useWebWorkers: false,
  filenameValidation: 'tolerant', // parsePackagePath does it, for folders too
  checkCrc32: true,
  checkOverlappingEntry: true,
} as const;

/** The list of a zip is read in one piece, however large it says that it is. */
function createReader(blob: Blob, { maxDirectoryBytes }: PackageLimits): BlobReader {
  const reader = new BlobReader(blob);
  const read = reader.readUint8Array.bind(reader);
  reader.readUint8Array = (offset, length) => {
    if (length > maxDirectoryBytes) {
      throw listTooLong();
    }
    return read(offset, length);
  };
  return reader;
}

async function readEntry(
  entry: FileEntry,
  path: string,
  limits: PackageLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const { uncompressedSize: size, compressedSize } = entry;
  assertFileSize(path, size, limits);
  if (isBomb(size, compressedSize, limits)) throw bomb(`"${path}"`);
  if (entry.encrypted)
    throw new PackageError('file-unreadable', `"${path}" is encrypted. Pack it without a password.`);
  try {
    const bytes = await entry.getData(createWriter(size));
    return bytes as Uint8Array<ArrayBuffer>;
  } catch (error) {
    throw asPackageError(error, `"${path}" cannot be unpacked`, 'file-unreadable');
  }
}

/** What an entry says of its size is not believed. */
function createWriter(size: number): Uint8ArrayWriter {
  const writer = new Uint8ArrayWriter(size);
  const write = writer.writeUint8Array.bind(writer);
  let written = 0;
  writer.writeUint8Array = (chunk) => {
    written += chunk.length;
    if (written > size)
      throw new PackageError('archive-bomb', 'A file in the zip is larger than declared. Pack it again.');
    return write(chunk);
  };
  return writer;
}
