import type { SourceFile } from '../file-source.ts';
import type { Folder } from '../folder.ts';
import type { MetadataReader } from '../metadata.ts';
import type { FormatName, Problem } from '../problem.ts';

/** A problem, before its attachments are chosen. */
export interface FoundProblem extends Omit<Problem, 'attachments'> {
  /** The files that the package gives to participants. */
  readonly forParticipants: ReadonlyArray<SourceFile>;
}

/** A format of packages. Readers know it alone, and folders as `Folder` has them. */
export interface PackageFormat {
  readonly name: FormatName;
  /** By the names of its files. Nothing below a recognized folder is another package. */
  recognizes(folder: Folder): boolean;
  /** @throws PackageError `metadata-invalid` when what describes the problem cannot be read */
  read(folder: Folder, metadata: MetadataReader, options: ReadOptions): Promise<FoundProblem>;
}

export interface ReadOptions {
  /** The language of statements that do not say theirs, in place of what the format assumes then. */
  readonly language?: string | undefined;
  /**
   * What a problem is called by, whatever its package says: the folder or archive that holds it, or the file that it is,
   * which is the archive around the package or, in folders of PDFs, the PDF. Default: as each format does.
   */
  readonly idFrom?: 'folder' | 'file' | undefined;
}
