import { randomInt } from 'node:crypto';
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
