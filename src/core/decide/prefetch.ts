import type { ContestWithRole } from '../../domain/contests/contest.ts';
import { ownContestWindow } from '../../domain/contests/contest-window.ts';
import { earliestUsefulEnd, type Refusal } from './decide.ts';
import { type Grant, makeGrant, type PrefetchGrant, type Subject } from './grant.ts';

/** What stands for the ground in the record of a URL of an envelope. */
export const prefetchGround = 'prefetch';

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
  return { allowed: true, grant: makeGrant({ ...subject, contestId, validUntilMs }) };
}
