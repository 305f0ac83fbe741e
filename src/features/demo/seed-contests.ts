import type { Core } from '../../core/open-core.ts';
import type { AfterEnd } from '../../domain/contests/contest.ts';
import { addTask, attach } from './publish.ts';
import { type StatementName, statements } from './statements.ts';

const minuteMs = 60 * 1000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const halfAnHourSeconds = 30 * 60;

interface DemoContest {
  readonly name: string;
  /** Milliseconds from seeding. */
  readonly startsIn: number;
  readonly endsIn: number;
  readonly afterEnd: AfterEnd;
  readonly tasks: ReadonlyArray<StatementName>;
}

const files: { readonly [Name in StatementName]?: ReadonlyArray<Parameters<typeof attach>[2]> } = {
  'canal-locks.en': [
    { fileName: 'canal-locks.large.txt', kind: 'attachment' },
    { fileName: 'canal-locks.solution.pdf', kind: 'editorial' },
  ],
};

/** One in each state. The first opens a minute after seeding, so that you can watch it open. */
const demoContests: ReadonlyArray<DemoContest> = [
  {
    name: 'Programming Contest, Round 2',
    startsIn: minuteMs,
    endsIn: 5 * hourMs,
    afterEnd: 'participants',
    tasks: ['apple-orchard.en', 'bridge-tolls.en'],
  },
  {
    name: 'Winter Challenge',
    startsIn: -hourMs,
    endsIn: 30 * dayMs,
    afterEnd: 'participants',
    tasks: ['canal-locks.en', 'domino-towers.en'],
  },
  {
    name: 'Practice: Recursion',
    startsIn: -30 * dayMs,
    endsIn: -29 * dayMs,
    afterEnd: 'closed',
    tasks: ['echo-chambers.en'],
  },
  {
    name: 'Practice: Sequences',
    startsIn: -20 * dayMs,
    endsIn: -19 * dayMs,
    afterEnd: 'participants',
    tasks: ['fence-posts.en'],
  },
  {
    name: 'Programming Contest, Round 1',
    startsIn: -10 * dayMs,
    endsIn: -9 * dayMs,
    afterEnd: 'signed-in',
    tasks: ['glacier-paths.en'],
  },
];

/** Adds the contests. The student takes part in each, with half an hour of extra time. */
export async function seedContests(
  core: Core,
  people: { teacherId: string; studentId: string },
): Promise<void> {
  const { teacherId, studentId } = people;
  const nowMs = core.clock.nowMs();
  for (const { name, startsIn, endsIn, afterEnd, tasks } of demoContests) {
    const contest = await core.contests.create(
      { name, startsAt: nowMs + startsIn, endsAt: nowMs + endsIn, afterEnd },
      teacherId,
    );
    const times = { delaySeconds: 0, extraSeconds: halfAnHourSeconds };
    await core.contestPeople.putParticipants(contest, [studentId], times);
    const taskIds: Array<string> = [];
    for (const name of tasks) {
      const taskId = await addTask(core, statements[name].title, [name], teacherId);
      for (const file of files[name] ?? []) await attach(core, { taskId, uploadedBy: teacherId }, file);
      taskIds.push(taskId);
    }
    await core.contestTasks.add(contest, taskIds);
    // Otherwise, each statement of a contest that runs would look like a correction.
    await core.database.kysely
      .updateTable('documentVersions')
      .set({ completedAt: nowMs + Math.min(startsIn, 0) - hourMs })
      .where('taskId', 'in', taskIds)
      .execute();
  }
}
