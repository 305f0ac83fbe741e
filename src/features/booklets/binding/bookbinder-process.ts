import { hash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type BookletPlan, type Bound, bindBooklet } from 'lectern-binding';
import { readFrames } from '../../../pdf/frames.ts';
import type { Limits } from '../../../pdf/watchdog.ts';

/** A booklet whose bytes follow. */
export interface BoundBooklet extends Omit<Bound, 'bytes'> {
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** Messages of the process: the index of the PDF that it reads, and finally the result. */
export type Progress = { readonly at: number } | { readonly made: BoundBooklet | 'too-many-pages' };

/**
 * The program of the bookbinder process. It reads a JSON plan and the PDFs of its entries from standard input, each
 * after its size in four bytes, and writes the result to standard output.
 */
const limits: Limits = JSON.parse(process.argv[2] ?? '');
const watchdog = new Worker(new URL(import.meta.resolve('#examiner-watchdog')), { workerData: limits });
await once(watchdog, 'message');

const frames = readFrames(process.stdin);
const plan: BookletPlan = JSON.parse(String((await frames.next()).value));
const binding = await bindBooklet(plan);
for (const [at, { size }] of plan.entries.entries()) {
  await tell({ at });
  const file = size === null ? undefined : (await frames.next()).value;
  watchdog.postMessage('the next file');
  await binding.add(file || undefined);
}
await tell({ at: plan.entries.length });
watchdog.postMessage('the whole');
const bound = await binding.finish();
if (bound === undefined) {
  await tell({ made: 'too-many-pages' });
} else {
  const { bytes, ...others } = bound;
  await tell({ made: { ...others, size: bytes.length, sha256: hash('sha256', bytes, 'hex') } });
  await new Promise<void>((resolve) => process.stdout.end(bytes, resolve));
}
process.exit();

/** Resolves when the message is sent, so that it arrives even if the process crashes next. */
function tell(progress: Progress): Promise<void> {
  return new Promise((resolve) => process.send?.(progress, () => resolve()));
}
