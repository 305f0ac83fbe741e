import { conflict } from '../../lib/errors.ts';
import { type Diagnosis, failed } from '../../lib/findings.ts';
import { withTimeout } from '../../lib/timeout.ts';

/** Less than most proxies wait for a reply. */
export const examinationLimitMs = 45_000;

/** Runs all checks. @throws LecternError `conflict` while another examination runs in this process */
export type Examination = () => Promise<ReadonlyArray<Diagnosis>>;

/**
 * Runs one examination at a time. At the time limit it returns the findings so far; the examination then stops after
 * the current check and still removes its files.
 */
export function createExamination(
  diagnose: () => AsyncIterable<Diagnosis>,
  { limitMs }: { limitMs: number },
): Examination {
  let isRunning = false;

  return async () => {
    if (isRunning) {
      throw conflict(
        'examination-running',
        'Another check of the storage is running. Wait until it has finished.',
      );
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
    `the checks took longer than ${limitMs / 1000} s; those that are missing here were not made`,
    'Run "lectern doctor" on the server, which has no limit.',
  ),
});
