import type { TestApp } from '../../support/app.ts';
import { hourMs } from '../../support/settable-clock.ts';

/** A running contest that a platform calls `finals`, with one task and one participant. */
export async function createFinals({ core, clock, person, task, publish }: TestApp) {
  const [teacher, reader] = [await person('teacher'), await person()];
  const given = await task(teacher);
  await publish(given, teacher);
  const contest = await core.contests.create(
    { name: 'Finals', startsAt: clock.nowMs() - hourMs, endsAt: null, afterEnd: 'closed' },
    teacher.id,
  );
  await core.database.kysely
    .updateTable('contests')
    .set({ externalId: 'finals' })
    .where('id', '=', contest.id)
    .execute();
  await core.contestTasks.add(contest, [given.id]);
  await core.contestPeople.putParticipants(contest, [reader.id], {});
  return { teacher, reader, taskId: given.id, contestId: contest.id };
}
