import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeStatement } from '../support/statements.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { publish, publishInGroup, readerOf, replaceUnexamined, type Window } from './support/reader-page.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { open, client, server } = await startWebApp();
const teacher = await client('teacher');
const statement = await makeStatement({ pages: 2, text: () => 'here it is' });
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

const assign = (title: string, window: Window) => publishInGroup(teacher, title, statement, window);

describe('a task that cannot be read', () => {
  it('is shown as closed', async () => {
    const taskId = await assign('Over', { opensAt: inMs(-60_000), closesAt: inMs(-30_000) });
    const { page } = await open({ as: 'student', path: `/tasks/${taskId}`, width: 360 });
    await page.getByRole('heading', { level: 1, name: t('errors.closed') }).waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
  });

  it('looks the same whether it exists or not', async () => {
    const own = await publish(teacher, 'Private', { en: statement });
    await teacher.patch('/api/v1/tasks/{taskId}', {
      path: { taskId: own },
      body: { visibility: 'restricted' },
    });
    const pages = await Promise.all(
      [own, '01900000-0000-7000-8000-000000000000'].map(async (taskId) => {
        const { page, context } = await open({ as: 'outsider', path: `/tasks/${taskId}` });
        await page.getByRole('heading', { level: 1, name: t('errors.not-found') }).waitFor();
        const text = await page.locator('main').textContent();
        await context.close();
        return text;
      }),
    );
    assert.equal(pages[0], pages[1]);
  });

  it('has a title even without a PDF', async () => {
    const { taskId } = await teacher.post('/api/v1/tasks', {
      body: { title: 'Bare', primaryLanguage: 'en', visibility: 'signed-in', visibleFrom: inMs(-1000) },
    });
    const { page, assertCalm } = await open({ as: 'student', path: `/tasks/${taskId}` });
    await page.getByRole('heading', { level: 1, name: 'Bare' }).waitFor();
    await page.getByText('This task has no PDF.', { exact: false }).waitFor();
    assertCalm();
  });

  it('shows that its PDF is damaged', async () => {
    const taskId = await publish(teacher, 'Damaged', {});
    await replaceUnexamined(teacher, taskId, Buffer.from('%PDF-1.7\nnothing\n%%EOF\n'), server);
    const { page } = await open({ as: 'student', path: `/tasks/${taskId}` });
    await page.getByRole('alert').getByText(t('reader:broken.corrupt.title')).waitFor();
    await assertAccessible(page);
  });

  it('opens as soon as there is a connection', async () => {
    const taskId = await publish(teacher, 'In a tunnel', { en: statement });
    const { page, context } = await open({ as: 'student', path: '/account' });
    const reader = readerOf(page);
    await page.getByRole('heading', { level: 1 }).waitFor();
    // Its code is already loaded, as after reading another task.
    await page.goto(`${server.apiUrl}/tasks/${await publish(teacher, 'Another', { en: statement })}`);
    await reader.painted(1);
    await context.setOffline(true);
    await page.evaluate((to) => {
      history.pushState({}, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `/tasks/${taskId}`);
    await page.getByRole('heading', { level: 1, name: t('reader:noConnection.offline') }).waitFor();
    await context.setOffline(false);
    await page.getByRole('heading', { level: 1, name: 'In a tunnel' }).waitFor();
    await reader.painted(1);
  });

  it('shows that its file is missing in the storage, and retries on request', async () => {
    const taskId = await publish(teacher, 'Mislaid', { en: statement });
    const documents = join(server.dataDir, 'files/objects');
    await rename(documents, `${documents}-away`);
    const { page } = await open({ as: 'student', path: `/tasks/${taskId}` });
    await page.getByRole('alert').getByText(t('errors.object-not-found')).waitFor();
    await rename(`${documents}-away`, documents);
    await page.getByRole('button', { name: t('action.retry') }).click();
    await readerOf(page).painted(1);
  });
});
