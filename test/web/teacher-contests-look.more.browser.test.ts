import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { lookLanguages } from '../support/test-size.ts';
import { beginning, t } from './support/texts.ts';
import {
  assertAccessible,
  assertFitsWidth,
  assertLooks,
  assertSpeaks,
  settle,
  startWebApp,
} from './support/web-app.ts';

const app = await startWebApp();
const teacher = await app.client('teacher');
const { items: contests } = await teacher.get('/api/v1/contests');
const contestId = contests.find(({ name }) => name.startsWith('Long'))?.contestId as string;
const { items: groups } = await teacher.get('/api/v1/groups');
const groupId = groups[0]?.groupId as string;
const { taskId } = await teacher.post('/api/v1/tasks', {
  body: { title: 'Without a PDF, but with a title that is long enough to wrap on the screen of a telephone' },
});
// A pre-flight with problems shows more than one without.
await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
  path: { contestId, taskId },
  body: { label: 'WIDE LABEL', position: 9 },
});

const pages = [
  '/manage/contests',
  ...['overview', 'tasks', 'people', 'booklets', 'preflight', 'preview'].map(
    (tab) => `/manage/contests/${contestId}?tab=${tab}`,
  ),
  '/manage/groups',
  ...['tasks', 'members', 'settings'].map((tab) => `/manage/groups/${groupId}?tab=${tab}`),
];

/** That a button looks like one that takes something away. */
async function assertRed(page: Page, name: RegExp): Promise<void> {
  const color = await page
    .getByRole('button', { name })
    .first()
    .evaluate((button) => getComputedStyle(button).color);
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number);
  assert.ok(red - Math.max(green, blue) > 80, `${name} is ${color}`);
}

describe('the pages of contests and groups', () => {
  for (const language of lookLanguages) {
    it(`are accessible and 360 px wide in both colour schemes, ${language}`, async () => {
      const { page, assertCalm } = await app.open({ as: 'teacher', width: 360, language });
      for (const path of pages) {
        await page.goto(app.apiUrl + path);
        await settle(page);
        if (language === 'en') await assertLooks(page, path);
        else await assertSpeaks(page, language, path);
        // The colour scheme is dark by now.
        if (language === 'en' && path.endsWith('?tab=tasks')) await assertRed(page, /^Remove /);
      }
      assertCalm();
    });
  }

  it('are accessible while a dialog, a question or a choice is open', async () => {
    const { page, assertCalm } = await app.open({
      as: 'teacher',
      width: 360,
      path: `/manage/contests/${contestId}?tab=tasks`,
    });
    await settle(page);
    await page.getByRole('button', { name: /^Edit task WIDE/ }).click();
    await page
      .getByRole('dialog')
      .getByLabel(beginning(t('contests:contestTasks.label')))
      .waitFor();
    await assertAccessible(page, 'the dialog of a task');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Remove task WIDE/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('action.remove'), exact: true })
      .waitFor();
    await assertAccessible(page, 'the question');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: t('contests:contestTasks.task') }).click();
    await page.getByRole('option').first().waitFor();
    await assertAccessible(page, 'the choice of a task');
    await page.goto(`${app.apiUrl}/manage/contests`);
    await page.getByRole('button', { name: t('contests:contests.new') }).click();
    await page
      .getByRole('dialog')
      .getByLabel(beginning(t('contests:contestForm.name')))
      .waitFor();
    await assertAccessible(page, 'a new contest');
    await assertFitsWidth(page);
    assertCalm();
  });
});
