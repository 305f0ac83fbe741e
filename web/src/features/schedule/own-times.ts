import type { Schemas } from 'lectern-client';
import { phaseAt } from './phase.ts';

/** A contest's times for one reader, including their own delay and extra time. */
export interface OwnTimes {
  /** ISO 8601. */
  readonly startsAt: string;
  /** ISO 8601; null for never. */
  readonly endsAt: string | null;
  readonly phase: Schemas.Contest['phase'];
}

type Windows = Pick<Schemas.Contest, 'startsAt' | 'endsAt' | 'yourWindow'>;

/** @param nowMs Unix milliseconds, on the server's clock */
export function ownTimes({ yourWindow, ...common }: Windows, nowMs: number): OwnTimes {
  const { startsAt, endsAt } = yourWindow ?? common;
  return { startsAt, endsAt, phase: phaseAt(startsAt, endsAt, nowMs) };
}

/** Running contests are sorted by end, upcoming ones by start, and past ones keep their order. */
export interface ContestsByPhase<Each = Schemas.Contest> {
  readonly running: ReadonlyArray<Each>;
  readonly upcoming: ReadonlyArray<Each>;
  readonly past: ReadonlyArray<Each>;
}

/** Groups contests by their phase for the reader. */
export function byOwnPhase<Each extends Windows>(
  contests: ReadonlyArray<Each>,
  nowMs: number,
): ContestsByPhase<Each> {
  const inPhase = (phase: Schemas.Contest['phase']) =>
    contests.filter((contest) => ownTimes(contest, nowMs).phase === phase);
  const inOrder = (phase: 'running' | 'upcoming', timeOf: (times: OwnTimes) => string | null) => {
    const at = (contest: Each) => Date.parse(timeOf(ownTimes(contest, nowMs)) ?? endOfTime);
    return inPhase(phase).toSorted((one, other) => at(one) - at(other));
  };
  return {
    running: inOrder('running', ({ endsAt }) => endsAt),
    upcoming: inOrder('upcoming', ({ startsAt }) => startsAt),
    past: inPhase('past'),
  };
}

const endOfTime = '9999-12-31T23:59:59Z';
