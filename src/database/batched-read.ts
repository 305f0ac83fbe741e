import { LecternError } from '../lib/errors.ts';

/** Reads what each of the asked params asks for by one statement; results in the same order. */
export type ReadMany<Params, Result> = (asked: ReadonlyArray<Params>) => Promise<ReadonlyArray<Result>>;

/**
 * A larger group saves little more for each read, and all of it waits for the slowest. A smaller one holds up a flood,
 * when one tick takes what thousands of sockets have sent and no statement goes out meanwhile.
 */
const largestGroup = 256;
/** While one statement is read here, the server works on the other. */
const mostUnderWay = 2;

interface Ask<Params, Result> {
  readonly params: Params;
  readonly askedAtMs: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes one statement of all reads that are asked for in a tick of the event loop, or while others are under way: a
 * statement costs many times as much as one more read in it. A read never joins a statement that was sent before, so
 * it sees everything that was committed before it was asked for.
 *
 * Reads of one statement fail together only where the database is `unavailable`. A value that it refuses fails by
 * itself.
 * @param limits.longestWaitMs a read that waits for longer is refused as `unavailable`; by default as long as one waits
 *   for a connection
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

  /** Sends what waits, at the end of the tick. */
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
      // What is sent at the end of this tick waits for a busy process, not for the database.
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
