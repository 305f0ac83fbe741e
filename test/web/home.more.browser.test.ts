import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { hourMs, minuteMs } from '../support/settable-clock.ts';
import { assertAccessible } from './support/looks.ts';
import { focused, shows, tells, titled } from './support/parts.ts';
import { followLink } from './support/reader-page.ts';
import { expect, gone, pressEscape } from './support/settled.ts';
import { createContest, createTask } from './support/teaching.ts';
import { like, t, textsIn } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();

const rows = (page: Page) => page.getByRole('list', { name: t('home.openTasks') }).getByRole('listitem');
const task = (page: Page, title: string) => page.getByRole('link', { name: title, exact: true });

describe('the home page', () => {
  it('lists open tasks, the next openings and the contests, and has a menu for the keyboard, also the first time', async () => {
    const { page, assertCalm } = await open({ as: 'student' });
    await task(page, 'Sum of Squares').waitFor();
    await page.getByRole('heading', { name: t('home.opensNext') }).waitFor();
    await page.getByRole('link', { name: 'Winter Challenge' }).first().waitFor();
    const { items } = await (await client('student')).get('/api/v1/tasks', { query: { limit: 200 } });
    const titles = async () => (await rows(page).getByRole('link').allTextContents()).toSorted();
    await expect.poll(titles).toEqual(items.map(({ title }) => title).toSorted());

    const button = page.getByRole('button', { name: like((name) => t('account.menu', { name })) });
    const menu = page.getByRole('menu');
    await button.focus();
    for (const key of ['Enter', 'Space']) {
      await page.keyboard.press(key);
      await menu.waitFor();
      await page.keyboard.press('ArrowDown');
      await menu.getByRole('menuitem').and(page.locator(':focus')).waitFor();
      await gone(menu, () => page.keyboard.press('Escape'));
      await focused(button);
    }
    assertCalm();
  });

  it("shows titles in the app's language, also when it was chosen before", async () => {
    const teacher = await client('teacher');
    const taskId = await createTask(teacher, 'Harbour');
    await teacher.patch('/api/v1/tasks/{taskId}', {
      path: { taskId },
      body: { titles: { pl: 'Przystań' }, visibility: 'signed-in', visibleFrom: '2020-01-01T00:00:00Z' },
    });
    const { page, assertCalm } = await open({ as: 'student', path: '/account', ownSession: true });
    await page.getByLabel(t('account.language')).selectOption('pl');
    await page.getByRole('heading', { name: textsIn('pl')('account.title'), level: 1 }).waitFor();
    await page.goto(apiUrl);
    await task(page, 'Przystań').waitFor();
    await page.reload();
    await task(page, 'Przystań').waitFor();
    assert.equal(await task(page, 'Harbour').count(), 0);
    assertCalm();
  });

  it('preloads the code of a task under the pointer, but requests no URL, which would be recorded', async () => {
    const { page, requests } = await open({ as: 'student' });
    const code = page.waitForResponse(/\/assets\/pdf-engine-[^/]*\.js$/);
    await task(page, 'Sum of Squares').hover();
    await code;
    assert.ok(!requests.some((request) => /\/api\/v1\/tasks\/|description-url/.test(request)));
    await task(page, 'Sum of Squares').click();
    await titled(page, 'Sum of Squares');
    assert.equal(requests.filter((request) => /\/api\/v1\/tasks\/[^/]+$/.test(request)).length, 1);
  });

  it('finds tasks by part of the title, contest, group and language, and "back" undoes it', async () => {
    const { page, assertCalm } = await open({ as: 'student' });
    const search = page.getByRole('searchbox', { name: t('home.search') });
    await gone(task(page, 'Canal Locks'), () => search.fill('zazolc'));
    await page.waitForURL(/text=zazolc/);
    await task(page, 'Zażółć gęślą jaźń').waitFor();
    await tells(page, t('home.count', { count: 1 }));
    await page.reload();
    await task(page, 'Zażółć gęślą jaźń').waitFor();
    await expect(rows(page)).toHaveCount(1);
    await page.getByRole('button', { name: t('action.clearSearch') }).click();
    await task(page, 'Canal Locks').waitFor();
    await search.fill('no such title');
    await shows(page, t('home.nothingFound'));
    await page.getByRole('link', { name: t('home.showAll') }).click();
    await task(page, 'Canal Locks').waitFor();
    await expect(search).toHaveValue('');

    const sources = page.getByRole('navigation', { name: t('home.source') });
    const choose = (name: string) => sources.getByRole('link', { name }).click();
    const language = page.getByLabel(t('home.language'));
    await gone(task(page, 'Sum of Squares'), () => choose('Winter Challenge'));
    await task(page, 'Canal Locks').waitFor();
    await expect(rows(page)).toHaveCount(2);
    await gone(task(page, 'Canal Locks'), () => choose('Algorithms 101'));
    await gone(task(page, 'Sum of Squares'), () => language.selectOption('Polish'));
    await expect(rows(page)).toHaveCount(1);
    await page.goBack();
    await task(page, 'Canal Locks').waitFor();
    assert.match(page.url(), /contest=/);
    await page.goBack();
    await task(page, 'Sum of Squares').waitFor();
    assert.equal(page.url(), `${apiUrl}/`);
    assertCalm();
  });

  it('explains an empty page to new users', async () => {
    const { page, assertCalm } = await open({ as: 'outsider' });
    await page.route('**/api/v1/tasks?*', (route) =>
      route.fulfill({ json: { items: [], nextCursor: null } }),
    );
    await page.goto(apiUrl);
    await page.getByRole('heading', { name: t('home.noneTitle') }).waitFor();
    await shows(page, 'outsider@example.org');
    assert.equal(await page.getByRole('searchbox').count(), 0);
    assertCalm();
  });

  it('stays as it is while offline, shows a notice, and recovers', async () => {
    const { page, context } = await open({ as: 'student' });
    await task(page, 'Sum of Squares').waitFor();
    await context.setOffline(true);
    await tells(page, t('reader:noConnection.offline'));
    await task(page, 'Sum of Squares').waitFor();
    await gone(page.getByText(t('reader:noConnection.offline')), () => context.setOffline(false));
    await gone(task(page, 'Canal Locks'), () => page.getByRole('searchbox').fill('sum'));
  });

  it('starts with running contests: the remaining time, with delay and extra time, and the tasks', async () => {
    const teacher = await client('teacher');
    const add = async (name: string, begunMs: number, endsInMs: number, own: object = {}) => {
      const times = { startsAtMs: Date.now() - begunMs, endsAtMs: Date.now() + endsInMs };
      const has = { titles: [`${name} first`, `${name} second`], emails: ['student@example.org'] };
      return { ...times, ...(await createContest(teacher, name, { ...times, ...has, ...own })) };
    };
    // The demo's own contest starts a minute after seeding, and would replace the one under test.
    const { items } = await teacher.get('/api/v1/contests', { query: { limit: 200 } });
    const { contestId } =
      items.find(({ name }) => name.startsWith('Programming Contest, Round 2')) ?? assert.fail();
    const isoIn = (ms: number) => new Date(Date.now() + ms).toISOString();
    await teacher.patch('/api/v1/contests/{contestId}', {
      path: { contestId },
      body: { startsAt: isoIn(10 * minuteMs), endsAt: isoIn(2 * hourMs) },
    });
    const extraSeconds = 45 * 60;
    const running = await add('Marathon', hourMs, hourMs, { extraSeconds });
    const ended = await add('Steeplechase', hourMs, -minuteMs, { extraSeconds });
    const delayed = await add('Hurdles', minuteMs, hourMs, { delaySeconds: 30 * 60 });
    const { page, requests, assertCalm } = await open({ as: 'student', width: 390 });
    const own = (name: string) => page.getByRole('region', { name, exact: true });
    for (const [name, { endsAtMs }] of [
      ['Marathon', running],
      ['Steeplechase', ended],
    ] as const) {
      const until = t('contest.endsForYouAt', { time: shownTime(endsAtMs + 45 * minuteMs) });
      await shows(own(name), until);
      const countdown = own(name).getByRole('timer', { includeHidden: true });
      await expect(countdown).toHaveText(/^(00|01):\d\d:\d\d$/);
      await expect(own(name).getByRole('listitem')).toHaveText(
        ['first', 'second'].map((nth, at) => `${'AB'[at]}${name} ${nth}${t('contest.reading.new')}`),
      );
    }
    // A month away, so there is a date but no countdown.
    const month = own('Winter Challenge');
    await month.getByText(like((time) => t('contest.endsForYouAt', { time }))).waitFor();
    assert.equal(await month.getByRole('timer', { includeHidden: true }).count(), 0);
    // It has already begun for the others.
    assert.equal(await own('Hurdles').count(), 0);
    const start = shownTime(delayed.startsAtMs + 30 * minuteMs);
    await page.getByRole('listitem').filter({ hasText: 'Hurdles' }).getByText(start).waitFor();
    // On phones the most urgent part comes first, and rows name the source of their tasks.
    const top = async (locator: Locator) => (await locator.boundingBox())?.y ?? assert.fail();
    const next = page.getByRole('heading', { name: t('home.opensNext') });
    assert.ok((await top(own('Steeplechase'))) < (await top(own('Marathon'))));
    assert.ok((await top(own('Winter Challenge'))) < (await top(next)));
    assert.ok((await top(next)) < (await top(rows(page).first())));
    await rows(page).filter({ hasText: 'Sum of Squares' }).getByText('Algorithms 101').waitFor();
    await rows(page).filter({ hasText: 'Canal Locks' }).getByText('Winter Challenge').waitFor();
    assert.ok(!requests.some((request) => request.includes('contestId=')));

    await own('Marathon').getByRole('link', { name: 'Marathon', exact: true }).click();
    await shows(page, t('contest.yourEnd'));
    await page.goto(`${apiUrl}/contests/${delayed.contestId}`);
    await shows(page, t('contest.untilYourStart'));
    // The page's styles override those of components, also when it is opened first.
    const clock = page.locator('dl').locator('..');
    assert.equal(await clock.evaluate((element) => getComputedStyle(element).display), 'flex');
    await shows(page, start);
    await shows(page, shownTime(delayed.endsAtMs + 30 * minuteMs));
    assertCalm();
  });
});

describe('the home page of a teacher', () => {
  it('shows what the contests that they run still need, and who has not opened a task', async () => {
    const teacher = await client('teacher');
    const startsAtMs = Date.now() + hourMs;
    await createContest(teacher, 'Bare', { startsAtMs, endsAtMs: startsAtMs + hourMs, titles: ['Draft'] });
    const { page, assertCalm } = await open({ as: 'teacher' });
    const run = page.getByRole('list', { name: t('home.yourContests') }).getByRole('listitem');
    await shows(run.filter({ hasText: 'Bare' }), t('home.missingPdfs', { labels: 'A' }));
    const unopened = run.filter({ hasText: 'Winter Challenge' }).getByText('Stella Student');
    await unopened.click();
    await titled(page, 'Winter Challenge');
    assert.match(page.url(), /\/manage\/contests\/.*tab=live/);
    assertCalm();
  });
});

describe('searching everything', () => {
  it('finds actions, by who one is', async () => {
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/contests' });
    await titled(page, t('contests:contests.title'));
    const field = page.getByRole('textbox', { name: t('finder.title') });
    const run = async (action: string) => {
      await page.keyboard.press('Control+k');
      await field.fill(action);
      await expect(page.locator('[data-action]').first()).toHaveText(action);
      await page.keyboard.press('Enter');
    };
    for (const [action, title] of [
      ['finder.newContest', t('contests:contests.new')],
      ['finder.newTask', t('tasks:newTask.title')],
    ] as const) {
      await run(t(action));
      const dialog = page.getByRole('dialog', { name: title });
      await dialog.waitFor();
      await gone(dialog, () => pressEscape(dialog));
    }
    await run(`${t('account.colorScheme')}: ${t('account.scheme.dark')}`);
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await run(`${t('account.colorScheme')}: ${t('account.scheme.auto')}`);
    assertCalm();
  });

  it('finds a task, a contest, a group or a page by the keyboard', async () => {
    const { page, assertCalm } = await open({ as: 'teacher' });
    await titled(page, t('home.title'));
    const field = page.getByRole('textbox', { name: t('finder.title') });
    for (const [text, heading] of [
      ['squares', 'Sum of Squares'],
      ['winter', 'Winter Challenge'],
      ['algorithms', 'Algorithms 101'],
      [t('navigation.contests'), t('contests:contests.title')],
    ] as const) {
      await page.keyboard.press('Control+k');
      await field.fill(text);
      await expect(page.getByRole('dialog').locator('[data-action]').first()).toHaveText(heading);
      await page.keyboard.press('Enter');
      await titled(page, heading);
    }
    await page.keyboard.press('Shift+?');
    const shortcuts = page.getByRole('dialog', { name: t('shortcuts.title') });
    await shows(shortcuts, t('reader:toolbar.find'));
    await assertAccessible(page);
    assertCalm();
  });
});

describe('a page that is not for students', () => {
  it('is shown as missing, with a link to the start page', async () => {
    const { page, assertCalm } = await open({ as: 'student', path: '/no/such/page' });
    for (const path of ['/no/such/page', '/admin/accounts', '/manage/tasks']) {
      await followLink(page, path);
      const [main, banner] = [page.getByRole('main'), page.getByRole('banner')];
      await main.getByRole('heading', { name: t('errors.not-found') }).waitFor();
      await banner.getByRole('button', { name: /Account of/ }).waitFor();
      await page.getByRole('link', { name: t('action.toHome') }).click();
      await task(page, 'Sum of Squares').waitFor();
      // The new page is announced to screen readers, and the next Tab goes into it.
      const told = page.locator('[aria-live=polite]', { hasText: `${t('home.title')} · Lectern` });
      await told.waitFor({ state: 'attached' });
      await page.locator('main:focus').waitFor();
    }
    assertCalm();
  });
});

/** Formats a time like the browser of the tests. */
const shownTime = (atMs: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Warsaw',
  }).format(atMs);
