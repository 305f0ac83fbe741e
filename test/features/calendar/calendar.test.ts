import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import ICAL from 'ical.js';
import { isoTime } from '../../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Person } from '../../support/app.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';

const testApp = await openTestApp();
const { core, clock, send, person, task } = testApp;
const [teacher, admin] = [await person('teacher'), await person('admin')];
const nowMs = clock.nowMs();
const at = (hours: number) => nowMs + hours * hourMs;

async function linkOf(reader: Person, language = 'en'): Promise<URL> {
  const { status, body } = await reader.send('PUT /api/v1/me/calendar-link', { language });
  assert.equal(status, 200);
  return new URL(body.url);
}

const read = ({ pathname, search }: URL) => send(`GET ${pathname}${search}`);

/** The events as a calendar program reads them: `Finals from 2026-… to 2026-…`. */
async function eventsOf(link: URL): Promise<ReadonlyArray<string>> {
  const { status, text, headers } = await read(link);
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/calendar; charset=utf-8');
  assert.doesNotMatch(text, /Secret/);
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  assert.equal(new Set(events.map((event) => event.getFirstPropertyValue('uid'))).size, events.length);
  return events
    .map((each) => new ICAL.Event(each))
    .map(({ summary, startDate, endDate }) => {
      const [from, to] = [startDate, endDate].map((time) => isoTime(time.toJSDate().getTime()));
      return from === to ? `${summary} at ${from}` : `${summary} from ${from} to ${to}`;
    });
}

describe('the calendar', () => {
  it('has the contests of its reader at their own times', async () => {
    const [late, early] = [await person(), await person()];
    const [startsAt, endsAt] = [at(2), at(7)];
    const contest = await testApp.contest(teacher, { startsAt, endsAt, participants: [early] });
    const delayed = { delaySeconds: 1800, extraSeconds: 3600 };
    await core.contestPeople.putParticipants(contest, [late.id], delayed);
    const finals = (from: number, to: number) => [`Finals from ${isoTime(from)} to ${isoTime(to)}`];
    assert.deepEqual(await eventsOf(await linkOf(early)), finals(startsAt, endsAt));
    const ofLate = finals(startsAt + 30 * minuteMs, endsAt + 90 * minuteMs);
    assert.deepEqual(await eventsOf(await linkOf(late)), ofLate);
    await core.contests.remove(contest.id);
    assert.deepEqual(await eventsOf(await linkOf(late)), []);
  });

  it('has what opens next, without anything about the tasks', async () => {
    const reader = await person();
    const { id } = await task(teacher, { title: 'Secret' });
    const members = [reader];
    await testApp.group(teacher, { members, tasks: [{ id }], opensAt: at(1) });
    const tasks = [{ id, opensAt: at(3) }];
    await testApp.contest(teacher, { name: 'Long contest', startsAt: at(2), participants: [reader], tasks });
    const link = await linkOf(reader, 'pl');
    assert.deepEqual(await eventsOf(link), [
      `Long contest at ${isoTime(at(2))}`,
      `Otwarcie zadań: Algorithms at ${isoTime(at(1))}`,
    ]);
    clock.advance(2.5 * hourMs);
    assert.deepEqual(await eventsOf(link), [
      `Long contest at ${isoTime(at(2))}`,
      `Otwarcie kolejnych zadań: Long contest at ${isoTime(at(3))}`,
    ]);
  });

  it('contains names of any length and with any character', async () => {
    const reader = await person();
    const name = `${'Zażółć gęślą jaźń, '.repeat(8)}\\n;"BEGIN:VEVENT"`;
    const participants = [reader];
    await testApp.contest(teacher, { name, startsAt: at(2), endsAt: at(7), participants });
    const [event] = await eventsOf(await linkOf(reader));
    assert.equal(event, `${name} from ${isoTime(at(2))} to ${isoTime(at(7))}`);
  });
});

describe('a calendar link', () => {
  it('is unique per account, and ends when another is created, when it is deleted and with the account', async () => {
    const reader = await person();
    const made = async () => (await reader.send('GET /api/v1/me/calendar-link')).body.createdAt;
    assert.equal(await made(), null);
    const first = await linkOf(reader);
    assert.equal(await made(), isoTime(clock.nowMs()));
    const second = await linkOf(reader);
    assertProblem(await read(first), 404, 'not-found');
    assert.equal((await read(second)).status, 200);

    assert.equal((await reader.send('DELETE /api/v1/me/calendar-link')).status, 204);
    assertProblem(await read(second), 404, 'not-found');
    assert.equal(await made(), null);

    const third = await linkOf(reader);
    await admin.send(`PATCH /api/v1/accounts/${reader.id}`, { disabled: true });
    assertProblem(await read(third), 404, 'not-found');
  });

  it('is stored as a hash, and opens nothing else', async () => {
    const token = (await linkOf(await person())).searchParams.get('token') as string;
    const rows = await core.database.kysely.selectFrom('calendarLinks').selectAll().execute();
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(token));
    const { status } = await send('GET /api/v1/me', undefined, { authorization: `Bearer ${token}` });
    assert.equal(status, 401);
  });
});
