import type { StoredProblem } from '../../domain/tasks/inspect-stored.ts';
import { type ErrorCode, LecternError } from '../../lib/errors.ts';

/** An object that differs from its row in the database. */
export interface ObjectProblem {
  readonly objectKey: string;
  /** For people; continues a sentence that starts with the key. */
  readonly problem: string;
}

export const problemTexts: Readonly<Record<StoredProblem['problem'] | 'key-taken', string>> = {
  'file-missing': 'is missing in the storage',
  'size-differs': 'has a different size than in the database',
  'hash-differs': 'has a different SHA-256 than in the database',
  'not-a-pdf': 'is not a PDF',
  'pdf-cut-off': 'is a PDF whose end is missing',
  'key-taken': 'cannot be copied, because another file in the target has its key',
};

/** The errors of a driver's `put` that concern only the object. */
const problemsOfPut: Partial<Record<ErrorCode, keyof typeof problemTexts>> = {
  'upload-size-mismatch': 'size-differs',
  'upload-hash-mismatch': 'hash-differs',
  conflict: 'key-taken',
};

/** Describes why `put` failed. @throws the error itself when it concerns more than this object */
export function describeFailedPut(error: unknown): string {
  if (!(error instanceof LecternError)) throw error;
  if (error.code === 'upload-interrupted') return unreadable(error.cause);
  const problem = problemsOfPut[error.code];
  if (problem === undefined) throw error;
  return problemTexts[problem];
}

/** System errors that concern one file while the rest of the disk works. */
const ofOneFile = ['EIO', 'EACCES', 'EPERM'];

/**
 * Describes why an object cannot be read.
 * @throws the error itself when the storage does not respond, because then no object can be read
 */
export function unreadable(error: unknown): string {
  const { code = '', cause } = error as { code?: string; cause?: { code?: string } };
  const found = [code, cause?.code ?? ''].find((each) => ofOneFile.includes(each));
  if (found === undefined) throw error;
  return `cannot be read (${found})`;
}
