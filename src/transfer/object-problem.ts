import { LecternError } from '../errors.ts';

/** An object that is not as the database says. */
export interface ObjectProblem {
  readonly objectKey: string;
  readonly problem: string;
}

/** What is wrong with one object, by the codes of `put` and of `inspectStored`. */
export const problems: Readonly<Record<string, string>> = {
  'upload-missing': 'is not in the storage',
  'upload-size-mismatch': 'has another size than the database says',
  'upload-hash-mismatch': 'has another SHA-256 than the database says',
  'not-a-pdf': 'is not a PDF',
  conflict: 'has its key taken by another file in the target',
};

/** In words. Throws what is not about one object alone. */
export function problemOf(error: Error): string {
  if (!(error instanceof LecternError)) throw error;
  if (error.code === 'upload-interrupted') return unreadable(error.cause);
  const problem = problems[error.code];
  if (problem === undefined) throw error;
  return problem;
}

/** What the system says of one file, while the rest of the disk works. */
const ofOneFile = ['EIO', 'EACCES', 'EPERM'];

/** In words, for an object that cannot be read. Throws what a storage says that does not answer, for then no other object can be read either. */
export function unreadable(error: unknown): string {
  const { code = '', cause } = error as { code?: string; cause?: { code?: string } };
  const found = [code, cause?.code ?? ''].find((each) => ofOneFile.includes(each));
  if (found === undefined) throw error;
  return `cannot be read (${found})`;
}
