import {
  type IRateLimiterOptions,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { LecternError } from '../errors.ts';

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

/** An attempt under way. Unless one of these is called it counts as failed. */
export interface Attempt {
  succeed(): Promise<void>;
  /** It was neither right nor wrong. */
  withdraw(): Promise<void>;
}

export interface FailureCount {
  /** @throws LecternError `rate-limited` with `retryAfterSeconds` */
  begin(key: string): Promise<Attempt>;
}

/**
 * Counts an attempt as failed before it is made, so that parallel ones cannot slip through. Where there are waits, one
 * attempt at a time is let through, and its wait begins with it.
 */
export function createFailureCount(ceiling: Ceiling, openLimiter: OpenLimiter): FailureCount {
  const { name, free, longestWaitSeconds, onSuccess } = ceiling;
  const failures = openLimiter({ keyPrefix: `lectern:${name}`, points: free, duration: windowSeconds });
  const waits = openLimiter({ keyPrefix: `lectern:${name}:wait`, points: 1, duration: longestWaitSeconds });

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
      const { consumedPoints: nth } = await failures.penalty(key);
      const mustWait = nth >= free;
      if (mustWait) {
        await take(key, nth).catch(async (refused: unknown) => {
          await release(key);
          throw rateLimited(refused);
        });
      }
      const withdraw = async () => {
        if (mustWait) await waits.delete(key);
        await release(key);
      };
      const forget = async () => {
        await waits.delete(key);
        await failures.delete(key);
      };
      return { withdraw, succeed: { forget, release: withdraw, keep: async () => {} }[onSuccess] };
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
