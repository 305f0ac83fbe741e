import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { examinePdf } from './examine-pdf.ts';
import { readFrames } from './frames.ts';
import type { PdfExamination } from './pdf-examination.ts';
import type { Limits } from './watchdog.ts';

/** What the process says: that it is ready, and then what it found in each file. */
export interface Answer {
  readonly examination?: PdfExamination;
  /** Memory of the process. */
  readonly usedBytes: number;
}

const limits: Limits = JSON.parse(process.argv[2] ?? '');

/**
 * The program of the examiner's own process: reads files from its standard input, each after its size in four bytes,
 * and sends what it found. It ends with its input.
 */
const watchdog = new Worker(new URL(import.meta.resolve('#examiner-watchdog')), {
  workerData: limits,
});
await once(watchdog, 'message');
answer({});

for await (const file of readFrames(process.stdin)) {
  watchdog.postMessage('a new file');
  answer({ examination: await examinePdf(file) });
}
process.exit();

function answer(what: Omit<Answer, 'usedBytes'>): void {
  process.send?.({ ...what, usedBytes: process.memoryUsage.rss() } satisfies Answer);
}
