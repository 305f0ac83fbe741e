import { createBoundedQueue, type OverloadedReply } from '../../lib/overloaded.ts';

/** Each takes a core and one of libuv's four threads for some 50 ms; the rest is left to files and connections. */
const atOnce = 2;
/** A few seconds of work, which people wait for. */
const maxWaiting = 256;
const refusal: OverloadedReply = {
  message: (seconds) => `Too many passwords at once. Try again in ${seconds} seconds.`,
  retryAfterSeconds: { min: 5, max: 15 }, // until a full queue is done
};

/** Of better-auth, or a stand-in: `emailAndPassword.password` of its options. */
export interface PasswordHashing {
  hash(password: string): Promise<string>;
  verify(tried: { hash: string; password: string }): Promise<boolean>;
}

/**
 * Hashes and checks passwords one after another, a few at once, in the order in which they come: whatever asks for it,
 * downloads and signing go on beside it.
 * @throws LecternError `overloaded` with `retryAfterSeconds` when too many wait
 */
export function queuePasswordHashing({ hash, verify }: PasswordHashing): PasswordHashing {
  const inTurn = createBoundedQueue({ atOnce, maxWaiting }, refusal);
  return {
    hash: (password) => inTurn(() => hash(password)),
    verify: (tried) => inTurn(() => verify(tried)),
  };
}
