import type { Generated } from 'kysely';
import type { Person } from '../../database/people-list.ts';
import { entityTagOf } from '../../lib/entity-tag.ts';
import { type ErrorFacts, type ErrorReason, LecternError } from '../../lib/errors.ts';
import {
  type ChangesOf,
  type ColumnsOf,
  type DraftOf,
  fieldsOf,
  type GivingAccess,
  type ValuesOf,
  type WordSet,
} from '../../lib/fields.ts';
import { parseLine } from '../../lib/text-line.ts';
import type { Entity, EntityColumns } from '../entity.ts';
import type { Task } from '../tasks/task.ts';
import { maxContestNetworks, maxRoomLength, parseContestNetworks } from './contest-networks.ts';
import type { ContestTimes } from './contest-window.ts';

const afterEnds = {
  title: 'AfterEnd',
  words: ['closed', 'participants', 'signed-in'],
  describe: 'Who may read the tasks after the contest ends; signed-in: everyone with an account.',
} as const satisfies WordSet;
export type AfterEnd = (typeof afterEnds.words)[number];

/** The fields of a contest. Its tasks, people and groups have their own tables. */
export const contestFields = fieldsOf({
  name: { kind: 'line', parse: (text) => parseLine(text, 'name') },
  startsAt: { kind: 'time', givesAccess: true },
  /** Null: it runs until it gets an end. */
  endsAt: { kind: 'time', orNull: true, fallback: null, givesAccess: true },
  afterEnd: { kind: 'word', of: afterEnds, fallback: 'closed', givesAccess: true },
  prefetchFrom: {
    kind: 'time',
    orNull: true,
    fallback: null,
    givesAccess: true,
    describe:
      'When participants may fetch the sealed statements. Null, or not before `startsAt`: nothing is sealed.',
  },
  networks: {
    kind: 'networks',
    title: 'ContestNetwork',
    maxNetworks: maxContestNetworks,
    maxLength: maxRoomLength,
    orNull: true,
    fallback: null,
    givesAccess: true,
    parse: parseContestNetworks,
    describe:
      'The only networks where participants can read the tasks until the contest ends. Null: everywhere. Only staff see them.',
  },
  mailNotices: {
    kind: 'flag',
    fallback: 'false',
    describe:
      'Whether participants get an e-mail about new notices, without their texts. It needs a server that sends e-mail.',
  },
});
type ContestTable = typeof contestFields.table;

/** The fields of a task in a contest. */
export const contestTaskFields = fieldsOf({
  /** A, B, …; unique in the contest. */
  label: { kind: 'line', maxLength: 20, parse: (text) => parseLine(text, 'label') },
  /** Tasks are listed by position, then by label. */
  position: {
    kind: 'integer',
    min: 0,
    max: 10_000,
    describe: 'Place in the order, from 0. Default: last for a new task, unchanged for others.',
  },
  opensAt: {
    kind: 'time',
    orNull: true,
    fallback: null,
    givesAccess: true,
    describe: 'When the task opens. Null, or a time before the contest: when the contest starts.',
  },
  closesAt: {
    kind: 'time',
    orNull: true,
    fallback: null,
    givesAccess: true,
    describe: 'When the task closes. Null, or a time after the contest: when the contest ends.',
  },
});
type ContestTaskTable = typeof contestTaskFields.table;

export const maxOwnSeconds = 30 * 24 * 60 * 60;

/** The fields of a participant. They also apply to someone who takes part through a group. */
export const participantFields = fieldsOf({
  /** Moves the person's whole window, even beyond the end of the contest. */
  delaySeconds: { kind: 'integer', min: 0, max: maxOwnSeconds, fallback: 0, givesAccess: true },
  /** Moves the end of the window further. */
  extraSeconds: { kind: 'integer', min: 0, max: maxOwnSeconds, fallback: 0, givesAccess: true },
});
type ParticipantTable = typeof participantFields.table;

declare module '../../database/schema.ts' {
  interface Tables {
    contests: EntityColumns &
      ColumnsOf<ContestTable> & {
        /** Its name in the form that is searched and sorted: without case and accents. */
        foldedName: Generated<string>;
        /** The number of its last change that its people may notice, counted over all contests; null before the first. */
        lastChange: Generated<number | null>;
        /** The number of the last of them that all its people may notice. */
        commonChange: Generated<number | null>;
      };
    contestTasks: { contestId: string; taskId: string; createdAt: number } & ColumnsOf<ContestTaskTable>;
    contestParticipants: {
      contestId: string;
      userId: string;
      createdAt: number;
      /** When they were added or their times changed; null: before the column existed. Only `access-rows.ts` sets it. */
      changedAt: Generated<number | null>;
      /** The number of the last change of their contest that only they and its staff may notice. */
      ownChange: Generated<number | null>;
    } & ColumnsOf<ParticipantTable>;
    contestGroups: { contestId: string; groupId: string; createdAt: number };
    contestStaff: { contestId: string; userId: string; createdAt: number };
  }
}

declare module '../../database/access-columns.ts' {
  interface AccessColumns {
    contests: GivingAccess<ContestTable> | 'deletedAt';
    contestTasks: GivingAccess<ContestTaskTable> | 'contestId' | 'taskId';
    contestParticipants: GivingAccess<ParticipantTable> | 'contestId' | 'userId';
    contestGroups: 'contestId' | 'groupId';
    contestStaff: 'contestId' | 'userId';
  }
}

export const contestPhases = ['upcoming', 'running', 'past'] as const;
export type ContestPhase = (typeof contestPhases)[number];

export const contestSorts = ['created', 'first-start', 'last-start', 'name'] as const;
export type ContestSort = (typeof contestSorts)[number];

/** How a person belongs to a contest. */
export const contestRoles = ['participant', 'staff'] as const;
export type ContestRole = (typeof contestRoles)[number];

/** Tasks that open together. Times are Unix milliseconds. */
export type Contest = Entity<ContestTable> & {
  /** See `revisionOf`. */
  readonly lastChange: number | null;
  readonly commonChange: number | null;
};

/** Differs after each change that the person may notice. The number itself would tell how much happens in other contests. */
export function revisionOf({ id, role, lastChange, commonChange, ownChange, readerEpoch }: ContestWithRole) {
  const own = [Math.max(commonChange ?? 0, ownChange ?? 0), readerEpoch];
  const change = role === 'participant' ? own : lastChange;
  return entityTagOf([id, change]).slice(1, -1);
}

/** A contest with a person's role and times in it. */
export type ContestWithRole = Contest &
  OwnTimes & {
    /** `staff` even if also a participant; null if neither. */
    readonly role: ContestRole | null;
    /** See `revisionOf`. */
    readonly ownChange: number | null;
    /** How often the person's URLs had been revoked at that moment. */
    readonly readerEpoch: number;
  };

export type ContestDraft = DraftOf<ContestTable>;
export type ContestChanges = ChangesOf<ContestTable>;

/** A task's place in a contest. */
export type ContestTaskLink = { readonly taskId: string } & ValuesOf<ContestTaskTable>;
export const contestTaskColumns = ['taskId', ...contestTaskFields.names] as const;

export type ContestTask = ContestTaskLink & Pick<Task, 'externalId' | 'title' | 'titles' | 'primaryLanguage'>;

/** A task to put into a contest. Without a position a new one comes last, and an existing one stays in place. */
export type ContestTaskDraft = Pick<ContestTaskLink, 'taskId'> &
  Omit<DraftOf<ContestTaskTable>, 'position'> & { readonly position?: number };

/** A delay and extra time; both may be zero. */
export type OwnTimes = ValuesOf<ParticipantTable>;

/** A participant who was added individually, with their times. */
export type Participant = Person & OwnTimes;

/** Ignores individual delays and extra time. */
export function phaseOf({ startsAt, endsAt }: ContestTimes, nowMs: number): ContestPhase {
  if (nowMs < startsAt) return 'upcoming';
  return endsAt !== null && nowMs >= endsAt ? 'past' : 'running';
}

/** @throws LecternError `request-invalid` */
export function checkContest({ startsAt, endsAt }: ContestTimes): void {
  if (endsAt !== null && endsAt <= startsAt) {
    refuse('contest-ends-too-early', '"endsAt" must be later than "startsAt".');
  }
}

/**
 * A task's own window may lie outside the contest's, which cuts it (`contestWindow`): a contest and its tasks move in several requests, in
 * any order. @throws LecternError `request-invalid` if the window itself is empty
 */
export function checkContestTask({
  label,
  opensAt,
  closesAt,
}: Pick<ContestTask, 'label' | 'opensAt' | 'closesAt'>): void {
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt) {
    refuse('task-window-empty', `"closesAt" of task ${label} must be later than its "opensAt".`, { label });
  }
}

/** The reason lets programs show the error in their readers' language. */
function refuse(reason: ErrorReason, message: string, facts: ErrorFacts = {}): never {
  throw new LecternError('request-invalid', message, { facts: { reason, ...facts } });
}

/** The same error for a contest that does not exist and for one that the reader is not in. */
export const contestNotFound = () =>
  new LecternError(
    'not-found',
    'This contest does not exist, or you are not in it. Check the link, or ask its staff to add you.',
  );
