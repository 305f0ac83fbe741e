import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contentOf } from '../support/chromium.ts';
import { makeStatement } from '../support/statements.ts';
import { chooseInRow, confirm } from './support/confirm.ts';
import { assertLooks, assertSpeaks } from './support/looks.ts';
import { publish, readerOf } from './support/reader-page.ts';
import { expect } from './support/settled.ts';
import { dropFiles, pdfNamed, pick } from './support/teacher-tasks.ts';
import { t, textsIn } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { open, client } = await startWebApp();
const teacher = await client('teacher');
const statement = await makeStatement({ pages: 1, text: () => 'Sum' });
const samples = Buffer.from('1 2\n3\n');
const textFile = (name: string) => ({ name, mimeType: 'text/plain', buffer: samples });
const attach = (taskId: string, fileName: string, kind: 'attachment' | 'editorial', bytes: Uint8Array) =>
  teacher.uploadDocument(taskId, { fileName, attachment: { kind }, pdf: new Blob([Uint8Array.from(bytes)]) });

describe('the attachments of a task', () => {
  it('are added by a teacher, who chooses when each opens', async () => {
    const taskId = await publish(teacher, 'Sum', { en: statement });
    const { page, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    const section = page.getByRole('region', { name: t('tasks:attachments.title'), exact: true });
    await section.getByText(t('tasks:attachments.none')).waitFor();
    const webPage = { name: 'page.html', mimeType: 'text/html', buffer: samples };
    const files = [textFile('samples.txt'), pdfNamed('solution.pdf'), webPage];
    await dropFiles(page, files, t('tasks:attachments.drop'));
    await section.getByText(t('tasks:attachments.badType')).waitFor();
    const opens = section.getByRole('combobox', { name: t('tasks:attachments.opens') });
    await expect(opens.nth(0)).toHaveValue(t('tasks:attachments.opening.attachment'));
    await expect(opens.nth(1)).toHaveValue(t('tasks:attachments.opening.editorial'));
    await assertLooks(page, 'files to attach', [360, 1280]);
    await section.getByRole('button', { name: t('tasks:attachments.start', { count: 2 }) }).click();
    await section.getByText(t('tasks:attachments.done')).nth(1).waitFor();

    const list = section.getByRole('list', { name: t('tasks:attachments.list') });
    await list.getByText(t('tasks:attachments.state.editorial')).waitFor();
    await chooseInRow(page, 'solution.pdf', t('tasks:attachments.change'));
    const dialog = page.getByRole('dialog');
    const inDialog = dialog.getByRole('combobox', { name: t('tasks:attachments.opens') });
    await pick(inDialog, t('tasks:attachments.opening.timed'));
    await dialog.getByLabel(t('tasks:attachments.at')).fill('2030-01-01T12:00');
    await confirm(page, t('action.save'));
    await list.getByText('2030').waitFor();
    await chooseInRow(page, 'samples.txt', t('action.remove'));
    await confirm(page, t('action.remove'));
    await list.getByText('samples.txt').waitFor({ state: 'detached' });
    const { attachments } = await teacher.get('/api/v1/tasks/{taskId}/attachments', { path: { taskId } });
    assert.deepEqual(
      attachments.map(({ fileName, kind }) => [fileName, kind]),
      [['solution.pdf', 'editorial']],
    );
    assertCalm();
  });

  it('are saved from the reader; an editorial that opens later shows only when', async () => {
    const taskId = await publish(teacher, 'Product', { en: statement });
    await attach(taskId, 'samples.txt', 'attachment', samples);
    await attach(taskId, 'segment-tree.pdf', 'editorial', pdfNamed('a.pdf').buffer);
    const { attachments } = await teacher.get('/api/v1/tasks/{taskId}', { path: { taskId } });
    const attachmentId = attachments?.[1]?.attachmentId ?? assert.fail();
    const body = { opensAt: '2030-01-01T12:00:00Z' };
    await teacher.patch('/api/v1/tasks/{taskId}/attachments/{attachmentId}', {
      path: { taskId, attachmentId },
      body,
    });
    const { page, assertCalm } = await open({ as: 'student', path: `/tasks/${taskId}` });
    const reader = readerOf(page);
    await reader.painted(1);
    await reader.tool(t('reader:files.label')).click();
    const editorial = page.getByRole('menuitem', { name: t('reader:files.editorial') });
    await expect(editorial).toHaveAttribute('data-disabled', 'true');
    await expect(editorial).toHaveText(/2030/);
    assert.equal(await page.getByText('segment-tree').count(), 0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'samples.txt' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'samples.txt');
    assert.deepEqual(await contentOf(download), samples);
    assertCalm();
  });

  it('can be read without a statement, and on a phone, in Polish too', async () => {
    const taskId = await publish(teacher, 'No statement', {});
    await attach(taskId, 'data.csv', 'attachment', samples);
    const without = await open({ as: 'student', path: `/tasks/${taskId}` });
    await without.page.getByRole('button', { name: 'data.csv' }).waitFor();
    await assertLooks(without.page, 'files without a statement');

    await teacher.uploadDocument(taskId, { language: 'en', fileName: 'a.pdf', pdf: statement });
    const pl = textsIn('pl');
    const visit = { as: 'student', path: `/tasks/${taskId}`, width: 360, language: 'pl' } as const;
    const { page } = await open(visit);
    await page.getByRole('button', { name: pl('reader:toolbar.more') }).click();
    await page.getByRole('menuitem', { name: 'data.csv' }).waitFor();
    await assertSpeaks(page, 'pl');
  });
});
