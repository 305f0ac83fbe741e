import { countedAddress, type IpAddress } from '../../lib/client-address.ts';
import { asLecternError } from '../../lib/errors.ts';
import { createFairQueue, type OverloadedReply } from '../../lib/overloaded.ts';
import { canonicalEmail } from './account-fields.ts';
import {
  type Attempt,
  type Ceiling,
  createFailureCount,
  type FailureCount,
  inThisProcess,
  type OpenLimiter,
} from './failure-count.ts';

/** For one person who guesses. */
const perPerson = { free: 10, longestWaitSeconds: 15 * 60 };
/** Guesses at one account from many addresses. */
const perAccount = { free: 100, longestWaitSeconds: 15 * 60 };
/** A whole school may share one address, and one of its people may guess. */
const perAddress = { free: 500, longestWaitSeconds: 60 };

/** Mails with a link to set a password: per person, per account, and per address. */
const asksPerPerson = { free: 5, longestWaitSeconds: 15 * 60 };
const asksPerAccount = { free: 20, longestWaitSeconds: 15 * 60 };
const asksPerAddress = { free: 100, longestWaitSeconds: 60 };

/**
 * Of requests that hash: each takes a core and one of libuv's four threads for some 50 ms; the rest is left for files and connections. An
 * address waits for a few seconds if it is alone.
 */
const hashing = { atOnce: 2, maxWaiting: [512, 512, 256] };
const refusal: OverloadedReply = {
  message: (seconds) => `Too many people are signing in. Try again in ${seconds} seconds.`,
  retryAfterSeconds: { min: 5, max: 15 }, // until a full queue is done
};

type Counts = ReadonlyArray<[FailureCount, string]>;

export type SignInLimits = ReturnType<typeof createSignInLimits>;

/**
 * Limits on checking and hashing passwords. Each method does `work` unless there were too many failures, and counts its result: refusals of
 * the client (4xx) are failures, other errors do not count. Work that hashes waits for its turn.
 * @throws LecternError `rate-limited` or `overloaded` with `retryAfterSeconds`, and what `work` throws
 */
export function createSignInLimits(openLimiter: OpenLimiter = inThisProcess) {
  const open = (name: string, limit: typeof perPerson, onSuccess: Ceiling['onSuccess']) =>
    createFailureCount({ name, ...limit, onSuccess }, openLimiter);
  const byAccountAndAddress = open('sign-in:account-address', perPerson, 'forget');
  const byDevice = open('sign-in:device', perPerson, 'forget');
  const byAccount = open('sign-in:account', perAccount, 'release');
  const byAddress = open('sign-in:address', perAddress, 'release');
  const byProvider = open('sign-in:provider:address', perAddress, 'release');
  const signUps = open('sign-up:address', perAddress, 'keep');
  const asksByPerson = open('new-password:account-address', asksPerPerson, 'keep');
  const asksByAccount = open('new-password:account', asksPerAccount, 'keep');
  const asksByAddress = open('new-password:address', asksPerAddress, 'keep');
  const changes = open('change-password:account', perPerson, 'keep');
  const inTurn = createFairQueue(hashing, refusal);

  /** @param whose lane, each with an equal share; then address and account, or account and browser */
  const hashed = <Reply>(whose: ReadonlyArray<string>, counts: Counts, work: () => Promise<Reply>) =>
    limited(counts, () => inTurn(whose, work));
  const hashedAt = (lane: string, count: FailureCount) => {
    return <Reply>(address: IpAddress | undefined, work: () => Promise<Reply>) => {
      const counted = countedAddress(address);
      return hashed([lane, counted, ''], [[count, counted]], work);
    };
  };

  return {
    /**
     * By account and address together, and more loosely by each alone. A browser that has signed in to the account before is counted
     * separately.
     */
    signIn<Reply>(
      { device, ...who }: { address: IpAddress | undefined; email: string; device: string | undefined },
      work: () => Promise<Reply>,
    ): Promise<Reply> {
      const account = canonicalEmail(who.email);
      if (device !== undefined) return hashed(['known', account, device], [[byDevice, device]], work);
      const counts = countWho(who, [byAccountAndAddress, byAccount, byAddress]);
      return hashed(['strangers', countedAddress(who.address), account], counts, work);
    },
    /** By address: each attempt makes Lectern ask the provider. */
    byProvider: <Reply>(address: IpAddress | undefined, work: () => Promise<Reply>) =>
      limited([[byProvider, countedAddress(address)]], work),
    /** By address. Successes count too, because each creates an account. */
    signUp: hashedAt('sign-ups', signUps),
    /** By account. Successes count too, because no one needs many. */
    changePassword: <Reply>(userId: string, work: () => Promise<Reply>) =>
      hashed(['known', userId, ''], [[changes, userId]], work),
    /** By address and account, whether or not the account exists. Successes count too, because each may send an e-mail. */
    askNewPassword: <Reply>(
      who: { address: IpAddress | undefined; email: string },
      work: () => Promise<Reply>,
    ) => limited(countWho(who, [asksByPerson, asksByAccount, asksByAddress]), work),
    /** By address, together with signing in. */
    setPassword: hashedAt('strangers', byAddress),
  };
}

/** One person at one address, the account from all addresses, and the address. */
function countWho(
  who: { readonly address: IpAddress | undefined; readonly email: string },
  [byPerson, byAccount, byAddress]: readonly [FailureCount, FailureCount, FailureCount],
): Counts {
  const account = canonicalEmail(who.email);
  const address = countedAddress(who.address);
  return [
    [byPerson, `${address} ${account}`],
    [byAccount, account],
    [byAddress, address],
  ];
}

async function limited<Reply>(counts: Counts, work: () => Promise<Reply>): Promise<Reply> {
  const attempts: Array<Attempt> = [];
  try {
    for (const [count, key] of counts) attempts.push(await count.begin(key));
    const reply = await work();
    await Promise.all(attempts.map((attempt) => attempt.succeed()));
    return reply;
  } catch (error) {
    const end = isFailure(error) ? 'fail' : 'withdraw';
    await Promise.all(attempts.map((attempt) => attempt[end]()));
    throw error;
  }
}

function isFailure(error: unknown): boolean {
  const { status } = asLecternError(error) ?? { status: 500 };
  return status < 500 && status !== 429;
}
