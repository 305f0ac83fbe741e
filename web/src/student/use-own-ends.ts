import { useQueries } from '@tanstack/react-query';
import type { Contest } from 'lectern-client';
import { lastEnd } from '../api/last-end.ts';
import { mayRunLonger, openInContestQuery } from '../api/memberships.ts';

/**
 * Contests as their reader lives them: with a delay or extra time they end later than for the others, and run until then.
 * @param nowMs Unix milliseconds, on the server's clock
 */
export function useOwnEnds(contests: ReadonlyArray<Contest>, nowMs: number): ReadonlyArray<Contest> {
  const running = contests.filter((contest) => mayRunLonger(contest, nowMs));
  const ends = useQueries({
    queries: running.map(({ contestId }) => openInContestQuery(contestId)),
    combine: (results) =>
      new Map(running.map(({ contestId }, at) => [contestId, lastEnd(results[at]?.data ?? [])])),
  });
  return contests.map((contest) => withOwnEnd(contest, ends.get(contest.contestId), nowMs));
}

function withOwnEnd(contest: Contest, ownEnd: string | null | undefined, nowMs: number): Contest {
  if (!ownEnd || contest.endsAt === null) return contest;
  const [ownMs, endMs] = [Date.parse(ownEnd), Date.parse(contest.endsAt)];
  return ownMs > endMs && ownMs > nowMs ? { ...contest, endsAt: ownEnd, phase: 'running' } : contest;
}
