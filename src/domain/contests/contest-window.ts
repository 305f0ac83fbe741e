import { sql } from 'kysely';
import type { Tables } from '../../database/schema.ts';
import { earlier, later } from '../../database/sql.ts';

/** When a contest runs (Unix milliseconds); `endsAt` null: until it gets an end. */
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
 * The window of a task in a contest: the task's own window, cut by the contest's, and moved by a participant's delay and extra time. If
 * nothing is left, it closes before it opens, and extra time does not open it.
 */
export function contestWindow(
  { startsAt, endsAt }: ContestTimes,
  task: Pick<Tables['contestTasks'], 'opensAt' | 'closesAt'>,
  { delaySeconds, extraSeconds }: OwnTimes = onTime,
): ContestWindow {
  const opensAt = Math.max(startsAt, task.opensAt ?? startsAt);
  const closesAt = Math.min(...[endsAt, task.closesAt].filter((end) => end !== null));
  const movedSeconds = closesAt <= opensAt ? delaySeconds : delaySeconds + extraSeconds;
  return {
    opensAt: opensAt + delaySeconds * 1000,
    closesAt: Number.isFinite(closesAt) ? closesAt + movedSeconds * 1000 : null,
  };
}

type OwnTimes = Pick<Tables['contestParticipants'], 'delaySeconds' | 'extraSeconds'>;

const onTime = { delaySeconds: 0, extraSeconds: 0 };

/** The same in SQL over the tables `contests` and `contestTasks`, for people without individual times. */
export const sharedWindow = {
  opensAt: later(sql`contests."startsAt"`, sql`"contestTasks"."opensAt"`),
  closesAt: earlier(sql`contests."endsAt"`, sql`"contestTasks"."closesAt"`),
};

/** The same in SQL for a participant, with their row in `contestParticipants`. */
export const ownWindow = {
  opensAt: sql`(${sharedWindow.opensAt}) + "contestParticipants"."delaySeconds" * 1000`,
  closesAt: sql`(${sharedWindow.closesAt}) + "contestParticipants"."delaySeconds" * 1000
    + case when (${sharedWindow.closesAt}) <= (${sharedWindow.opensAt}) then 0
      else "contestParticipants"."extraSeconds" * 1000 end`,
};

/** When a contest itself runs for a participant, ignoring the windows of its tasks. */
export const ownContestWindow = (contest: ContestTimes, times: OwnTimes): ContestWindow =>
  contestWindow(contest, { opensAt: null, closesAt: null }, times);

/** When a contest itself starts for people without individual times. */
export const sharedStart = sql`contests."startsAt"`;

/** The same for a participant, with their row in `contestParticipants`. */
export const ownStart = sql`${sharedStart} + "contestParticipants"."delaySeconds" * 1000`;

/** Whether a contest has not started for a participant, and has not become a public archive either. */
export function isBeforeStart(
  {
    startsAt,
    endsAt,
    afterEnd,
    delaySeconds,
  }: Pick<Tables['contests'], 'startsAt' | 'endsAt' | 'afterEnd'> & Pick<OwnTimes, 'delaySeconds'>,
  nowMs: number,
): boolean {
  const isArchive = afterEnd === 'signed-in' && endsAt !== null && nowMs >= endsAt;
  return nowMs < startsAt + delaySeconds * 1000 && !isArchive;
}

/** From when sealed statements can be fetched (Unix milliseconds); null: nothing is sealed. */
export const prefetchTime = ({
  prefetchFrom,
  startsAt,
}: Pick<Tables['contests'], 'prefetchFrom' | 'startsAt'>): number | null =>
  prefetchFrom !== null && prefetchFrom < startsAt ? prefetchFrom : null;
