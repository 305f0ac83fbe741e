import { randomInt } from 'node:crypto';
import fastq from 'fastq';
import { LecternError } from './errors.ts';

/** The reply to requests during overload. */
export interface OverloadedReply {
  /** @param seconds until the retry */
  readonly message: (seconds: number) => string;
  /** Whole seconds, chosen at random for each client, so that refused clients do not all return together. */
  readonly retryAfterSeconds: { readonly min: number; readonly max: number };
}

export function overloaded({ message, retryAfterSeconds: { min, max } }: OverloadedReply): LecternError {
  const seconds = randomInt(min, max + 1);
  return new LecternError('overloaded', message(seconds), { facts: { retryAfterSeconds: seconds } });
}

/** Runs work in order. @throws LecternError `overloaded` when the queue is full */
export type Enqueue = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * A queue in this process.
 * @param limits.atOnce maximum of concurrent work
 * @param limits.maxWaiting length of the queue; excess work is refused immediately
 * @param refusal the error for refused work
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
