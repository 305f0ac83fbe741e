import { codeOf, LecternError } from '../../lib/errors.ts';
import { storageUnavailable } from '../storage-unavailable.ts';

/** Undefined when the path does not exist or is not a regular file. Throws `storage-unavailable` for other errors. */
export async function orAbsent<T>(step: Promise<T>): Promise<T | undefined> {
  try {
    return await step;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'EISDIR'].includes(codeOf(error) ?? '')) return undefined;
    throw unavailable(error);
  }
}

export function throwUnavailable(error: unknown): never {
  throw unavailable(error);
}

/** The error for a failed system call. A `LecternError` is returned as it is. */
export function unavailable(cause: unknown): LecternError {
  if (['ENOSPC', 'EDQUOT'].includes(codeOf(cause) ?? '')) {
    return new LecternError(
      'storage-full',
      'The disk of the file storage is full. Ask the operator to free space, then try again.',
      { cause },
    );
  }
  return storageUnavailable(cause);
}
