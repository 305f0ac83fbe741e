import fastq from 'fastq';
import { LecternError } from '../errors.ts';

/** Runs steps one after the other. @throws LecternError `overloaded` when too many wait */
export type InTurn = <T>(step: () => Promise<T>) => Promise<T>;

export function createInTurn(maxWaiting: number): InTurn {
  const queue = fastq.promise((step: () => Promise<unknown>) => step(), 1);
  return async <T>(step: () => Promise<T>) => {
    if (queue.length() >= maxWaiting) {
      throw new LecternError('overloaded', 'Too many PDFs wait to be examined. Try again in a moment.', {
        facts: { retryAfterSeconds: 10 },
      });
    }
    return (await queue.push(step)) as T;
  };
}
