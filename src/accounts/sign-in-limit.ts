import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
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

/**
 * Limits failed sign-ins per account and per address within a quarter of an hour. An attempt counts before
 * its password is checked, so parallel guesses cannot slip through.
 */
export function createSignInLimit(): SignInLimit {
  const perAccount = new RateLimiterMemory({ points: failuresPerAccount, duration: windowSeconds });
  const perAddress = new RateLimiterMemory({ points: failuresPerAddress, duration: windowSeconds });

  return {
    async begin({ address, email }) {
      const account = email.trim().toLowerCase();
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

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
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
