import { randomInt } from 'node:crypto';
import { LecternError } from './errors.ts';

/** The reply to requests during overload. */
export interface OverloadedReply {
  /** @param seconds until the retry */
  readonly message: (seconds: number) => string;
  /** Whole seconds, chosen at random for each client, so that refused clients do not all return together. */
  readonly retryAfterSeconds: { readonly min: number; readonly max: number };
}

export function overloaded({ message, retryAfterSeconds: { min, max } }: OverloadedReply): LecternError {
  const seconds = randomInt(min, max + 1);
  return new LecternError('overloaded', message(seconds), { facts: { retryAfterSeconds: seconds } });
}

/**
 * Runs work in its turn.
 * @param whose groups of the work, each within the one before, such as an address and an account
 * @throws LecternError `overloaded` when its place is refused, also while it waits
 */
export type Enqueue = <Result>(whose: ReadonlyArray<string>, work: () => Promise<Result>) => Promise<Result>;

/** With its groups, from all to the smallest; each name contains those before it. */
type Waiting = PromiseWithResolvers<void> & { readonly groups: ReadonlyArray<string> };

/** Groups that were not served for so long count as new, so that new ones cannot delay the others forever. */
const rememberedTurns = 256;

/**
 * A queue in this process. Next is the group that was served longest ago, in it likewise one of its groups, and of work in the same groups
 * the oldest. So a flood delays only the groups that it comes from.
 * @param limits.atOnce maximum of concurrent work
 * @param limits.maxWaiting how much may wait: in all, then in a group, by depth. Beyond, the newest of its largest group is refused.
 * @param refusal the error for refused work
 */
export function createFairQueue(
  { atOnce, maxWaiting }: { readonly atOnce: number; readonly maxWaiting: ReadonlyArray<number> },
  refusal: OverloadedReply,
): Enqueue {
  const waiting: Array<Waiting> = []; // in order of arrival
  const lastTurns = new Map<string, number>();
  let turn = 0;
  let running = 0;

  function take(candidates: ReadonlyArray<Waiting>, rankOf: (group: string) => number): Waiting {
    const chosen = candidates.reduce((best, each) => (compare(each, best, rankOf) < 0 ? each : best));
    waiting.splice(waiting.indexOf(chosen), 1);
    return chosen;
  }

  function advance(): void {
    while (running < atOnce && waiting.length > 0) {
      const { groups, resolve } = take(waiting, (group) => lastTurns.get(group) ?? 0);
      running += 1;
      turn += 1;
      for (const group of groups) lastTurns.set(group, turn);
      for (const [group, last] of lastTurns) if (last <= turn - rememberedTurns) lastTurns.delete(group);
      resolve();
    }
  }

  function refuseExcess({ groups: grown }: Waiting): void {
    const places = Map.groupBy(
      waiting.flatMap(({ groups }) => groups),
      (group) => group,
    );
    const sizeOf = (group: string) => places.get(group)?.length ?? 0;
    const full = grown.find((group, depth) => sizeOf(group) > (maxWaiting[depth] ?? waiting.length));
    if (full === undefined) return;
    const newestFirst = waiting.filter(({ groups }) => groups.includes(full)).reverse();
    take(newestFirst, (group) => -sizeOf(group)).reject(overloaded(refusal));
  }

  return async (whose, work) => {
    const names = ['', ...whose];
    const groups = names.map((_, depth) => names.slice(0, depth + 1).join('\n'));
    const own = { groups, ...Promise.withResolvers<void>() };
    waiting.push(own);
    advance();
    refuseExcess(own);
    await own.promise;
    try {
      return await work();
    } finally {
      running -= 1;
      advance();
    }
  };
}

/** By the outermost groups that differ in rank. */
function compare(one: Waiting, other: Waiting, rankOf: (group: string) => number): number {
  const differences = one.groups.map((group, depth) => rankOf(group) - rankOf(other.groups[depth] ?? group));
  return differences.find((difference) => difference !== 0) ?? 0;
}
