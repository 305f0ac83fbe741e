import type { ContestSettings } from './contest-form.tsx';
import type { OwnTimes } from './minutes-fields.tsx';

type ContestTimes = Pick<ContestSettings, 'startsAt' | 'endsAt' | 'afterEnd'>;

/** Whether a participant can read, at a time in Unix milliseconds, the tasks of a contest that have no times of their own. */
function isOpenFor(contest: ContestTimes, { delaySeconds, extraSeconds }: OwnTimes, atMs: number): boolean {
  const hasStarted = atMs >= Date.parse(contest.startsAt) + delaySeconds * 1000;
  if (contest.endsAt === null) return hasStarted;
  const endMs = Date.parse(contest.endsAt);
  const isArchive = contest.afterEnd !== 'closed' && atMs >= endMs;
  return isArchive || (hasStarted && atMs < endMs + (delaySeconds + extraSeconds) * 1000);
}

const isOpenToAll = ({ endsAt, afterEnd }: ContestTimes, atMs: number): boolean =>
  afterEnd === 'signed-in' && endsAt !== null && atMs >= Date.parse(endsAt);

/** Whether somebody who can read the tasks now no longer could if the contest had other times. */
export const losesAccess = (now: ContestTimes, next: ContestTimes, own: OwnTimes, atMs: number): boolean =>
  isOpenFor(now, own, atMs) && !isOpenFor(next, own, atMs);

/** The same of everybody who has an account. */
export const allLoseAccess = (now: ContestTimes, next: ContestTimes, atMs: number): boolean =>
  isOpenToAll(now, atMs) && !isOpenToAll(next, atMs);

/** False when nobody can lose access, whatever their own times are, so that there is nobody to be counted. */
export function mayEndAccess(now: ContestTimes, next: ContestTimes, atMs: number): boolean {
  if (atMs < Date.parse(now.startsAt)) return false;
  const endMs = (contest: ContestTimes) =>
    contest.endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(contest.endsAt);
  const startsLater = Date.parse(next.startsAt) > Date.parse(now.startsAt);
  return startsLater || endMs(next) < endMs(now) || (atMs >= endMs(now) && !isSame(now, next));
}

const isSame = (one: ContestTimes, other: ContestTimes): boolean =>
  one.afterEnd === other.afterEnd && one.endsAt === other.endsAt;
