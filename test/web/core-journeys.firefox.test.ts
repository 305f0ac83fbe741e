import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { sha256 } from '../support/api-client.ts';
import { startFirefox } from '../support/firefox.ts';
import { readerOf } from './support/reader-page.ts';
import { chooseFiles, createTask, fileRow, pdfNamed } from './support/teacher-tasks.ts';
import { beginning, t } from './support/texts.ts';
import { type DemoName, startWebApp } from './support/web-app.ts';

const { open, client } = await startWebApp({}, startFirefox);
const [teacher, student] = await Promise.all([client('teacher'), client('student')]);

/** Opens a page as somebody who has to sign in first, key by key: what Playwright fills in here, React does not see. */
async function signInAs(as: DemoName, path: string) {
  const opened = await open({ path });
  const { page } = opened;
  await page
    .getByRole('textbox', { name: t('signIn.email') })
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.type(`${as}@example.org`);
  await page.keyboard.press('Tab');
  await page.keyboard.type('lectern-demo');
  await page.keyboard.press('Enter');
  return opened;
}

/** The share of pixels that are dark, and of those that are white. */
const inkOf = (canvas: Locator): Promise<{ dark: number; white: number }> =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext('2d') as CanvasRenderingContext2D;
    const { data } = context.getImageData(0, 0, width, height);
    let [dark, white] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
      const parts = data.subarray(at, at + 3);
      if (parts.every((part) => part > 250)) white += 1;
      else if (parts.every((part) => part < 100)) dark += 1;
    }
    return { dark: dark / (width * height), white: white / (width * height) };
  });

describe('in Firefox', () => {
  it('a participant signs in, opens a contest and a task of it, and reads, with its neighbours above', async () => {
    const { items: contests } = await student.get('/api/v1/contests', { query: { mine: true } });
    const { contestId = '', name = '' } = contests.find(({ phase }) => phase === 'running') ?? {};
    const { items: tasks } = await student.get('/api/v1/contests/{contestId}/tasks', { path: { contestId } });
    const names = tasks.map(({ label, title }) => `${label} ${title}`);
    const [first = '', second = ''] = names;

    const { page, context, assertCalm } = await signInAs('student', '/');
    await page.getByRole('heading', { level: 1, name: t('home.title'), exact: true }).waitFor();
    await page.getByRole('region', { name, exact: true }).getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('link', { name: first, exact: true }).click();

    const reader = readerOf(page);
    await reader.painted(1);
    await reader
      .sheet(1)
      .getByText(tasks[0]?.title as string)
      .waitFor();
    const { dark, white } = await inkOf(reader.sheet(1).locator('canvas'));
    assert.ok(white > 0.8 && dark > 0.001, `dark text on white paper: ${dark} and ${white}`);
    await reader.tool(t('reader:toolbar.next')).click();
    await reader.painted(2);
    await reader.isAt(2);

    const strip = page.getByRole('navigation', { name, exact: true });
    await strip.locator('[role=timer]').waitFor();
    assert.deepEqual(
      await strip
        .getByRole('listitem')
        .getByRole('link')
        .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label'))),
      names,
    );
    await strip.getByRole('link', { name: second, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: tasks[1]?.title as string }).waitFor();
    await reader.painted(1);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: tasks[0]?.title as string }).waitFor();
    assertCalm();
    await context.close();
  });

  it('a teacher signs in, uploads a PDF, and sees its new version', async () => {
    const taskId = await createTask(teacher, 'Firefox');
    const { page, context, assertCalm } = await signInAs('teacher', `/manage/tasks/${taskId}`);
    const pdf = pdfNamed('statement.en.pdf');
    await chooseFiles(page, [pdf]);
    await page.getByRole('button', { name: t('manage:upload.start', { count: 1 }) }).click();
    await fileRow(page, pdf.name)
      .getByText(beginning(t('manage:upload.done')))
      .waitFor();
    const versions = page.getByRole('table', {
      name: t('manage:documents.versionsOf', { language: 'English' }),
    });
    await versions
      .getByRole('row')
      .filter({ hasText: pdf.name })
      .getByText(t('manage:documents.current'))
      .waitFor();
    const { documents } = await teacher.get('/api/v1/tasks/{taskId}/documents', { path: { taskId } });
    assert.deepEqual(
      documents.map((document) => document.sha256),
      [sha256(pdf.buffer)],
    );
    assertCalm();
    await context.close();
  });
});
