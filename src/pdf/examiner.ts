import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { LecternError } from '../lib/errors.ts';
import { createFairQueue, type OverloadedReply } from '../lib/overloaded.ts';
import type { ExaminerReply } from './examiner-process.ts';
import { maxFrameBytes, writeSize } from './frames.ts';
import { notExamined, type PdfExamination } from './pdf-examination.ts';
import { startPdfProcess } from './start-process.ts';
import type { Limits } from './watchdog.ts';

/** Examines PDFs one at a time in a separate process, which a hostile file may crash. */
export interface PdfExaminer {
  /**
   * @param size of the file, in bytes
   * @param send writes the bytes when it is their turn; a result other than undefined is returned instead of the findings
   * @throws LecternError `overloaded` when the queue is full
   */
  examine<P>(
    size: number,
    send: (write: (chunk: Uint8Array) => Promise<void>) => Promise<P | undefined>,
  ): Promise<P | PdfExamination>;
  close(): Promise<void>;
}

const queueLimits = { atOnce: 1, maxWaiting: [100] };
const refusal: OverloadedReply = {
  message: () => 'Too many PDFs are waiting to be examined. Try again in a moment.',
  retryAfterSeconds: { min: 10, max: 10 },
};
/** Wall-clock limit, for a process that gets little CPU time or does not start. */
const maxMs = 60_000;
const idleMs = 30_000;
/** A process that used more memory is not reused. */
const tidyBytes = 192 * 2 ** 20;

const program = import.meta.resolve('#examiner-process');

/**
 * Node and the libraries take about 100 MiB, and a file its own size. 5,000 pages of text in a megabyte took 0.6 s and another 100 MiB; 50
 * scanned pages in 50 MB took 0.1 s.
 */
export const limitsFor = (maxPdfBytes: number): Limits => ({
  maxBytes: 320 * 2 ** 20 + 2 * maxPdfBytes,
  maxCpuMs: 5000,
});

export function createPdfExaminer(limits: Limits): PdfExaminer {
  const inTurn = createFairQueue(queueLimits, refusal);
  let running: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  function end(): void {
    running?.kill('SIGKILL');
    running = undefined;
  }

  async function start(): Promise<ChildProcess> {
    const child = startPdfProcess(program, limits, 'ignore');
    running = child;
    child.once('exit', () => {
      if (running === child) running = undefined;
    });
    const first = await answerOf(child);
    if (first !== undefined) return child;
    running = undefined;
    throw unavailable();
  }

  return {
    async examine(size, send) {
      if (size > maxFrameBytes) return (await send(async () => {})) ?? notExamined;
      return inTurn([], async () => {
        clearTimeout(idle);
        if (isClosed) throw unavailable();
        const child = running ?? (await start());
        let answer: Promise<ExaminerReply | undefined> | undefined;
        const write = async (chunk: Uint8Array) => {
          if (!answer) {
            answer = answerOf(child);
            writeSize(child.stdin, size);
          }
          if (child.stdin?.write(chunk) || child.stdin?.destroyed) return;
          await Promise.race([once(child.stdin as NodeJS.WritableStream, 'drain'), answer]);
        };
        try {
          const instead = await send(write);
          if (instead !== undefined) {
            if (answer) end(); // it still waits for the rest of a file
            return instead;
          }
          const found = await answer;
          if (isClosed) throw unavailable();
          if (found === undefined || found.usedBytes > tidyBytes) end();
          return found?.examination ?? notExamined;
        } catch (error) {
          end();
          throw error;
        } finally {
          if (!isClosed) idle = setTimeout(end, idleMs).unref();
        }
      });
    },
    async close() {
      isClosed = true;
      clearTimeout(idle);
      const ended = running && once(running, 'exit');
      end();
      await ended;
    },
  };
}

const unavailable = () =>
  new LecternError(
    'unavailable',
    'PDFs cannot be examined now. Try again later. If it lasts, ask the operator to run `lectern doctor`.',
  );

/** The next message of the process; undefined if it exits, as after a file that exceeds its limits. */
function answerOf(child: ChildProcess): Promise<ExaminerReply | undefined> {
  const { promise, resolve } = Promise.withResolvers<ExaminerReply | undefined>();
  const giveUp = () => resolve(undefined);
  const tooLate = setTimeout(() => child.kill('SIGKILL'), maxMs);
  child.once('message', resolve).once('exit', giveUp).once('error', giveUp);
  return promise.finally(() => {
    clearTimeout(tooLate);
    child.off('message', resolve).off('exit', giveUp).off('error', giveUp);
  });
}
