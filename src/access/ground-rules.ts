import { type RawBuilder, sql } from 'kysely';

/** In the order in which a decision names them when several hold equally long. */
export const groundKinds = [
  'admin',
  'collaborator',
  'group-staff',
  'contest-staff',
  'group',
  'contest',
  'signed-in',
  'contest-archive',
] as const;
export type GroundKind = (typeof groundKinds)[number];

/** Grounds that an embargo does not hold back; their holders also see replaced versions. */
export const staffKinds: ReadonlySet<GroundKind> = new Set([
  'admin',
  'collaborator',
  'group-staff',
  'contest-staff',
]);

/** One reason why a principal may read a task, with the window in which it holds (Unix ms; null: never closes). */
export interface Ground {
  readonly kind: GroundKind;
  readonly opensAt: number;
  readonly closesAt: number | null;
  /** Id of the group or contest that it comes through. */
  readonly through: string | null;
}

/** How a ground follows from the rows: `reader` is the account that asks, `task` a task that is not deleted. */
interface GroundRule {
  readonly join?: Sql;
  readonly where?: Sql;
  readonly through?: Sql;
  readonly opensAt: Sql;
  readonly closesAt: Sql;
}

export type Sql = RawBuilder<unknown>;

const always = { opensAt: sql`0`, closesAt: sql`cast(null as integer)` };

/** The later of two times; the second may be null. */
const later = (time: Sql, other: Sql) => sql`case when ${other} > ${time} then ${other} else ${time} end`;

/** The earlier of two times; null is never. */
const earlier = (time: Sql, other: Sql) =>
  sql`case when ${time} is null or ${other} < ${time} then ${other} else ${time} end`;

/** An embargo moves the opening; it never opens anything earlier. */
const embargoed = (opensAt: Sql) => later(opensAt, sql`task."embargoUntil"`);

const inGroupAs = (role: 'member' | 'staff') => sql`
  join "groupTasks" as assignment on assignment."taskId" = task.id
  join "groups" as course on course.id = assignment."groupId" and course."deletedAt" is null
  join "groupMembers" as membership on membership."groupId" = course.id
    and membership."userId" = reader.id and membership.role = ${sql.lit(role)}`;

const inContest = sql`
  join "contestTasks" as slot on slot."taskId" = task.id
  join contests as contest on contest.id = slot."contestId" and contest."deletedAt" is null`;

const asParticipant = sql`
  ${inContest}
  join "contestParticipants" as own on own."contestId" = contest.id and own."userId" = reader.id`;

const throughGroup = sql`
  ${inContest}
  join "contestGroups" as invited on invited."contestId" = contest.id
  join "groups" as course on course.id = invited."groupId" and course."deletedAt" is null
  join "groupMembers" as membership on membership."groupId" = course.id
    and membership."userId" = reader.id and membership.role = 'member'`;

/** Whoever has a delay or extra time of their own has no second, earlier way in through a group. */
const withoutOwnTimes = sql`not exists (select 1 from "contestParticipants" as own
  where own."contestId" = contest.id and own."userId" = reader.id)`;

const slotOpensAt = later(sql`contest."startsAt"`, sql`slot."opensAt"`);
const slotClosesAt = earlier(sql`contest."endsAt"`, sql`slot."closesAt"`);

const afterEnd = (readers: 'participants' | 'signed-in') =>
  sql`contest."afterEnd" = ${sql.lit(readers)} and contest."endsAt" is not null`;
const archive = {
  through: sql`contest.id`,
  opensAt: embargoed(sql`contest."endsAt"`),
  closesAt: always.closesAt,
};

/** The access model: every reason there is, each with the ways that lead to it. */
const groundRules: Readonly<Record<GroundKind, ReadonlyArray<GroundRule>>> = {
  admin: [{ where: sql`reader.role = 'admin'`, ...always }],
  collaborator: [
    {
      join: sql`join "taskCollaborators" as collaborator
        on collaborator."taskId" = task.id and collaborator."userId" = reader.id`,
      ...always,
    },
  ],
  'group-staff': [{ join: inGroupAs('staff'), through: sql`course.id`, ...always }],
  'contest-staff': [
    {
      join: sql`${inContest}
        join "contestStaff" as staff on staff."contestId" = contest.id and staff."userId" = reader.id`,
      through: sql`contest.id`,
      ...always,
    },
  ],
  group: [
    {
      join: inGroupAs('member'),
      through: sql`course.id`,
      opensAt: embargoed(sql`assignment."opensAt"`),
      closesAt: sql`assignment."closesAt"`,
    },
  ],
  contest: [
    {
      join: asParticipant,
      through: sql`contest.id`,
      opensAt: embargoed(sql`(${slotOpensAt}) + own."delaySeconds" * 1000`),
      closesAt: sql`(${slotClosesAt}) + (own."delaySeconds" + own."extraSeconds") * 1000`,
    },
    {
      join: throughGroup,
      where: withoutOwnTimes,
      through: sql`contest.id`,
      opensAt: embargoed(sql`(${slotOpensAt})`),
      closesAt: slotClosesAt,
    },
  ],
  'signed-in': [
    {
      where: sql`task.visibility = 'signed-in'`,
      opensAt: embargoed(sql`task."visibleFrom"`),
      closesAt: always.closesAt,
    },
  ],
  'contest-archive': [
    { join: asParticipant, where: afterEnd('participants'), ...archive },
    { join: throughGroup, where: sql`${afterEnd('participants')} and ${withoutOwnTimes}`, ...archive },
    { join: inContest, where: afterEnd('signed-in'), ...archive },
  ],
};

/** The rows of one way to a ground. A disabled account has none, and a deleted task has none. */
export const rowsOf = ([kind, rule]: readonly [GroundKind, GroundRule], userId: string, tasks: Sql) => {
  const { join = sql``, where = sql`true`, through = sql`cast(null as text)`, opensAt, closesAt } = rule;
  return sql`
    select task.id as "taskId", ${sql.lit(kind)} as kind, ${through} as through,
      ${opensAt} as "opensAt", ${closesAt} as "closesAt"
    from "user" as reader
    join tasks as task on task."deletedAt" is null and ${tasks}
    ${join}
    where reader.id = ${userId} and reader.banned is not true and ${where}`;
};

/** Every way to a ground, in the order of the kinds. */
export const ways = groundKinds.flatMap((kind) => groundRules[kind].map((rule) => [kind, rule] as const));
