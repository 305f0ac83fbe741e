import type { LecternClient } from 'lectern-client';

/** A contest of the demo's teacher with the student and two tasks, which starts and ends at these times. */
export async function createContest(
  teacher: LecternClient,
  {
    name,
    startsAtMs,
    endsAtMs,
    delaySeconds = 0,
    extraSeconds = 0,
  }: { name: string; startsAtMs: number; endsAtMs: number; delaySeconds?: number; extraSeconds?: number },
): Promise<string> {
  const { contestId } = await teacher.post('/api/v1/contests', {
    body: {
      name,
      startsAt: new Date(startsAtMs).toISOString(),
      endsAt: new Date(endsAtMs).toISOString(),
      afterEnd: 'closed',
    },
  });
  for (const [label, title] of Object.entries({ A: `${name} first`, B: `${name} second` })) {
    const { taskId } = await teacher.post('/api/v1/tasks', { body: { title } });
    await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
      path: { contestId, taskId },
      body: { label, position: label === 'A' ? 0 : 1 },
    });
  }
  await teacher.post('/api/v1/contests/{contestId}/participants', {
    path: { contestId },
    body: { emails: ['student@example.org'], delaySeconds, extraSeconds },
  });
  return contestId;
}
