import type { ContestParticipantTable, ContestTaskTable } from '../../database/contest-tables.ts';
import type { Person } from '../../database/people-list.ts';
import { entityTagOf } from '../../lib/entity-tag.ts';
import { type ErrorFacts, type ErrorReason, LecternError } from '../../lib/errors.ts';
import { type ChangesOf, type ColumnsOf, type DraftOf, fieldsOf, type Words } from '../../lib/fields.ts';
import { parseLine } from '../../lib/text-line.ts';
import type { Entity, EntityColumns } from '../entity.ts';
import type { Task } from '../tasks/task.ts';
import { type ContestTimes, contestWindow } from './contest-window.ts';

const afterEnds = {
  title: 'AfterEnd',
  words: ['closed', 'participants', 'signed-in'],
  describe: 'Who may read the tasks once the contest has ended.',
} as const satisfies Words;
export type AfterEnd = (typeof afterEnds.words)[number];

/** What is said of a contest. Its tasks, people and groups have tables of their own. */
export const contestFields = fieldsOf({
  name: { kind: 'line', parse: (text) => parseLine(text, 'name') },
  startsAt: { kind: 'time' },
  /** Null: it runs until it is given an end. */
  endsAt: { kind: 'time', orNull: true, fallback: null },
  afterEnd: { kind: 'word', of: afterEnds, fallback: 'closed' },
  prefetchFrom: {
    kind: 'time',
    orNull: true,
    fallback: null,
    describe:
      'From when participants may fetch the sealed statements; before `startsAt`. Null: nothing is sealed.',
  },
});
type ContestTable = typeof contestFields.table;

declare module '../../database/schema.ts' {
  interface Tables {
    contests: EntityColumns & ColumnsOf<ContestTable>;
  }
}

export const contestPhases = ['upcoming', 'running', 'past'] as const;
export type ContestPhase = (typeof contestPhases)[number];

/** How somebody belongs to a contest. */
export const contestRoles = ['participant', 'staff'] as const;
export type ContestRole = (typeof contestRoles)[number];

/** Tasks that open together at a time. Times are Unix milliseconds. */
export type Contest = Entity<ContestTable>;

/** A contest with how one person belongs to it. */
export interface ContestWithRole extends Contest {
  /** `staff` even if also a participant; null for not at all. */
  readonly role: ContestRole | null;
  /** By how much later it starts for this person as a participant, and how much longer it then lasts. */
  readonly delaySeconds: number;
  readonly extraSeconds: number;
}

export type ContestDraft = DraftOf<ContestTable>;
export type ContestChanges = ChangesOf<ContestTable>;

/** A task in a contest. */
export type ContestTask = Readonly<Omit<ContestTaskTable, 'contestId' | 'createdAt'> & Pick<Task, 'title'>>;

/** Somebody with a delay and extra time of their own, be they zero. */
export type Participant = Person & Readonly<Pick<ContestParticipantTable, 'delaySeconds' | 'extraSeconds'>>;

/** Entity tags: of a task in a contest, and of somebody's own times. */

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
export function phaseOf({ startsAt, endsAt }: ContestTimes, nowMs: number): ContestPhase {
  if (nowMs < startsAt) return 'upcoming';
  return endsAt !== null && nowMs >= endsAt ? 'past' : 'running';
}

/** @throws LecternError `request-invalid` */
export function checkContest({
  startsAt,
  endsAt,
  prefetchFrom,
}: ContestTimes & Pick<Contest, 'prefetchFrom'>): void {
  if (endsAt !== null && endsAt <= startsAt) {
    refuse('contest-ends-too-early', '"endsAt" must be later than "startsAt".');
  }
  if (prefetchFrom !== null && prefetchFrom >= startsAt) {
    refuse('prefetch-too-late', '"prefetchFrom" must be earlier than "startsAt".');
  }
}

/** A task's own window lies inside the contest's. @throws LecternError `request-invalid` */
export function checkContestTask(
  contest: ContestTimes,
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
export function checkTimes(
  contest: ContestTimes,
  times: Pick<Participant, 'delaySeconds' | 'extraSeconds'>,
): void {
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
