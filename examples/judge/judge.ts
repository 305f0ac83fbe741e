/** What the judge has in its own database: users, tasks, groups and contests, with integer ids. */

export interface User {
  readonly id: number;
  readonly name: string;
  readonly role: 'student' | 'teacher';
  /** In the clear, as this is an example; keep hashes. */
  readonly password: string;
}

export const users: ReadonlyArray<User> = [
  { id: 1, name: 'Grace', role: 'teacher', password: 'nanosecond' },
  { id: 7, name: 'Ada', role: 'student', password: 'engine' },
  { id: 8, name: 'Bob', role: 'student', password: 'builder' },
];

export interface Task {
  readonly id: number;
  readonly title: string;
  /** Users who may practise it. Lectern knows nothing of these: they get grants. */
  readonly openTo: ReadonlyArray<number>;
}

export const tasks: ReadonlyArray<Task> = [
  { id: 42, title: 'Sum of squares', openTo: [7] },
  { id: 43, title: 'Longest path', openTo: [] },
];

// These are synchronised, so that Lectern decides by them.
export const groups = [{ id: 5, name: 'Algorithms', staff: [1], members: [7], tasks: [43] }];
export const contests = [
  {
    id: 9,
    name: 'Winter round',
    startsAt: '2026-01-10T09:00:00Z',
    endsAt: '2099-01-10T14:00:00Z',
    participants: [8],
    tasks: [43],
  },
];

export const userOf = (id: number): User => users.find((user) => user.id === id) as User;

/** The tasks that somebody gets grants for. */
export const grantedTo = ({ id }: User): ReadonlyArray<Task> =>
  tasks.filter(({ openTo }) => openTo.includes(id));

/** Until when somebody may read a task: null where nothing ends it, undefined when they may not. */
export function readableUntil(user: User, task: Task, now = Date.now()): string | null | undefined {
  const inGroup = groups.some((group) => group.members.includes(user.id) && group.tasks.includes(task.id));
  if (user.role === 'teacher' || task.openTo.includes(user.id) || inGroup) return null;
  return contests.find(
    ({ startsAt, endsAt, ...contest }) =>
      contest.participants.includes(user.id) &&
      contest.tasks.includes(task.id) &&
      Date.parse(startsAt) <= now &&
      now < Date.parse(endsAt),
  )?.endsAt;
}
