import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { examinePdf } from './examine-pdf.ts';
import { readFrames } from './frames.ts';
import type { PdfExamination } from './pdf-examination.ts';
import type { Limits } from './watchdog.ts';

/** Sent once when the process is ready, then for each file. */
export interface ExaminerReply {
  readonly examination?: PdfExamination;
  /** Memory of the process. */
  readonly usedBytes: number;
}

const limits: Limits = JSON.parse(process.argv[2] ?? '');

/**
 * The program of the examiner process: reads files from standard input, each preceded by its size in four bytes, and sends the findings.
 * Exits at the end of its input.
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

function answer(what: Omit<ExaminerReply, 'usedBytes'>): void {
  process.send?.({ ...what, usedBytes: process.memoryUsage.rss() } satisfies ExaminerReply);
}
