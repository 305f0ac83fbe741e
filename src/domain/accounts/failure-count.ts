import {
  type IRateLimiterOptions,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { LecternError } from '../../lib/errors.ts';

/** Failures of a key are remembered for so long, from the first one on. */
const windowSeconds = 60 * 60;
const firstWaitSeconds = 5;

/** Opens a count by key, of `points` in `duration` seconds of real time, whatever the `Clock` says. */
export type OpenLimiter = (options: IRateLimiterOptions) => RateLimiterAbstract;

export const inThisProcess: OpenLimiter = (options) => new RateLimiterMemory(options);

export interface Ceiling {
  /** What the count is called where it is kept. */
  readonly name: string;
  /** From this failure within an hour on there is a wait after each; it begins with 5 s and doubles. */
  readonly free: number;
  readonly longestWaitSeconds: number;
  /** `forget` all failures of the key, `release` the attempt alone, or `keep` it as if it had failed. */
  readonly onSuccess: 'forget' | 'release' | 'keep';
}

/** An attempt under way, which counts as failed until one of these is called, as one of them must be. */
export interface Attempt {
  succeed(): Promise<void>;
  fail(): Promise<void>;
  /** It was neither right nor wrong. */
  withdraw(): Promise<void>;
}

export interface FailureCount {
  /** @throws LecternError `rate-limited` with `retryAfterSeconds` */
  begin(key: string): Promise<Attempt>;
}

/** A computer room that shares one account, and more. */
const maxQueued = 500;

interface Queue {
  underWay: number;
  /** Failures that are not under way; undefined until they have been read. */
  failed: number | undefined;
  readonly waiting: Array<() => void>;
}

/**
 * The attempts of this process, by key: as many are under way as would need no wait if they all failed, else one. The
 * others are queued, as these may be right. Beyond `maxQueued` they are let through, to be counted like any others.
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

/**
 * Counts an attempt as failed before it is made, so that parallel ones cannot slip through. Where there are waits, one
 * attempt at a time is let through, and its wait begins with it.
 */
export function createFailureCount(ceiling: Ceiling, openLimiter: OpenLimiter): FailureCount {
  const { name, free, longestWaitSeconds, onSuccess } = ceiling;
  const failures = openLimiter({ keyPrefix: `lectern:${name}`, points: free, duration: windowSeconds });
  const waits = openLimiter({ keyPrefix: `lectern:${name}:wait`, points: 1, duration: longestWaitSeconds });

  const queues = createQueues(free);

  async function take(key: string, nth: number): Promise<void> {
    const customDuration = Math.min(firstWaitSeconds * 2 ** (nth - free), longestWaitSeconds);
    await waits.consume(key, 1, { customDuration });
  }

  /** What has no failure left is not kept, nor what has expired meanwhile. */
  async function release(key: string): Promise<void> {
    const { consumedPoints } = await failures.reward(key);
    if (consumedPoints <= 0) await failures.delete(key);
  }

  return {
    async begin(key) {
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

/** The error for what a limiter refuses; what it fails by is returned as it is. */
export function rateLimited(refused: unknown): unknown {
  if (!(refused instanceof RateLimiterRes)) return refused;
  const retryAfterSeconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
  return new LecternError('rate-limited', `Wait ${retryAfterSeconds} seconds before you try again.`, {
    facts: { retryAfterSeconds },
  });
}
