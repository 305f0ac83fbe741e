import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { openSender } from '../../../src/features/mail/feature.ts';
import en from '../../../src/features/mail/texts/en.json' with { type: 'json' };
import pl from '../../../src/features/mail/texts/pl.json' with { type: 'json' };
import { createMailNotices } from '../../../src/features/notices/notice-mails.ts';
import { startSmtp } from '../../servers/smtp.ts';
import { openTestApp, type Person } from '../../support/app.ts';
import { dayMs, hourMs, minuteMs, secondMs } from '../../support/settable-clock.ts';
import { upTo } from '../../support/up-to.ts';

const smtp = await startSmtp();
const testApp = await openTestApp({
  SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  MAIL_FROM: 'School <lectern@example.org>',
});
const { core, clock, person, task, upload, publish } = testApp;
const { kysely } = core.database;
const noonMs = clock.nowMs();
const instances = [createMailNotices(core), createMailNotices(core)];
const gatherMs = 10 * secondMs;
const pauseMs = 5 * minuteMs;
let teacher: Person;
let names: Map<string, string>;

/** A person, by whose name mails are compared. */
async function called(name: string): Promise<Person> {
  const made = await person();
  names.set(made.email, name);
  return made;
}

/** A contest from noon for four hours, in which B opens an hour later; Late starts half an hour later, Max comes with a group. */
async function newContest(changes: Parameters<typeof testApp.contest>[1] = {}) {
  const [ada, late, max] = [await called('Ada'), await called('Late'), await called('Max')];
  const [a, b] = [await task(teacher), await task(teacher)];
  for (const each of [a, b]) await publish(each, teacher);
  const group = await testApp.group(teacher, { members: [max] });
  const contest = await testApp.contest(teacher, {
    ...{ startsAt: noonMs, endsAt: noonMs + 4 * hourMs, mailNotices: 'true' },
    ...{ participants: [ada], groups: [group], tasks: [a, { id: b.id, opensAt: noonMs + hourMs }] },
    ...changes,
  });
  await core.contestPeople.putParticipants(contest, [late.id], { delaySeconds: 1800, extraSeconds: 0 });
  const path = `/api/v1/contests/${contest.id}/notices`;
  async function write(text: string, taskId: string | null = null, language = 'en'): Promise<string> {
    const { status, body } = await teacher.send(`POST ${path}`, { taskId, texts: { [language]: text } });
    assert.equal(status, 201);
    return body.noticeId;
  }
  async function correct(of: { readonly id: string }, reason: string): Promise<void> {
    const version = await upload(of, teacher);
    const route = `POST /api/v1/tasks/${of.id}/documents/${version.id}/complete`;
    assert.equal((await teacher.send(route, { reason: { en: reason } })).status, 200);
  }
  return { contest, path, ada, late, max, a, b, group, write, correct };
}

/** Lets both instances do what is due. */
const mail = () => Promise.all(instances.map((run) => run()));

/** Mails that arrive within the seconds after a change. */
async function arrived() {
  await mail();
  clock.advance(gatherMs);
  await mail();
  const send = await openSender(core);
  const bound = upTo(50);
  while (bound()) {
    if ((await core.mailQueue.countWaiting('notice')) === 0) break;
    await send?.();
  }
  return smtp.arrived.splice(0);
}
const recipients = async () => (await arrived()).map(({ to }) => names.get(to[0] ?? '')).toSorted();
async function recipientsAt(ms: number) {
  clock.set(ms);
  return recipients();
}

describe('mails about notices', () => {
  beforeEach(async () => {
    clock.set(noonMs - hourMs);
    names = new Map();
    smtp.arrived.splice(0);
    await kysely.deleteFrom('mails').execute();
    await kysely.updateTable('noticeMailings').set({ dueAt: null, queuedTo: '' }).execute();
    teacher = await person('teacher');
  });

  it('reach each participant once, from their own start, and about a task from its opening', async () => {
    const { write, b } = await newContest();
    await write('Welcome');
    assert.deepEqual(await recipients(), []);
    assert.deepEqual(await recipientsAt(noonMs), ['Ada', 'Max']);
    await write('B is long', b.id);
    assert.deepEqual(await recipientsAt(noonMs + 30 * minuteMs), ['Late']);
    assert.deepEqual(await recipientsAt(noonMs + hourMs), ['Ada', 'Max']);
    assert.deepEqual(await recipientsAt(noonMs + 90 * minuteMs), ['Late']);
    assert.deepEqual(await recipientsAt(noonMs + 2 * hourMs), []);
  });

  it('have no text of staff, but a link to the contest, in a language of the notice', async () => {
    const { contest, write } = await newContest({ name: 'Secret Finals' });
    clock.set(noonMs + hourMs);
    await write('Obiad o 14:00', null, 'pl-PL');
    const [polish] = await arrived();
    assert.equal(polish?.parsed.subject, pl.notice.subject.replace('{{instance}}', 'School'));
    clock.advance(pauseMs);
    await write('Lunch is at two');
    const [english] = await arrived();
    assert.equal(english?.parsed.subject, en.notice.subject.replace('{{instance}}', 'School'));
    const { text, html } = english?.parsed ?? {};
    for (const part of [String(text), String(html)]) {
      assert.ok(part.includes(`${core.publicUrl}/contests/${contest.id}`));
      assert.doesNotMatch(part, /Secret|Lunch/);
    }
  });

  it('come for a corrected PDF too, one for all notices within five minutes', async () => {
    const { a, write, correct } = await newContest();
    clock.set(noonMs + hourMs);
    await write('Lunch');
    await correct(a, 'Sample 2 was wrong');
    assert.deepEqual(await recipients(), ['Ada', 'Late', 'Max']);
    await correct(a, 'Sample 3 was wrong');
    await write('Coffee');
    assert.deepEqual(await recipients(), []);
    clock.advance(pauseMs);
    assert.deepEqual(await recipients(), ['Ada', 'Late', 'Max']);
    clock.set(noonMs + 4 * hourMs);
    await correct(a, 'After the end');
    assert.deepEqual(await recipients(), ['Late']);
  });

  it('are not sent again after an edit, and not about what was removed', async () => {
    const { path, write } = await newContest();
    clock.set(noonMs + hourMs);
    const [first, second] = [await write('First'), await write('Second')];
    await mail();
    assert.equal((await teacher.send(`DELETE ${path}/${first}`)).status, 204);
    assert.deepEqual(await recipients(), ['Ada', 'Late', 'Max']);
    await teacher.send(`PATCH ${path}/${second}`, { texts: { en: 'Changed' } });
    clock.advance(pauseMs);
    assert.deepEqual(await recipients(), []);
    const third = await write('Third');
    await mail();
    clock.advance(gatherMs);
    await mail();
    assert.equal(await core.mailQueue.countWaiting('notice'), 3);
    await teacher.send(`DELETE ${path}/${third}`);
    assert.deepEqual(await recipients(), []);
  });

  it('go only to enabled people with a verified address who still take part, of contests that want it', async () => {
    const { contest, ada, max, group, write } = await newContest();
    clock.set(noonMs + hourMs);
    await write('Lunch');
    await core.accounts.disable(ada.email);
    await kysely.updateTable('user').set({ emailVerified: 0 }).where('id', '=', max.id).execute();
    assert.deepEqual(await recipients(), ['Late']);

    const eve = await called('Eve');
    await core.groups.putMembers(group.id, [eve.id], 'member');
    await mail();
    clock.advance(gatherMs);
    await mail();
    assert.equal(await core.mailQueue.countWaiting('notice'), 1);
    await kysely.deleteFrom('contestGroups').where('contestId', '=', contest.id).execute();
    assert.deepEqual(await recipients(), []);

    const other = await newContest({ mailNotices: 'false' });
    clock.set(noonMs + hourMs);
    await other.write('Lunch');
    assert.deepEqual(await recipients(), []);
    await teacher.send(`PATCH /api/v1/contests/${other.contest.id}`, { mailNotices: true });
    assert.deepEqual(await recipients(), ['Ada', 'Late', 'Max']);
  });

  it('are given up after a day, and wait in small numbers for the others of the queue', async () => {
    const { contest, write } = await newContest({ endsAt: null });
    clock.set(noonMs + hourMs);
    await write('Lunch');
    clock.advance(dayMs);
    assert.deepEqual(await recipients(), []);
    const many = await Promise.all(Array.from({ length: 120 }, () => person()));
    await core.contestPeople.putParticipants(
      contest,
      many.map(({ id }) => id),
      {},
    );
    await write('Dinner');
    await mail();
    clock.advance(gatherMs);
    const counts: Array<number> = [];
    for (const _ of [1, 2, 3]) {
      await mail();
      counts.push(await core.mailQueue.countWaiting('notice'));
      await kysely.updateTable('mails').set({ dueAt: null }).execute();
      clock.advance(secondMs);
    }
    assert.deepEqual(counts, [50, 50, 23]);
    await mail();
    assert.equal(await core.mailQueue.countWaiting('notice'), 0);
  });
});
