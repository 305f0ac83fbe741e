import { OperatorError } from '../errors.ts';

/** What to tell the operator about a key file. */
export function unusableKeyFile(path: string, problem: string, cause?: unknown): OperatorError {
  return new OperatorError(`The signing keys in ${path} cannot be used: ${problem}`, { cause });
}

/**
 * Does a step on the key file.
 * @throws OperatorError in the place of whatever goes wrong
 */
export function orUnusable<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (cause) {
    throw unusableKeyFile(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}
