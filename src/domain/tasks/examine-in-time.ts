import { LecternError } from '../../lib/errors.ts';
import { startDeadline } from '../../lib/timeout.ts';
import type { PdfExaminer } from '../../pdf/examiner.ts';
import type { PdfExamination } from '../../pdf/pdf-examination.ts';
import type { StoredProblem } from './inspect-stored.ts';

/** What is wrong with a file, or what an examination of a PDF found; undefined if the examiner had no time for it. */
export type ExaminedUpload =
  | StoredProblem
  | { readonly problem: 'wrong-file-type' }
  | { readonly problem?: undefined; readonly examination: PdfExamination | undefined };

/** How many milliseconds a person waits for the examiner to begin, and then for its result. */
const patienceMs = 5000;

/**
 * Has a file examined while a person waits. The file is read once: for the examiner if that has time, otherwise without it. An examiner
 * that is busy, slow or unreachable never keeps a file from being read.
 * @param read reads the file and returns what is wrong with it; throws if it cannot be read
 */
export async function examineInTime(
  examiner: Pick<PdfExaminer, 'examine'>,
  size: number,
  read: (write?: (chunk: Uint8Array) => Promise<void>) => Promise<StoredProblem | undefined>,
  limitMs = patienceMs,
): Promise<ExaminedUpload> {
  const deadline = startDeadline(limitMs, 'the examiner takes too long');
  const late = Promise.withResolvers<undefined>();
  deadline.signal.addEventListener('abort', () => late.resolve(undefined));
  let isSound = false;

  async function readInTurn(write: (chunk: Uint8Array) => Promise<void>) {
    if (deadline.signal.aborted) return { problem: 'too-late' } as const;
    deadline.stop();
    const problem = await read(write);
    if (problem === undefined) {
      isSound = true;
      deadline.restart();
    }
    return problem;
  }

  const examined = examiner.examine(size, readInTurn).catch((error: unknown) => {
    if (deadline.signal.aborted || isBusy(error)) return undefined;
    throw error;
  });
  const found = await Promise.race([examined, late.promise]).finally(deadline.stop);
  if (found === undefined || ('problem' in found && found.problem === 'too-late')) {
    return (isSound ? undefined : await read()) ?? { examination: undefined };
  }
  return 'problem' in found ? found : { examination: found };
}

const isBusy = (error: unknown) =>
  error instanceof LecternError && (error.code === 'overloaded' || error.code === 'unavailable');
