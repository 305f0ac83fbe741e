import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { openTestApp } from '../support/app.ts';
import { countQueries } from '../support/count-queries.ts';

const testApp = await openTestApp();
const { app, core, person, task, publish } = testApp;
const { contestTasks, groups } = core;

const [teacher, reader] = [await person('teacher'), await person()];
const own = await testApp.group(teacher, { members: [reader] });
const contest = await testApp.contest(teacher, { participants: [reader] });

/** Tasks, some of them open to the reader through a group and a contest. */
const ids: Array<string> = [];
async function addTasks(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const { id } = await task(teacher);
    await groups.assign(own.id, id, { opensAt: 0, closesAt: null });
    const rest = { opensAt: null, closesAt: null };
    await contestTasks.put(contest, { taskId: id, label: `${ids.length}`, position: ids.length, ...rest });
    if (ids.length % 10 === 0) await publish({ id }, teacher);
    ids.push(id);
  }
}

const requests = {
  'a page of the list of tasks': () => reader.send('GET /api/v1/tasks?limit=100'),
  'the tasks of a contest': () => reader.send(`GET /api/v1/contests/${contest.id}/tasks?limit=100`),
  'the list of the tasks of a contest': () =>
    reader.send(`GET /api/v1/tasks?limit=100&contestId=${contest.id}`),
  'a batch of URLs': () => reader.send('POST /api/v1/description-urls', { taskIds: ids }),
  'the preview of a contest': () =>
    teacher.send(`GET /api/v1/contests/${contest.id}/preview?userId=${reader.id}`),
  'the pre-flight of a contest': () => teacher.send(`GET /api/v1/contests/${contest.id}/preflight`),
};

/** The preview answers both what its staff and what the participant would ask for. */
const most = { 'the preview of a contest': 11 } as Record<string, number>;

/**
 * Sends twice and counts the second: the first request may compute results that are stored, such as problems of a PDF.
 */
async function countLater<T>(send: () => Promise<T>) {
  await send();
  return countQueries(send);
}

describe('the number of queries', () => {
  before(() => app.api.ready());

  const few: Record<string, number> = {};
  before(async () => {
    await addTasks(2);
    for (const [name, send] of Object.entries(requests)) few[name] = (await countLater(send)).queries;
    await addTasks(48);
  });

  for (const [name, send] of Object.entries(requests)) {
    it(`for ${name} is small, and the same for two and for fifty`, async () => {
      const { result, queries } = await countLater(send);
      assert.equal(result.status, 200);
      assert.equal(queries, few[name]);
      assert.ok(queries <= (most[name] ?? 8), `${queries} queries`);
      const { items, tasks, findings } = result.body;
      const shown = items ?? tasks ?? findings.filter(({ check }: { check: string }) => check === 'opening');
      assert.equal(shown.length, 50);
    });
  }
});
