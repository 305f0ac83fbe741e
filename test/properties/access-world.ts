import fc from 'fast-check';
import type { Database } from '../../src/database/database.ts';
import type { TaskRole, Visibility } from '../../src/domain/tasks/task.ts';
import { newId } from '../../src/lib/ids.ts';
import type { Person } from '../support/app.ts';
import { contestRow, documentVersionRow, groupRow, taskRow } from '../support/rows.ts';
import { unguarded } from '../support/unguarded.ts';

/** A world whose people, tasks, groups and contests are named by their position. */
export interface World {
  readonly people: ReadonlyArray<{ role: 'student' | 'teacher' | 'admin'; disabled: boolean }>;
  readonly tasks: ReadonlyArray<{
    visibility: Visibility;
    visibleFrom: number;
    embargoUntil: number | null;
    deleted: boolean;
  }>;
  readonly groups: ReadonlyArray<{ deleted: boolean }>;
  readonly contests: ReadonlyArray<{
    startsAt: number;
    endsAt: number | null;
    afterEnd: 'closed' | 'participants' | 'signed-in';
    networks: string | null;
    deleted: boolean;
  }>;
  readonly taskStaff: ReadonlyArray<{ task: number; person: number; role: TaskRole }>;
  readonly members: ReadonlyArray<{ group: number; person: number; role: 'member' | 'staff' }>;
  readonly assignments: ReadonlyArray<{
    group: number;
    task: number;
    window: { opensAt: number; closesAt: number | null };
  }>;
  readonly contestTasks: ReadonlyArray<{
    contest: number;
    task: number;
    window: { opensAt: number | null; closesAt: number | null };
  }>;
  readonly participants: ReadonlyArray<{
    contest: number;
    person: number;
    delaySeconds: number;
    extraSeconds: number;
  }>;
  readonly invited: ReadonlyArray<{ contest: number; group: number }>;
  readonly contestStaff: ReadonlyArray<{ contest: number; person: number }>;
}

const [peopleCount, taskCount, groupCount, contestCount] = [4, 6, 3, 3];

/** Titles with text that a search must fold, or must not treat as a pattern. */
const titles = ['Łódka 0', 'Graph_50%', 'GROSSE Straße', 'Łódka 3', 'Graph 50x', 'Café'];
/** Every other task has a PDF in English, every third one in Polish. */
export const languagesOf = (taskAt: number) => [
  ...(taskAt % 2 === 0 ? ['en'] : []),
  ...(taskAt % 3 === 0 ? ['pl'] : []),
];

/** Requests of these tests come from 127.0.0.1. */
export const here = JSON.stringify([{ network: '127.0.0.0/8', room: 'Lab' }]);
export const elsewhere = JSON.stringify([{ network: '192.0.2.0/24', room: null }]);

/** Times are close together, at whole seconds and a millisecond before or after, so that limits meet. */
export const startMs = Date.UTC(2026, 10, 24, 12);
export const time = fc
  .tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(0, 0, 0, 1, -1, 500))
  .map(([seconds, ms]) => startMs + seconds * 1000 + ms);
const rarely = fc.integer({ min: 0, max: 5 }).map((n) => n === 0);
const nth = (count: number) => fc.nat({ max: count - 1 });
const seconds = fc.constantFrom(0, 0, 1, 2, 5);
const pairs = <T>(row: fc.Arbitrary<T>, key: (row: T) => string) =>
  fc.uniqueArray(row, { selector: key, minLength: 3, maxLength: 9 });
const exactly = <T>(row: fc.Arbitrary<T>, count: number) =>
  fc.array(row, { minLength: count, maxLength: count });

export const world: fc.Arbitrary<World> = fc.record({
  people: exactly(
    fc.record({
      role: fc.constantFrom('student', 'student', 'student', 'teacher', 'admin'),
      disabled: rarely,
    }),
    peopleCount,
  ),
  tasks: exactly(
    fc.record({
      visibility: fc.constantFrom<Visibility>('restricted', 'restricted', 'restricted', 'signed-in'),
      visibleFrom: time,
      embargoUntil: fc.option(time, { freq: 2 }),
      deleted: rarely,
    }),
    taskCount,
  ),
  groups: exactly(fc.record({ deleted: rarely }), groupCount),
  contests: exactly(
    fc
      .record({
        startsAt: time,
        endsAt: fc.option(time),
        afterEnd: fc.constantFrom('closed', 'participants', 'signed-in'),
        networks: fc.constantFrom(null, null, null, here, elsewhere),
        deleted: rarely,
      })
      .filter(({ startsAt, endsAt }) => endsAt === null || endsAt > startsAt),
    contestCount,
  ),
  taskStaff: fc.uniqueArray(
    fc.record({
      task: nth(taskCount),
      person: nth(peopleCount),
      role: fc.constantFrom<TaskRole>('owner', 'manager', 'editor', 'reader'),
    }),
    { selector: (row) => `${row.task} ${row.person}`, maxLength: 3 },
  ),
  members: pairs(
    fc.record({
      group: nth(groupCount),
      person: nth(peopleCount),
      role: fc.constantFrom('member', 'member', 'staff'),
    }),
    (row) => `${row.group} ${row.person}`,
  ),
  assignments: pairs(
    fc.record({
      group: nth(groupCount),
      task: nth(taskCount),
      window: fc
        .record({ opensAt: time, closesAt: fc.option(time) })
        .filter(({ opensAt, closesAt }) => closesAt === null || closesAt > opensAt),
    }),
    (row) => `${row.group} ${row.task}`,
  ),
  contestTasks: pairs(
    fc.record({
      contest: nth(contestCount),
      task: nth(taskCount),
      window: fc
        .record({ opensAt: fc.option(time, { freq: 2 }), closesAt: fc.option(time, { freq: 1 }) })
        .filter(({ opensAt, closesAt }) => opensAt === null || closesAt === null || closesAt > opensAt),
    }),
    (row) => `${row.contest} ${row.task}`,
  ),
  participants: pairs(
    fc.record({
      contest: nth(contestCount),
      person: nth(peopleCount),
      delaySeconds: seconds,
      extraSeconds: seconds,
    }),
    (row) => `${row.contest} ${row.person}`,
  ),
  invited: pairs(
    fc.record({ contest: nth(contestCount), group: nth(groupCount) }),
    (row) => `${row.contest} ${row.group}`,
  ),
  contestStaff: fc.uniqueArray(fc.record({ contest: nth(contestCount), person: nth(peopleCount) }), {
    selector: (row) => `${row.contest} ${row.person}`,
    maxLength: 2,
  }),
});

export interface StoredWorld {
  readonly people: ReadonlyArray<Person>;
  readonly taskIds: ReadonlyArray<string>;
  readonly groupIds: ReadonlyArray<string>;
  readonly contestIds: ReadonlyArray<string>;
}

/** Stores a world next to earlier ones, whose tasks are deleted. */
export async function store(
  { kysely }: Database,
  world: World,
  newPerson: (role: World['people'][number]['role']) => Promise<Person>,
): Promise<StoredWorld> {
  const people: Array<Person> = [];
  for (const { role } of world.people) people.push(await newPerson(role));
  const [taskIds, groupIds, contestIds] = [world.tasks, world.groups, world.contests].map((all) =>
    all.map(() => newId()),
  ) as [Array<string>, Array<string>, Array<string>];
  const isIn = { task: taskIds, group: groupIds, contest: contestIds, person: people.map(({ id }) => id) };
  /** A row that names things by their position, as it is stored. */
  const withIds = ({ window, ...row }: object & { readonly window?: object }) => ({
    ...Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        const ids = isIn[name as keyof typeof isIn];
        return ids ? [name === 'person' ? 'userId' : `${name}Id`, ids[Number(value)]] : [name, value];
      }),
    ),
    ...window,
    createdAt: 0,
  });
  const whenDeleted = (deleted: boolean) => ({ deletedAt: deleted ? 1 : null });

  await kysely.transaction().execute(async (trx) => {
    await unguarded(trx).updateTable('tasks').set({ deletedAt: 1 }).execute();
    const tasks = world.tasks.map(({ deleted, ...task }, at) =>
      taskRow({ id: String(taskIds[at]), title: String(titles[at]), ...task, ...whenDeleted(deleted) }),
    );
    const versions = taskIds.flatMap((taskId, at) =>
      languagesOf(at).map((language) =>
        documentVersionRow({ id: `${taskId}-${language}`, taskId, language }),
      ),
    );
    const groups = world.groups.map(({ deleted }, at) =>
      groupRow({ id: String(groupIds[at]), name: `Group ${at}`, ...whenDeleted(deleted) }),
    );
    const contests = world.contests.map(({ deleted, ...contest }, at) =>
      contestRow({ id: String(contestIds[at]), name: `Contest ${at}`, ...contest, ...whenDeleted(deleted) }),
    );
    const labelled = world.contestTasks.map((row) => ({ ...row, label: String(row.task), position: 0 }));
    for (const [table, rows] of [
      ...([
        ['tasks', tasks],
        ['documentVersions', versions],
        ['groups', groups],
        ['contests', contests],
      ] as const),
      ['taskStaff', world.taskStaff.map(withIds)],
      ['groupMembers', world.members.map(withIds)],
      ['groupTasks', world.assignments.map(withIds)],
      ['contestTasks', labelled.map(withIds)],
      ['contestParticipants', world.participants.map(withIds)],
      ['contestGroups', world.invited.map(withIds)],
      ['contestStaff', world.contestStaff.map(withIds)],
    ] as const) {
      if (rows.length > 0)
        await trx
          .insertInto(table)
          .values(rows as never)
          .execute();
    }
    for (const [at, { disabled }] of world.people.entries()) {
      if (!disabled) continue;
      await unguarded(trx)
        .updateTable('user')
        .set({ banned: 1 })
        .where('id', '=', people[at]?.id as string)
        .execute();
    }
  });
  return { people, taskIds, groupIds, contestIds };
}
