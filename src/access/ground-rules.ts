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

export type Sql = RawBuilder<unknown>;

/** A table on the way from a reader to a task, and which of the two its rows name. */
interface Table {
  readonly as: string;
  readonly from: Sql;
  readonly names: ReadonlyArray<'reader' | 'task'>;
}

/**
 * How a ground follows from the rows: `reader` is the account that asks, `task` a task that is not deleted.
 *
 * The tables between them are read in the order of `fromTask` for one task, and of `fromReader` for the tasks
 * of a reader. On SQLite neither order is left to the planner: each begins where the fewest rows are, however
 * many rows the tables have.
 */
interface GroundRule {
  readonly fromTask: ReadonlyArray<Table>;
  readonly fromReader: ReadonlyArray<Table>;
  readonly where: Sql;
  readonly through?: Sql;
  /** Without the embargo, which moves it for all but staff and never opens anything earlier. */
  readonly opensAt: Sql;
  readonly closesAt: Sql;
  /** Another order than `fromReader` for a list, and when it is the better one. */
  readonly orElse?: { readonly fromReader: ReadonlyArray<Table>; readonly when: Sql };
}

/** Beside a parameter a bare number would be too narrow for PostgreSQL. */
const always = { opensAt: sql`cast(0 as bigint)`, closesAt: sql`cast(null as bigint)` };

/** The later of two times; the second may be null. */
const later = (time: Sql, other: Sql) => sql`case when ${other} > ${time} then ${other} else ${time} end`;

/** The earlier of two times; null is never. */
const earlier = (time: Sql, other: Sql) =>
  sql`case when ${time} is null or ${other} < ${time} then ${other} else ${time} end`;

const table = (name: string, as: string, ...names: Table['names']): Table => ({
  as,
  from: sql`${sql.table(name)} as ${sql.ref(as)}`,
  names,
});
const reader = table('user', 'reader');
const task = table('tasks', 'task');
const collaborator = table('taskCollaborators', 'collaborator', 'reader', 'task');
const membership = table('groupMembers', 'membership', 'reader');
const course = table('groups', 'course');
const assignment = table('groupTasks', 'assignment', 'task');
const slot = table('contestTasks', 'slot', 'task');
const contest = table('contests', 'contest');
const own = table('contestParticipants', 'own', 'reader');
const invited = table('contestGroups', 'invited');
const staff = table('contestStaff', 'staff', 'reader');

const inGroupAs = (role: 'member' | 'staff') => ({
  fromTask: [assignment, membership, course],
  fromReader: [membership, course, assignment],
  where: sql`membership."groupId" = assignment."groupId" and membership.role = ${sql.lit(role)}
    and course.id = membership."groupId" and course."deletedAt" is null`,
});

const inContest = sql`contest.id = slot."contestId" and contest."deletedAt" is null`;

const asParticipant = {
  fromTask: [slot, own, contest],
  fromReader: [own, contest, slot],
  where: sql`own."contestId" = slot."contestId" and ${inContest}`,
};

/** Whoever has a delay or extra time of their own has no second, earlier way in through a group. */
const throughGroup = {
  fromTask: [slot, invited, membership, course, contest],
  fromReader: [membership, course, invited, contest, slot],
  where: sql`membership."groupId" = invited."groupId" and membership.role = 'member'
    and course.id = membership."groupId" and course."deletedAt" is null
    and invited."contestId" = slot."contestId" and ${inContest}
    and not exists (select 1 from "contestParticipants" as own
      where own."contestId" = contest.id and own."userId" = membership."userId")`,
};

const slotOpensAt = later(sql`contest."startsAt"`, sql`slot."opensAt"`);
const slotClosesAt = earlier(sql`contest."endsAt"`, sql`slot."closesAt"`);

const afterEnd = (readers: 'participants' | 'signed-in') =>
  sql`contest."afterEnd" = ${sql.lit(readers)} and contest."endsAt" is not null`;
const archive = {
  through: sql`contest.id`,
  opensAt: sql`contest."endsAt"`,
  closesAt: always.closesAt,
};

/**
 * Of the archives for everyone there may be none or very many. A few are read whole; among many, the newest
 * tasks of contests are soon enough of theirs.
 */
const fewArchives = 100;
const countOfArchives = sql`(select count(*) from (
  select 1 from contests as archive where archive."afterEnd" = 'signed-in' and archive."deletedAt" is null
  limit ${sql.lit(fewArchives + 1)}) as archives)`;

/** The access model: every reason there is, each with the ways that lead to it. */
const groundRules: Readonly<Record<GroundKind, ReadonlyArray<GroundRule>>> = {
  admin: [{ fromTask: [reader], fromReader: [reader], where: sql`reader.role = 'admin'`, ...always }],
  collaborator: [{ fromTask: [collaborator], fromReader: [collaborator], where: sql`true`, ...always }],
  'group-staff': [{ ...inGroupAs('staff'), through: sql`course.id`, ...always }],
  'contest-staff': [
    {
      fromTask: [slot, staff, contest],
      fromReader: [staff, contest, slot],
      where: sql`staff."contestId" = slot."contestId" and ${inContest}`,
      through: sql`contest.id`,
      ...always,
    },
  ],
  group: [
    {
      ...inGroupAs('member'),
      through: sql`course.id`,
      opensAt: sql`assignment."opensAt"`,
      closesAt: sql`assignment."closesAt"`,
    },
  ],
  contest: [
    {
      ...asParticipant,
      through: sql`contest.id`,
      opensAt: sql`(${slotOpensAt}) + own."delaySeconds" * 1000`,
      closesAt: sql`(${slotClosesAt}) + (own."delaySeconds" + own."extraSeconds") * 1000`,
    },
    {
      ...throughGroup,
      through: sql`contest.id`,
      opensAt: slotOpensAt,
      closesAt: slotClosesAt,
    },
  ],
  'signed-in': [
    {
      fromTask: [task],
      fromReader: [task],
      where: sql`task.visibility = 'signed-in'`,
      opensAt: sql`task."visibleFrom"`,
      closesAt: always.closesAt,
    },
  ],
  'contest-archive': [
    { ...asParticipant, ...archive, where: sql`${asParticipant.where} and ${afterEnd('participants')}` },
    { ...throughGroup, ...archive, where: sql`${throughGroup.where} and ${afterEnd('participants')}` },
    {
      fromTask: [slot, contest],
      fromReader: [contest, slot],
      orElse: { fromReader: [slot, contest], when: sql`${countOfArchives} > ${sql.lit(fewArchives)}` },
      where: sql`${inContest} and ${afterEnd('signed-in')}`,
      ...archive,
    },
  ],
};

/** A kind of ground and one of the ways that lead to it. */
export type Way = readonly [GroundKind, GroundRule];

export const ways: ReadonlyArray<Way> = groundKinds.flatMap((kind) =>
  groundRules[kind].map((rule) => [kind, rule] as const),
);

/** The rows of a way for one task. */
export function rowsOfTask([kind, rule]: Way, userId: string, taskId: string): Sql {
  const { fromTask, through = sql`cast(null as text)`, opensAt, closesAt } = rule;
  const opens = staffKinds.has(kind) ? opensAt : later(opensAt, embargo);
  return sql`
    select ${sql.lit(kind)} as kind, ${through} as through, ${opens} as "opensAt", ${closesAt} as "closesAt"
    ${readInOrder([...fromTask, task, reader])}
    where ${allOf([
      ...idsOf('reader', fromTask).map((id) => sql`${id} = ${userId}`),
      ...idsOf('task', fromTask).map((id) => sql`${id} = ${taskId}`),
      ...[ofSomebody, ofSomeTask, rule.where],
    ])}`;
}

/** Which of a reader's open tasks a list shows. */
export interface ListedTasks {
  readonly userId: string;
  /** Unix milliseconds. */
  readonly openedUntil: number;
  readonly closesFrom: number;
  /** Shows only tasks that come after this one: with a smaller id. */
  readonly after: string;
  /** A query for the ids of the few tasks to look at; undefined: all. */
  readonly among: Sql | undefined;
  /** What else holds for `task`. */
  readonly where: Sql;
}

/** Queries for the ids of the tasks that are open by one way, newest first; they end where the caller does. */
export function openTasksOf([kind, rule]: Way, listed: ListedTasks): ReadonlyArray<Sql> {
  const { userId, openedUntil, closesFrom, after, among } = listed;
  const { fromTask, fromReader, orElse } = rule;
  const ofReader = (tables: ReadonlyArray<Table>) =>
    idsOf('reader', tables).map((id) => sql`${id} = ${userId}`);
  const open = sql`${rule.opensAt} <= ${openedUntil}
    and (${rule.closesAt} is null or ${rule.closesAt} >= ${closesFrom})`;
  const shown = [ofSomeTask, listed.where];
  if (!staffKinds.has(kind)) shown.push(sql`(${embargo} is null or ${embargo} <= ${openedUntil})`);

  if (among) {
    const links = idsOf('task', fromTask).filter((id) => id !== idOfTask);
    return [
      sql`select distinct task.id as "taskId" ${readInOrder([task, ...fromTask, reader])}
        where ${allOf([
          ...[sql`task.id in (${among})`, sql`task.id < ${after}`],
          ...links.map((id) => sql`${id} = task.id`),
          ...[...ofReader(fromTask), ofSomebody, rule.where, open, ...shown],
        ])}
        order by "taskId" desc`,
    ];
  }

  const inOrder = (tables: ReadonlyArray<Table>, ...when: ReadonlyArray<Sql>) => {
    const [id = idOfTask] = idsOf('task', tables);
    const found = [...when, ...ofReader(tables), sql`${id} < ${after}`, ofSomebody, rule.where, open];
    if (id === idOfTask) {
      return sql`select task.id as "taskId" ${readInOrder([reader, task])}
        where ${allOf([...found, ...shown])} order by "taskId" desc`;
    }
    // The limit keeps the subquery whole, so tasks are looked up one by one and only until a page is full.
    return sql`select distinct link."taskId" from (
        select ${id} as "taskId" ${readInOrder([reader, ...tables])}
        where ${allOf(found)} order by "taskId" desc limit ${sql.lit(Number.MAX_SAFE_INTEGER)}
      ) as link cross join tasks as task
      where ${allOf([sql`task.id = link."taskId"`, ...shown])} order by link."taskId" desc`;
  };
  return orElse
    ? [inOrder(fromReader, sql`not ${orElse.when}`), inOrder(orElse.fromReader, orElse.when)]
    : [inOrder(fromReader)];
}

const idOfReader = sql.ref('reader.id');
const idOfTask = sql.ref('task.id');
const embargo = sql.ref('task.embargoUntil');

/** A disabled account has no grounds, and a deleted task has none. */
const ofSomebody = sql`reader.banned is not true`;
const ofSomeTask = sql`task."deletedAt" is null`;

/** The columns that name the reader or the task, in the order of the tables, and its own id at the end. */
function idsOf(what: 'reader' | 'task', tables: ReadonlyArray<Table>): ReadonlyArray<Sql> {
  const column = what === 'reader' ? 'userId' : 'taskId';
  const links = tables.filter(({ names }) => names.includes(what));
  return [...links.map(({ as }) => sql.ref(`${as}.${column}`)), what === 'reader' ? idOfReader : idOfTask];
}

/** SQLite reads tables in the order of their cross joins; PostgreSQL's planner chooses one itself. */
const readInOrder = (tables: ReadonlyArray<Table>) =>
  sql`from ${sql.join(
    [...new Set(tables)].map(({ from }) => from),
    sql` cross join `,
  )}`;

const allOf = (conditions: ReadonlyArray<Sql>) => sql.join(conditions, sql` and `);
