import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertProblem, openTestApp, type Person } from '../support/app.ts';
import { minuteMs } from '../support/settable-clock.ts';

const { core, clock, person, task, publish, group, contest } = await openTestApp();
const { groups } = core;
const teacher = await person('teacher');
const startMs = clock.nowMs();

/** Newer than all earlier ones. */
function newTask(author: Person, title = 'Example task') {
  clock.advance(1);
  return task(author, { title });
}

describe('GET /api/v1/tasks', () => {
  it('lists the open tasks, newest first, with their languages and the ground', async () => {
    const reader = await person();
    const own = await group(teacher, { name: 'Own', members: [reader] });
    const made = [];
    for (const window of [
      { opensAt: 0, closesAt: null },
      { opensAt: 0, closesAt: startMs + minuteMs },
      { opensAt: startMs + minuteMs, closesAt: null },
      { opensAt: 0, closesAt: startMs },
    ]) {
      const each = await newTask(teacher, `Task ${made.length}`);
      await groups.assign(own.id, each.id, window);
      made.push(each);
    }
    for (const language of ['pl', 'en']) await publish(made[0] as { id: string }, teacher, language);
    const { status, body } = await reader.send('GET /api/v1/tasks');
    assert.equal(status, 200);
    const items = body.items.map(({ createdAt, updatedAt, ...item }: Record<string, unknown>) => item);
    assert.deepEqual(
      [items, body.nextCursor],
      [
        [
          {
            taskId: made[1]?.id,
            externalId: null,
            title: 'Task 1',
            languages: [],
            access: { ground: 'group', validUntil: '2026-11-24T12:01:00Z' },
            through: { kind: 'group', id: own.id, externalId: null, name: 'Own' },
          },
          {
            taskId: made[0]?.id,
            externalId: null,
            title: 'Task 0',
            languages: ['en', 'pl'],
            access: { ground: 'group', validUntil: null },
            through: { kind: 'group', id: own.id, externalId: null, name: 'Own' },
          },
        ],
        null,
      ],
    );
  });

  it('names the group or contest of the ground, also of an archive for everyone, and nothing for other grounds', async () => {
    const [reader, author] = [await person(), await person('teacher')];
    const nowMs = clock.nowMs();
    const inContest = async (name: string, times: { startsAt: number; endsAt: number }) => {
      const { id } = await newTask(author);
      return contest(author, { name, ...times, afterEnd: 'signed-in', tasks: [{ id }] });
    };
    const running = await inContest('Finals', { startsAt: nowMs, endsAt: nowMs + 60 * minuteMs });
    const past = await inContest('Semifinals', { startsAt: nowMs - 2 * minuteMs, endsAt: nowMs - minuteMs });
    await core.contestPeople.putParticipants(running, [reader.id], {});
    const through = async (who: Person) =>
      (await who.send('GET /api/v1/tasks')).body.items.map((item: { through: unknown }) => item.through);
    assert.deepEqual(await through(reader), [
      { kind: 'contest', id: past.id, externalId: null, name: 'Semifinals' },
      { kind: 'contest', id: running.id, externalId: null, name: 'Finals' },
    ]);
    assert.deepEqual(await through(author), [null, null]);
    await core.contests.remove(past.id);
  });

  it('refuses a cursor that it did not issue', async () => {
    for (const cursor of ['', '%00', '_w']) {
      assertProblem(await teacher.send(`GET /api/v1/tasks?cursor=${cursor}`), 400, 'request-invalid');
    }
  });
});
