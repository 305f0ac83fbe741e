import { type PrefetchRefusal, type Refusal, refusalReasons } from '../../domain/access/refusals.ts';
import { anywhere } from '../../domain/accounts/principal.ts';
import type { ContestWithRole } from '../../domain/contests/contest.ts';
import { takesPlaceAt } from '../../domain/contests/contest-networks.ts';
import { ownContestWindow, prefetchTime } from '../../domain/contests/contest-window.ts';
import { formatAddress } from '../../lib/client-address.ts';
import { type Ground, groundKinds, staffKinds } from './access-paths.ts';
import {
  type JointPermit,
  makePermit,
  type PrefetchPermit,
  type Reader,
  type ReadPermit,
  subjectOf,
} from './read-permit.ts';

export type Decision = { readonly allowed: true; readonly permit: ReadPermit } | Refusal;

export type JointDecision = { readonly allowed: true; readonly permit: JointPermit } | Refusal;

/**
 * A URL expires at a whole second and lives at least one second. So a window that ends before this time (Unix ms) counts as closed,
 * although its last moments have not passed.
 */
export function earliestUsefulEnd(nowMs: number): number {
  return Math.ceil(nowMs / 1000 + 1) * 1000;
}

export const groundStates = ['open', 'elsewhere', 'upcoming', 'closed'] as const;
export type GroundState = (typeof groundStates)[number];

/**
 * A ground is open from `opensAt` until no whole second is left before `closesAt`. A window without a whole second (an embargo past the
 * closing) never opens.
 */
export function stateOf(
  ground: Pick<Ground, 'opensAt' | 'closesAt'>,
  nowMs: number,
): Exclude<GroundState, 'elsewhere'> {
  if (end(ground) < earliestUsefulEnd(Math.max(nowMs, ground.opensAt))) return 'closed';
  return ground.opensAt <= nowMs ? 'open' : 'upcoming';
}

/** Like `stateOf` for one reader; `elsewhere`: open, but not at the reader's address. */
export function stateFor({ address }: Reader, ground: Ground, nowMs: number): GroundState {
  const state = stateOf(ground, nowMs);
  if (state !== 'open' || address === anywhere) return state;
  return takesPlaceAt(address, networksOf(ground)) ? 'open' : 'elsewhere';
}

/** The only networks where a ground holds, as stored; null: everywhere. The archive of a contest can be read everywhere. */
export const networksOf = ({ kind, networks }: Pick<Ground, 'kind' | 'networks'>) =>
  kind === 'contest' ? networks : null;

const addressOf = ({ address }: Reader) =>
  address === anywhere || address === undefined ? undefined : formatAddress(address);

/** Decides one read. Pure: the same grounds and time always give the same decision. */
export function decide(
  reader: Reader,
  taskId: string,
  grounds: ReadonlyArray<Ground>,
  nowMs: number,
): Decision {
  if (grounds.length === 0) return { allowed: false, reason: 'not-found' };

  const open = grounds.filter((ground) => stateFor(reader, ground, nowMs) === 'open');
  const [strongest] = open.toSorted((a, b) => end(b) - end(a) || rank(a) - rank(b));
  if (strongest) {
    const permit = makePermit({
      ...subjectOf(reader),
      taskId,
      readerEpoch: strongest.readerEpoch,
      taskEpoch: strongest.taskEpoch,
      ground: strongest.kind,
      through: strongest.through,
      validUntilMs: strongest.closesAt,
      staff: open.some((ground) => staffKinds.has(ground.kind)),
      boundTo: open.every((ground) => networksOf(ground) !== null) ? addressOf(reader) : undefined,
    });
    return { allowed: true, permit };
  }

  if (grounds.some((ground) => stateOf(ground, nowMs) === 'open')) {
    return { allowed: false, reason: 'wrong-place', address: addressOf(reader) ?? null };
  }

  const upcoming = grounds.filter((ground) => stateOf(ground, nowMs) === 'upcoming');
  if (upcoming.length === 0) return { allowed: false, reason: 'closed' };
  return {
    allowed: false,
    reason: 'not-open-yet',
    opensAtMs: Math.min(...upcoming.map((ground) => ground.opensAt)),
  };
}

/**
 * Decides about reading several tasks together: allowed if each is allowed, and open once the last of them is. Of several refusals, returns
 * the one that holds longest; without tasks, `not-found`.
 */
export function decideTogether(
  reader: Reader,
  groundsOf: ReadonlyMap<string, ReadonlyArray<Ground>>,
  nowMs: number,
): JointDecision {
  const decisions = [...groundsOf].map(([taskId, grounds]) => decide(reader, taskId, grounds, nowMs));
  const refusals = decisions.filter((decision) => !decision.allowed);
  const [first, ...others] = decisions.flatMap((decision) => (decision.allowed ? [decision.permit] : []));
  if (first === undefined || refusals.length > 0) return lastingRefusal(refusals);

  const permits = [first, ...others] as const;
  const ends = permits.flatMap(({ validUntilMs }) => validUntilMs ?? []);
  const permit = makePermit({
    ...subjectOf(reader),
    // The permits may come from several states of the database. The oldest epoch makes every later revocation apply.
    readerEpoch: Math.min(...permits.map(({ readerEpoch }) => readerEpoch)),
    permits,
    boundTo: permits.find(({ boundTo }) => boundTo !== undefined)?.boundTo,
    validUntilMs: ends.length === 0 ? null : Math.min(...ends),
  });
  return { allowed: true, permit };
}

/** The same permit for something that may close before the task, at this time (Unix ms; undefined: it does not). */
export const endingBy = (permit: ReadPermit, endMs = Number.POSITIVE_INFINITY): ReadPermit =>
  end({ closesAt: permit.validUntilMs }) <= endMs ? permit : makePermit({ ...permit, validUntilMs: endMs });

/** Recorded in place of a ground for the URL of an envelope. */
export const prefetchGround = 'prefetch';

export type PrefetchDecision = { readonly allowed: true; readonly permit: PrefetchPermit } | PrefetchRefusal;

/**
 * Decides whether a person who belongs to a contest may fetch its sealed envelopes: from its prefetch time until it starts for them, and
 * from any address, because they are useless without the key. Pure, like `decide`.
 */
export function decidePrefetch(
  reader: Reader,
  contest: Pick<ContestWithRole, 'id' | 'startsAt' | 'endsAt' | 'prefetchFrom' | 'delaySeconds'> &
    Pick<ReadPermit, 'readerEpoch'>,
  nowMs: number,
): PrefetchDecision {
  const { id: contestId, delaySeconds, readerEpoch } = contest;
  const opensAtMs = prefetchTime(contest);
  if (opensAtMs === null) return { allowed: false, reason: 'not-found' };
  if (nowMs < opensAtMs) return { allowed: false, reason: 'not-open-yet', opensAtMs };
  const validUntilMs = ownContestWindow(contest, { delaySeconds, extraSeconds: 0 }).opensAt;
  if (validUntilMs < earliestUsefulEnd(nowMs)) return { allowed: false, reason: 'closed' };
  return {
    allowed: true,
    permit: makePermit({ ...subjectOf(reader), readerEpoch, contestId, validUntilMs }),
  };
}

function lastingRefusal(refusals: ReadonlyArray<Refusal>): Refusal {
  const [lasting] = refusals.toSorted((a, b) => reasonRank(b) - reasonRank(a) || opening(b) - opening(a));
  return lasting ?? { allowed: false, reason: 'not-found' };
}

const reasonRank = ({ reason }: Refusal) => refusalReasons.indexOf(reason);
const opening = (refusal: Refusal) => (refusal.reason === 'not-open-yet' ? refusal.opensAtMs : 0);

const end = (ground: Pick<Ground, 'closesAt'>) => ground.closesAt ?? Number.MAX_SAFE_INTEGER;
const rank = (ground: Ground) => groundKinds.indexOf(ground.kind);
