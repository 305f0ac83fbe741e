import type { PackageError } from './package-error.ts';
import type { LeftOut } from './problem.ts';

export interface SourceFile {
  /** As `parsePackagePath` returns it. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * A folder or an archive, wherever it is: on a disk, or dropped on a page. What reads packages knows nothing else of files.
 */
export interface FileSource {
  /** Of the folder, or of the archive without its extension: the code of a package at its root. */
  readonly name: string;
  readonly files: ReadonlyArray<SourceFile>;
  /** What is there and is not read: links, files with names that are not text. */
  readonly leftOut: ReadonlyArray<LeftOut>;
  /** Paths of folders that are archives; the empty path if the source itself is one. */
  readonly archives: ReadonlySet<string>;
  /** Archives in a folder that cannot be opened. */
  readonly broken?: ReadonlyArray<BrokenArchive>;
  /**
   * The bytes of a file of `files`.
   * @throws PackageError `too-large`, `archive-bomb`, `file-unreadable`
   */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
}

export interface BrokenArchive {
  readonly path: string;
  readonly error: PackageError;
}
