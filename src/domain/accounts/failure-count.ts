import {
  type IRateLimiterOptions,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { LecternError } from '../../lib/errors.ts';

/** How long the failures of a key count, from the first one. */
const windowSeconds = 60 * 60;
const firstWaitSeconds = 5;

/** Opens a count by key, of `points` in `duration` seconds of real time; it ignores the `Clock`. */
export type OpenLimiter = (options: IRateLimiterOptions) => RateLimiterAbstract;

export const inThisProcess: OpenLimiter = (options) => new RateLimiterMemory(options);

export interface Ceiling {
  /** Name of the count in its store. */
  readonly name: string;
  /** From this failure within an hour on, a wait follows each; it begins with 5 s and doubles. */
  readonly free: number;
  readonly longestWaitSeconds: number;
  /** `forget` all failures of the key, `release` only this attempt, or `keep` it as a failure. */
  readonly onSuccess: 'forget' | 'release' | 'keep';
}

/** An attempt in progress. It counts as failed until one of these is called, which is required. */
export interface Attempt {
  succeed(): Promise<void>;
  fail(): Promise<void>;
  /** It was neither right nor wrong. */
  withdraw(): Promise<void>;
}

/** Enough for a computer room that shares one account. */
const maxQueued = 500;

interface Queue {
  underWay: number;
  /** Failures that are no longer in progress; undefined until they have been read. */
  failed: number | undefined;
  readonly waiting: Array<() => void>;
}

/**
 * The attempts of this process, by key. As many run concurrently as would need no wait if they all failed, otherwise one; the others are
 * queued, because the running ones may succeed. Beyond `maxQueued` they skip the queue, and are counted like any others.
 */
function createQueues(free: number) {
  const queues = new Map<string, Queue>();
  const hasRoom = ({ underWay, failed }: Queue) =>
    underWay === 0 || (failed !== undefined && failed + underWay + 1 < free);

  function advance(queue: Queue): void {
    while (queue.waiting.length > 0 && hasRoom(queue)) {
      queue.underWay += 1;
      queue.waiting.shift()?.();
    }
  }

  return {
    async enter(key: string): Promise<Queue> {
      const queue = queues.get(key) ?? { underWay: 0, failed: undefined, waiting: [] };
      queues.set(key, queue);
      if (hasRoom(queue) || queue.waiting.length >= maxQueued) queue.underWay += 1;
      else await new Promise<void>((resolve) => queue.waiting.push(resolve));
      return queue;
    },
    /** @param failed as counted before this attempt */
    learn(queue: Queue, failed: number): void {
      queue.failed ??= failed;
      advance(queue);
    },
    leave(key: string, queue: Queue): void {
      queue.underWay -= 1;
      advance(queue);
      if (queue.underWay === 0) queues.delete(key);
    },
  };
}

export type FailureCount = ReturnType<typeof createFailureCount>;

/**
 * Counts an attempt as failed before it is made, so that parallel ones cannot slip through. Once there are waits, attempts run one at a
 * time, and the wait begins with the attempt.
 */
export function createFailureCount(ceiling: Ceiling, openLimiter: OpenLimiter) {
  const { name, free, longestWaitSeconds, onSuccess } = ceiling;
  const failures = openLimiter({ keyPrefix: `lectern:${name}`, points: free, duration: windowSeconds });
  const waits = openLimiter({ keyPrefix: `lectern:${name}:wait`, points: 1, duration: longestWaitSeconds });

  const queues = createQueues(free);

  async function take(key: string, nth: number): Promise<void> {
    const customDuration = Math.min(firstWaitSeconds * 2 ** (nth - free), longestWaitSeconds);
    await waits.consume(key, 1, { customDuration });
  }

  /** A key without failures is deleted, also one that has expired in the meantime. */
  async function release(key: string): Promise<void> {
    const { consumedPoints } = await failures.reward(key);
    if (consumedPoints <= 0) await failures.delete(key);
  }

  return {
    /** @throws LecternError `rate-limited` with `retryAfterSeconds` */
    async begin(key: string): Promise<Attempt> {
      const queue = await queues.enter(key);
      const leaving = (step: () => Promise<void>) => () => step().finally(() => queues.leave(key, queue));
      const count = async () => {
        const { consumedPoints: nth } = await failures.penalty(key);
        if (nth >= free) {
          await take(key, nth).catch(async (refused: unknown) => {
            await release(key);
            throw rateLimited(refused);
          });
        }
        return nth;
      };
      const nth = await count().catch((error: unknown) => {
        queues.leave(key, queue);
        throw error;
      });
      queues.learn(queue, nth - 1);
      const withdraw = async () => {
        if (nth >= free) await waits.delete(key);
        await release(key);
      };
      const forget = async () => {
        await waits.delete(key);
        await failures.delete(key);
        queue.failed = 0;
      };
      const keep = async () => {
        queue.failed = (queue.failed ?? 0) + 1;
      };
      return {
        succeed: leaving({ forget, release: withdraw, keep }[onSuccess]),
        fail: leaving(keep),
        withdraw: leaving(withdraw),
      };
    },
  };
}

/** The error for a refusal of a limiter; any other error is returned unchanged. */
export function rateLimited(refused: unknown): unknown {
  if (!(refused instanceof RateLimiterRes)) return refused;
  const retryAfterSeconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
  return new LecternError('rate-limited', `Wait ${retryAfterSeconds} seconds before you try again.`, {
    facts: { retryAfterSeconds },
  });
}
