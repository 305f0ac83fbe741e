import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { writeSize } from '../../../pdf/frames.ts';
import { startPdfProcess } from '../../../pdf/start-process.ts';
import type { Limits } from '../../../pdf/watchdog.ts';
import type { BookletPlan, BoundBooklet, SetsPlan } from './binding-plan.ts';
import type { Progress } from './bookbinder-process.ts';

/** What comes of an attempt to make a booklet, or sets of one. */
export type Attempt<T> =
  | { readonly outcome: 'made'; readonly result: T }
  /** The process took too much for this statement, or ended there. */
  | { readonly outcome: 'ended-at'; readonly entry: number }
  /** It took too much for the whole, or more time than there is. */
  | { readonly outcome: 'too-many-pages' | 'too-costly' | 'too-slow' };

export interface Materials<T> {
  readonly plan: BookletPlan | SetsPlan;
  /** Hands over the PDF of an entry that has a size. What it throws ends the attempt. */
  readonly send: (entry: number, write: (chunk: Uint8Array) => Promise<void>) => Promise<void>;
  /** Takes what was made away, reading its bytes to the end. */
  readonly take: (made: BoundBooklet, bytes: Readable) => Promise<T>;
  /** Ends the attempt, which throws its reason. */
  readonly signal: AbortSignal;
}

const program = import.meta.resolve('#bookbinder-process');

/** For a process that gets hardly any of a processor, or a storage that hardly answers. */
const maxMs = 3 * 60 * 1000;

/**
 * Node and the libraries take some 150 MiB; the statements are there at once, twice while the whole is written. 2,000
 * pages took 3 s.
 */
export const bookbinderLimitsFor = (statementBytes: number): Limits => ({
  maxBytes: 384 * 2 ** 20 + 4 * statementBytes,
  maxCpuMs: 15_000,
});

/** 50,000 pages took 9 s and 180 MB. */
export function setsLimitsFor(bookletBytes: number, pages: number): Limits {
  const { maxBytes, maxCpuMs } = bookbinderLimitsFor(bookletBytes);
  return { maxBytes: maxBytes + 8 * 1024 * pages, maxCpuMs: maxCpuMs + pages };
}

/** Makes a booklet, or sets of one, in a process of its own, which ends with it, whatever statements do to it. */
export async function mergeInChildProcess<T>(materials: Materials<T>, limits: Limits): Promise<Attempt<T>> {
  const { plan, send, take, signal } = materials;
  signal.throwIfAborted();
  const child = startPdfProcess(program, limits, 'pipe');
  const watched = watch(child);
  // Node drops what nobody has begun to read when a process ends.
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

/** What the process says, to its end. */
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
  // It is disconnected once all that it said has been heard.
  child.once('disconnect', end).once('error', end);
  return { made, at: () => at, hasEnded: () => hasEnded };
}
