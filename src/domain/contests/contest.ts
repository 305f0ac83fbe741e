import type {
  ContestParticipantTable,
  ContestTable,
  ContestTaskTable,
} from '../../database/contest-tables.ts';
import type { Person } from '../../database/people-list.ts';
import type { TaskTable } from '../../database/schema.ts';
import { entityTagOf } from '../../lib/entity-tag.ts';
import { type ErrorFacts, type ErrorReason, LecternError } from '../../lib/errors.ts';
import { contestWindow } from './contest-window.ts';

export const afterEnds = ['closed', 'participants', 'signed-in'] as const;
export type AfterEnd = (typeof afterEnds)[number];

export const contestPhases = ['upcoming', 'running', 'past'] as const;
export type ContestPhase = (typeof contestPhases)[number];

/** How somebody belongs to a contest. */
export const contestRoles = ['participant', 'staff'] as const;
export type ContestRole = (typeof contestRoles)[number];

export const contestColumns = [
  'id',
  'name',
  'startsAt',
  'endsAt',
  'afterEnd',
  'prefetchFrom',
  'externalId',
  'createdAt',
  'updatedAt',
] as const;

/** Tasks that open together at a time. Times are Unix milliseconds. */
export type Contest = Readonly<
  Omit<Pick<ContestTable, (typeof contestColumns)[number]>, 'externalId' | 'prefetchFrom'>
> & {
  readonly externalId: string | null;
  readonly prefetchFrom: number | null;
};

/** A contest with how one person belongs to it. */
export interface ContestWithRole extends Contest {
  /** `staff` even if also a participant; null for not at all. */
  readonly role: ContestRole | null;
  /** By how much later it starts for this person as a participant, and how much longer it then lasts. */
  readonly delaySeconds: number;
  readonly extraSeconds: number;
}

/** What a new contest is made of, and what can be changed of one. */
export type ContestDraft = Pick<Contest, 'name' | 'startsAt'> &
  Partial<Pick<Contest, 'endsAt' | 'afterEnd' | 'prefetchFrom'>>;
export type ContestChanges = Partial<ContestDraft>;

/** A task in a contest. */
export type ContestTask = Readonly<
  Omit<ContestTaskTable, 'contestId' | 'createdAt'> & Pick<TaskTable, 'title'>
>;

/** Somebody with a delay and extra time of their own, be they zero. */
export type Participant = Person & Readonly<Pick<ContestParticipantTable, 'delaySeconds' | 'extraSeconds'>>;

/** Entity tags: of what can be changed of a contest, of a task in one, and of somebody's own times. */

export const contestTag = ({ name, startsAt, endsAt, afterEnd, prefetchFrom }: Required<ContestDraft>) =>
  entityTagOf([name, startsAt, endsAt, afterEnd, prefetchFrom]);

export const contestTaskTag = ({
  label,
  position,
  opensAt,
  closesAt,
}: Pick<ContestTask, 'label' | 'position' | 'opensAt' | 'closesAt'>) =>
  entityTagOf([label, position, opensAt, closesAt]);

export const participantTag = ({
  delaySeconds,
  extraSeconds,
}: Pick<Participant, 'delaySeconds' | 'extraSeconds'>) => entityTagOf([delaySeconds, extraSeconds]);

/** Without anybody's own delay or extra time. */
export function phaseOf(
  { startsAt, endsAt }: Pick<Contest, 'startsAt' | 'endsAt'>,
  nowMs: number,
): ContestPhase {
  if (nowMs < startsAt) return 'upcoming';
  return endsAt !== null && nowMs >= endsAt ? 'past' : 'running';
}

type Window = Pick<Contest, 'startsAt' | 'endsAt'>;

/** @throws LecternError `request-invalid` */
export function checkContest({
  startsAt,
  endsAt,
  prefetchFrom = null,
}: Window & Pick<ContestDraft, 'prefetchFrom'>): void {
  if (endsAt !== null && endsAt <= startsAt) {
    refuse('contest-ends-too-early', '"endsAt" must be later than "startsAt".');
  }
  if (prefetchFrom !== null && prefetchFrom >= startsAt) {
    refuse('prefetch-too-late', '"prefetchFrom" must be earlier than "startsAt".');
  }
}

/** A task's own window lies inside the contest's. @throws LecternError `request-invalid` */
export function checkContestTask(
  contest: Window,
  task: Pick<ContestTask, 'label' | 'opensAt' | 'closesAt'>,
): void {
  const { label } = task;
  const { opensAt, closesAt } = contestWindow(contest, task);
  const isCut = (own: number | null, effective: number | null) => own !== null && own !== effective;
  if (isCut(task.opensAt, opensAt) || isCut(task.closesAt, closesAt)) {
    refuse('task-window-outside', `The window of task ${label} must lie inside that of the contest.`, {
      label,
    });
  }
  if (closesAt !== null && closesAt <= opensAt) {
    refuse('task-window-empty', `The window of task ${label} ends before it begins.`, { label });
  }
}

/** A delay beyond the contest's length would keep somebody out of it. @throws LecternError `request-invalid` */
export function checkTimes(contest: Window, times: Pick<Participant, 'delaySeconds' | 'extraSeconds'>): void {
  if (contest.endsAt === null) return;
  const lengthSeconds = (contest.endsAt - contest.startsAt) / 1000;
  if (times.delaySeconds >= lengthSeconds) {
    refuse(
      'delay-too-long',
      `A delay of ${times.delaySeconds} seconds ends the contest before it begins: it lasts ${lengthSeconds}.`,
    );
  }
}

/** The reason is for programs, which say it in the language of their readers. */
function refuse(reason: ErrorReason, message: string, facts: ErrorFacts = {}): never {
  throw new LecternError('request-invalid', message, { facts: { reason, ...facts } });
}

/** The one answer for a contest that does not exist and for one that the reader is not in. */
export function contestNotFound(): LecternError {
  return new LecternError('not-found', 'There is no such contest, or you are not in it.');
}
