import type { SignInLimits } from '../../src/domain/accounts/sign-in-limit.ts';
import type { IpAddress } from '../../src/lib/client-address.ts';
import { LecternError } from '../../src/lib/errors.ts';

export interface Guesser {
  readonly address: IpAddress | undefined;
  readonly email: string;
  readonly device?: string;
}

/** The outcome of an attempt to sign in: whether the password is right, or how many seconds to wait. */
export type Outcome = 'right' | 'wrong' | { readonly waitSeconds: number };

const check = { right: async () => 'right' as const, wrong: wrongPassword };

/** Signs in behind the limit, with a right or wrong password. */
export async function trySignIn(
  limits: SignInLimits,
  password: 'right' | 'wrong',
  who: Guesser,
): Promise<Outcome> {
  try {
    return await limits.signIn({ device: undefined, ...who }, check[password]);
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Tries this many wrong passwords concurrently. Returns how many of them were checked. */
export async function guessAtOnce(
  limits: SignInLimits,
  times: number,
  who: (at: number) => Guesser,
): Promise<number> {
  const outcomes = await Promise.all(
    Array.from({ length: times }, (_, at) => trySignIn(limits, 'wrong', who(at))),
  );
  return outcomes.filter((outcome) => outcome === 'wrong').length;
}

/** Tries them as fast as an address may: 200 at once, again and again. */
export async function guessInRounds(
  limits: SignInLimits,
  rounds: number,
  who: (at: number) => Guesser,
): Promise<number> {
  let checked = 0;
  for (let round = 0; round < rounds; round++) {
    checked += await guessAtOnce(limits, 200, (at) => who(round * 200 + at));
  }
  return checked;
}

export async function wrongPassword(): Promise<never> {
  await new Promise(setImmediate);
  throw new LecternError('credentials-invalid', 'Wrong.');
}

export function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof LecternError)) throw error;
  if (error.code === 'credentials-invalid') return 'wrong';
  if (error.code !== 'rate-limited') throw error;
  return { waitSeconds: Number(error.facts['retryAfterSeconds']) };
}
