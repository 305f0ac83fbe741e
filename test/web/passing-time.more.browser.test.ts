import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { hourMs, minuteMs, secondMs } from '../support/settable-clock.ts';
import { makeStatement } from '../support/statements.ts';
import { assertHeard } from './support/heard.ts';
import { assertAccessible } from './support/looks.ts';
import { publish, publishInGroup, readerOf } from './support/reader-page.ts';
import { expect, gone } from './support/settled.ts';
import { createContest } from './support/soon-contest.ts';
import { like, t } from './support/texts.ts';
import { startWebAppInTime } from './support/web-app.ts';

const { apiUrl, open, client, nowMs, passTime } = await startWebAppInTime();
const teacher = await client('teacher');
const statement = await makeStatement({ pages: 2, text: () => 'here it is' });

/** Pages react to a time within some seconds, each after a random delay. */
const patienceMs = 5 * secondMs;
const task = (page: Page, title: string) => page.getByRole('link', { name: title, exact: true });
const isoIn = (ms: number) => new Date(nowMs() + ms).toISOString();
const soon = (name: string) => ({ name, startsAtMs: nowMs() + minuteMs, endsAtMs: nowMs() + 2 * minuteMs });

describe('a contest that starts', () => {
  it('opens automatically on the home page, without a reload, and is announced', async (test) => {
    const { page, requests, assertCalm } = await open({ as: 'student' });
    await createContest(teacher, soon('Sprint'));
    await page.reload();
    await page
      .getByRole('region', { name: t('home.opensNext') })
      .locator('[role=timer]')
      .waitFor();
    await page.getByRole('link', { name: 'Sprint' }).first().waitFor();
    assert.equal(await page.getByText('Sprint first').count(), 0);
    const loads = requests.filter((request) => request === `GET ${apiUrl}/`).length;
    // Pages react when a time comes, so the last seconds pass in real time.
    await passTime(page, minuteMs - patienceMs);
    await task(page, 'Sprint first').waitFor();
    // The demo's contest that starts after a minute may have opened at the same time.
    await page
      .getByRole('status')
      .filter({ hasText: like((names) => t('home.openedNow', { names })) })
      .filter({ hasText: 'Sprint' })
      .waitFor();
    assert.equal(requests.filter((request) => request === `GET ${apiUrl}/`).length, loads);
    await page.reload();
    // It is running now.
    await task(page, 'A Apple Orchard').waitFor();
    await task(page, 'Sum of Squares').waitFor();
    await assertHeard(test, 'home', page.locator('body'));
    assertCalm();
  });

  it('opens automatically on its own page, which shows no tasks before, and ends there too', async (test) => {
    const contestId = await createContest(teacher, soon('Relay'));
    const { page, assertCalm } = await open({ as: 'student', path: `/contests/${contestId}` });
    await page.getByRole('heading', { name: 'Relay' }).waitFor();
    await page.getByText(t('contest.untilStart')).waitFor();
    assert.equal(await page.getByText(/Relay first|Relay second/).count(), 0);
    await passTime(page, minuteMs + patienceMs);
    await task(page, 'A Relay first').waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: t('contest.opened') })
      .waitFor();
    await page.getByText(t('contest.timeLeft')).waitFor();
    await expect(page.getByRole('listitem')).toHaveText(['ARelay first', 'BRelay second']);
    await assertHeard(test, 'contest', page.getByRole('main'));
    await gone(task(page, 'A Relay first'), () => passTime(page, minuteMs + patienceMs));
    await page.getByText(t('contest.afterEnd.closed')).waitFor();
    assertCalm();
  });
});

describe('a contest that its staff reschedule', () => {
  /** Longer than a page's polling interval. */
  const askedWithinMs = 80 * secondMs;
  const movable = async (name: string, startsInMs: number) => {
    const startsAtMs = nowMs() + startsInMs;
    const contestId = await createContest(teacher, { name, startsAtMs, endsAtMs: startsAtMs + 2 * hourMs });
    const move = (from: number, to: number) =>
      teacher.patch('/api/v1/contests/{contestId}', {
        path: { contestId },
        body: { startsAt: isoIn(from), endsAt: isoIn(to) },
      });
    return { contestId, move };
  };

  it('starts and ends at the new times on an open home page', async () => {
    const { move } = await movable('Earlier', 3 * hourMs);
    const { page } = await open({ as: 'student' });
    await page.getByRole('link', { name: 'Earlier' }).first().waitFor();
    assert.equal(await task(page, 'A Earlier first').count(), 0);
    await move(-hourMs, hourMs);
    await passTime(page, askedWithinMs);
    await task(page, 'A Earlier first').waitFor();
    await move(-2 * hourMs, -hourMs);
    await gone(task(page, 'A Earlier first'), () => passTime(page, askedWithinMs));
  });

  it('ends and continues at the new times on its open page', async () => {
    const { contestId, move } = await movable('Longer', -hourMs);
    const { page } = await open({ as: 'student', path: `/contests/${contestId}` });
    await task(page, 'A Longer first').waitFor();
    await move(-2 * hourMs, -hourMs);
    await gone(task(page, 'A Longer first'), () => passTime(page, askedWithinMs));
    await page.getByText(t('contest.afterEnd.closed')).waitFor();
    await move(-2 * hourMs, hourMs);
    await passTime(page, askedWithinMs);
    await task(page, 'A Longer first').waitFor();
  });

  it('ends at the new time on the pages of its staff, and above a statement', async () => {
    const { contestId, move } = await movable('Shorter', -hourMs);
    const taskId = await publish(teacher, 'Shorter third', { en: statement });
    await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
      path: { contestId, taskId },
      body: { label: 'C' },
    });
    const staff = await open({ as: 'teacher', path: `/manage/contests/${contestId}` });
    await staff.page.getByText(t('contests:contest.endsIn')).waitFor();
    const { page } = await open({ as: 'student', path: `/contests/${contestId}` });
    await task(page, 'C Shorter third').click();
    await readerOf(page).painted(1);
    const strip = page.getByRole('navigation', { name: 'Shorter' });
    await strip.getByText(/^00:5\d:\d\d$|^01:00:00$/).waitFor();
    await move(-2 * hourMs, 2 * hourMs);
    await passTime(page, askedWithinMs);
    await strip.getByText(/^01:5\d:\d\d$/).waitFor();
    await staff.page.clock.fastForward(askedWithinMs);
    await staff.page.getByText(/01:5\d:\d\d/).waitFor();
  });

  it('opens a task at the new time for readers who wait for it', async () => {
    const taskId = await publishInGroup(teacher, 'Sooner', statement, { opensAt: isoIn(3 * hourMs) });
    const { page } = await open({ as: 'student', path: `/tasks/${taskId}` });
    await page.getByRole('heading', { level: 1, name: t('errors.not-open-yet') }).waitFor();
    const { items } = await teacher.get('/api/v1/groups', { query: { limit: 1 } });
    await teacher.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
      path: { groupId: items[0]?.groupId as string, taskId },
      body: { opensAt: isoIn(-minuteMs) },
    });
    await passTime(page, askedWithinMs);
    await readerOf(page).sheet(1).getByText('here it is').waitFor();
  });
});

describe('a task in a window', () => {
  it('opens automatically at its time, without a reload', async () => {
    const taskId = await publishInGroup(teacher, 'Soon', statement, { opensAt: isoIn(hourMs) });
    const { page } = await open({ as: 'student', path: `/tasks/${taskId}` });
    await page.getByRole('heading', { level: 1, name: t('errors.not-open-yet') }).waitFor();
    await page.getByText(/^(01:00:00|00:59:\d\d)$/).waitFor();
    await page.evaluate(() => document.body.setAttribute('data-same', ''));
    await assertAccessible(page);
    await passTime(page, hourMs + patienceMs);
    await readerOf(page).sheet(1).getByText('here it is').waitFor();
    await page.locator('body[data-same]').waitFor();
  });

  it('closes while it is read, with a notice of the time, also above it', async () => {
    const contestId = await createContest(teacher, {
      name: 'Closing',
      startsAtMs: nowMs() - minuteMs,
      endsAtMs: nowMs() + hourMs,
    });
    const taskId = await publish(teacher, 'Last', { en: statement });
    await teacher.patch('/api/v1/tasks/{taskId}', { path: { taskId }, body: { visibility: 'restricted' } });
    const path = { contestId, taskId };
    await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', { path, body: { label: 'C' } });
    const { page } = await open({ as: 'student', path: `/tasks/${taskId}` });
    const reader = readerOf(page);
    await reader.painted(1);
    await page.getByText(like((time) => t('reader:heading.openUntil', { time }))).waitFor();
    const strip = page.getByRole('navigation', { name: 'Closing' });
    await strip.getByText(/^00:59:\d\d|01:00:00$/).waitFor();
    await passTime(page, hourMs + patienceMs);
    await page
      .getByRole('status')
      .getByText(like((time) => t('refusals.closed.ended', { time })))
      .waitFor();
    await strip.getByText(t('countdown.over')).waitFor();
    await strip.getByRole('link', { name: 'C Last' }).waitFor();
    await reader.sheet(1).getByText('here it is').waitFor();
  });
});
