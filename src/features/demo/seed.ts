import type { Core } from '../../core/open-core.ts';
import { addTask } from './publish.ts';
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

/** Fills an empty instance with the demo. */
export async function seedDemo(core: Core): Promise<void> {
  const { accounts, newAccounts, groups, clock } = core;
  for (const { email, name, role } of demoAccounts) {
    await newAccounts.create({ email, name, role, password: demoPassword });
  }
  const { id: teacherId } = await accounts.findByEmail('teacher@example.org');
  const { id: studentId } = await accounts.findByEmail('student@example.org');

  const nowMs = clock.nowMs();
  const group = await groups.create({ name: 'Algorithms 101' }, teacherId);
  await groups.putMembers(group.id, [studentId], 'member');
  const open = { opensAt: nowMs - dayMs, closesAt: null };

  const assign = async (
    title: string,
    names: ReadonlyArray<StatementName>,
    window: { opensAt: number; closesAt: number | null },
  ) => groups.assign(group.id, await addTask(core, title, names, teacherId), window);
  await assign('Sum of Squares', ['sum-of-squares.en'], open);
  await assign('Zażółć gęślą jaźń', ['polish-letters.en', 'polish-letters.pl'], open);
  await assign('Before the First Lab', [], open);
  const inAYear = { opensAt: nowMs + 365 * dayMs, closesAt: null };
  await assign('Lighthouse Walks', ['lighthouse-walks.en'], inAYear);
  const lastTerm = { opensAt: nowMs - 60 * dayMs, closesAt: nowMs - dayMs };
  await assign('Balanced Shelves', ['balanced-shelves.en'], lastTerm);
  await seedContests(core, { teacherId, studentId });
}
