import { createBoundedQueue, type OverloadedReply } from '../../lib/overloaded.ts';

/** Each takes a core and one of libuv's four threads for some 50 ms; the rest is left for files and connections. */
const atOnce = 2;
/** A few seconds of work, which people can wait for. */
const maxWaiting = 256;
const refusal: OverloadedReply = {
  message: (seconds) => `Too many people are signing in. Try again in ${seconds} seconds.`,
  retryAfterSeconds: { min: 5, max: 15 }, // until a full queue is done
};

/** `emailAndPassword.password` in better-auth's options, or a test double. */
export interface PasswordHashing {
  hash(password: string): Promise<string>;
  verify(tried: { hash: string; password: string }): Promise<boolean>;
}

/**
 * Hashes and checks passwords in the order of arrival, a few at a time, so that downloads and signing continue next to them.
 * @throws LecternError `overloaded` with `retryAfterSeconds` if too many are waiting
 */
export function queuePasswordHashing({ hash, verify }: PasswordHashing): PasswordHashing {
  const inTurn = createBoundedQueue({ atOnce, maxWaiting }, refusal);
  return {
    hash: (password) => inTurn(() => hash(password)),
    verify: (tried) => inTurn(() => verify(tried)),
  };
}
