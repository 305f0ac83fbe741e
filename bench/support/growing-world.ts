import { DatabaseSync } from 'node:sqlite';
import { migrateToLatest } from '../../src/database/migrate.ts';
import { openSqlite } from '../../src/database/sqlite.ts';
import { migrations } from '../../src/features/migrations.ts';
import { createRandom } from './seeded-random.ts';

const dayMs = 86_400_000;

/** Rates per task; the world grows in numbers, and each person's share stays the same. */
const perTask = { people: 0.1, memberships: 2, assignments: 2, participants: 0.5, contestTasks: 0.5 };

/** Sizes derived from these rates: a group is a course, a contest has ten tasks. */
const [membersOfGroup, tasksOfContest] = [50, 10];
/** One in this many. */
const rates = { admin: 500, teacher: 20, signedIn: 100, deleted: 50, embargoed: 100, staffOfGroup: 25 };

export interface GrowingWorld {
  readonly path: string;
  readonly tasks: number;
  readonly people: number;
  /** Memberships in groups and contests, and assignments of tasks to them. */
  readonly links: number;
}

/**
 * Fills a database: every person is in 20 groups of 50, in 5 contests, and in those to which their groups are invited; every task is in 2
 * groups, and every second one in a contest, most of which have ended.
 */
export async function fillWorld(path: string, tasks: number, nowMs: number): Promise<GrowingWorld> {
  const database = openSqlite(path);
  await migrateToLatest(database, migrations);
  await database.close();

  const people = Math.round(tasks * perTask.people);
  const groups = Math.round((tasks * perTask.memberships) / membersOfGroup);
  const contests = Math.round((tasks * perTask.contestTasks) / tasksOfContest);
  const [groupsOfPerson, contestsOfPerson] = [
    Math.round(perTask.memberships / perTask.people),
    Math.round(perTask.participants / perTask.people),
  ];
  const random = createRandom(tasks);
  const below = (count: number) => Math.floor(random() * count);
  const oneIn = (count: number) => below(count) === 0;
  /** Ids are distributed like UUIDv7: in the order of creation, with random ends. */
  const ids = (count: number) =>
    Array.from({ length: count }, (_, at) => {
      const time = Math.floor(nowMs - 1000 * dayMs * (1 - at / count))
        .toString(16)
        .padStart(12, '0');
      const tail = `${below(2 ** 32)
        .toString(16)
        .padStart(8, '0')}${below(2 ** 32)
        .toString(16)
        .padStart(8, '0')}`;
      return `${time.slice(0, 8)}-${time.slice(8)}-7${at.toString(16).padStart(5, '0').slice(-3)}-8${tail.slice(0, 3)}-${tail.slice(3, 15).padEnd(12, '0')}`;
    });
  /** Distinct random numbers below a bound, ascending. */
  const some = (count: number, bound: number) => {
    const found = new Set<number>();
    while (found.size < Math.min(count, bound)) found.add(below(bound));
    return [...found].sort((a, b) => a - b);
  };
  const [personIds, taskIds, groupIds, contestIds] = [ids(people), ids(tasks), ids(groups), ids(contests)];
  const at = <T>(list: ReadonlyArray<T>, index: number) => list[index] as T;

  const connection = new DatabaseSync(path);
  connection.exec(`pragma journal_mode = off; pragma synchronous = off; pragma foreign_keys = off;
    pragma cache_size = -524288; pragma temp_store = memory`);
  const indexes = connection
    .prepare(`select name, sql from sqlite_master where type = 'index' and sql is not null`)
    .all() as unknown as ReadonlyArray<{ name: string; sql: string }>;
  for (const { name } of indexes) connection.exec(`drop index "${name}"`);
  connection.exec('begin');
  const insertInto = (table: string, columns: ReadonlyArray<string>) => {
    const statement = connection.prepare(
      `insert into "${table}" (${columns.map((column) => `"${column}"`)}) values (${columns.map(() => '?')})`,
    );
    return (...row: Array<string | number | null>) => statement.run(...row);
  };
  let links = 0;

  const iso = new Date(nowMs).toISOString();
  const user = insertInto('user', [
    ...['id', 'name', 'email', 'emailVerified', 'createdAt', 'updatedAt', 'role'],
  ]);
  const session = insertInto('session', [
    ...['id', 'expiresAt', 'token', 'createdAt', 'updatedAt', 'userId'],
  ]);
  const sessionEnd = new Date(nowMs + dayMs).toISOString();
  personIds.forEach((id, index) => {
    const role = index % rates.admin === 1 ? 'admin' : index % rates.teacher === 0 ? 'teacher' : 'student';
    user(id, `Person ${index}`, `p${index}@example.org`, 1, iso, iso, role);
    session(`s${id}`, sessionEnd, `t${id}`, iso, iso, id);
  });

  const task = insertInto('tasks', [
    ...['id', 'title', 'foldedTitle', 'primaryLanguage', 'visibility', 'visibleFrom', 'embargoUntil'],
    ...['createdBy', 'createdAt', 'updatedAt', 'deletedAt'],
  ]);
  const version = insertInto('documentVersions', [
    ...['id', 'taskId', 'language', 'objectKey', 'fileName', 'size', 'sha256', 'uploadedBy'],
    ...['createdAt', 'completedAt'],
  ]);
  const groupTask = insertInto('groupTasks', ['groupId', 'taskId', 'opensAt', 'closesAt', 'createdAt']);
  const contestTask = insertInto('contestTasks', [
    ...['contestId', 'taskId', 'label', 'position', 'createdAt'],
  ]);
  const tasksInContests = contests * tasksOfContest;
  taskIds.forEach((id, index) => {
    const createdAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    const signedIn = oneIn(rates.signedIn);
    const owner = at(personIds, below(people));
    task(
      ...[id, `Task ${index}`, `task ${index}`, 'en'],
      ...[signedIn ? 'signed-in' : 'restricted', signedIn ? createdAt : null],
      oneIn(rates.embargoed) ? createdAt + below(100) * dayMs : null,
      ...[owner, createdAt, createdAt, oneIn(rates.deleted) ? nowMs : null],
    );
    version(
      ...[id, id, oneIn(10) ? 'de' : 'en', `ab/${id}`, 'task.en.pdf', 48_213, id.padEnd(64, '0'), owner],
      ...[createdAt, createdAt],
    );
    for (const group of some(perTask.assignments, groups)) {
      const opensAt = createdAt + below(30) * dayMs;
      groupTask(at(groupIds, group), id, opensAt, oneIn(2) ? opensAt + 300 * dayMs : null, createdAt);
      links += 1;
    }
    // Every second task: contests have tasks from the same time.
    if (index % 2 === 0 && index / 2 < tasksInContests) {
      const slot = index / 2;
      const contest = Math.floor(slot / tasksOfContest);
      contestTask(at(contestIds, contest), id, `T${slot % tasksOfContest}`, slot % tasksOfContest, createdAt);
      links += 1;
    }
  });
  const taskStaff = insertInto('taskStaff', ['userId', 'taskId', 'role', 'createdAt']);
  personIds.forEach((id) => {
    for (const index of some(1 / perTask.people, tasks)) taskStaff(id, at(taskIds, index), 'owner', nowMs);
  });

  const group = insertInto('groups', ['id', 'name', 'createdBy', 'createdAt', 'updatedAt', 'deletedAt']);
  groupIds.forEach((id, index) => {
    group(id, `Group ${index}`, at(personIds, 0), nowMs, nowMs, oneIn(rates.deleted) ? nowMs : null);
  });
  const member = insertInto('groupMembers', ['userId', 'groupId', 'role', 'createdAt']);
  const contest = insertInto('contests', [
    ...['id', 'name', 'startsAt', 'endsAt', 'afterEnd', 'createdBy', 'createdAt', 'updatedAt'],
  ]);
  contestIds.forEach((id, index) => {
    const startsAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) + 7 * dayMs;
    const afterEnd = (['closed', 'participants', 'participants', 'participants', 'signed-in'] as const)[
      index % 5
    ];
    contest(
      ...[id, `Contest ${index}`, startsAt, startsAt + dayMs / 6, afterEnd as string],
      ...[at(personIds, 0), startsAt, startsAt],
    );
  });
  const participant = insertInto('contestParticipants', [
    ...['userId', 'contestId', 'delaySeconds', 'extraSeconds', 'createdAt'],
  ]);
  personIds.forEach((id, index) => {
    if (index === people - 1) return; // a person with no access
    for (const number of some(groupsOfPerson, groups)) {
      member(id, at(groupIds, number), oneIn(rates.staffOfGroup) ? 'staff' : 'member', nowMs);
      links += 1;
    }
    for (const number of some(contestsOfPerson, contests)) {
      participant(id, at(contestIds, number), 0, oneIn(10) ? 600 : 0, nowMs);
      links += 1;
    }
  });
  const invited = insertInto('contestGroups', ['groupId', 'contestId', 'createdAt']);
  groupIds.forEach((id) => {
    for (const number of some(1, contests)) invited(id, at(contestIds, number), nowMs);
  });
  const staff = insertInto('contestStaff', ['userId', 'contestId', 'createdAt']);
  personIds.forEach((id, index) => {
    if (index % rates.teacher !== 0) return;
    for (const number of some(contestsOfPerson, contests)) staff(id, at(contestIds, number), nowMs);
  });
  connection.exec('commit');
  for (const { sql } of indexes) connection.exec(sql);
  connection.close();
  return { path, tasks, people, links };
}
