import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import type { BookletPlan } from 'lectern-binding';
import { writeSize } from '../../../pdf/frames.ts';
import { startPdfProcess } from '../../../pdf/start-process.ts';
import type { Limits } from '../../../pdf/watchdog.ts';
import type { BoundBooklet, Progress } from './bookbinder-process.ts';

/** The outcome of building a booklet. */
export type Attempt<T> =
  | { readonly outcome: 'made'; readonly result: T }
  /** The process exceeded its limits at this statement, or crashed there. */
  | { readonly outcome: 'ended-at'; readonly entry: number }
  /** The whole exceeded the limits or the available time. */
  | { readonly outcome: 'too-many-pages' | 'too-costly' | 'too-slow' };

export interface Materials<T> {
  readonly plan: BookletPlan;
  /** Writes the PDF of an entry that has a size. An error ends the attempt. */
  readonly send: (entry: number, write: (chunk: Uint8Array) => Promise<void>) => Promise<void>;
  /** Stores the result; must read `bytes` to the end. */
  readonly take: (made: BoundBooklet, bytes: Readable) => Promise<T>;
  /** Aborting it ends the attempt, which throws the reason. */
  readonly signal: AbortSignal;
}

const program = import.meta.resolve('#bookbinder-process');

/** Allows for a starved processor or a very slow storage. */
const maxMs = 3 * 60 * 1000;

/** Node and the libraries take about 150 MiB. All statements are in memory, twice while the result is written. 2,000 pages took 3 s. */
export const bookbinderLimitsFor = (statementBytes: number): Limits => ({
  maxBytes: 384 * 2 ** 20 + 4 * statementBytes,
  maxCpuMs: 15_000,
});

/** Builds a booklet in a child process, which ends with the attempt even if a PDF breaks it. */
export async function mergeInChildProcess<T>(materials: Materials<T>, limits: Limits): Promise<Attempt<T>> {
  const { plan, send, take, signal } = materials;
  signal.throwIfAborted();
  const child = startPdfProcess(program, limits, 'pipe');
  const watched = watch(child);
  // When a process ends, Node drops output that nothing reads yet.
  const output = (child.stdout as Readable).pipe(new PassThrough());
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  let isLate = false;
  const tooLate = setTimeout(() => {
    isLate = true;
    kill();
  }, maxMs);

  async function write(chunk: Uint8Array): Promise<void> {
    if (watched.hasEnded()) throw new ProcessEnded();
    if (child.stdin?.write(chunk)) return;
    const drained = once(child.stdin as NodeJS.WritableStream, 'drain').catch(() => {
      throw new ProcessEnded();
    });
    await Promise.race([drained, watched.made]);
  }

  async function sendAll(): Promise<void> {
    const text = Buffer.from(JSON.stringify(plan));
    writeSize(child.stdin, text.length);
    await write(text);
    for (const [entry, { size }] of plan.entries.entries()) {
      if (size === null) continue;
      writeSize(child.stdin, size);
      await send(entry, write);
    }
    child.stdin?.end();
  }

  try {
    await sendAll().catch((error: unknown) => {
      signal.throwIfAborted();
      if (!(error instanceof ProcessEnded)) throw error;
    });
    const made = await watched.made;
    signal.throwIfAborted();
    if (isLate) return { outcome: 'too-slow' };
    if (made === 'too-many-pages') return { outcome: made };
    if (made !== undefined) return { outcome: 'made', result: await take(made, output) };
    const entry = watched.at();
    return entry < plan.entries.length ? { outcome: 'ended-at', entry } : { outcome: 'too-costly' };
  } finally {
    clearTimeout(tooLate);
    signal.removeEventListener('abort', kill);
    kill();
  }
}

class ProcessEnded extends Error {}

/** Collects the messages of the process until it ends. */
function watch(child: ChildProcess) {
  const { promise: made, resolve } = Promise.withResolvers<BoundBooklet | 'too-many-pages' | undefined>();
  let at = 0;
  let hasEnded = false;
  child.on('message', (progress: Progress) => {
    if ('at' in progress) at = progress.at;
    else resolve(progress.made);
  });
  const end = () => {
    hasEnded = true;
    resolve(undefined);
  };
  // `disconnect` comes after the last message.
  child.once('disconnect', end).once('error', end);
  return { made, at: () => at, hasEnded: () => hasEnded };
}
