import type { Contest } from 'lectern-client';
import type { TimeWindow } from '../../ui/window-fields.tsx';
import { noAllowance, type TimeAllowance } from './time-allowance.ts';

/** When the tasks of a contest are open; with `task`, when one is that has a window of its own. Times are ISO 8601. */
export interface ContestTimes extends Pick<Contest, 'startsAt' | 'endsAt' | 'afterEnd'> {
  readonly task?: TimeWindow;
}

/** When a task of a group is open. */
export interface AssignmentTimes extends TimeWindow {
  readonly opensAt: string;
}

/** Unix milliseconds, for somebody without times of their own. */
const openingMs = ({ startsAt, task }: ContestTimes): number =>
  Math.max(Date.parse(startsAt), Date.parse(task?.opensAt ?? startsAt));
const endingMs = ({ endsAt, task }: ContestTimes): number =>
  Math.min(timeOrNever(endsAt), timeOrNever(task?.closesAt ?? null));
const timeOrNever = (time: string | null): number =>
  time === null ? Number.POSITIVE_INFINITY : Date.parse(time);

const isArchive = ({ endsAt }: ContestTimes, atMs: number): boolean => atMs >= timeOrNever(endsAt);

/** Whether a participant can read, at a time in Unix milliseconds. */
function isOpenFor(
  contest: ContestTimes,
  { delaySeconds, extraSeconds }: TimeAllowance,
  atMs: number,
): boolean {
  if (contest.afterEnd !== 'closed' && isArchive(contest, atMs)) return true;
  return (
    atMs >= openingMs(contest) + delaySeconds * 1000 &&
    atMs < endingMs(contest) + (delaySeconds + extraSeconds) * 1000
  );
}

const isOpenToAll = (contest: ContestTimes, atMs: number): boolean =>
  contest.afterEnd === 'signed-in' && isArchive(contest, atMs);

/** Whether a participant who can read now no longer could with other times. */
export const losesAccess = (
  now: ContestTimes,
  next: ContestTimes,
  own: TimeAllowance,
  atMs: number,
): boolean => isOpenFor(now, own, atMs) && !isOpenFor(next, own, atMs);

/** The same of everybody who has an account. */
export const allLoseAccess = (now: ContestTimes, next: ContestTimes, atMs: number): boolean =>
  isOpenToAll(now, atMs) && !isOpenToAll(next, atMs);

/** The same of the members of a group, who have no times of their own. */
export const membersLoseAccess = (now: AssignmentTimes, next: AssignmentTimes, atMs: number): boolean =>
  losesAccess(asContest(now), asContest(next), noAllowance, atMs);

const asContest = ({ opensAt, closesAt }: AssignmentTimes): ContestTimes => ({
  startsAt: opensAt,
  endsAt: closesAt,
  afterEnd: 'closed',
});

/** False when nobody can lose access, whatever their own times are, so that there is nobody to be counted. */
export function mayEndAccess(now: ContestTimes, next: ContestTimes, atMs: number): boolean {
  const wasArchive = isArchive(now, atMs);
  if (atMs < openingMs(now) && !wasArchive) return false;
  const isLaterOrShorter = openingMs(next) > openingMs(now) || endingMs(next) < endingMs(now);
  return isLaterOrShorter || (wasArchive && !isSame(now, next));
}

const isSame = (one: ContestTimes, other: ContestTimes): boolean =>
  one.afterEnd === other.afterEnd && one.endsAt === other.endsAt;
