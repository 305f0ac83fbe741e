import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readBooklet } from '../support/booklets.ts';
import { contentOf } from '../support/chromium.ts';
import { hourMs } from '../support/settable-clock.ts';
import { makeStatement } from '../support/statements.ts';
import { chooseInRow, confirm } from './support/confirm.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { bytesOf, isSigned, publish, readerOf, replace } from './support/reader-page.ts';
import { expect, hold } from './support/settled.ts';
import { createContest } from './support/soon-contest.ts';
import { chooseFiles, createTask, dropFiles, fileRow, pdfNamed } from './support/teacher-tasks.ts';
import { beginning, like, t, textsIn } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { open, client } = await startWebApp();
const teacher = await client('teacher');

describe('a teacher, with the PDFs of a task', () => {
  it('replaces a PDF, compares, opens and restores the older one, and removes the language', async () => {
    const taskId = await createTask(teacher, 'Lake House');
    const upload = (fileName: string) =>
      teacher.uploadDocument(taskId, {
        language: 'de',
        fileName,
        pdf: new Blob([pdfNamed(fileName).buffer as BlobPart]),
      });
    await upload('haus-1.pdf');
    const { page, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    await chooseFiles(page, [pdfNamed('haus.de.pdf')]);
    await page.getByText(t('tasks:upload.replaces')).waitFor();
    // After it was checked.
    const start = { name: t('tasks:upload.start', { count: 1 }), disabled: false };
    await page.getByRole('button', start).press('Enter');
    await fileRow(page, 'haus.de.pdf')
      .getByText(beginning(t('tasks:documents.uploaded')))
      .waitFor();
    const rows = page
      .getByRole('table', { name: t('tasks:documents.versionsOf', { language: 'German' }) })
      .getByRole('row');
    await rows.nth(2).waitFor();
    await expect(rows.nth(1)).toHaveText(/haus\.de\.pdf.*current/);
    assert.doesNotMatch((await rows.nth(2).textContent()) ?? '', /haus-1\.pdf ?current/);

    // This Chromium has no PDF viewer; suites of the reader test what the tab shows.
    const opened = page.waitForEvent('popup');
    await rows
      .nth(2)
      .getByRole('button', { name: t('tasks:documents.open') })
      .click();
    await (await opened).close();
    const path = { taskId };
    const versions = await teacher.get('/api/v1/tasks/{taskId}/documents/{language}/versions', {
      path: { taskId, language: 'de' },
    });
    const records = await teacher.get('/api/v1/issued-urls', { query: { taskId } });
    assert.deepEqual(
      records.items.map(({ versionId }) => versionId),
      [versions.items[1]?.versionId],
      'the opening is recorded',
    );
    await rows
      .nth(2)
      .getByRole('button', { name: t('tasks:documents.restore') })
      .click();
    await confirm(page, t('tasks:documents.restore'));
    await rows.nth(2).getByText('current', { exact: true }).waitFor();
    const { documents } = await teacher.get('/api/v1/tasks/{taskId}/documents', { path });
    assert.deepEqual(
      documents.map(({ fileName }) => fileName),
      ['haus-1.pdf'],
    );

    await page.getByRole('button', { name: t('tasks:documents.removeOf', { language: 'German' }) }).click();
    await page.getByRole('button', { name: t('action.cancel') }).press('Enter');
    await page.getByRole('button', { name: t('tasks:documents.removeOf', { language: 'German' }) }).click();
    await confirm(page, t('action.remove'));
    await page.getByText(t('tasks:documents.isRemoved')).waitFor();
    await page.reload();
    await page.getByText(t('tasks:documents.isRemoved')).waitFor();
    assert.deepEqual(
      (await teacher.get('/api/v1/tasks/{taskId}/documents', { path: { taskId } })).documents,
      [],
    );
    assertCalm();
  });

  it('adds a note about a replaced PDF, and readers immediately see it and the differences', async () => {
    const tp = textsIn('pl');
    const makeBridge = (answer: number) =>
      makeStatement({ pages: 3, text: (number) => `On page ${number} it is ${number === 2 ? answer : 40}.` });
    const taskId = await publish(teacher, 'Old Bridge', { en: await makeBridge(17) });
    const inEnglish = await open({ as: 'student', path: `/tasks/${taskId}` });
    const inPolish = await open({
      ...{ as: 'student', path: `/tasks/${taskId}`, language: 'pl' },
      ...{ width: 390, colorScheme: 'dark' },
    });
    const reader = readerOf(inEnglish.page);
    await reader.painted(1);
    await reader.goTo(2);
    await reader.painted(2);
    await readerOf(inPolish.page).painted(1);

    const { page, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    const corrected = { ...pdfNamed('bridge.en.pdf'), buffer: await bytesOf(await makeBridge(18)) };
    await page.getByText(t('tasks:upload.drop')).waitFor();
    await dropFiles(page, [corrected]);
    const why = page.getByRole('group', { name: t('tasks:reason.legend') });
    await why.getByLabel('English').waitFor();
    await page.getByRole('button', { name: t('tasks:upload.startUnexplained') }).waitFor();
    const start = page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) });
    await expect(start).toBeDisabled();
    await assertAccessible(page);
    await why.getByLabel('English').fill('The answer on page 2 was wrong.');
    await why.getByLabel('Polish').fill('Odpowiedź na stronie 2 była błędna.');
    await start.click();
    await fileRow(page, 'bridge.en.pdf').getByText(t('tasks:upload.done')).waitFor();

    const news = inEnglish.page.getByRole('status').filter({ hasText: t('reader:notice.updated') });
    await news.getByText('The answer on page 2 was wrong.').waitFor();
    await inPolish.page
      .getByRole('status')
      .filter({ hasText: tp('reader:notice.updated') })
      .getByText('Odpowiedź na stronie 2 była błędna.')
      .waitFor();
    await inPolish.page.getByRole('button', { name: tp('reader:notice.compare') }).click();
    const zmiany = inPolish.page.getByRole('dialog', { name: tp('reader:comparison.title') });
    await zmiany.getByRole('insertion').getByText('18.').waitFor();
    await assertAccessible(inPolish.page);
    await assertFitsWidth(inPolish.page);
    await inPolish.context.close();

    await news.getByRole('button', { name: t('reader:notice.compare') }).click();
    const changes = inEnglish.page.getByRole('dialog', { name: t('reader:comparison.title') });
    const changedPage = changes.getByRole('region', { name: t('reader:pages.page', { number: '2' }) });
    await expect(changedPage.getByRole('deletion')).toHaveText(/17\.$/);
    await expect(changedPage.getByRole('insertion')).toHaveText(/18\.$/);
    await expect(changes.getByRole('region')).toHaveCount(1);
    await changes.getByText(t('reader:comparison.unchanged', { count: 2, pages: '1, 3' })).waitFor();
    await changes.getByText(t('reader:comparison.difference', { number: '1', total: '1' })).waitFor();
    await inEnglish.page.keyboard.press('Escape');
    await inEnglish.page.getByRole('button', { name: t('reader:notice.showUpdated') }).click();
    await reader.sheet(2).getByText('On page 2 it is 18.').waitFor();
    await reader.isAt(2);
    assert.equal(await news.count(), 0);
    inEnglish.assertCalm();
    await inEnglish.context.close();

    const rows = page
      .getByRole('table', { name: t('tasks:documents.versionsOf', { language: 'English' }) })
      .getByRole('row');
    await rows.nth(1).getByText('The answer on page 2 was wrong.').waitFor();
    await rows
      .nth(2)
      .getByRole('button', { name: like((name) => t('tasks:documents.compareOf', { name, time: name })) })
      .click();
    const compared = page.getByRole('dialog', { name: t('reader:comparison.title') });
    await expect(compared.getByRole('deletion')).toHaveText(/17\.$/);
    assertCalm();
  });

  it('are compared from the first difference on, with equal text collapsed', async () => {
    const same = '\nfive words that are same'.repeat(12);
    const make = (changed: string) =>
      makeStatement({
        pages: 6,
        text: (number) => [same, number > 4 ? changed : 'old', same].join('\n'),
      });
    const taskId = await publish(teacher, 'Long Bridge', { en: await make('old') });
    await replace(teacher, taskId, await make('new'));
    const { page, context } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}`, height: 400 });
    await page
      .getByRole('button', { name: like((name) => t('tasks:documents.compareOf', { name, time: name })) })
      .click();
    const compared = page.getByRole('dialog', { name: t('reader:comparison.title') });
    const current = (place: string) =>
      compared.getByText(t('reader:comparison.difference', { number: place, total: '2' })).waitFor();
    const seen = (at: number) =>
      page.waitForFunction((at) => {
        const { top, bottom } =
          document.querySelectorAll('ins')[at]?.getBoundingClientRect() ?? new DOMRect(0, -1);
        return top > 0 && bottom < innerHeight;
      }, at);
    await current('1');
    await seen(0);
    await compared.getByRole('button', { name: t('reader:comparison.next') }).click();
    await current('2');
    await seen(1);
    await compared.getByRole('button', { name: t('reader:comparison.next') }).click();
    await seen(0);
    const folded = compared.getByRole('button', { name: t('reader:comparison.showSame') });
    const before = await folded.count();
    assert.ok(before >= 4);
    await folded.first().click();
    await expect(folded).toHaveCount(before - 1);
    await assertAccessible(page);
    await context.close();
  });
});

describe('the PDFs of a contest', () => {
  it('have no form below their list while it loads, which would move under a click', async () => {
    const times = { startsAtMs: Date.now() - hourMs, endsAtMs: Date.now() + hourMs };
    const contestId = await createContest(teacher, { name: 'Slow Regionals', ...times });
    const { page, context } = await open({
      as: 'teacher',
      path: `/manage/contests/${contestId}?tab=booklets`,
    });
    const make = page.getByRole('button', { name: t('contests:booklets.make'), exact: true });
    await make.waitFor();
    const { asked, release } = await hold(page, '**/booklets*');
    await page.reload();
    await asked;
    await page.getByRole('heading', { name: t('contests:booklets.title'), exact: true }).waitFor();
    assert.equal(await make.count(), 0);
    release();
    await make.waitFor();
    await context.close();
  });

  it('become one booklet, which a teacher saves and a participant opens', async () => {
    const times = { startsAtMs: Date.now() - hourMs, endsAtMs: Date.now() + hourMs };
    const contestId = await createContest(teacher, { name: 'Regionals', ...times });
    const path = { contestId };
    const { items } = await teacher.get('/api/v1/contests/{contestId}/tasks', { path, query: { limit: 2 } });
    for (const { taskId } of items) {
      await replace(teacher, taskId, await makeStatement({ pages: 2, text: () => 'Read carefully.' }));
    }
    const { page, context, assertCalm } = await open({
      as: 'teacher',
      path: `/manage/contests/${contestId}?tab=booklets`,
    });
    await page.getByRole('button', { name: t('contests:booklets.make'), exact: true }).click();
    await page.getByText(t('contests:booklets.state.ready')).waitFor();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      chooseInRow(page, 'English', t('contests:booklets.save')),
    ]);
    assert.equal(saved.suggestedFilename(), 'Regionals.en.pdf');
    const { pages } = await readBooklet(await contentOf(saved));
    assert.equal(pages.filter((text) => text.includes('Read carefully.')).length, 4);
    assertCalm();
    await context.close();

    const participant = await open({ as: 'student', path: `/contests/${contestId}` });
    const opened = participant.context.waitForEvent(
      'response',
      (response) => response.status() < 300 && /pdf/.test(response.headers()['content-type'] ?? ''),
    );
    await participant.page.getByRole('button', { name: t('contest.booklet'), exact: true }).click();
    const reply = await opened;
    assert.ok(isSigned(reply.url()));
    assert.equal(reply.headers()['content-disposition'], 'inline; filename=Regionals.en.pdf');
    participant.assertCalm();
  });
});
