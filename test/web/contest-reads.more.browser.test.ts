import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { waitUntil } from '../support/server-process.ts';
import { minuteMs } from '../support/settable-clock.ts';
import { realPdf } from './support/real-pdf.ts';
import { expect } from './support/settled.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const app = await startWebApp();
const teacher = await app.client('teacher');

describe('the tab with who has read the tasks of a contest', () => {
  it('counts who has opened each task, lists who has not, and downloads all as CSV', async () => {
    const { taskId } = await teacher.post('/api/v1/tasks', { body: { title: 'Harbour Cranes' } });
    const file = { language: 'en', fileName: 'statement.en.pdf', pdf: new Blob([await realPdf()]) };
    await teacher.uploadDocument(taskId, file);
    const startsAt = new Date(Date.now() - minuteMs).toISOString();
    const contest = { name: 'Reading', startsAt, endsAt: new Date(Date.now() + 60 * minuteMs).toISOString() };
    const { contestId } = await teacher.post('/api/v1/contests', { body: contest });
    const path = { contestId };
    await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
      path: { contestId, taskId },
      body: { label: 'A', position: 0 },
    });
    const emails = ['student@example.org', 'outsider@example.org'];
    await teacher.post('/api/v1/contests/{contestId}/participants', { path, body: { emails } });
    const student = await app.open({ as: 'student', path: `/tasks/${taskId}` });
    await student.page.locator('canvas').first().waitFor();
    await waitUntil('the download to be recorded', async () => {
      const { tasks } = await teacher.get('/api/v1/contests/{contestId}/reads', { path });
      return tasks[0]?.opened === 1;
    });

    const { page, assertCalm } = await app.open({
      as: 'teacher',
      path: `/manage/contests/${contestId}?tab=reads`,
    });
    const counts = page.getByRole('table', { name: t('contests:reads.title') });
    const half = t('contests:reads.of', { count: 1, total: 2 });
    await counts.getByRole('row', { name: /A\. Harbour Cranes/ }).waitFor();
    await expect(counts.getByText(half), 'got a link, and opened it').toHaveCount(2);
    const people = page.getByRole('table', { name: t('contests:reads.people') });
    await people.getByRole('row', { name: /student@example\.org.*127\.0\.0\.1/ }).waitFor();
    await page.getByRole('combobox', { name: t('contests:reads.filter') }).click();
    await page.getByRole('option', { name: t('contests:reads.answer.no') }).click();
    await people.getByRole('row', { name: /outsider@example\.org/ }).waitFor();
    await people.getByRole('row', { name: /student@example\.org/ }).waitFor({ state: 'detached' });

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: t('contests:reads.csv') }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    assert.match(csv, /^[^,]+,student@example\.org,[^,]+,yes,yes,/m);
    assert.match(csv, /^[^,]+,outsider@example\.org,[^,]+,no,no,/m);
    assertCalm();
  });
});
