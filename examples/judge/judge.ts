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
    // A task may open after its contest, and close before it.
    tasks: [{ id: 43, opensAt: '2026-01-10T09:30:00Z', closesAt: '2099-01-10T13:30:00Z' }],
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
  for (const { startsAt, endsAt, ...contest } of contests) {
    const placed = contest.tasks.find(({ id }) => id === task.id);
    if (!placed || !contest.participants.includes(user.id)) continue;
    // The contest cuts the windows of its tasks, as in Lectern.
    const opensMs = Math.max(Date.parse(startsAt), Date.parse(placed.opensAt));
    const closesMs = Math.min(Date.parse(endsAt), Date.parse(placed.closesAt));
    if (opensMs <= now && now < closesMs) return new Date(closesMs).toISOString();
  }
  return undefined;
}
