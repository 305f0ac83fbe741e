import type { StoredProblem } from '../../domain/tasks/inspect-stored.ts';
import { type ErrorCode, LecternError } from '../../lib/errors.ts';

/** An object that differs from what the database says. */
export interface ObjectProblem {
  readonly objectKey: string;
  /** For a person, as the rest of a sentence that begins with the key. */
  readonly problem: string;
}

/** What is wrong with one object, in words. */
export const problemTexts: Readonly<Record<StoredProblem['problem'] | 'key-taken', string>> = {
  'file-missing': 'is not in the storage',
  'size-differs': 'has another size than the database says',
  'hash-differs': 'has another SHA-256 than the database says',
  'not-a-pdf': 'is not a PDF',
  'pdf-cut-off': 'is a PDF without its end',
  'key-taken': 'has its key taken by another file in the target',
};

/** What the errors of a driver's `put` say about the object. */
const problemsOfPut: Partial<Record<ErrorCode, keyof typeof problemTexts>> = {
  'upload-size-mismatch': 'size-differs',
  'upload-hash-mismatch': 'hash-differs',
  conflict: 'key-taken',
};

/**
 * The problem behind a failed `put`, in words.
 * @throws the error itself when it is not about one object alone
 */
export function describeFailedPut(error: unknown): string {
  if (!(error instanceof LecternError)) throw error;
  if (error.code === 'upload-interrupted') return unreadable(error.cause);
  const problem = problemsOfPut[error.code];
  if (problem === undefined) throw error;
  return problemTexts[problem];
}

/** Errors of the system that concern one file, while the rest of the disk works. */
const ofOneFile = ['EIO', 'EACCES', 'EPERM'];

/**
 * Why an object cannot be read, in words.
 * @throws the error itself when the storage does not answer, since no other object can be read then either
 */
export function unreadable(error: unknown): string {
  const { code = '', cause } = error as { code?: string; cause?: { code?: string } };
  const found = [code, cause?.code ?? ''].find((each) => ofOneFile.includes(each));
  if (found === undefined) throw error;
  return `cannot be read (${found})`;
}
