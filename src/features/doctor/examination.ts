import { LecternError } from '../../lib/errors.ts';
import { type Diagnosis, failed } from '../../lib/findings.ts';
import { withTimeout } from '../../lib/timeout.ts';

/** Before most proxies give up waiting for a reply. */
export const examinationLimitMs = 45_000;

/** Runs the doctor to its end. @throws LecternError `conflict` while another examination runs in this process */
export type Examination = () => Promise<ReadonlyArray<Diagnosis>>;

/**
 * One examination at a time, and none that keeps its caller waiting longer than the limit: then it returns what was
 * found so far, ends after the current check, and removes the doctor's files as always.
 */
export function createExamination(
  diagnose: () => AsyncIterable<Diagnosis>,
  { limitMs }: { limitMs: number },
): Examination {
  let isRunning = false;

  return async () => {
    if (isRunning) {
      throw new LecternError('conflict', 'The storage is already being checked. Wait until that is done.', {
        facts: { reason: 'examination-running' },
      });
    }
    isRunning = true;
    const findings: Array<Diagnosis> = [];

    async function collect(signal: AbortSignal): Promise<void> {
      try {
        for await (const diagnosis of diagnose()) {
          if (signal.aborted) break;
          findings.push(diagnosis);
        }
      } finally {
        isRunning = false;
      }
    }

    try {
      await withTimeout(limitMs, collect);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'TimeoutError')) throw error;
      findings.push(outOfTime(limitMs));
    }
    return findings;
  };
}

const outOfTime = (limitMs: number): Diagnosis => ({
  id: 'time-limit',
  title: 'the check finishes in time',
  ...failed(
    `it took longer than ${limitMs / 1000} s, and the checks that are missing here were not made`,
    'Run "lectern doctor" on the server, which has no limit.',
  ),
});
