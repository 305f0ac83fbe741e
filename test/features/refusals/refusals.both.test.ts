import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import type { Additions } from '../../../src/features/feature.ts';
import { refusals } from '../../../src/features/refusals/feature.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { allPages } from '../../support/all-pages.ts';
import { openTestApp, type Person } from '../../support/app.ts';
import { featuresWith } from '../../support/features-with.ts';
import { pluck } from '../../support/pluck.ts';
import { freePorts } from '../../support/ports.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';

const [port, filesPort] = await freePorts();
let additions: Additions | undefined;
const testApp = await openTestApp(
  { LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) },
  featuresWith({
    async refusals(host) {
      additions = await refusals.open?.(host);
      return additions ?? {};
    },
  }),
);
const { app, core, clock, person, task, publish, group } = testApp;
const write = async () => additions?.lifecycle?.jobs?.[0]?.run(new AbortController().signal);
const prune = async () =>
  additions?.lifecycle?.sweeps?.[0]?.remove(clock.nowMs(), new AbortController().signal);

const [teacher, colleague] = [await person('teacher'), await person('teacher')];
const [ann, bob, stranger] = [await person('student', 'Ann'), await person('student', 'Bob'), await person()];

async function ask(reader: Person, taskId: string): Promise<{ status: number; url: string }> {
  const { status, body } = await reader.send(`POST /api/v1/tasks/${taskId}/description-url`, {});
  return { status, url: body.descriptionPdfUrl };
}

/** A contest of Ann and Bob with one task. */
async function newContest({ startsInMs = -minuteMs } = {}) {
  const first = await task(teacher);
  await publish(first, teacher);
  const startsAt = clock.nowMs() + startsInMs;
  const contest = await testApp.contest(teacher, {
    ...{ startsAt, endsAt: startsAt + hourMs, participants: [ann, bob], tasks: [{ id: first.id }] },
  });
  const path = `/api/v1/contests/${contest.id}/refusals`;
  const list = async (asker = teacher) => {
    await write();
    return asker.send(`GET ${path}`);
  };
  /** Of whom, why, how often. */
  const told = async () =>
    (await list()).body.items.map(
      ({ name, code, count }: { name: string; code: string; count: number }) => `${name} ${code} ${count}`,
    );
  return { contest, taskId: first.id, path, list, told };
}

describe('the refusals of a contest', () => {
  before(async () => {
    mock.timers.enable({ apis: ['setInterval'] }); // the suite runs the jobs
    await app.start();
  });
  after(async () => {
    await app.stop();
    mock.timers.reset();
  });

  it('say who was refused which task, why, how often, and when first and last', async () => {
    const { taskId, list, told, path } = await newContest({ startsInMs: minuteMs });
    assert.deepEqual((await list()).body, {
      ...{ items: [], nextCursor: null, others: 0, since: isoTime(clock.nowMs() - 15 * minuteMs) },
    });
    const firstAt = isoTime(clock.nowMs());
    assert.equal((await ask(ann, taskId)).status, 403);
    await write();
    clock.advance(minuteMs / 2);
    assert.equal((await ask(ann, taskId)).status, 403);
    const { id: userId, email, name } = ann;
    assert.deepEqual((await list()).body.items, [
      {
        ...{ userId, externalId: null, email, unverifiedEmail: null, name },
        ...{
          taskId,
          taskExternalId: null,
          code: 'not-open-yet',
          firstAt,
          at: isoTime(clock.nowMs()),
          count: 2,
        },
      },
    ]);
    clock.advance(minuteMs);
    assert.equal((await ask(ann, taskId)).status, 200);
    clock.advance(hourMs);
    assert.equal((await ask(bob, taskId)).status, 403);
    assert.deepEqual(await told(), ['Bob closed 1']);
    await ask(ann, taskId);
    clock.advance(1);
    await ask(bob, taskId);
    assert.deepEqual(await told(), ['Bob closed 2', 'Ann closed 1']);
    const paged = await allPages<{ name: string }>(teacher, `${path}?limit=1`);
    assert.deepEqual(pluck(paged, 'name'), ['Bob', 'Ann']);
  });

  it('include links that the file server refused, and begin a new count after a quarter of an hour', async () => {
    const { taskId, told } = await newContest();
    const { url } = await ask(ann, taskId);
    assert.equal((await fetch(url)).status, 200);
    assert.deepEqual(await told(), []);
    clock.advance(10 * minuteMs);
    for (let time = 0; time < 2; time += 1) assert.equal((await fetch(url)).status, 403);
    assert.deepEqual(await told(), ['Ann url-expired 2']);
    // Anyone can write a URL, but only ours have a reader.
    assert.equal((await fetch(`${url}x`)).status, 403);
    assert.deepEqual(await told(), ['Ann url-expired 2']);
    clock.advance(16 * minuteMs);
    assert.deepEqual(await told(), []);
    await fetch(url);
    assert.deepEqual(await told(), ['Ann url-expired 1']);
    clock.advance(16 * minuteMs);
    assert.ok(Number(await prune()) >= 1);
    assert.deepEqual(await core.database.kysely.selectFrom('refusals').selectAll().execute(), []);
  });

  it('name only people who take part and whom the asker may see, and count the others', async () => {
    const { contest, taskId, list } = await newContest();
    const dan = await person('student', 'Dan');
    await ask(stranger, taskId);
    const others = await group(colleague, { members: [dan] });
    await core.contestPeople.putGroup(contest.id, others.id);
    await core.contests.change(contest.id, { endsAt: clock.nowMs() - 1 });
    await ask(dan, taskId);
    const names = async (asker: Person) => {
      const { body } = await list(asker);
      return [body.items.map(({ name }: { name: string }) => name), body.others];
    };
    assert.deepEqual(await names(teacher), [[], 2]);
    await core.contestPeople.putStaff(contest.id, [colleague.id]);
    assert.deepEqual(await names(colleague), [['Dan'], 1]);
    assert.equal((await list(ann)).status, 403);
    assert.equal((await list(stranger)).status, 404);
  });
});
