import type { Contest, Opening, TaskSummary } from 'lectern-client';
import { lastEnd } from '../api/last-end.ts';

/** A contest as one reader lives it: with their own delay and extra time, if they have any. */
export interface OwnTimes {
  /** What opens next of it for the reader; ISO 8601. */
  readonly opensAt: string | undefined;
  /** When the last of its tasks ends for them; null for never, undefined as long as none is open. */
  readonly endsAt: string | null | undefined;
}

/**
 * The API tells nobody's delay. What opens next, and until when open tasks may be read, is told with it.
 * @param tasks those of this contest that are open now
 */
export function ownTimes(
  { contestId }: Contest,
  openings: ReadonlyArray<Opening>,
  tasks: ReadonlyArray<TaskSummary>,
): OwnTimes {
  const opensAt = openings.find(({ through }) => through.id === contestId)?.opensAt;
  return { opensAt, endsAt: lastEnd(tasks) };
}
