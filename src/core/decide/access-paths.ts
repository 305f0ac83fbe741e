import { sql } from 'kysely';
import { later, never, noText, type Sql } from '../../database/sql.ts';
import { ownStart, ownWindow, sharedStart, sharedWindow } from '../../domain/contests/contest-window.ts';
import { readerTakesPartThroughGroup } from '../../domain/contests/participation.ts';
import type { UrlEpochs } from '../../revocation/url-tags.ts';

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
export const factNames = Object.keys(noFacts) as ReadonlyArray<keyof PathFacts>;

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

/** A table on the path from a reader to a task, and which of the two its rows name. */
export interface Table {
  readonly as: string;
  readonly from: Sql;
  readonly names: ReadonlyArray<'reader' | 'task'>;
  /** Replaces the table where a list of the reader's tasks begins with it: newest groups or contests first. */
  readonly newestOf?: (userId: Sql) => Sql;
  /**
   * Replaces the table on PostgreSQL when there are many readers, to look up one row at a time. With a plain join, the planner would read
   * all participants of a contest for each reader who takes part.
   */
  readonly rowOf?: (userId: Sql) => Sql;
}

/**
 * A path of rows from a reader to a task, and the grounds that each row holds. `reader` is the account that asks, `task` a task that is not
 * deleted.
 *
 * For one task, the tables between them are read in the order of `fromTask`; for the tasks of a reader, in the order of `fromReader`.
 * SQLite's planner may change neither: each begins where the fewest rows are, however large the tables are.
 */
export interface AccessPath extends Partial<typeof noFacts> {
  readonly fromTask: ReadonlyArray<Table>;
  readonly fromReader: ReadonlyArray<Table>;
  readonly where: Sql;
  /** When the contest on the path starts for the reader, who may know nothing of its tasks earlier. */
  readonly startsAt?: Sql;
  readonly grounds: readonly [GroundRule] | readonly [GroundRule, GroundRule];
  /** Whether every account is on the path; its readers are then not listed individually. */
  readonly isForAll?: true;
  /** Another order for lists. It is better under `when`, and `fromReader` under `otherwise`; if neither holds, there is nothing to find. */
  readonly alternative?: {
    readonly fromReader: ReadonlyArray<Table>;
    readonly when: Sql;
    readonly otherwise: Sql;
  };
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

const table = (name: string, as: string, ...names: Table['names']): Table => ({
  as,
  from: name === as ? sql`${sql.table(name)}` : sql`${sql.table(name)} as ${sql.ref(as)}`,
  names,
});

/** A membership table, with few rows per reader. Ids of groups and contests grow with time, so descending is newest first. */
const belonging = (name: string, key: 'groupId' | 'contestId'): Table => ({
  ...table(name, name, 'reader'),
  newestOf: (
    userId,
  ) => sql`(select newest.* from ${sql.table(name)} as newest where newest."userId" = ${userId}
    order by newest.${sql.ref(key)} desc limit ${sql.lit(Number.MAX_SAFE_INTEGER)}) as ${sql.table(name)}`,
});

/** A membership table with very many rows per group or contest; `linked`, a table before it, names that group or contest. */
const crowd = (name: string, key: 'groupId' | 'contestId', linked: Table): Table => ({
  ...belonging(name, key),
  rowOf: (
    userId,
  ) => sql`lateral (select each.* from ${sql.table(name)} as each where each."userId" = ${userId}
    and each.${sql.ref(key)} = ${sql.ref(`${linked.as}.${key}`)} offset 0) as ${sql.table(name)}`,
});

export const reader = table('user', 'reader');
export const task = table('tasks', 'task');
const taskStaff = table('taskStaff', 'taskStaff', 'reader', 'task');
const groups = table('groups', 'groups');
const groupTasks = table('groupTasks', 'groupTasks', 'task');
const contestTasks = table('contestTasks', 'contestTasks', 'task');
const contests = table('contests', 'contests');
const contestGroups = table('contestGroups', 'contestGroups');
const groupMembersOf = (linked: Table) => crowd('groupMembers', 'groupId', linked);
const [groupMembers, contestGroupMembers] = [groupMembersOf(groupTasks), groupMembersOf(contestGroups)];
const contestParticipants = crowd('contestParticipants', 'contestId', contestTasks);
const contestStaff = belonging('contestStaff', 'contestId');

const isLive = sql`contests."deletedAt" is null`;
const inContest = sql`contests.id = "contestTasks"."contestId" and ${isLive}`;

const asParticipant = {
  fromTask: [contestTasks, contestParticipants, contests],
  fromReader: [contestParticipants, contests, contestTasks],
  where: sql`"contestParticipants"."contestId" = "contestTasks"."contestId" and ${inContest}`,
  through: sql`contests.id`,
  networks: sql`contests.networks`,
  startsAt: ownStart,
};

const throughGroup = {
  fromTask: [contestTasks, contestGroups, contestGroupMembers, groups, contests],
  fromReader: [contestGroupMembers, groups, contestGroups, contests, contestTasks],
  where: sql`"contestGroups"."contestId" = "contestTasks"."contestId" and ${inContest} and ${readerTakesPartThroughGroup}`,
  through: sql`contests.id`,
  networks: sql`contests.networks`,
  startsAt: sharedStart,
};

/** How people take part in a contest and when it starts for them, even while it has no tasks. */
export const participationPaths: ReadonlyArray<
  Pick<AccessPath, 'fromReader' | 'where'> & { readonly startsAt: Sql }
> = [
  {
    fromReader: [contestParticipants, contests],
    where: sql`contests.id = "contestParticipants"."contestId" and ${isLive}`,
    startsAt: ownStart,
  },
  {
    fromReader: [contestGroupMembers, groups, contestGroups, contests],
    where: sql`contests.id = "contestGroups"."contestId" and ${isLive} and ${readerTakesPartThroughGroup}`,
    startsAt: sharedStart,
  },
];

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

/**
 * There may be no archives for everyone, or very many. Up to this many are read completely; beyond, walking the newest tasks of all
 * contests soon fills a page.
 */
const fewArchives = 100;
const countOfArchives = sql`(select count(*) from (
  select 1 from contests as archive where archive."afterEnd" = 'signed-in' and archive."deletedAt" is null
  limit ${sql.lit(fewArchives + 1)}) as archives)`;

/** The access model: every path from a reader to a task, with its grounds. */
export const accessPaths = {
  admin: {
    fromTask: [reader],
    fromReader: [reader],
    where: sql`reader.role in ('admin', 'program')`,
    grounds: [{ kind: 'admin', opensAt: always.opensAt, closesAt: sql`reader."adminUntil"` }],
  },
  'task-staff': {
    fromTask: [taskStaff],
    fromReader: [taskStaff],
    where: sql`true`,
    grounds: [{ kind: 'task-staff', ...always }],
  },
  group: {
    fromTask: [groupTasks, groupMembers, groups],
    fromReader: [groupMembers, groups, groupTasks],
    where: sql`"groupMembers"."groupId" = "groupTasks"."groupId"
      and groups.id = "groupMembers"."groupId" and groups."deletedAt" is null`,
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
    fromTask: [contestTasks, contestStaff, contests],
    fromReader: [contestStaff, contests, contestTasks],
    where: sql`"contestStaff"."contestId" = "contestTasks"."contestId" and ${inContest}`,
    through: sql`contests.id`,
    grounds: [{ kind: 'contest-staff', ...always }],
  },
  participant: {
    ...asParticipant,
    grounds: [{ kind: 'contest', ...ownWindow }, archiveFor('participants', ownWindow)],
  },
  invitedGroup: {
    ...throughGroup,
    grounds: [{ kind: 'contest', ...sharedWindow }, archiveFor('participants', sharedWindow)],
  },
  signedIn: {
    fromTask: [task],
    fromReader: [task],
    where: sql`task.visibility = 'signed-in'`,
    isForAll: true,
    grounds: [{ kind: 'signed-in', opensAt: sql`task."visibleFrom"`, closesAt: never }],
  },
  archiveForAll: {
    fromTask: [contestTasks, contests],
    fromReader: [contests, contestTasks],
    alternative: {
      fromReader: [contestTasks, contests],
      when: sql`${countOfArchives} > ${sql.lit(fewArchives)}`,
      otherwise: sql`${countOfArchives} between 1 and ${sql.lit(fewArchives)}`,
    },
    where: inContest,
    through: sql`contests.id`,
    isForAll: true,
    grounds: [archiveFor('signed-in', sharedWindow)],
  },
} as const satisfies Record<string, AccessPath>;
