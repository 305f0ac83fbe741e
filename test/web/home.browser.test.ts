import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { hourMs, minuteMs } from '../support/settable-clock.ts';
import { createContest } from './support/soon-contest.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();

const rows = (page: Page) => page.getByRole('list', { name: t('home.openTasks') }).getByRole('listitem');
const task = (page: Page, title: string) => page.getByRole('link', { name: title, exact: true });

describe('the home page', () => {
  it('lists what is open, what opens next, and the contests; nothing of what is closed or to come', async () => {
    const { page, assertCalm } = await open({ as: 'student' });
    await task(page, 'Sum of Squares').waitFor();
    await page.getByRole('heading', { name: t('home.opensNext') }).waitFor();
    await page.getByRole('link', { name: 'Long Challenge (running)' }).first().waitFor();
    const { items } = await (await client('student')).get('/api/v1/tasks', { query: { limit: 200 } });
    assert.deepEqual(
      (await rows(page).getByRole('link').allTextContents()).toSorted(),
      items.map(({ title }) => title).toSorted(),
    );
    assertCalm();
  });

  it('fetches the code of a task that the pointer passes, and no URL, as that would be recorded', async () => {
    const { page, requests } = await open({ as: 'student' });
    const code = page.waitForResponse(/\/assets\/pdf-engine-[^/]*\.js$/);
    await task(page, 'Sum of Squares').hover();
    await code;
    await page.waitForLoadState('networkidle');
    assert.deepEqual(
      requests.filter((request) => /\/api\/v1\/tasks\/|description-url/.test(request)),
      [],
    );
    await task(page, 'Sum of Squares').click();
    await page
      .getByRole('heading', {
        name: 'Sum of Squares',
        level: 1,
      })
      .waitFor();
    assert.equal(requests.filter((request) => /\/api\/v1\/tasks\/[^/]+$/.test(request)).length, 1);
  });

  it('finds by a part of the title, with the search in the address', async () => {
    const { page, assertCalm } = await open({ as: 'student' });
    await task(page, 'Canal Locks').waitFor();
    await page.getByRole('searchbox', { name: t('home.search') }).fill('zazolc');
    await page.waitForURL(/text=zazolc/);
    await task(page, 'Zażółć gęślą jaźń').waitFor();
    await task(page, 'Canal Locks').waitFor({ state: 'detached' });
    await page
      .getByRole('status')
      .filter({ hasText: t('home.count', { count: 1 }) })
      .waitFor();
    await page.reload();
    await task(page, 'Zażółć gęślą jaźń').waitFor();
    assert.equal(await rows(page).count(), 1);
    await page.getByRole('button', { name: t('action.clearSearch') }).click();
    await task(page, 'Canal Locks').waitFor();
    await page.getByRole('searchbox').fill('no such title');
    await page.getByText(t('home.nothingFound')).waitFor();
    await page.getByRole('link', { name: t('home.showAll') }).click();
    await task(page, 'Canal Locks').waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), '');
    assertCalm();
  });

  it('filters by contest, group and language, and the button back undoes it', async () => {
    const { page, assertCalm } = await open({ as: 'student' });
    const sources = page.getByRole('navigation', { name: t('home.source') });
    await sources.getByRole('link', { name: 'Long Challenge' }).click();
    await task(page, 'Sum of Squares').waitFor({ state: 'detached' });
    assert.equal(await rows(page).count(), 2);
    await sources.getByRole('link', { name: 'Algorithms 101' }).click();
    await task(page, 'Sum of Squares').waitFor();
    await task(page, 'Canal Locks').waitFor({ state: 'detached' });
    await page.getByLabel(t('home.language')).selectOption('Polish');
    await task(page, 'Sum of Squares').waitFor({ state: 'detached' });
    assert.equal(await rows(page).count(), 1);
    await page.goBack();
    await task(page, 'Canal Locks').waitFor();
    assert.match(page.url(), /contest=/);
    await page.goBack();
    await task(page, 'Sum of Squares').waitFor();
    assert.equal(page.url(), `${apiUrl}/`);
    assertCalm();
  });

  it('says so to somebody for whom there is nothing', async () => {
    const { page, assertCalm } = await open({ as: 'outsider' });
    await page.route('**/api/v1/tasks?*', (route) =>
      route.fulfill({ json: { items: [], nextCursor: null } }),
    );
    await page.goto(apiUrl);
    await page.getByRole('heading', { name: t('home.noneTitle') }).waitFor();
    await page.getByText('outsider@example.org').waitFor();
    assert.equal(await page.getByRole('searchbox').count(), 0);
    assertCalm();
  });

  it('keeps what is on the screen without a network, says so, and goes on with it', async () => {
    const { page, context } = await open({ as: 'student' });
    await task(page, 'Sum of Squares').waitFor();
    await context.setOffline(true);
    await page
      .getByRole('status')
      .filter({ hasText: t('reader:noConnection.offline') })
      .waitFor();
    await task(page, 'Sum of Squares').waitFor();
    await context.setOffline(false);
    await page.getByText(t('reader:noConnection.offline')).waitFor({ state: 'detached' });
    await page.getByRole('searchbox').fill('sum');
    await task(page, 'Canal Locks').waitFor({ state: 'detached' });
  });

  it("tells of a contest's end with the extra time of the reader, also after the others have ended", async () => {
    const teacher = await client('teacher');
    const extra = async (name: string, endsInMs: number) => {
      const nowMs = Date.now();
      const endsAtMs = nowMs + endsInMs;
      const times = { startsAtMs: nowMs - hourMs, endsAtMs, extraSeconds: 45 * 60 };
      await createContest(teacher, { name, ...times });
      return t('contest.endsAt', { time: shownTime(endsAtMs + 45 * minuteMs) });
    };
    const [running, ended] = [await extra('Marathon', hourMs), await extra('Steeplechase', -minuteMs)];
    const { page } = await open({ as: 'student' });
    const contest = (name: string) =>
      page.getByRole('listitem').filter({ has: page.getByRole('link', { name, exact: true }) });
    await contest('Marathon').getByText(running).waitFor();
    await contest('Steeplechase').getByText(ended).waitFor();
    await contest('Steeplechase').getByText(t('contest.phase.running')).waitFor();
  });
});

/** As the browser of the tests writes it. */
const shownTime = (atMs: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Warsaw',
  }).format(atMs);
