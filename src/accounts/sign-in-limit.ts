import {
  type IRateLimiterOptions,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { countedAddress } from '../client-address.ts';
import { LecternError } from '../errors.ts';

const windowSeconds = 15 * 60;
const failuresPerAccount = 10;
/** A whole class may sit behind one address, so it has more room than one account. */
const failuresPerAddress = 100;

/** One attempt to sign in; call `succeeded` when the password was right, so that it does not count. */
export interface SignInAttempt {
  succeeded(): Promise<void>;
}

export interface SignInLimit {
  /** @throws LecternError `rate-limited` with `retryAfterSeconds` */
  begin(attempt: { address: string; email: string }): Promise<SignInAttempt>;
}

/** Opens a count of attempts by key, of `points` in `duration` seconds. */
export type OpenLimiter = (options: IRateLimiterOptions) => RateLimiterAbstract;

const inThisProcess: OpenLimiter = (options) => new RateLimiterMemory(options);

/**
 * Limits failed sign-ins per account and per address within a quarter of an hour of real time, whatever the
 * `Clock` says: the limiters have a time of their own. An attempt counts before its password is checked, so parallel
 * guesses cannot slip through.
 */
export function createSignInLimit(openLimiter: OpenLimiter = inThisProcess): SignInLimit {
  const duration = windowSeconds;
  const perAccount = openLimiter({
    keyPrefix: 'lectern:sign-in:account',
    points: failuresPerAccount,
    duration,
  });
  const perAddress = openLimiter({
    keyPrefix: 'lectern:sign-in:address',
    points: failuresPerAddress,
    duration,
  });

  return {
    async begin({ address: from, email }) {
      const account = email.trim().toLowerCase();
      const address = countedAddress(from);
      await count(perAddress, address);
      await count(perAccount, account);
      return {
        async succeeded() {
          await perAddress.reward(address);
          await perAccount.delete(account);
        },
      };
    },
  };
}

async function count(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const retryAfterSeconds = Math.ceil(refused.msBeforeNext / 1000);
    throw new LecternError('rate-limited', `Wait ${retryAfterSeconds} seconds before you try again.`, {
      facts: { retryAfterSeconds },
    });
  }
}
