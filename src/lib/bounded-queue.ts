import fastq from 'fastq';
import { type OverloadedReply, overloaded } from './overloaded.ts';

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
