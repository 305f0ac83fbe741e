import { sql } from 'kysely';
import { later, never, noText, type Sql } from '../../database/sql.ts';
import { ownStart, ownWindow, sharedStart, sharedWindow } from '../../domain/contests/contest-window.ts';
import { readerTakesPartAsMember } from '../../domain/contests/participation.ts';
import type { UrlEpochs } from '../../revocation/url-tags.ts';
import {
  contestGroups,
  contestParticipants,
  contestStaff,
  contests,
  contestTasks,
  groupMembers,
  groups,
  groupTasks,
  type PathTable,
  reader,
  taskStaff,
} from './path-tables.ts';

/** When several grounds hold equally long, a decision names the first in this order. */
export const groundKinds = [
  'admin',
  'task-staff',
  'group-staff',
  'contest-staff',
  'group',
  'contest',
  'signed-in',
  'contest-archive',
  'granted',
] as const;
export type GroundKind = (typeof groundKinds)[number];

/** Grounds that an embargo does not delay; their holders also see replaced versions. */
export const staffKinds: ReadonlySet<GroundKind> = new Set([
  'admin',
  'task-staff',
  'group-staff',
  'contest-staff',
]);

/** Facts that all grounds of a path share. */
export interface PathFacts {
  /** Id of the group or contest that it comes through. */
  readonly through: string | null;
  /** The only networks where its ground `contest` holds, as stored; null: it holds everywhere. */
  readonly networks: string | null;
}

/** The facts of a path that sets none. */
export const noFacts: { readonly [Name in keyof PathFacts]: Sql } = {
  through: noText,
  networks: noText,
};

/**
 * One reason why a principal may read a task, with the window in which it holds (Unix ms; null: never closes) and the epochs of their URLs
 * when it was read.
 */
export interface Ground extends UrlEpochs, PathFacts {
  readonly kind: GroundKind;
  readonly opensAt: number;
  readonly closesAt: number | null;
}

/** Leaves out the ground `admin`, which only admins may know of. */
export const withoutAdmin = (grounds: ReadonlyArray<Ground>): ReadonlyArray<Ground> =>
  grounds.filter(({ kind }) => kind !== 'admin');

/**
 * A path of rows from a reader to a task, and the grounds that each row holds. No path begins at a disabled account, leads through a deleted
 * group or contest, or ends at a deleted task.
 */
export interface AccessPath extends Partial<typeof noFacts> {
  /** The tables between `reader` and `task`, joined by their ids. If it names `reader`, few accounts are on the path, so it begins there. */
  readonly tables: ReadonlyArray<PathTable>;
  /** Which rows are on the path; default: all. */
  readonly where?: Sql;
  /** When the contest on the path starts for the reader, who may know nothing of its tasks earlier. */
  readonly startsAt?: Sql;
  readonly grounds: readonly [GroundRule] | readonly [GroundRule, GroundRule];
  /** Whether every account is on the path; its readers are then not listed individually. */
  readonly isForAll?: true;
}

export interface GroundRule {
  readonly kind: GroundKind;
  /** Which rows hold it; default: all. */
  readonly when?: Sql;
  /** Without the embargo, which delays it for all but staff and never opens anything earlier. */
  readonly opensAt: Sql;
  readonly closesAt: Sql;
}

const always = { opensAt: sql`cast(0 as bigint)`, closesAt: never };

/** Opens at the end of the contest, or at the task's opening for this reader if that is later. */
const archiveFor = (
  readers: 'participants' | 'signed-in',
  { opensAt }: Pick<GroundRule, 'opensAt'>,
): GroundRule => ({
  kind: 'contest-archive',
  when: sql`contests."afterEnd" = ${sql.lit(readers)} and contests."endsAt" is not null`,
  opensAt: later(sql`contests."endsAt"`, opensAt),
  closesAt: never,
});

/** The access model: every path from a reader to a task, with its grounds. */
export const accessPaths = {
  admin: {
    tables: [reader],
    where: sql`reader.role in ('admin', 'program')`,
    grounds: [{ kind: 'admin', opensAt: always.opensAt, closesAt: sql`reader."adminUntil"` }],
  },
  'task-staff': {
    tables: [taskStaff],
    grounds: [{ kind: 'task-staff', ...always }],
  },
  group: {
    tables: [groupMembers, groups, groupTasks],
    through: sql`groups.id`,
    grounds: [
      { kind: 'group-staff', when: sql`"groupMembers".role = 'staff'`, ...always },
      {
        kind: 'group',
        when: sql`"groupMembers".role = 'member'`,
        opensAt: sql`"groupTasks"."opensAt"`,
        closesAt: sql`"groupTasks"."closesAt"`,
      },
    ],
  },
  contestStaff: {
    tables: [contestStaff, contests, contestTasks],
    through: sql`contests.id`,
    grounds: [{ kind: 'contest-staff', ...always }],
  },
  participant: {
    tables: [contestParticipants, contests, contestTasks],
    through: sql`contests.id`,
    networks: sql`contests.networks`,
    startsAt: ownStart,
    grounds: [{ kind: 'contest', ...ownWindow }, archiveFor('participants', ownWindow)],
  },
  contestGroup: {
    tables: [groupMembers, groups, contestGroups, contests, contestTasks],
    where: readerTakesPartAsMember,
    through: sql`contests.id`,
    networks: sql`contests.networks`,
    startsAt: sharedStart,
    grounds: [{ kind: 'contest', ...sharedWindow }, archiveFor('participants', sharedWindow)],
  },
  signedIn: {
    tables: [],
    where: sql`task.visibility = 'signed-in'`,
    isForAll: true,
    grounds: [{ kind: 'signed-in', opensAt: sql`task."visibleFrom"`, closesAt: never }],
  },
  archiveForAll: {
    tables: [contests, contestTasks],
    through: sql`contests.id`,
    isForAll: true,
    grounds: [archiveFor('signed-in', sharedWindow)],
  },
} as const satisfies Record<string, AccessPath>;

/** The stored paths; a reader may also have that of the grants that come with a request (`granted-path.ts`). */
export const storedPaths: ReadonlyArray<AccessPath> = Object.values(accessPaths);
