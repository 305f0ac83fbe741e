import { LecternError } from '../errors.ts';

/** Runs steps one after the other. @throws LecternError `overloaded` when too many wait */
export type InTurn = <T>(step: () => Promise<T>) => Promise<T>;

export function createInTurn(maxWaiting: number): InTurn {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (step) => {
    if (waiting >= maxWaiting) {
      throw new LecternError('overloaded', 'Too many PDFs wait to be examined. Try again in a moment.', {
        facts: { retryAfterSeconds: 10 },
      });
    }
    waiting += 1;
    const result = last.then(step).finally(() => {
      waiting -= 1;
    });
    last = result.catch(() => {});
    return result;
  };
}
