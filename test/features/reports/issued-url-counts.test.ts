import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoTime } from '../../../src/lib/clock.ts';
import { assertProblem, openTestApp } from '../../support/app.ts';
import { issueRecord } from '../../support/issue-record.ts';
import { dayMs, hourMs, minuteMs } from '../../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, person, task } = testApp;
const [admin, owner] = [await person('admin'), await person('teacher')];
const [ann, bob] = [await person(), await person()];
const [first, second] = [await task(owner), await task(owner)];
const noonMs = clock.nowMs(); // of 24 November 2026, in UTC

let made = 0;
const issued = (minutes: number, principalId: string | null = ann.id, taskId = first.id) =>
  core.issueRecorder.record(
    issueRecord({ issueId: `issue-${++made}`, principalId, taskId, issuedAt: noonMs + minutes * minuteMs }),
  );

// Two consecutive hours: three URLs of two readers before noon, and one at exactly noon.
await issued(-60);
await issued(-30);
await issued(-1, bob.id, second.id);
await issued(0);
// The day before: a URL of an operator, who is no reader.
await issued(-13 * 60, null);

const ask = async (query: string, who = admin) => who.send(`GET /api/v1/issued-urls/counts?${query}`);
/** `2026-11-24T12:00:00Z 3 2`: only the buckets that are not empty. */
const counts = async (query: string) => {
  const { status, text, body } = await ask(query);
  assert.equal(status, 200, text);
  const items: ReadonlyArray<{ from: string; urls: number; readers: number }> = body.items;
  return items.filter(({ urls }) => urls > 0).map(({ from, urls, readers }) => `${from} ${urls} ${readers}`);
};

describe('GET /api/v1/issued-urls/counts', () => {
  it('refuses times before 1900 and from 9999 on', async () => {
    for (const year of ['0000', '0001', '1899', '9999']) {
      for (const query of [`until=${year}-01-01T00:00:00Z`, `from=${year}-12-31T23:59:59Z`]) {
        assertProblem(await ask(query), 400, 'request-invalid');
      }
    }
    assert.equal((await ask('until=1900-01-01T00:00:00Z')).status, 200);
    assert.equal((await ask('until=9998-12-31T23:59:59.999Z&bucket=day')).status, 200);
  });

  it('counts URLs and different readers by hours, and includes empty hours', async () => {
    const { body } = await ask(`from=${isoTime(noonMs - 2 * hourMs)}&until=${isoTime(noonMs + hourMs)}`);
    assert.deepEqual(body, {
      bucket: 'hour',
      items: [
        { from: '2026-11-24T10:00:00Z', urls: 0, readers: 0 },
        { from: '2026-11-24T11:00:00Z', urls: 3, readers: 2 },
        { from: '2026-11-24T12:00:00Z', urls: 1, readers: 1 },
      ],
    });
  });

  it('counts by days of UTC', async () => {
    assert.deepEqual(await counts('bucket=day'), ['2026-11-23T00:00:00Z 1 0', '2026-11-24T00:00:00Z 4 2']);
  });

  it('covers `from` to before `until`, whole buckets or not, and ends now by default', async () => {
    const [from, until] = [isoTime(noonMs - 30 * minuteMs), isoTime(noonMs)];
    assert.deepEqual(await counts(`from=${from}&until=${until}`), ['2026-11-24T11:00:00Z 2 2']);
    const { body } = await ask('');
    assert.equal(body.items.length, 24);
    assert.deepEqual(body.items.at(-1), { from: '2026-11-24T12:00:00Z', urls: 1, readers: 1 });
    assert.equal((await ask('bucket=day')).body.items.length, 30);
  });

  it('counts those of a task, a reader or a contest', async () => {
    const contest = await testApp.contest(owner, { tasks: [{ id: second.id }] });
    const none = await testApp.contest(owner);
    assert.deepEqual(await counts(`contestId=${none.id}`), []);
    assert.deepEqual(await counts(`contestId=${contest.id}`), ['2026-11-24T11:00:00Z 1 1']);
    assert.deepEqual(await counts(`contestId=${contest.id}&taskId=${first.id}`), []);
    assert.deepEqual(await counts(`taskId=${second.id}`), ['2026-11-24T11:00:00Z 1 1']);
    assert.deepEqual(await counts(`userId=${bob.id}&bucket=day`), ['2026-11-24T00:00:00Z 1 1']);
  });

  it('has a thousand buckets at most, and refuses a range that ends before it begins', async () => {
    const range = (fromMs: number, bucket: string) =>
      ask(`from=${isoTime(fromMs)}&until=${isoTime(noonMs)}&bucket=${bucket}`);
    assert.equal((await range(noonMs - 1000 * hourMs, 'hour')).body.items.length, 1000);
    assertProblem(await range(noonMs - 1000 * hourMs - 1, 'hour'), 400, 'request-invalid');
    assert.equal((await range(noonMs - 999 * dayMs, 'day')).status, 200);
    for (const fromMs of [0, noonMs, noonMs + 1]) {
      assertProblem(await range(fromMs, 'day'), 400, 'request-invalid');
    }
    assertProblem(await ask('bucket=week'), 400, 'request-invalid');
  });
});
