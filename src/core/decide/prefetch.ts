import type { ContestWithRole } from '../../domain/contests/contest.ts';
import { ownContestWindow } from '../../domain/contests/contest-window.ts';
import { earliestUsefulEnd, type Grant, type Refusal, type Subject } from './decide.ts';

declare const prefetchBrand: unique symbol;

/** What stands for the ground in the record of a URL of an envelope. */
export const prefetchGround = 'prefetch';

/**
 * Proof that a principal may fetch the sealed envelopes of a contest now, and nothing else. Only `decidePrefetch` makes
 * one, and `issuePrefetch` asks for it.
 */
export interface PrefetchGrant extends Subject, Pick<Grant, 'readerEpoch'> {
  readonly [prefetchBrand]: true;
  readonly contestId: string;
  /** When the contest starts for the principal (Unix ms), and the key takes the place of the envelope. */
  readonly validUntilMs: number;
}

export type PrefetchDecision = { readonly allowed: true; readonly grant: PrefetchGrant } | Refusal;

/**
 * Decides whether somebody who belongs to a contest may fetch its sealed envelopes: from the time that it sets until it
 * starts for them. Pure, as `decide`.
 */
export function decidePrefetch(
  subject: Subject & Pick<Grant, 'readerEpoch'>,
  contest: Pick<ContestWithRole, 'id' | 'startsAt' | 'endsAt' | 'prefetchFrom' | 'delaySeconds'>,
  nowMs: number,
): PrefetchDecision {
  const { id: contestId, prefetchFrom, delaySeconds } = contest;
  if (prefetchFrom === null) return { allowed: false, reason: 'not-found' };
  if (nowMs < prefetchFrom) return { allowed: false, reason: 'not-open-yet', opensAtMs: prefetchFrom };
  const validUntilMs = ownContestWindow(contest, { delaySeconds, extraSeconds: 0 }).opensAt;
  if (validUntilMs < earliestUsefulEnd(nowMs)) return { allowed: false, reason: 'closed' };
  return { allowed: true, grant: { ...subject, contestId, validUntilMs } as unknown as PrefetchGrant };
}
