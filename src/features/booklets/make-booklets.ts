import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { Booklet, BookletFailure } from './booklet.ts';
import { type BookletQueue, type ClaimedBooklet, makeMs } from './booklet-queue.ts';
import type { ReadBookletSource } from './booklet-sources.ts';
import type { Booklets } from './booklets.ts';
import type { StoreBooklet } from './store-booklet.ts';

/** Makes booklets, one at a time per process. */
export interface BookletMaker {
  /**
   * Makes the requested booklets, then checks some others in rotation and remakes the stale ones. Claims let any number
   * of instances run it.
   * @returns how many it made
   */
  makeDue(signal: AbortSignal): Promise<number>;
  /** Makes a booklet now. @returns why it failed; `busy` when another process is making it */
  make(booklet: Booklet, signal: AbortSignal): Promise<BookletFailure | 'busy' | undefined>;
}

const askedAtOnce = 5;
/** Each check takes three small reads. Booklets of contests that ended long ago hardly change. */
const lookedAtOnce = { running: 20, over: 2 };
const longAgoMs = 24 * 60 * 60 * 1000;
const [firstRetryMs, lastRetryMs] = [10_000, 10 * 60 * 1000];

export function createBookletMaker(parts: {
  readonly booklets: Pick<Booklets, 'removeOfDeleted'>;
  readonly bookletQueue: BookletQueue;
  readonly readSource: ReadBookletSource;
  readonly storeBooklet: StoreBooklet;
  readonly clock: Clock;
  readonly log: { error(facts: object, message: string): void };
}): BookletMaker {
  const { booklets, bookletQueue: queue, readSource, storeBooklet, clock, log } = parts;
  const turns = [
    { isOver: false, limit: lookedAtOnce.running, after: '' },
    { isOver: true, limit: lookedAtOnce.over, after: '' },
  ];

  async function some(): Promise<ReadonlyArray<Booklet>> {
    const found = [...(await queue.asked(askedAtOnce))];
    for (const turn of turns) {
      const next = await queue.next({ ...turn, endedBefore: clock.nowMs() - longAgoMs });
      turn.after = next.length < turn.limit ? '' : (next.at(-1)?.id ?? '');
      found.push(...next);
    }
    return [...new Map(found.map((booklet) => [booklet.id, booklet])).values()];
  }

  async function isDue(booklet: Booklet): Promise<boolean> {
    const nowMs = clock.nowMs();
    if (booklet.claimedUntil > nowMs) return false;
    const { hash } = await readSource(booklet);
    if (booklet.made?.madeOf === hash) return false;
    return booklet.failed?.failedOf !== hash || booklet.failed.retryAt <= nowMs;
  }

  async function fail(booklet: ClaimedBooklet, failure: BookletFailure, failedOf: string) {
    const waitMs = Math.min(lastRetryMs, firstRetryMs * 2 ** Math.min(booklet.failures, 10));
    await queue.fail(booklet, { failure, failedOf, retryAt: clock.nowMs() + waitMs });
    return failure;
  }

  const maker: BookletMaker = {
    async makeDue(signal) {
      let made = 0;
      for (const booklet of await some()) {
        await nextTurn();
        if (signal.aborted) break;
        if (!(await isDue(booklet))) continue;
        if ((await maker.make(booklet, signal)) === undefined) made += 1;
      }
      await booklets.removeOfDeleted();
      return made;
    },
    async make({ id }, signal) {
      const booklet = await queue.claim(id);
      if (!booklet) return 'busy';
      let failedOf = '';
      try {
        const source = await readSource(booklet);
        failedOf = source.hash;
        const timeout = AbortSignal.timeout(makeMs);
        const made = await storeBooklet(booklet, source, AbortSignal.any([signal, timeout]));
        if (typeof made === 'string') return await fail(booklet, made, failedOf);
        return (await queue.take(booklet, made)) ? undefined : 'busy';
      } catch (error) {
        if (signal.aborted) {
          await queue.release(booklet);
          return 'busy';
        }
        log.error({ error: String(error) }, 'making a booklet failed; retrying later');
        return fail(booklet, failureOf(error), failedOf);
      }
    },
  };
  return maker;
}

function failureOf(error: unknown): BookletFailure {
  if (error instanceof LecternError && error.code === 'storage-unavailable') return error.code;
  return error instanceof DOMException && error.name === 'TimeoutError' ? 'too-slow' : 'failed';
}
