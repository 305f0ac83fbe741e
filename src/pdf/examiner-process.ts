import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PdfExamination } from './examination.ts';
import { examinePdf } from './examine-pdf.ts';
import type { Limits } from './watchdog.ts';

/** What the process says: that it is ready, and then what it found in each file. */
export interface Answer {
  readonly examination?: PdfExamination;
  /** Memory of the process. */
  readonly usedBytes: number;
}

/**
 * The program of the examiner's own process: reads files from its standard input, each after its size in four bytes,
 * and sends what it found. It ends with its input.
 */
const watchdog = new Worker(new URL(import.meta.resolve('#examiner-watchdog')), {
  workerData: JSON.parse(process.argv[2] ?? '') as Limits,
});
await once(watchdog, 'message');
answer({});

let isSize = true;
let part = Buffer.alloc(4);
let received = 0;
for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
  for (let at = 0; at < chunk.length; ) {
    const copied = chunk.copy(part, received, at);
    at += copied;
    received += copied;
    if (received < part.length) continue;
    if (!isSize) {
      watchdog.postMessage('a new file');
      answer({ examination: await examinePdf(part) });
    }
    part = Buffer.alloc(isSize ? part.readUInt32BE() : 4);
    received = 0;
    isSize = !isSize;
  }
}
process.exit();

function answer(what: Omit<Answer, 'usedBytes'>): void {
  process.send?.({ ...what, usedBytes: process.memoryUsage.rss() } satisfies Answer);
}
