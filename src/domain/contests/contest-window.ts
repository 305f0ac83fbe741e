import { sql } from 'kysely';
import type { Tables } from '../../database/schema.ts';
import { earlier, later } from '../../database/sql.ts';

/** When a contest runs (Unix milliseconds); null: it runs until it is given an end. */
export interface ContestTimes {
  readonly startsAt: number;
  readonly endsAt: number | null;
}

/** When a task of a contest can be read (Unix milliseconds); `closesAt` null: it never closes. */
export interface ContestWindow {
  readonly opensAt: number;
  readonly closesAt: number | null;
}

/**
 * The window of a task in a contest: that of the contest, narrowed by the task's own, and moved by a participant's
 * delay and extra time.
 */
export function contestWindow(
  { startsAt, endsAt }: ContestTimes,
  task: Pick<Tables['contestTasks'], 'opensAt' | 'closesAt'>,
  { delaySeconds, extraSeconds }: OwnTimes = onTime,
): ContestWindow {
  const ends = [endsAt, task.closesAt].filter((end) => end !== null);
  const movedMs = (delaySeconds + extraSeconds) * 1000;
  return {
    opensAt: Math.max(startsAt, task.opensAt ?? startsAt) + delaySeconds * 1000,
    closesAt: ends.length === 0 ? null : Math.min(...ends) + movedMs,
  };
}

type OwnTimes = Pick<Tables['contestParticipants'], 'delaySeconds' | 'extraSeconds'>;

const onTime = { delaySeconds: 0, extraSeconds: 0 };

/** The same in SQL over the tables `contest` and `contestTask`, for somebody without times of their own. */
export const sharedWindow = {
  opensAt: later(sql`contest."startsAt"`, sql`"contestTask"."opensAt"`),
  closesAt: earlier(sql`contest."endsAt"`, sql`"contestTask"."closesAt"`),
};

/** The same in SQL for a participant with a row `own` in `contestParticipants`. */
export const ownWindow = {
  opensAt: sql`(${sharedWindow.opensAt}) + own."delaySeconds" * 1000`,
  closesAt: sql`(${sharedWindow.closesAt}) + (own."delaySeconds" + own."extraSeconds") * 1000`,
};

/** When a contest itself runs for a participant, whatever the windows of its tasks are. */
export const ownContestWindow = (contest: ContestTimes, times: OwnTimes): ContestWindow =>
  contestWindow(contest, { opensAt: null, closesAt: null }, times);

/** When a contest itself starts for somebody without times of their own. */
export const sharedStart = sql`contest."startsAt"`;

/** The same for a participant with a row `own`. */
export const ownStart = sql`${sharedStart} + own."delaySeconds" * 1000`;

/** Whether a contest has not yet started for a participant, and has not become an archive before it did. */
export function isBeforeStart(
  { startsAt, endsAt, delaySeconds }: ContestTimes & { readonly delaySeconds: number },
  nowMs: number,
): boolean {
  return nowMs < startsAt + delaySeconds * 1000 && (endsAt === null || nowMs < endsAt);
}
