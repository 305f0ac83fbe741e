import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { LecternError } from '../../../lib/errors.ts';
import type { Statement } from '../statement.ts';
import type { Typeset } from './typeset-worker.ts';

/** It takes two seconds of a processor. */
const maxMs = 60_000;

/**
 * Makes PDFs in a thread of its own, which ends with them: loading the libraries and the fonts would hold up requests.
 * @throws LecternError `unavailable` when it fails or takes too long
 */
export async function typesetAside(statements: ReadonlyArray<Statement>): Promise<Typeset> {
  const program = new URL(import.meta.resolve('#typeset-worker'));
  const worker = new Worker(program, {
    workerData: statements,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  try {
    const [pdfs] = await once(worker, 'message', { signal: AbortSignal.timeout(maxMs) });
    return pdfs;
  } catch (cause) {
    throw new LecternError('unavailable', 'The PDFs of the demo course could not be made. Try again.', {
      cause,
    });
  } finally {
    await worker.terminate();
  }
}
