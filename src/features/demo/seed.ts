import type { Core } from '../../core/open-core.ts';
import { publish } from './publish.ts';
import { seedContests } from './seed-contests.ts';
import type { StatementName } from './statements.ts';

export const demoPassword = 'lectern-demo';

export const demoAccounts = [
  { email: 'admin@example.org', name: 'Ada Admin', role: 'admin', about: 'sees and may do everything' },
  {
    email: 'teacher@example.org',
    name: 'Tomasz Teacher',
    role: 'teacher',
    about: 'owns the tasks, runs the group',
  },
  {
    email: 'student@example.org',
    name: 'Stella Student',
    role: 'student',
    about: 'member of the demo group',
  },
  {
    email: 'outsider@example.org',
    name: 'Oskar Outsider',
    role: 'student',
    about: 'in no group: sees nothing',
  },
] as const;

const dayMs = 24 * 60 * 60 * 1000;

/** Fills an empty instance. */
export async function seedDemo(core: Core): Promise<void> {
  const { newAccounts, groups, clock } = core;
  const made = new Map<string, string>();
  for (const { email, name, role } of demoAccounts) {
    const account = await newAccounts.create({ email, name, role, password: demoPassword });
    made.set(email, account.id);
  }
  const teacherId = made.get('teacher@example.org') as string;
  const studentId = made.get('student@example.org') as string;

  const nowMs = clock.nowMs();
  const group = await groups.create('Algorithms 101', teacherId);
  await groups.putMembers(group.id, [studentId], 'member');
  const open = { opensAt: nowMs - dayMs, closesAt: null };

  const addTask = async (
    title: string,
    names: ReadonlyArray<StatementName>,
    window: { opensAt: number; closesAt: number | null },
  ) => {
    const task = await core.tasks.create(
      { title, primaryLanguage: 'en', visibility: 'restricted', visibleFrom: null, embargoUntil: null },
      teacherId,
    );
    for (const name of names) await publish(core, { taskId: task.id, uploadedBy: teacherId }, name);
    await groups.assign(group.id, task.id, window);
  };
  await addTask('Sum of Squares', ['sum-of-squares.en'], open);
  await addTask('Zażółć gęślą jaźń', ['polish-letters.en', 'polish-letters.pl'], open);
  await addTask('Bring your laptop (no PDF)', [], open);
  const inAYear = { opensAt: nowMs + 365 * dayMs, closesAt: null };
  await addTask('Lighthouse Walks', ['lighthouse-walks.en'], inAYear);
  const lastTerm = { opensAt: nowMs - 60 * dayMs, closesAt: nowMs - dayMs };
  await addTask('Balanced Shelves', ['balanced-shelves.en'], lastTerm);
  await seedContests(core, { teacherId, studentId });
}
