import fc from 'fast-check';
import type { Core } from '../../src/core/open-core.ts';
import { elsewhere, here, type StoredWorld, startMs, time, type World } from './access-world.ts';

export interface ChangedWorld extends StoredWorld {
  /** Owner and staff of everything, from outside of the world, who makes the requests. */
  readonly adminId: string;
}

/** An admin's request, or a function that makes the change without one. */
type Way = (
  ids: ChangedWorld,
) => readonly [route: string, body?: unknown] | ((core: Core) => Promise<unknown>);

export interface Change {
  /** The world that it changes. */
  readonly within: World;
  /** Each makes the change, and all lead to the same state. */
  readonly ways: Readonly<Record<string, Way>>;
  /** The people whose access may end, by position; for others it may end only for `tasks`. */
  readonly people?: ReadonlyArray<number>;
  /** The tasks whose access may end, by position. */
  readonly tasks?: ReadonlyArray<number>;
}

/** Which row of a world is changed, and to what. */
export interface Picks {
  readonly at: number;
  readonly times: readonly [number, number];
  readonly seconds: number;
  readonly flag: boolean;
}

export const picks: fc.Arbitrary<Picks> = fc.record({
  at: fc.nat(),
  times: fc.tuple(time, time),
  seconds: fc.constantFrom(1, 2, 5),
  flag: fc.boolean(),
});

/** What a row names, by position. */
type Places = Partial<Readonly<Record<'group' | 'contest' | 'task' | 'person', number>>>;
type Rows<Row> = (world: World) => ReadonlyArray<Row>;
type Table = { [Name in keyof World]: World[Name][number] extends Places ? Name : never }[keyof World];
type RowOf<Name extends Table> = World[Name][number];

type Body = object | ((ids: ChangedWorld) => object);
/** `DELETE groups/{group}/members/{person}`, with the ids of what the row names. */
type Requests = ReadonlyArray<readonly [route: string, body?: Body]>;
export type MakeChange = (drawn: World, picks: Picks) => Change | undefined;

const idOf = ({ people }: StoredWorld, at: number) => people[at]?.id as string;
const emailOf = ({ people }: StoredWorld, at: number) => people[at]?.email as string;

/** The whole staff of something: the admin, those who stay, and a person who joins. */
const staffOf = (
  ids: ChangedWorld,
  stay: ReadonlyArray<{ readonly person: number; readonly role?: string }>,
  joins: { readonly person: number; readonly role?: string },
) => {
  const people = [...stay.filter(({ person }) => person !== joins.person), joins];
  const role = joins.role && 'owner';
  return [
    { userId: ids.adminId, role },
    ...people.map((each) => ({ userId: idOf(ids, each.person), role: each.role })),
  ];
};

function requests(row: Places, asked: Requests): Change['ways'] {
  const wayOf =
    (route: string, body?: Body): Way =>
    (ids) => {
      const idsOf = { ...{ group: ids.groupIds, contest: ids.contestIds, task: ids.taskIds }, person: [] };
      const path = route.replaceAll(/\{(\w+)\}/g, (_, name: keyof Places) =>
        name === 'person' ? idOf(ids, row.person as number) : String(idsOf[name][row[name] as number]),
      );
      return [path.replace(' ', ' /api/v1/'), typeof body === 'function' ? body(ids) : body];
    };
  return Object.fromEntries(asked.map(([route, body]) => [route, wayOf(route, body)]));
}

/** The same change by PATCH and by PUT, which gives fields that it omits their defaults. */
const byBoth = (path: string, body: object, before: object = {}): Requests => [
  [`PATCH ${path}`, body],
  [`PUT ${path}`, { ...before, ...body }],
];

/** What may end: what one person can read, a task, what all members of a group can read, or the tasks of a contest. */
type Ends = 'person' | 'task' | 'group' | 'contest' | 'nothing';
const tasksOf = (world: World, contest: number | undefined) =>
  world.contestTasks.filter((row) => row.contest === contest).map(({ task }) => task);
const touched: Readonly<Record<Ends, (world: World, row: Places) => Partial<Change>>> = {
  nothing: () => ({}),
  person: (_, { person = 0 }) => ({ people: [person] }),
  task: (_, { task = 0 }) => ({ tasks: [task] }),
  group: ({ members }, { group }) => ({
    people: members.filter((row) => row.group === group).map(({ person }) => person),
  }),
  contest: (world, { contest }) => ({ tasks: tasksOf(world, contest) }),
};

/** Makes a change of one of these rows, in a world that was prepared for it; none for a world without such rows. */
const of =
  <Row extends Places>(
    rows: Rows<Row>,
    ends: Ends,
    prepare: (drawn: World, row: Row, picks: Picks) => World,
    waysOf: (row: Row, within: World, picks: Picks) => Requests | Change['ways'],
  ): MakeChange =>
  (drawn, picked) => {
    const all = rows(drawn);
    const row = all[picked.at % all.length];
    if (row === undefined) return undefined;
    const within = prepare(drawn, row, picked);
    const ways = waysOf(row, within, picked);
    return {
      ...{ within, ...touched[ends](within, row) },
      ways: Array.isArray(ways) ? requests(row, ways) : (ways as Change['ways']),
    };
  };

const asDrawn = (drawn: World) => drawn;

/** The rows of a table whose group, contest and task exist. */
const live =
  <Name extends Table>(
    table: Name,
    isMeant: (row: RowOf<Name>, world: World) => boolean = () => true,
  ): Rows<RowOf<Name>> =>
  (world) =>
    (world[table] as ReadonlyArray<RowOf<Name>>).filter((row) => {
      const { group, contest, task }: Places = row;
      const named = [world.groups[group ?? -1], world.contests[contest ?? -1], world.tasks[task ?? -1]];
      return named.every((each) => !each?.deleted) && isMeant(row, world);
    });
const liveTasks = (world: World) => world.tasks.flatMap(({ deleted }, task) => (deleted ? [] : [{ task }]));

const isNoAdmin = (world: World, person: number) => world.people[person]?.role !== 'admin';
const hasTasks = ({ contest }: { readonly contest: number }, world: World) =>
  tasksOf(world, contest).length > 0;

/** Participants of contests that have tasks. */
const participants: Rows<RowOf<'participants'>> = (world) =>
  world.participants.filter((row) => hasTasks(row, world));

/** Participants of such a contest only through a group. */
const throughGroups = (world: World) =>
  world.invited
    .filter((row) => hasTasks(row, world))
    .flatMap(({ contest, group }) =>
      world.members
        .filter(
          ({ person, role, ...row }) =>
            row.group === group &&
            role === 'member' &&
            isNoAdmin(world, person) &&
            world.participants.every((own) => own.contest !== contest || own.person !== person),
        )
        .map(({ person }) => ({ contest, group, person })),
    );

/** Tasks of contests with a participant who is no admin. */
const tasksOfParticipants: Rows<RowOf<'contestTasks'>> = (world) =>
  world.contestTasks.filter(({ contest }) =>
    world.participants.some((row) => row.contest === contest && isNoAdmin(world, row.person)),
  );

/** Tasks of groups with a member who is no admin. */
const assignedToMembers: Rows<RowOf<'assignments'>> = (world) =>
  world.assignments.filter(({ group }) =>
    world.members.some(
      ({ person, role, ...row }) => row.group === group && role === 'member' && isNoAdmin(world, person),
    ),
  );

/** The same world, in which everyone can sign in, and these tasks are open to those who have another ground. */
const opened = (world: World, tasks: ReadonlyArray<number>): World => ({
  ...world,
  people: world.people.map(({ role }) => ({ role, disabled: false })),
  groups: world.groups.map(() => ({ deleted: false })),
  tasks: world.tasks.map((each, at) =>
    tasks.includes(at) ? { ...each, embargoUntil: null, visibility: 'restricted', deleted: false } : each,
  ),
});

const always = { opensAt: null, closesAt: null };

/** In which a contest also runs for everyone in it, with all its tasks. */
const running = (
  world: World,
  { contest: at }: { readonly contest: number },
  _: unknown = undefined,
  changes: Partial<World['contests'][number]> = {},
): World => ({
  ...opened(world, tasksOf(world, at)),
  contests: world.contests.map((each, contest) =>
    contest === at ? { ...each, startsAt: startMs - 1000, endsAt: null, deleted: false, ...changes } : each,
  ),
  contestTasks: world.contestTasks.map((row) => (row.contest === at ? { ...row, window: always } : row)),
});

/** In which a task of a group is open to its members. */
const assigned = (world: World, { group, task }: RowOf<'assignments'>): World => ({
  ...opened(world, [task]),
  assignments: world.assignments.map((row) =>
    row.group === group && row.task === task
      ? { ...row, window: { opensAt: startMs - 1000, closesAt: null } }
      : row,
  ),
});

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
/** Two times in order, at least a second apart. */
const windowOf = ([a, b]: Picks['times']) => ({ opensAt: Math.min(a, b), closesAt: Math.max(a, b) + 1000 });
const inIso = ({ opensAt, closesAt }: { opensAt: number | null; closesAt: number | null }) => ({
  ...{ opensAt: iso(opensAt), closesAt: iso(closesAt) },
});

/** The rows of the same group or contest, with one of them changed, or without it. */
const listWith = <Row extends Places>(
  rows: ReadonlyArray<Row>,
  of: 'group' | 'contest',
  row: Places,
  changes?: Partial<Row>,
): ReadonlyArray<Row> =>
  rows
    .filter((each) => each[of] === row[of])
    .flatMap((each) => {
      if (each.person !== row.person || (each.task !== undefined && each.task !== row.task)) return [each];
      return changes ? [{ ...each, ...changes }] : [];
    });

const putMembers = (rows: ReadonlyArray<Omit<RowOf<'members'>, 'group'>>): Requests[number] => [
  'PUT groups/{group}/members',
  (ids) => ({ members: rows.map(({ person, role }) => ({ userId: idOf(ids, person), role })) }),
];
const putParticipants = (rows: ReadonlyArray<Omit<RowOf<'participants'>, 'contest'>>): Requests[number] => [
  'PUT contests/{contest}/participants',
  (ids) => ({
    participants: rows.map(({ person, delaySeconds, extraSeconds }) => ({
      ...{ userId: idOf(ids, person), delaySeconds, extraSeconds },
    })),
  }),
];
const putTasks = (
  { tasks }: World,
  rows: ReadonlyArray<RowOf<'contestTasks'>>,
  labelOf = (at: number) => String(rows[at]?.task),
): Requests[number] => [
  'PUT contests/{contest}/tasks',
  ({ taskIds }) => ({
    tasks: rows.flatMap(({ task, window }, at) =>
      tasks[task]?.deleted ? [] : [{ taskId: taskIds[task], label: labelOf(at), ...inIso(window) }],
    ),
  }),
];
const onTime = { delaySeconds: 0, extraSeconds: 0 };

/** What a PUT of a contest cannot omit, unchanged. */
const timesOf = ({ contests }: World, { contest }: { readonly contest: number }) => ({
  name: `Contest ${contest}`,
  startsAt: iso(contests[contest]?.startsAt ?? 0),
});

/** All fields of a contest that decide access. */
function contestOf(world: World, row: { readonly contest: number }): object {
  const { endsAt = null, afterEnd, networks = null } = world.contests[row.contest] ?? {};
  const whole = { endsAt: iso(endsAt), afterEnd, networks: networks && JSON.parse(networks) };
  return { ...timesOf(world, row), ...whole };
}

/** All fields of a task that decide access. */
function taskOf(world: World, task: number): object {
  const { visibility, visibleFrom = null, embargoUntil = null } = world.tasks[task] ?? {};
  return {
    title: `Task ${task}`,
    visibility,
    visibleFrom: iso(visibleFrom),
    embargoUntil: iso(embargoUntil),
  };
}

/** Changes that can take access away. */
export const narrowing: Readonly<Record<string, MakeChange>> = {
  'a member leaves a group': of(live('members'), 'person', asDrawn, (row, { members }) => [
    ['DELETE groups/{group}/members/{person}'],
    putMembers(listWith(members, 'group', row)),
  ]),
  'staff of a group becomes a member': of(
    live('members', ({ role }) => role === 'staff'),
    'person',
    asDrawn,
    (row, { members }) => [
      ['PATCH groups/{group}/members/{person}', { role: 'member' }],
      putMembers(listWith(members, 'group', row, { role: 'member' })),
    ],
  ),
  'a member becomes staff, who takes part in no contest': of(
    throughGroups,
    'person',
    running,
    ({ group, person, ...row }, { members }) =>
      requests({ ...row, group, person }, [
        ['PATCH groups/{group}/members/{person}', { role: 'staff' }],
        putMembers(listWith(members, 'group', { group, person }, { role: 'staff' })),
        [
          'PUT groups/{group}',
          (ids) => {
            const before = members.filter((each) => each.group === group && each.role === 'staff');
            const stay = before.map((each) => ({ person: each.person }));
            return { name: `Group ${group}`, staff: staffOf(ids, stay, { person }) };
          },
        ],
        ['POST groups/{group}/members', (ids) => ({ emails: [emailOf(ids, person)], role: 'staff' })],
      ]),
  ),
  'a group is deleted': of(live('members'), 'group', asDrawn, () => [['DELETE groups/{group}']]),
  'a task is taken from a group': of(live('assignments'), 'task', asDrawn, () => [
    ['DELETE groups/{group}/tasks/{task}'],
  ]),
  'the window of a task of a group moves': of(
    assignedToMembers,
    'task',
    assigned,
    (_row, _world, { times }) => [['PUT groups/{group}/tasks/{task}', inIso(windowOf(times))]],
  ),
  'a contest is deleted': of(live('contestTasks'), 'contest', asDrawn, () => [['DELETE contests/{contest}']]),
  'the times of a contest move': of(
    live('contestTasks'),
    'contest',
    asDrawn,
    (row, world, { times, flag }) => {
      const { opensAt: startsAt, closesAt: endsAt } = inIso(windowOf(times));
      const changes = { name: 'Contest', startsAt, endsAt, ...(flag ? { afterEnd: 'closed' } : {}) };
      return byBoth('contests/{contest}', changes, contestOf(world, row));
    },
  ),
  'a contest leaves a network': of(
    tasksOfParticipants,
    'contest',
    (drawn, row, { flag }) => running(drawn, row, undefined, { networks: flag ? here : null }),
    (row, world) => byBoth('contests/{contest}', { networks: JSON.parse(elsewhere) }, contestOf(world, row)),
  ),
  'a task is taken from a contest': of(live('contestTasks'), 'task', asDrawn, (row, world) => [
    ['DELETE contests/{contest}/tasks/{task}'],
    putTasks(world, listWith(world.contestTasks, 'contest', row)),
  ]),
  'the window of a task of a contest moves': of(
    tasksOfParticipants,
    'task',
    running,
    (row, world, { times }) => [
      ['PUT contests/{contest}/tasks/{task}', { label: String(row.task), ...inIso(windowOf(times)) }],
      putTasks(world, listWith(world.contestTasks, 'contest', row, { window: windowOf(times) })),
    ],
  ),
  'a participant leaves a contest': of(participants, 'person', running, (row, world) => [
    ['DELETE contests/{contest}/participants/{person}'],
    putParticipants(listWith(world.participants, 'contest', row)),
  ]),
  'a participant starts later': of(participants, 'person', running, (row, world) => [
    ['PATCH contests/{contest}/participants/{person}', { delaySeconds: 60 }],
    putParticipants(listWith(world.participants, 'contest', row, { delaySeconds: 60 })),
  ]),
  'a participant loses extra time': of(
    participants,
    'person',
    (drawn, own) => ({
      ...running(drawn, own, undefined, { endsAt: startMs, afterEnd: 'closed' }),
      participants: drawn.participants.map((row) => ({
        ...row,
        ...(row.contest === own.contest && { delaySeconds: 0 }),
        ...(row === own && { extraSeconds: 60 }),
      })),
    }),
    (row, world) => [
      ['PATCH contests/{contest}/participants/{person}', onTime],
      putParticipants(listWith(world.participants, 'contest', row, onTime)),
    ],
  ),
  'a member of a group gets a delay in its contest': of(throughGroups, 'person', running, (row, world) => [
    [
      'POST contests/{contest}/participants',
      (ids) => ({ emails: [emailOf(ids, row.person)], delaySeconds: 60 }),
    ],
    putParticipants([
      ...listWith(world.participants, 'contest', row),
      { person: row.person, delaySeconds: 60, extraSeconds: 0 },
    ]),
  ]),
  'a group is taken from a contest': of(throughGroups, 'group', running, () => [
    ['DELETE contests/{contest}/groups/{group}'],
  ]),
  'a person leaves the staff of a contest': of(live('contestStaff'), 'person', asDrawn, () => [
    ['DELETE contests/{contest}/staff/{person}'],
  ]),
  'a person leaves the staff of a task': of(live('taskStaff'), 'person', asDrawn, () => [
    ['DELETE tasks/{task}/staff/{person}'],
  ]),
  'staff of a task may only read': of(live('taskStaff'), 'person', asDrawn, (row, world) =>
    becomes('reader', row, world),
  ),
  'a task is shown to fewer, or later': of(liveTasks, 'task', asDrawn, ({ task }, world, { times, flag }) =>
    byBoth(
      'tasks/{task}',
      {
        title: `Task ${task}`,
        ...(flag ? { visibility: 'restricted' } : { visibleFrom: iso(times[0]) }),
        embargoUntil: iso(times[1]),
      },
      taskOf(world, task),
    ),
  ),
  'a task is deleted': of(liveTasks, 'task', asDrawn, () => [['DELETE tasks/{task}']]),
  'an account gets another role': of(
    (world) => world.people.flatMap(({ role }, person) => (role === 'admin' ? [{ person }] : [])),
    'person',
    asDrawn,
    (row, _world, { flag }) => {
      const role = flag ? 'student' : 'teacher';
      return {
        ...requests(row, withRole(row, role)),
        'a token or a sign-in': (ids) => (core) =>
          core.syncRole({ id: idOf(ids, row.person), role: 'admin', adminUntil: null }, role, null),
        'the command line': (ids) => (core) => core.accounts.setRole(emailOf(ids, row.person), role),
      };
    },
  ),
  'an account is disabled': of(
    (world) => world.people.flatMap(({ disabled }, person) => (disabled ? [] : [{ person }])),
    'person',
    asDrawn,
    (row) => ({
      ...requests(row, [['PATCH accounts/{person}', { disabled: true }]]),
      'the command line': (ids) => (core) => core.accounts.disable(emailOf(ids, row.person)),
    }),
  ),
};

function becomes(role: 'reader' | 'owner', { task, person }: RowOf<'taskStaff'>, world: World): Requests {
  const before = world.taskStaff.filter((row) => row.task === task);
  return [
    ['PATCH tasks/{task}/staff/{person}', { role }],
    [
      'PUT tasks/{task}',
      (ids) => ({ ...taskOf(world, task), staff: staffOf(ids, before, { person, role }) }),
    ],
  ];
}

function withRole({ person }: { readonly person: number }, role: string): Requests {
  return [
    ['PATCH accounts/{person}', { role }],
    ['POST people-import', (ids) => ({ csv: `name,email,role\nPerson,${emailOf(ids, person)},${role}` })],
  ];
}

interface Rerun {
  readonly ended: number;
  /** The other contest. */
  readonly contest: number;
  readonly group: number;
  readonly person: number;
  readonly task: number;
}

/**
 * The same world, in which a contest has ended and another one with its tasks runs or starts in a minute. One person took part in the first
 * and is in no group; the other has no participants yet.
 */
function rerun(world: World, { ended, contest: again, person }: Rerun, { flag }: Picks): World {
  const isOther = (row: { readonly person: number }) => row.person !== person;
  const tasks = new Set(tasksOf(world, ended));
  const open = { networks: null, deleted: false };
  const contests = new Map<number, Partial<World['contests'][number]>>([
    [ended, { ...open, startsAt: startMs - 3000, endsAt: startMs - 2000, afterEnd: 'participants' }],
    [again, { ...open, startsAt: flag ? startMs - 1000 : startMs + 60_000, endsAt: null }],
  ]);
  return {
    ...world,
    people: world.people.map((each, at) => (at === person ? { role: 'student', disabled: false } : each)),
    tasks: world.tasks.map((each, at) =>
      tasks.has(at) ? { ...each, embargoUntil: null, deleted: false } : each,
    ),
    groups: world.groups.map(() => ({ deleted: false })),
    contests: world.contests.map((each, at) => ({ ...each, ...contests.get(at) })),
    taskStaff: world.taskStaff.filter(isOther),
    contestStaff: world.contestStaff.filter(isOther),
    members: world.members.filter(isOther),
    contestTasks: [
      ...world.contestTasks.filter(({ contest }) => contest !== ended && contest !== again),
      ...[...tasks].flatMap((task) => [ended, again].map((contest) => ({ contest, task, window: always }))),
    ],
    participants: [
      ...world.participants.filter((row) => row.contest !== again && isOther(row)),
      { contest: ended, person, ...onTime },
    ],
    invited: world.invited.filter(({ contest }) => contest !== again),
  };
}

const ofRerun = (
  ends: Ends,
  prepare: (made: World, row: Rerun) => Partial<World>,
  waysOf: (row: Rerun, within: World) => Requests,
): MakeChange => {
  const rowOf = ({ contests, people, groups }: World, { contest: ended, task }: Places, at: number) => ({
    ...{ ended: ended as number, task: task as number, contest: ((ended as number) + 1) % contests.length },
    ...{ person: at % people.length, group: at % groups.length },
  });
  return (drawn, picked) => {
    const rows = (world: World) => world.contestTasks.map((row) => rowOf(world, row, picked.at));
    const prepared = (world: World, row: Rerun) => {
      const made = rerun(world, row, picked);
      return { ...made, ...prepare(made, row) };
    };
    return of(rows, ends, prepared, waysOf)(drawn, picked);
  };
};

/** Changes that give people something, but close the editorials of tasks that they could read. */
export const joining: Readonly<Record<string, MakeChange>> = {
  'a person joins a contest': ofRerun('person', asDrawn, ({ person }) => [
    ['POST contests/{contest}/participants', (ids) => ({ emails: [emailOf(ids, person)] })],
    putParticipants([{ person, ...onTime }]),
  ]),
  'a person joins a group of a contest': ofRerun(
    'person',
    ({ invited }, { contest, group }) => ({ invited: [...invited, { contest, group }] }),
    (row, { members }) => [
      ['POST groups/{group}/members', (ids) => ({ emails: [emailOf(ids, row.person)] })],
      putMembers([...listWith(members, 'group', row), { ...row, role: 'member' }]),
    ],
  ),
  'a group joins a contest': ofRerun(
    'group',
    ({ members }, { group, person }) => ({ members: [...members, { group, person, role: 'member' }] }),
    ({ group }) => [
      ['PUT contests/{contest}/groups/{group}'],
      ['PUT contests/{contest}/groups', ({ groupIds }) => ({ groups: [{ groupId: groupIds[group] }] })],
    ],
  ),
  'a contest gets a task': ofRerun(
    'task',
    ({ contestTasks, participants: all }, { contest, person }) => ({
      contestTasks: contestTasks.filter((row) => row.contest !== contest),
      participants: [...all, { contest, person, ...onTime }],
    }),
    ({ contest, task }, within) => [
      ['POST contests/{contest}/tasks', ({ taskIds }) => ({ taskIds: [taskIds[task]] })],
      ['PUT contests/{contest}/tasks/{task}', { label: 'A' }],
      putTasks(within, [{ contest, task, window: always }]),
    ],
  ),
};

/** Changes that take nothing away. */
export const widening: Readonly<Record<string, MakeChange>> = {
  'a group is renamed': of(live('members'), 'nothing', asDrawn, () =>
    byBoth('groups/{group}', { name: 'Renamed' }),
  ),
  'lists are put in a dry run': of(live('participants'), 'nothing', asDrawn, (row, { groups }, { at }) =>
    requests({ ...row, group: at % groups.length }, [
      ['PUT groups/{group}/members?dryRun=true', { members: [] }],
      ['PUT contests/{contest}/participants?dryRun=true', { participants: [] }],
      ['PUT contests/{contest}/tasks?dryRun=true', { tasks: [] }],
    ]),
  ),
  'other times are tried': of(live('contestTasks'), 'nothing', asDrawn, (row, { groups }, { at }) => {
    const later = iso(startMs + 60_000);
    return requests({ ...row, group: at % groups.length }, [
      ['PATCH contests/{contest}?dryRun=true', { startsAt: later, endsAt: null }],
      ['PUT contests/{contest}/tasks/{task}?dryRun=true', { label: String(row.task), opensAt: later }],
      ['PUT groups/{group}/tasks/{task}?dryRun=true', { opensAt: later }],
    ]);
  }),
  'a contest ends later and is renamed': of(
    live('contestTasks', ({ contest }, { contests }) => contests[contest]?.afterEnd === 'closed'),
    'nothing',
    asDrawn,
    (row, world) => byBoth('contests/{contest}', { name: 'Renamed', endsAt: null }, contestOf(world, row)),
  ),
  'a contest also takes place elsewhere': of(
    live('contestTasks'),
    'nothing',
    (drawn, row) => running(drawn, row, undefined, { networks: here }),
    (row, world, { flag }) =>
      byBoth(
        'contests/{contest}',
        { networks: flag ? null : [here, elsewhere].flatMap((each) => JSON.parse(each)) },
        contestOf(world, row),
      ),
  ),
  'the tasks of a contest change their order and labels': of(
    live('contestTasks'),
    'nothing',
    running,
    ({ contest }, within) => {
      const rows = within.contestTasks.filter((row) => row.contest === contest);
      const labelOf = (at: number) => String(rows.at(at - 1)?.task);
      return [
        [
          'PUT contests/{contest}/task-order',
          ({ taskIds }) => ({
            tasks: rows.map(({ task }, at) => ({ taskId: taskIds[task], label: labelOf(at) })),
          }),
        ],
        putTasks(within, rows, labelOf),
      ];
    },
  ),
  'a participant gets extra time': of(live('participants'), 'nothing', asDrawn, (row, world, { seconds }) => {
    const own = { delaySeconds: row.delaySeconds, extraSeconds: row.extraSeconds + seconds };
    return [
      ['PATCH contests/{contest}/participants/{person}', own],
      putParticipants(listWith(world.participants, 'contest', row, own)),
    ];
  }),
  'a contest is copied with its participants': of(live('contestTasks'), 'nothing', asDrawn, (row, world) => [
    ['POST contests/{contest}/copies', { ...timesOf(world, row), name: 'Copy', participants: true }],
  ]),
  'a person joins the staff of a contest': of(
    live('contestTasks'),
    'nothing',
    asDrawn,
    (row, world, { at }) => [
      ['POST contests/{contest}/staff', (ids) => ({ emails: [emailOf(ids, at % 4)] })],
      [
        'PUT contests/{contest}',
        (ids) => {
          const before = world.contestStaff.filter(({ contest }) => contest === row.contest);
          const stay = before.map(({ person }) => ({ person }));
          return { ...contestOf(world, row), staff: staffOf(ids, stay, { person: at % 4 }) };
        },
      ],
    ],
  ),
  'staff of a task becomes an owner': of(live('taskStaff'), 'nothing', asDrawn, (row, world) =>
    becomes('owner', row, world),
  ),
  'a student becomes a teacher': of(
    (world) => world.people.flatMap(({ role }, person) => (role === 'student' ? [{ person }] : [])),
    'nothing',
    asDrawn,
    (row) => withRole(row, 'teacher'),
  ),
};
