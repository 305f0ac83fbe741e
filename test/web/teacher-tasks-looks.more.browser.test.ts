import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { signIn, taskTitled } from '../support/api-client.ts';
import { lookLanguages } from '../support/test-size.ts';
import { pdfNamed } from './support/teacher-tasks.ts';
import { assertLooks, assertSpeaks, startWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();
const [teacher, student] = await Promise.all([signIn(apiUrl, 'teacher'), client('student')]);
const taskId = await taskTitled(teacher, 'Zażółć');
await student.post('/api/v1/tasks/{taskId}/description-url', { path: { taskId }, body: {} });

const tabs = ['documents', 'placements', 'collaborators', 'access', 'opened', 'settings'] as const;

/** Brings a tab into its fullest state, in either language. */
async function fill(page: Page, tab: (typeof tabs)[number]): Promise<void> {
  await page.getByRole('tabpanel').waitFor();
  if (tab === 'documents') {
    await page
      .locator('input[type=file]')
      .setInputFiles([
        pdfNamed('a.pl.pdf'),
        pdfNamed('b.pl.pdf'),
        { name: 'c.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no') },
      ]);
    await page.getByRole('region', { name: 'c.pdf' }).getByRole('alert').waitFor();
  }
  if (tab === 'access') {
    await page.locator('input[type=email]').fill('student@example.org');
    await page.keyboard.press('Enter');
    await page.locator('[aria-live] section').waitFor();
  }
  if (tab === 'opened') await page.locator('.recharts-surface').first().waitFor();
  if (['documents', 'placements', 'opened'].includes(tab)) {
    await page.getByRole('table').first().waitFor();
  }
  if (tab === 'collaborators') await page.locator('main li').first().waitFor();
}

describe('the task pages of a teacher', () => {
  for (const language of lookLanguages) {
    it(`are accessible and fit, wide and narrow, in both colour schemes: ${language}`, async () => {
      const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks', language });
      const check = (what: string) =>
        language === 'en' ? assertLooks(page, what, [1280, 360]) : assertSpeaks(page, language, what);
      await page.locator('main li a').first().waitFor();
      await check('list');
      await page.getByRole('button', { name: /New task|Nowe zadanie/ }).click();
      await page.getByRole('dialog').waitFor();
      await check('new task');
      for (const tab of tabs) {
        await page.goto(`${apiUrl}/manage/tasks/${taskId}?tab=${tab}`);
        await fill(page, tab);
        await check(tab);
      }
      await page.goto(`${apiUrl}/manage/tasks/${taskId}?tab=placements`);
      await page.getByRole('button', { name: /^(Assign|Przydziel)$/ }).click();
      await page.getByRole('dialog').getByRole('combobox').click();
      await page.getByRole('option').last().click();
      await page.getByRole('dialog').locator('input[type=datetime-local]').first().waitFor();
      await check('assign');
      assertCalm();
      await page.context().close();
    });
  }
});
