import { useQueries } from '@tanstack/react-query';
import { mayRunLonger, type OwnContest, openInContestQuery } from './own-queries.ts';
import { lastEnd } from './own-times.ts';

/**
 * Contests as their reader lives them: with a delay or extra time they end later than for the others, and run until then.
 * @param nowMs Unix milliseconds, on the server's clock
 */
export function useOwnEnds(contests: ReadonlyArray<OwnContest>, nowMs: number): ReadonlyArray<OwnContest> {
  const running = contests.filter((contest) => mayRunLonger(contest, nowMs));
  const ends = useQueries({
    queries: running.map(({ contestId }) => openInContestQuery(contestId)),
    combine: (results) =>
      new Map(running.map(({ contestId }, at) => [contestId, lastEnd(results[at]?.data ?? [])])),
  });
  return contests.map((contest) => withOwnEnd(contest, ends.get(contest.contestId), nowMs));
}

function withOwnEnd(contest: OwnContest, ownEnd: string | null | undefined, nowMs: number): OwnContest {
  if (!ownEnd || contest.endsAt === null) return contest;
  const [ownMs, endMs] = [Date.parse(ownEnd), Date.parse(contest.endsAt)];
  return ownMs > endMs && ownMs > nowMs ? { ...contest, endsAt: ownEnd, phase: 'running' } : contest;
}
