import { randomInt } from 'node:crypto';
import fastq from 'fastq';
import { LecternError } from './errors.ts';

/** What is said to those who come while there is too much to do. */
export interface OverloadedReply {
  /** @param seconds after which to try again */
  readonly message: (seconds: number) => string;
  /** Whole seconds, one of them for each: clients that were refused together do not come back together. */
  readonly retryAfterSeconds: { readonly min: number; readonly max: number };
}

export function overloaded({ message, retryAfterSeconds: { min, max } }: OverloadedReply): LecternError {
  const seconds = randomInt(min, max + 1);
  return new LecternError('overloaded', message(seconds), { facts: { retryAfterSeconds: seconds } });
}

/** Runs work in the order in which it comes. @throws LecternError `overloaded` when too much waits */
export type Enqueue = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * A queue in this process.
 * @param limits.atOnce how much work runs at the same time
 * @param limits.maxWaiting how much may wait; what comes beyond is refused at once
 * @param refusal what is said then
 */
export function createBoundedQueue(
  { atOnce, maxWaiting }: { readonly atOnce: number; readonly maxWaiting: number },
  refusal: OverloadedReply,
): Enqueue {
  const queue = fastq.promise((work: () => Promise<unknown>) => work(), atOnce);
  return async <Result>(work: () => Promise<Result>) => {
    if (queue.running() >= atOnce && queue.length() >= maxWaiting) throw overloaded(refusal);
    return (await queue.push(work)) as Result;
  };
}
