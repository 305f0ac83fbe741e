import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { zip } from '../support/attachments.ts';
import { hourMs, minuteMs, secondMs } from '../support/settable-clock.ts';
import { makeStatement } from '../support/statements.ts';
import { assertHeard } from './support/heard.ts';
import { assertAccessible } from './support/looks.ts';
import {
  button,
  chooseInRow,
  confirm,
  dialogOf,
  notice,
  press,
  save,
  saving,
  shows,
  tells,
  titled,
} from './support/parts.ts';
import { publish, publishInGroup, readerOf, replace } from './support/reader-page.ts';
import { expect, gone } from './support/settled.ts';
import { addToContest, createContest } from './support/teaching.ts';
import { like, t } from './support/texts.ts';
import { startWebAppInTime } from './support/web-app.ts';

const { apiUrl, open, client, nowMs, passTime } = await startWebAppInTime();
const teacher = await client('teacher');
const statement = await makeStatement({ pages: 2, text: () => 'here it is' });

/** Pages react to a time within some seconds, each after a random delay. */
const patienceMs = 5 * secondMs;
const task = (page: Page, title: string) => page.getByRole('link', { name: title, exact: true });
const isoIn = (ms: number) => new Date(nowMs() + ms).toISOString();
/** A contest of the student with two tasks, and its id. */
async function contestWithin(name: string, startsInMs: number, endsInMs: number): Promise<string> {
  const { contestId } = await createContest(teacher, name, {
    ...{ startsAtMs: nowMs() + startsInMs, endsAtMs: nowMs() + endsInMs },
    ...{ titles: [`${name} first`, `${name} second`], emails: ['student@example.org'] },
  });
  return contestId;
}

describe('a contest that starts', () => {
  it('opens automatically on the home page, without a reload, and is announced', async (test) => {
    const { page, requests, assertCalm } = await open({ as: 'student' });
    await contestWithin('Sprint', minuteMs, 2 * minuteMs);
    await page.reload();
    const next = page.getByRole('region', { name: t('home.opensNext') });
    await next.locator('[role=timer]').waitFor();
    await page.getByRole('link', { name: 'Sprint' }).first().waitFor();
    assert.equal(await page.getByText('Sprint first').count(), 0);
    const loads = requests.filter((request) => request === `GET ${apiUrl}/`).length;
    // Pages react when a time comes, so the last seconds pass in real time.
    await passTime(page, minuteMs - patienceMs);
    await task(page, 'Sprint first').waitFor();
    // The demo's contest that starts after a minute may have opened at the same time.
    const opened = like((names) => t('home.openedNow', { names }));
    await notice(page, 'status', opened).filter({ hasText: 'Sprint' }).waitFor();
    assert.equal(requests.filter((request) => request === `GET ${apiUrl}/`).length, loads);
    await page.reload();
    // It is running now.
    await task(page, 'A Apple Orchard').waitFor();
    await task(page, 'Sum of Squares').waitFor();
    await assertHeard(test, 'home', page.locator('body'));
    assertCalm();
  });

  it('opens automatically on its own page, which shows no tasks before, and ends there too', async (test) => {
    const contestId = await contestWithin('Relay', minuteMs, 2 * minuteMs);
    const { page, assertCalm } = await open({ as: 'student', path: `/contests/${contestId}` });
    await page.getByRole('heading', { name: 'Relay' }).waitFor();
    await shows(page, t('contest.untilStart'));
    assert.equal(await page.getByText(/Relay first|Relay second/).count(), 0);
    await passTime(page, minuteMs + patienceMs);
    await task(page, 'A Relay first').waitFor();
    await tells(page, t('contest.opened'));
    await shows(page, t('contest.timeLeft'));
    await expect(page.getByRole('listitem')).toHaveText([
      `ARelay first${t('contest.reading.new')}`,
      `BRelay second${t('contest.reading.new')}`,
    ]);
    await assertHeard(test, 'contest', page.getByRole('main'));
    await gone(task(page, 'A Relay first'), () => passTime(page, minuteMs + patienceMs));
    await shows(page, t('contest.afterEnd.closed'));
    assertCalm();
  });

  it('shows on its page the pages of a task, whether it was read, a correction, and then the editorial', async () => {
    const contestId = await contestWithin('Regatta', -minuteMs, 10 * minuteMs);
    const path = { contestId };
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { afterEnd: 'participants' } });
    const { items } = await teacher.get('/api/v1/contests/{contestId}/tasks', { path });
    const taskId = items[0]?.taskId ?? '';
    await replace(teacher, taskId, statement);
    await teacher.uploadDocument(taskId, {
      ...{ fileName: 'editorial.zip', attachment: { kind: 'editorial' } },
      pdf: new Blob([Uint8Array.from(zip)]),
    });
    const { page } = await open({ as: 'student', path: `/contests/${contestId}` });
    const card = page.getByRole('listitem').filter({ hasText: 'Regatta first' });
    await shows(card, t('contest.reading.new'));
    await shows(card, t('contest.pages', { count: 2 }));
    await task(page, 'A Regatta first').click();
    await readerOf(page).painted(1);
    // A search of the records includes those of the last second.
    await teacher.get('/api/v1/issued-urls', { query: { taskId } });
    await page.goBack();
    await shows(card, t('contest.reading.read'));

    await passTime(page, minuteMs);
    await replace(teacher, taskId, statement, 'pl');
    await page.reload();
    await shows(card, t('contest.reading.changed'));
    await shows(card, t('contest.updated', { time: '' }).trim());
    await assertAccessible(page);
    const editorial = button(page, t('contest.editorial'));
    assert.equal(await editorial.count(), 0);
    await passTime(page, 10 * minuteMs);
    await editorial.waitFor();
    await tells(page, t('contest.editorialOf', { list: 'A Regatta first' }));
    await assertAccessible(page);
    const { name, bytes } = await saving(page, () => editorial.click());
    assert.deepEqual([name, bytes], ['editorial.zip', Buffer.from(zip)]);
  });
});

describe('a correction in a running contest', () => {
  const askedWithinMs = 25 * secondMs;

  it('reaches readers of another task and of the home page until they close it', async () => {
    const contestId = await contestWithin('Notice', -hourMs, hourMs);
    const taskId = await publish(teacher, 'Other task', { en: statement });
    await addToContest(teacher, contestId, taskId, 'C');
    const path = { contestId };
    const { items: tasks } = await teacher.get('/api/v1/contests/{contestId}/tasks', { path });
    const [first] = tasks;
    const reading = await open({ as: 'student', path: `/tasks/${taskId}?contest=${contestId}` });
    await readerOf(reading.page).painted(1);
    const home = await open({ as: 'student' });
    await task(home.page, 'A Notice first').waitFor();
    const note = 'The bound of n is 2000.';
    await teacher.uploadDocument(first?.taskId as string, {
      ...{ language: 'en', fileName: 'first.en.pdf', pdf: statement },
      reason: { en: note },
    });
    for (const { page } of [reading, home]) await passTime(page, askedWithinMs);
    await notice(home.page, 'alert', note).waitFor();

    const { page } = reading;
    const above = notice(page, 'alert', note);
    await assertAccessible(page);
    await above.getByRole('link', { name: t('notices.openVersion') }).click();
    await titled(page, 'Notice first');
    await readerOf(page).painted(1);
    // The version on the screen is the new one, so nothing else tells about it.
    await expect(page.getByText(note)).toHaveCount(1);
    const letter = page.getByRole('link', { name: t('notices.onTask', { name: 'A Notice first' }) });
    await letter.waitFor();
    await gone(above, () => above.getByRole('button').click());
    await task(page, 'A Notice first').waitFor();

    // While the old version is open, the offer of the new one has the text; afterwards the notice has it.
    const again = 'Sample 2 was wrong.';
    await teacher.uploadDocument(first?.taskId as string, {
      ...{ language: 'en', fileName: 'first.en.pdf', pdf: await makeStatement({ pages: 1 }) },
      reason: { en: again },
    });
    await passTime(page, askedWithinMs);
    await letter.waitFor();
    const offer = notice(page, 'status', t('reader:notice.updated'));
    await shows(offer, again);
    await expect(page.getByText(again)).toHaveCount(1);
    await gone(offer.getByText(again), () => press(page, t('reader:notice.showUpdated')));
    await notice(page, 'alert', again).waitFor();

    await passTime(home.page, askedWithinMs);
    await expect(notice(home.page, 'alert', note)).toHaveCount(0);
    await home.page.goto(`${apiUrl}/contests/${contestId}`);
    await shows(home.page.getByRole('list', { name: t('notices.title') }), note);
    const { items } = await teacher.get('/api/v1/contests/{contestId}/notices', { path });
    assert.deepEqual(
      items.map(({ seenBy }) => seenBy),
      [0, 1],
    );
    for (const each of [reading, home]) each.assertCalm();
  });

  it('and what else staff write is sent, changed and removed on the page of the contest', async () => {
    const contestId = await contestWithin('Staff', -hourMs, hourMs);
    const { page, assertCalm } = await open({
      as: 'teacher',
      path: `/manage/contests/${contestId}?tab=live`,
    });
    const box = page.getByRole('region', { name: t('contests:notices.title') });
    await press(box, t('contests:notices.send'));
    await shows(box, t('contests:notices.empty'));
    await box
      .getByLabel(t('contests:notices.text', { language: 'English' }))
      .fill('Water is in room 2.\n\nHelp yourself.');
    await press(box, t('contests:notices.send'));
    await shows(box.getByRole('list'), 'Water is in room 2.');
    await shows(box, t('contests:notices.seenBy', { count: 0 }));
    await assertAccessible(page);
    await chooseInRow(page, t('notices.toAll'), t('contests:notices.change'));
    const dialog = dialogOf(page, t('contests:notices.change'));
    await dialog.getByLabel(t('contests:notices.text', { language: 'English' })).fill('Water is in room 3.');
    await save(dialog);
    await shows(box.getByRole('list'), 'Water is in room 3.');
    await chooseInRow(page, t('notices.toAll'), t('contests:notices.remove'));
    await confirm(page, t('contests:notices.remove'));
    await shows(box, t('contests:notices.none'));
    assertCalm();
  });
});

describe('a task in a window', () => {
  it('opens at a new time for readers who wait for it', async () => {
    const taskId = await publishInGroup(teacher, 'Sooner', statement, { opensAt: isoIn(3 * hourMs) });
    const { page } = await open({ as: 'student', path: `/tasks/${taskId}` });
    await titled(page, t('errors.not-open-yet'));
    const { items } = await teacher.get('/api/v1/groups', { query: { limit: 1 } });
    await teacher.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
      path: { groupId: items[0]?.groupId as string, taskId },
      body: { opensAt: isoIn(-minuteMs) },
    });
    // Longer than a page's polling interval.
    await passTime(page, 80 * secondMs);
    await readerOf(page).sheet(1).getByText('here it is').waitFor();
  });

  it('opens automatically at its time, without a reload', async () => {
    const taskId = await publishInGroup(teacher, 'Soon', statement, { opensAt: isoIn(hourMs) });
    const { page } = await open({ as: 'student', path: `/tasks/${taskId}` });
    await titled(page, t('errors.not-open-yet'));
    await shows(page, /^(01:00:00|00:59:\d\d)$/);
    await page.evaluate(() => document.body.setAttribute('data-same', ''));
    await assertAccessible(page);
    await passTime(page, hourMs + patienceMs);
    await readerOf(page).sheet(1).getByText('here it is').waitFor();
    await page.locator('body[data-same]').waitFor();
  });

  it('closes while it is read, with a notice of the time, also above it', async () => {
    const contestId = await contestWithin('Closing', -minuteMs, hourMs);
    const taskId = await publish(teacher, 'Last', { en: statement });
    await teacher.patch('/api/v1/tasks/{taskId}', { path: { taskId }, body: { visibility: 'restricted' } });
    await addToContest(teacher, contestId, taskId, 'C');
    const { page } = await open({ as: 'student', path: `/tasks/${taskId}` });
    const reader = readerOf(page);
    await reader.painted(1);
    await shows(
      page,
      like((time) => t('reader:heading.openUntil', { time })),
    );
    const strip = page.getByRole('navigation', { name: 'Closing' });
    const header = page.getByRole('banner');
    await shows(header, /^00:59:\d\d|01:00:00$/);
    await passTime(page, hourMs + patienceMs);
    await tells(
      page,
      like((time) => t('refusals.closed.ended', { time })),
    );
    await shows(header, t('countdown.over'));
    await strip.getByRole('link', { name: 'C Last' }).waitFor();
    await shows(reader.sheet(1), 'here it is');
  });
});
