import type { Folder } from '../folder.ts';
import type { MetadataReader } from '../metadata.ts';
import type { FormatName, Problem } from '../problem.ts';

/** A format of packages. Readers know it alone, and folders as `Folder` has them. */
export interface PackageFormat {
  readonly name: FormatName;
  /** By the names of its files. Nothing below a recognized folder is another package. */
  recognizes(folder: Folder): boolean;
  /** @throws PackageError `metadata-invalid` when what describes the problem cannot be read */
  read(folder: Folder, metadata: MetadataReader, options: ReadOptions): Promise<Problem>;
}

export interface ReadOptions {
  /** The language of statements that do not say theirs, in place of what the format assumes then. */
  readonly language?: string | undefined;
}
