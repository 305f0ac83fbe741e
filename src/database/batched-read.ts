import { LecternError } from '../lib/errors.ts';

/** Reads the results for all params with one statement, in the same order. */
export type ReadMany<Params, Result> = (reads: ReadonlyArray<Params>) => Promise<ReadonlyArray<Result>>;

/**
 * A larger batch saves little per read, and every read waits for the slowest. A smaller one delays a flood: when one tick handles thousands
 * of sockets, no statement is sent until its end.
 */
const largestGroup = 256;
/** While one result is parsed here, the server works on the other. */
const mostUnderWay = 2;

interface Ask<Params, Result> {
  readonly params: Params;
  readonly askedAtMs: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Batches all reads of one tick of the event loop, or of the time while others run, into one statement: a statement costs many times as
 * much as another read in it. A read never joins a statement already sent, so it sees everything committed before the call.
 *
 * Reads of one statement fail together only if the database is `unavailable`. A value that it refuses fails alone.
 * @param limits.longestWaitMs a read that waits longer is refused as `unavailable`; default: the time limit for a connection
 */
export function batchReads<Params, Result>(
  readMany: ReadMany<Params, Result>,
  limits: { readonly longestWaitMs?: number } = {},
): (params: Params) => Promise<Result> {
  type Group = ReadonlyArray<Ask<Params, Result>>;
  const { longestWaitMs = 5000 } = limits;
  const waiting: Array<Ask<Params, Result>> = [];
  let underWay = 0;
  let isTickAwaited = false;
  let isWatched = false;

  /** Sends the waiting reads at the end of the tick. */
  function sendSoon(): void {
    if (isTickAwaited || waiting.length === 0 || underWay >= mostUnderWay) return;
    isTickAwaited = true;
    setImmediate(() => {
      isTickAwaited = false;
      while (waiting.length > 0 && underWay < mostUnderWay) void send(waiting.splice(0, largestGroup));
    });
  }

  async function send(group: Group): Promise<void> {
    underWay += 1;
    await answer(group);
    underWay -= 1;
    sendSoon();
  }

  async function answer(group: Group): Promise<void> {
    try {
      const results = await readMany(group.map(({ params }) => params));
      group.forEach(({ resolve }, at) => {
        resolve(results[at] as Result);
      });
    } catch (error) {
      if (group.length === 1 || isUnavailable(error)) {
        for (const { reject } of group) reject(error);
        return;
      }
      const half = Math.ceil(group.length / 2);
      await answer(group.slice(0, half));
      await answer(group.slice(half));
    }
  }

  function refuseLate(): void {
    if (isWatched || waiting.length === 0) return;
    isWatched = true;
    setTimeout(() => {
      isWatched = false;
      const lateMs = performance.now() - longestWaitMs;
      // If a statement can be sent at the end of this tick, the process is busy, not the database.
      const isHeldUp = () => underWay >= mostUnderWay && (waiting[0]?.askedAtMs ?? lateMs + 1) <= lateMs;
      while (isHeldUp()) waiting.shift()?.reject(tooLate());
      refuseLate();
    }, longestWaitMs / 5).unref();
  }

  return (params) =>
    new Promise((resolve, reject) => {
      waiting.push({ params, askedAtMs: performance.now(), resolve, reject });
      sendSoon();
      refuseLate();
    });
}

const isUnavailable = (error: unknown) => error instanceof LecternError && error.code === 'unavailable';

const tooLate = () =>
  new LecternError('unavailable', 'The database is not responding. Try again in a moment.');
