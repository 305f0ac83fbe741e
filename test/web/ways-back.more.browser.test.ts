import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { press, titled } from './support/parts.ts';
import { expect } from './support/settled.ts';
import { createContest } from './support/teaching.ts';
import { t } from './support/texts.ts';
import { type DemoName, startWebApp } from './support/web-app.ts';

const app = await startWebApp();
const teacher = await app.client('teacher');

const contest = await createContest(teacher, 'Spring Round', { titles: ['Violet Hills'] });
const [taskId = ''] = contest.taskIds;
const { groupId } = await teacher.post('/api/v1/groups', { body: { name: 'Graphs 202' } });
await teacher.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
  path: { groupId, taskId },
  body: { opensAt: contest.startsAt, closesAt: contest.endsAt },
});
await teacher.put('/api/v1/contests/{contestId}/groups/{groupId}', { path: { ...contest.path, groupId } });

const prepare = `${contest.page}?tab=prepare`;
const group = `/manage/groups/${groupId}?tab=tasks`;
const usages = `/manage/tasks/${taskId}?tab=usages`;
const found = '/manage/tasks?text=violet';
const remedy = t('contests:preflight.to.documents', { label: 'A' });
const student = '/admin/accounts?text=stella';

const linkIn = (page: Page, name: string) => page.locator('#main').getByRole('link', { name }).first();
/** The link above the heading. */
const back = (page: Page) => page.locator('#main').getByRole('link').first();

async function leadsBack(page: Page, name: string, path: string): Promise<void> {
  await expect(back(page)).toHaveText(name);
  await back(page).click();
  await titled(page, name);
  await expect(page).toHaveURL(`${app.apiUrl}${path}`);
}

describe('the link above the heading leads back', () => {
  for (const [from, path, link, to, as = 'teacher'] of [
    ['Spring Round', prepare, 'Violet Hills', 'Violet Hills'],
    ['Spring Round', prepare, 'Graphs 202', 'Graphs 202'],
    ['Spring Round', prepare, remedy, 'Violet Hills'],
    ['Graphs 202', group, 'Violet Hills', 'Violet Hills'],
    ['Violet Hills', usages, 'Spring Round', 'Spring Round'],
    ['Violet Hills', usages, 'Graphs 202', 'Graphs 202'],
    [t('tasks:tasks.title'), found, 'Violet Hills', 'Violet Hills'],
    [t('tasks:tasks.title'), found, 'Spring Round', 'Spring Round'],
    [t('admin:accounts.title'), student, 'Stella Student', 'Stella Student', 'admin'],
  ] satisfies ReadonlyArray<readonly [string, string, string, string, DemoName?]>) {
    it(`to ${path.replace(/[\w-]{36}/, 'ID')} after a click on ${link}`, async () => {
      const { page, assertCalm } = await app.open({ as, path });
      if (link === remedy) await press(page, t('contests:preflight.check'));
      await linkIn(page, link).click();
      await titled(page, to);
      await leadsBack(page, from, path);
      assertCalm();
    });
  }

  it('through each page in turn, after tabs were changed and the page was reloaded', async () => {
    const { page, assertCalm } = await app.open({ as: 'teacher', path: prepare });
    await linkIn(page, 'Violet Hills').click();
    await titled(page, 'Violet Hills');
    await page.getByRole('tab', { name: t('tasks:task.tabs.usages') }).click();
    await page.getByRole('table').getByRole('link', { name: 'Graphs 202' }).click();
    await titled(page, 'Graphs 202');
    await page.reload();
    await leadsBack(page, 'Violet Hills', usages);
    await page.reload();
    await leadsBack(page, 'Spring Round', prepare);
    await leadsBack(page, t('contests:contests.title'), '/manage/contests');
    assertCalm();
  });

  for (const [path, list, listPath] of [
    [usages, t('tasks:task.back'), '/manage/tasks'],
    [prepare, t('contests:contests.title'), '/manage/contests'],
    [group, t('groups:groups.title'), '/manage/groups'],
  ] as const) {
    it(`to ${listPath} from a page that was opened by its URL`, async () => {
      const { page } = await app.open({ as: 'teacher', path });
      await leadsBack(page, list, listPath);
    });
  }

  it('to the contest from a task that the user may not manage', async () => {
    const admin = await app.client('admin');
    const { items } = await admin.get('/api/v1/accounts', { query: { text: 'outsider' } });
    await admin.patch('/api/v1/accounts/{userId}', {
      path: { userId: items[0]?.userId as string },
      body: { role: 'teacher' },
    });
    await teacher.post('/api/v1/contests/{contestId}/staff', {
      path: contest.path,
      body: { emails: ['outsider@example.org'] },
    });
    const { page } = await app.open({ as: 'outsider', path: prepare });
    await linkIn(page, 'Violet Hills').click();
    await titled(page, t('tasks:task.forbidden'));
    await linkIn(page, 'Spring Round').click();
    await titled(page, 'Spring Round');
  });
});
