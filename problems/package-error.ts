export type PackageErrorCode =
  /** A name would lead out of the package, or is no name of a file. */
  | 'path-refused'
  /** Two files have the same name, so it is not known which one is meant. */
  | 'path-ambiguous'
  | 'too-many-files'
  | 'too-large'
  /** It grows more on unpacking than what people pack does. */
  | 'archive-bomb'
  | 'archive-unreadable'
  | 'file-unreadable'
  /** Several PDFs of a task are in the same language, and nothing says which one is its statement. */
  | 'statement-ambiguous'
  /** `problem.yaml`, `problem.xml`, … is not what its format says. */
  | 'metadata-invalid';

/** A package that cannot be read, or must not be. The message says what is wrong, for the person who made it. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
  readonly code: PackageErrorCode;

  constructor(code: PackageErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
  }
}
