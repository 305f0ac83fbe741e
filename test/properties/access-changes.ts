import fc from 'fast-check';
import type { Core } from '../../src/core/open-core.ts';
import { elsewhere, here, type StoredWorld, startMs, time, type World } from './access-world.ts';

export type Ids = StoredWorld;

/** An admin's request, or a function that makes the change without one. */
export type Way = (ids: Ids) => readonly [route: string, body?: unknown] | ((core: Core) => Promise<unknown>);

export interface Change {
  /** The world that it changes, where that is not the one that was drawn. */
  readonly within?: World;
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

type MakeChange = (world: World, picks: Picks) => Change | undefined;

/** Makes a change of one of the rows of a world; none for a world without rows. */
const ofRow =
  <Row>(
    rows: (world: World) => ReadonlyArray<Row>,
    change: (row: Row, world: World, picks: Picks) => Change | undefined,
  ): MakeChange =>
  (world, picked) => {
    const all = rows(world);
    const row = all[picked.at % all.length];
    return row === undefined ? undefined : change(row, world, picked);
  };

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const api = '/api/v1';
const groupPath = ({ groupIds }: Ids, at: number) => `${api}/groups/${groupIds[at]}`;
const contestPath = ({ contestIds }: Ids, at: number) => `${api}/contests/${contestIds[at]}`;
const taskPath = ({ taskIds }: Ids, at: number) => `${api}/tasks/${taskIds[at]}`;
const idOf = ({ people }: Ids, at: number) => people[at]?.id as string;
const emailOf = ({ people }: Ids, at: number) => people[at]?.email as string;

const membersOf = (world: World, group: number) => world.members.filter((row) => row.group === group);
const peopleOf = (rows: ReadonlyArray<{ person: number }>) => rows.map(({ person }) => person);
const tasksOf = (world: World, contest: number) =>
  world.contestTasks.filter((row) => row.contest === contest).map(({ task }) => task);
const liveMembers = (world: World) => world.members.filter(({ group }) => !world.groups[group]?.deleted);
const live = <Row extends { readonly contest: number }>(world: World, rows: ReadonlyArray<Row>) =>
  rows.filter(({ contest }) => !world.contests[contest]?.deleted);

const putMembers = (group: number, members: World['members']) => (ids: Ids) =>
  [
    `PUT ${groupPath(ids, group)}/members`,
    { members: members.map(({ person, role }) => ({ userId: idOf(ids, person), role })) },
  ] as const;

const putParticipants = (contest: number, rows: World['participants']) => (ids: Ids) =>
  [
    `PUT ${contestPath(ids, contest)}/participants`,
    {
      participants: rows.map(({ person, delaySeconds, extraSeconds }) => ({
        ...{ userId: idOf(ids, person), delaySeconds, extraSeconds },
      })),
    },
  ] as const;

const putTasks = (world: World, contest: number, rows: World['contestTasks']) => (ids: Ids) =>
  [
    `PUT ${contestPath(ids, contest)}/tasks`,
    {
      tasks: rows
        .filter(({ task }) => !world.tasks[task]?.deleted)
        .map(({ task, window }) => ({
          ...{ taskId: ids.taskIds[task], label: String(task) },
          ...{ opensAt: iso(window.opensAt), closesAt: iso(window.closesAt) },
        })),
    },
  ] as const;

const liveTasks = (world: World) =>
  live(world, world.contestTasks).filter(({ task }) => !world.tasks[task]?.deleted);

/** Two times in order, at least a second apart. */
const window = ([a, b]: Picks['times']) => ({ opensAt: Math.min(a, b), closesAt: Math.max(a, b) + 1000 });

/** The same world, in which a contest runs for everyone in it, with all its tasks. */
function running(world: World, at: number): World {
  const tasks = new Set(tasksOf(world, at));
  const always = { opensAt: null, closesAt: null };
  return {
    ...world,
    contests: world.contests.map((contest, each) =>
      each === at ? { ...contest, startsAt: startMs - 1000, endsAt: null, deleted: false } : contest,
    ),
    groups: world.groups.map(() => ({ deleted: false })),
    tasks: world.tasks.map((task, each) =>
      tasks.has(each) ? { ...task, embargoUntil: null, visibility: 'restricted', deleted: false } : task,
    ),
    contestTasks: world.contestTasks.map((row) => (row.contest === at ? { ...row, window: always } : row)),
    people: world.people.map(({ role }) => ({ role, disabled: false })),
  };
}

const hasTasks = (world: World, contest: number) => tasksOf(world, contest).length > 0;

/** Participants of contests that have tasks. */
const participants = (world: World) => world.participants.filter(({ contest }) => hasTasks(world, contest));

/** Participants of such a contest only through a group. */
const throughGroups = (world: World) =>
  world.invited
    .filter(({ contest }) => hasTasks(world, contest))
    .flatMap(({ contest, group }) =>
      membersOf(world, group)
        .filter(
          ({ person, role }) =>
            role === 'member' &&
            world.people[person]?.role !== 'admin' &&
            world.participants.every((row) => row.contest !== contest || row.person !== person),
        )
        .map(({ person }) => ({ contest, group, person })),
    );

/** Tasks of contests with a participant who is no admin. */
const tasksOfParticipants = (world: World) =>
  world.contestTasks.filter(({ contest }) =>
    world.participants.some((row) => row.contest === contest && world.people[row.person]?.role !== 'admin'),
  );

/** Tasks of groups with a member who is no admin. */
const assignedToMembers = (world: World) =>
  world.assignments.filter(({ group }) =>
    membersOf(world, group).some(
      ({ person, role }) => role === 'member' && world.people[person]?.role !== 'admin',
    ),
  );

/** The same world, in which a task of a group is open to its members and everyone can sign in. */
const assigned = (world: World, { group, task }: { group: number; task: number }): World => ({
  ...world,
  people: world.people.map(({ role }) => ({ role, disabled: false })),
  groups: world.groups.map(() => ({ deleted: false })),
  tasks: world.tasks.map((each, at) =>
    at === task ? { ...each, embargoUntil: null, visibility: 'restricted', deleted: false } : each,
  ),
  assignments: world.assignments.map((row) =>
    row.group === group && row.task === task
      ? { ...row, window: { opensAt: startMs - 1000, closesAt: null } }
      : row,
  ),
});

/** Changes that can take access away. */
export const narrowing: Readonly<Record<string, MakeChange>> = {
  'a member leaves a group': ofRow(liveMembers, ({ group, person }, world) => ({
    ways: {
      DELETE: (ids) => [`DELETE ${groupPath(ids, group)}/members/${idOf(ids, person)}`],
      PUT: putMembers(
        group,
        membersOf(world, group).filter((row) => row.person !== person),
      ),
    },
    people: [person],
  })),
  'staff of a group becomes a member': ofRow(
    (world) => liveMembers(world).filter(({ role }) => role === 'staff'),
    ({ group, person }, world) => ({
      ways: {
        PATCH: (ids) => [`PATCH ${groupPath(ids, group)}/members/${idOf(ids, person)}`, { role: 'member' }],
        PUT: putMembers(
          group,
          membersOf(world, group).map((row) => (row.person === person ? { ...row, role: 'member' } : row)),
        ),
      },
      people: [person],
    }),
  ),
  'a member becomes staff, who takes part in no contest': ofRow(
    throughGroups,
    ({ contest, group, person }, world) => ({
      within: running(world, contest),
      ways: {
        PATCH: (ids) => [`PATCH ${groupPath(ids, group)}/members/${idOf(ids, person)}`, { role: 'staff' }],
        PUT: putMembers(
          group,
          membersOf(world, group).map((row) => (row.person === person ? { ...row, role: 'staff' } : row)),
        ),
        'PUT of the group': (ids) => [
          `PUT ${groupPath(ids, group)}`,
          { name: `Group ${group}`, staff: [{ userId: idOf(ids, person) }] },
        ],
        POST: (ids) => [
          `POST ${groupPath(ids, group)}/members`,
          { emails: [emailOf(ids, person)], role: 'staff' },
        ],
      },
      people: [person],
    }),
  ),
  'a group is deleted': ofRow(liveMembers, ({ group }, world) => ({
    ways: { DELETE: (ids) => [`DELETE ${groupPath(ids, group)}`] },
    people: peopleOf(membersOf(world, group)),
  })),
  'a task is taken from a group': ofRow(
    (world) => world.assignments.filter(({ group }) => !world.groups[group]?.deleted),
    ({ group, task }) => ({
      ways: { DELETE: (ids) => [`DELETE ${groupPath(ids, group)}/tasks/${ids.taskIds[task]}`] },
      tasks: [task],
    }),
  ),
  'the window of a task of a group moves': ofRow(assignedToMembers, ({ group, task }, world, { times }) => {
    const { opensAt, closesAt } = window(times);
    const body = { opensAt: iso(opensAt), closesAt: iso(closesAt) };
    return {
      within: assigned(world, { group, task }),
      ways: { PUT: (ids) => [`PUT ${groupPath(ids, group)}/tasks/${ids.taskIds[task]}`, body] },
      tasks: [task],
    };
  }),
  'a contest is deleted': ofRow(liveTasks, ({ contest }, world) => ({
    ways: { DELETE: (ids) => [`DELETE ${contestPath(ids, contest)}`] },
    tasks: tasksOf(world, contest),
  })),
  'the times of a contest move': ofRow(liveTasks, ({ contest }, world, { times, flag }) => {
    const { opensAt, closesAt } = window(times);
    const changes = {
      ...{ name: 'Contest', startsAt: iso(opensAt), endsAt: iso(closesAt) },
      ...(flag ? { afterEnd: 'closed' } : {}),
    };
    return {
      ways: {
        PATCH: (ids) => [`PATCH ${contestPath(ids, contest)}`, changes],
        PUT: (ids) => [`PUT ${contestPath(ids, contest)}`, changes],
      },
      tasks: tasksOf(world, contest),
    };
  }),
  'a contest leaves a network': ofRow(tasksOfParticipants, ({ contest }, world, { flag }) => {
    const made = running(world, contest);
    const before = flag ? here : null;
    const networks = { ...timesOf(made, contest), networks: JSON.parse(elsewhere) };
    return {
      within: {
        ...made,
        contests: made.contests.map((each, at) => (at === contest ? { ...each, networks: before } : each)),
      },
      ways: {
        PATCH: (ids) => [`PATCH ${contestPath(ids, contest)}`, networks],
        PUT: (ids) => [`PUT ${contestPath(ids, contest)}`, networks],
      },
      tasks: tasksOf(world, contest),
    };
  }),
  'a task is taken from a contest': ofRow(liveTasks, ({ contest, task }, world) => ({
    ways: {
      DELETE: (ids) => [`DELETE ${contestPath(ids, contest)}/tasks/${ids.taskIds[task]}`],
      PUT: putTasks(
        world,
        contest,
        world.contestTasks.filter((row) => row.contest === contest && row.task !== task),
      ),
    },
    tasks: [task],
  })),
  'the window of a task of a contest moves': ofRow(
    tasksOfParticipants,
    ({ contest, task }, world, { times }) => {
      const { opensAt, closesAt } = window(times);
      const body = { label: String(task), opensAt: iso(opensAt), closesAt: iso(closesAt) };
      return {
        within: running(world, contest),
        ways: {
          'PUT of one': (ids) => [`PUT ${contestPath(ids, contest)}/tasks/${ids.taskIds[task]}`, body],
          'PUT of all': putTasks(
            running(world, contest),
            contest,
            running(world, contest)
              .contestTasks.filter((row) => row.contest === contest)
              .map((row) => (row.task === task ? { ...row, window: { opensAt, closesAt } } : row)),
          ),
        },
        tasks: [task],
      };
    },
  ),
  'a participant leaves a contest': ofRow(participants, ({ contest, person }, world) => ({
    within: running(world, contest),
    ways: {
      DELETE: (ids) => [`DELETE ${contestPath(ids, contest)}/participants/${idOf(ids, person)}`],
      PUT: putParticipants(
        contest,
        world.participants.filter((row) => row.contest === contest && row.person !== person),
      ),
    },
    people: [person],
  })),
  'a participant starts later': ofRow(participants, ({ contest, person }, world) => {
    const within = running(world, contest);
    const own = { delaySeconds: 60 };
    return {
      within,
      ways: {
        PATCH: (ids) => [`PATCH ${contestPath(ids, contest)}/participants/${idOf(ids, person)}`, own],
        PUT: putParticipants(
          contest,
          world.participants
            .filter((row) => row.contest === contest)
            .map((row) => (row.person === person ? { ...row, ...own } : row)),
        ),
      },
      people: [person],
    };
  }),
  'a participant loses extra time': ofRow(participants, ({ contest, person }, world) => {
    const withExtra = world.participants.map((row) =>
      row.contest === contest && row.person === person ? { ...row, extraSeconds: 60 } : row,
    );
    const made = running(world, contest);
    const ended = made.contests.map((each, at) =>
      at === contest
        ? { ...each, startsAt: startMs - 1000, endsAt: startMs, afterEnd: 'closed' as const }
        : each,
    );
    const own = { delaySeconds: 0, extraSeconds: 0 };
    return {
      within: {
        ...made,
        contests: ended,
        participants: withExtra.map((row) => (row.contest === contest ? { ...row, delaySeconds: 0 } : row)),
      },
      ways: {
        PATCH: (ids) => [`PATCH ${contestPath(ids, contest)}/participants/${idOf(ids, person)}`, own],
        PUT: putParticipants(
          contest,
          world.participants
            .filter((row) => row.contest === contest)
            .map((row) => ({ ...row, delaySeconds: 0, ...(row.person === person ? own : {}) })),
        ),
      },
      people: [person],
    };
  }),
  'a member of a group gets a delay in its contest': ofRow(throughGroups, ({ contest, person }, world) => ({
    within: running(world, contest),
    ways: {
      POST: (ids) => [
        `POST ${contestPath(ids, contest)}/participants`,
        { emails: [emailOf(ids, person)], delaySeconds: 60 },
      ],
      PUT: putParticipants(contest, [
        ...world.participants.filter((row) => row.contest === contest),
        { contest, person, delaySeconds: 60, extraSeconds: 0 },
      ]),
    },
    people: [person],
  })),
  'a group is taken from a contest': ofRow(throughGroups, ({ contest, group }, world) => ({
    within: running(world, contest),
    ways: { DELETE: (ids) => [`DELETE ${contestPath(ids, contest)}/groups/${ids.groupIds[group]}`] },
    people: peopleOf(membersOf(world, group)),
  })),
  'a person leaves the staff of a contest': ofRow(
    (world) => live(world, world.contestStaff),
    ({ contest, person }) => ({
      ways: { DELETE: (ids) => [`DELETE ${contestPath(ids, contest)}/staff/${idOf(ids, person)}`] },
      people: [person],
    }),
  ),
  'a person leaves the staff of a task': ofRow(
    (world) => world.taskStaff.filter(({ task }) => !world.tasks[task]?.deleted),
    ({ task, person }) => ({
      ways: { DELETE: (ids) => [`DELETE ${taskPath(ids, task)}/staff/${idOf(ids, person)}`] },
      people: [person],
    }),
  ),
  'staff of a task may only read': ofRow(
    (world) => world.taskStaff.filter(({ task }) => !world.tasks[task]?.deleted),
    ({ task, person }) => ({
      ways: {
        PATCH: (ids) => [`PATCH ${taskPath(ids, task)}/staff/${idOf(ids, person)}`, { role: 'reader' }],
        PUT: (ids) => [
          `PUT ${taskPath(ids, task)}`,
          { title: `Task ${task}`, staff: [{ userId: idOf(ids, person), role: 'reader' }] },
        ],
      },
      people: [person],
    }),
  ),
  'a task is shown to fewer, or later': ofRow(
    (world) => world.tasks.flatMap(({ deleted }, at) => (deleted ? [] : [at])),
    (task, _world, { times, flag }) => {
      const changes = {
        title: `Task ${task}`,
        ...(flag ? { visibility: 'restricted' } : { visibleFrom: iso(times[0]) }),
        embargoUntil: iso(times[1]),
      };
      return {
        ways: {
          PATCH: (ids) => [`PATCH ${taskPath(ids, task)}`, changes],
          PUT: (ids) => [`PUT ${taskPath(ids, task)}`, changes],
        },
        tasks: [task],
      };
    },
  ),
  'a task is deleted': ofRow(
    (world) => world.tasks.flatMap(({ deleted }, at) => (deleted ? [] : [at])),
    (task) => ({ ways: { DELETE: (ids) => [`DELETE ${taskPath(ids, task)}`] }, tasks: [task] }),
  ),
  'an account gets another role': ofRow(
    (world) => world.people.map(({ role }, at) => ({ role, at })).filter(({ role }) => role === 'admin'),
    ({ at }, _world, { flag }) => {
      const role = flag ? 'student' : 'teacher';
      return {
        ways: {
          'a token or a sign-in': (ids) => (core) =>
            core.syncRole({ id: idOf(ids, at), role: 'admin', adminUntil: null }, role, null),
          'the command line': (ids) => (core) => core.accounts.setRole(emailOf(ids, at), role),
          PATCH: (ids) => [`PATCH ${api}/accounts/${idOf(ids, at)}`, { role }],
          import: (ids) => [
            `POST ${api}/people-import`,
            { csv: `name,email,role\nPerson,${emailOf(ids, at)},${role}` },
          ],
        },
        people: [at],
      };
    },
  ),
  'an account is disabled': ofRow(
    (world) => world.people.flatMap(({ disabled }, at) => (disabled ? [] : [at])),
    (at) => ({
      ways: {
        PATCH: (ids) => [`PATCH ${api}/accounts/${idOf(ids, at)}`, { disabled: true }],
        'the command line': (ids) => (core) => core.accounts.disable(emailOf(ids, at)),
      },
      people: [at],
    }),
  ),
};

/**
 * The same world, in which a contest has ended and another one with its tasks runs or starts in a minute. One person took part in the first
 * and is in no group; the other has no participants yet.
 */
function rerun(world: World, { ended, again, person }: Rerun, { flag }: Pick<Picks, 'flag'>): World {
  const isOther = (row: { readonly person: number }) => row.person !== person;
  const tasks = new Set(tasksOf(world, ended));
  const open = { networks: null, deleted: false };
  const contests = new Map<number, Partial<World['contests'][number]>>([
    [ended, { ...open, startsAt: startMs - 3000, endsAt: startMs - 2000, afterEnd: 'participants' }],
    [again, { ...open, startsAt: flag ? startMs - 1000 : startMs + 60_000, endsAt: null }],
  ]);
  const always = { opensAt: null, closesAt: null };
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
      { contest: ended, person, delaySeconds: 0, extraSeconds: 0 },
    ],
    invited: world.invited.filter(({ contest }) => contest !== again),
  };
}

interface Rerun {
  readonly ended: number;
  readonly again: number;
  readonly person: number;
}

const ofRerun = (
  change: (rerun: Rerun & { readonly task: number }, within: World, group: number) => Change,
): MakeChange =>
  ofRow(
    (world) => world.contestTasks,
    ({ contest: ended, task }, world, picked) => {
      const found = {
        ended,
        task,
        again: (ended + 1) % world.contests.length,
        person: picked.at % world.people.length,
      };
      return change(found, rerun(world, found, picked), picked.at % world.groups.length);
    },
  );

/** Changes that give people something, but close the editorials of tasks that they could read. */
export const joining: Readonly<Record<string, MakeChange>> = {
  'a person joins a contest': ofRerun(({ again, person }, within) => ({
    within,
    ways: {
      POST: (ids) => [`POST ${contestPath(ids, again)}/participants`, { emails: [emailOf(ids, person)] }],
      PUT: putParticipants(again, [{ contest: again, person, delaySeconds: 0, extraSeconds: 0 }]),
    },
    people: [person],
  })),
  'a person joins a group of a contest': ofRerun(({ again, person }, made, group) => ({
    within: { ...made, invited: [...made.invited, { contest: again, group }] },
    ways: {
      POST: (ids) => [`POST ${groupPath(ids, group)}/members`, { emails: [emailOf(ids, person)] }],
      PUT: putMembers(group, [...membersOf(made, group), { group, person, role: 'member' }]),
    },
    people: [person],
  })),
  'a group joins a contest': ofRerun(({ again, person }, made, group) => {
    const within = { ...made, members: [...made.members, { group, person, role: 'member' as const }] };
    return {
      within,
      ways: {
        'PUT of one': (ids) => [`PUT ${contestPath(ids, again)}/groups/${ids.groupIds[group]}`],
        'PUT of all': (ids) => [
          `PUT ${contestPath(ids, again)}/groups`,
          { groups: [{ groupId: ids.groupIds[group] }] },
        ],
      },
      people: peopleOf(membersOf(within, group)),
    };
  }),
  'a contest gets a task': ofRerun(({ again, person, task }, made) => {
    const within = {
      ...made,
      contestTasks: made.contestTasks.filter((row) => row.contest !== again),
      participants: [...made.participants, { contest: again, person, delaySeconds: 0, extraSeconds: 0 }],
    };
    const window = { opensAt: null, closesAt: null };
    return {
      within,
      ways: {
        POST: (ids) => [`POST ${contestPath(ids, again)}/tasks`, { taskIds: [ids.taskIds[task]] }],
        'PUT of one': (ids) => [`PUT ${contestPath(ids, again)}/tasks/${ids.taskIds[task]}`, { label: 'A' }],
        'PUT of all': putTasks(within, again, [{ contest: again, task, window }]),
      },
      tasks: [task],
    };
  }),
};

/** What a PUT of a contest cannot omit, unchanged. */
const timesOf = (world: World, contest: number) => ({
  name: `Contest ${contest}`,
  startsAt: iso(world.contests[contest]?.startsAt ?? 0),
});

/** Changes that take nothing away. */
export const widening: Readonly<Record<string, MakeChange>> = {
  'a group is renamed': ofRow(liveMembers, ({ group }) => ({
    ways: {
      PATCH: (ids) => [`PATCH ${groupPath(ids, group)}`, { name: 'Renamed' }],
      PUT: (ids) => [`PUT ${groupPath(ids, group)}`, { name: 'Renamed' }],
    },
  })),
  'lists are put in a dry run': ofRow(
    (world) => live(world, world.participants),
    ({ contest }, _world, { at }) => ({
      ways: {
        'PUT of the members': (ids) => [
          `PUT ${groupPath(ids, at % ids.groupIds.length)}/members?dryRun=true`,
          { members: [] },
        ],
        'PUT of the participants': (ids) => [
          `PUT ${contestPath(ids, contest)}/participants?dryRun=true`,
          { participants: [] },
        ],
        'PUT of the tasks': (ids) => [`PUT ${contestPath(ids, contest)}/tasks?dryRun=true`, { tasks: [] }],
      },
    }),
  ),
  'other times are tried': ofRow(liveTasks, ({ contest, task }, _world, { at }) => {
    const later = iso(startMs + 60_000);
    const group = (ids: Ids) => groupPath(ids, at % ids.groupIds.length);
    return {
      ways: {
        'PATCH of a contest': (ids) => [
          `PATCH ${contestPath(ids, contest)}?dryRun=true`,
          { startsAt: later, endsAt: null },
        ],
        'PUT of a task of a contest': (ids) => [
          `PUT ${contestPath(ids, contest)}/tasks/${ids.taskIds[task]}?dryRun=true`,
          { label: String(task), opensAt: later },
        ],
        'PUT of a task of a group': (ids) => [
          `PUT ${group(ids)}/tasks/${ids.taskIds[task]}?dryRun=true`,
          { opensAt: later },
        ],
      },
    };
  }),
  'a contest ends later and is renamed': ofRow(
    (world) =>
      live(world, world.contestTasks).filter(({ contest }) => world.contests[contest]?.afterEnd === 'closed'),
    ({ contest }, world) => {
      const startsAt = iso(world.contests[contest]?.startsAt ?? 0);
      const changes = { name: 'Renamed', startsAt, endsAt: null };
      return {
        ways: {
          PATCH: (ids) => [`PATCH ${contestPath(ids, contest)}`, changes],
          PUT: (ids) => [`PUT ${contestPath(ids, contest)}`, changes],
        },
      };
    },
  ),
  'a contest also takes place elsewhere': ofRow(liveTasks, ({ contest }, world, { flag }) => {
    const made = running(world, contest);
    const networks = {
      ...timesOf(made, contest),
      networks: flag ? null : [here, elsewhere].flatMap((each) => JSON.parse(each)),
    };
    return {
      within: {
        ...made,
        contests: made.contests.map((each, at) => (at === contest ? { ...each, networks: here } : each)),
      },
      ways: {
        PATCH: (ids) => [`PATCH ${contestPath(ids, contest)}`, networks],
        PUT: (ids) => [`PUT ${contestPath(ids, contest)}`, networks],
      },
    };
  }),
  'the tasks of a contest change their order and labels': ofRow(liveTasks, ({ contest }, world) => {
    const within = running(world, contest);
    const rows = within.contestTasks.filter((row) => row.contest === contest);
    return {
      within,
      ways: {
        PUT: (ids) => [
          `PUT ${contestPath(ids, contest)}/task-order`,
          {
            tasks: rows.map(({ task }, at) => ({
              ...{ taskId: ids.taskIds[task], label: String(rows.at(at - 1)?.task) },
            })),
          },
        ],
        'PUT of all': (ids) => [
          `PUT ${contestPath(ids, contest)}/tasks`,
          {
            tasks: rows.map(({ task, window }, at) => ({
              ...{ taskId: ids.taskIds[task], label: String(rows.at(at - 1)?.task) },
              ...{ opensAt: iso(window.opensAt), closesAt: iso(window.closesAt) },
            })),
          },
        ],
      },
    };
  }),
  'a participant gets extra time': ofRow(
    (world) => live(world, world.participants),
    ({ contest, person, delaySeconds, extraSeconds }, world, { seconds }) => {
      const own = { delaySeconds, extraSeconds: extraSeconds + seconds };
      return {
        ways: {
          PATCH: (ids) => [`PATCH ${contestPath(ids, contest)}/participants/${idOf(ids, person)}`, own],
          PUT: putParticipants(
            contest,
            world.participants
              .filter((row) => row.contest === contest)
              .map((row) => (row.person === person ? { ...row, ...own } : row)),
          ),
        },
      };
    },
  ),
  'a contest is copied with its participants': ofRow(
    (world) => live(world, world.contestTasks),
    ({ contest }, world) => ({
      ways: {
        POST: (ids) => [
          `POST ${contestPath(ids, contest)}/copies`,
          { name: 'Copy', startsAt: iso(world.contests[contest]?.startsAt ?? 0), participants: true },
        ],
      },
    }),
  ),
  'a person joins the staff of a contest': ofRow(
    (world) => live(world, world.contestTasks),
    ({ contest }, world, { at }) => ({
      ways: {
        POST: (ids) => [`POST ${contestPath(ids, contest)}/staff`, { emails: [emailOf(ids, at % 4)] }],
        PUT: (ids) => [
          `PUT ${contestPath(ids, contest)}`,
          {
            ...{ name: `Contest ${contest}`, startsAt: iso(world.contests[contest]?.startsAt ?? 0) },
            staff: [{ userId: idOf(ids, at % 4) }],
          },
        ],
      },
    }),
  ),
  'staff of a task becomes an owner': ofRow(
    (world) => world.taskStaff.filter(({ task }) => !world.tasks[task]?.deleted),
    ({ task, person }) => ({
      ways: {
        PATCH: (ids) => [`PATCH ${taskPath(ids, task)}/staff/${idOf(ids, person)}`, { role: 'owner' }],
        PUT: (ids) => [
          `PUT ${taskPath(ids, task)}`,
          { title: 'Renamed', staff: [{ userId: idOf(ids, person), role: 'owner' }] },
        ],
      },
    }),
  ),
  'a student becomes a teacher': ofRow(
    (world) => world.people.flatMap(({ role }, at) => (role === 'student' ? [at] : [])),
    (at) => ({
      ways: {
        PATCH: (ids) => [`PATCH ${api}/accounts/${idOf(ids, at)}`, { role: 'teacher' }],
        import: (ids) => [
          `POST ${api}/people-import`,
          { csv: `name,email,role\nPerson,${emailOf(ids, at)},teacher` },
        ],
      },
    }),
  ),
};
