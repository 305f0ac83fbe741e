/**
 * The key file cannot be used; the message names it and the problem for the operator. This is no
 * `LecternError`, so that a client of the API is told `internal` and never the path.
 */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';

  constructor(path: string, problem: string, cause?: unknown) {
    super(`The signing keys in ${path} cannot be used: ${problem}`, { cause });
  }
}

/** Does a step on the key file. Throws `KeyFileError` in the place of whatever goes wrong. */
export function orKeyFileError<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    throw new KeyFileError(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}
