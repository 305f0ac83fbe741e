import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { sha256 } from '../support/api-client.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import { brokenPdfs, encrypted } from '../support/hostile-pdfs.ts';
import { freePorts } from '../support/ports.ts';
import { waitUntil } from '../support/server-process.ts';
import { expect, gone } from './support/settled.ts';
import {
  chooseFiles,
  createTask,
  dropFiles,
  endlessPdf,
  fileRow,
  pdfNamed,
  pick,
} from './support/teacher-tasks.ts';
import { beginning, t, textsIn } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const [filesPort] = await freePorts();
const proxy = await startCuttingProxy(filesPort);
const { open, client } = await startWebApp({
  LECTERN_FILES_PORT: String(filesPort),
  LECTERN_FILES_URL: proxy.url,
  MAX_PDF_BYTES: '8000000',
});
const teacher = await client('teacher');

/** Opens the page of a new task. */
async function openTask(title: string) {
  const taskId = await createTask(teacher, title);
  const opened = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
  const current = async () =>
    (await teacher.get('/api/v1/tasks/{taskId}/documents', { path: { taskId } })).documents;
  return { ...opened, taskId, current };
}

const isDone = (page: Page, name: string) =>
  fileRow(page, name)
    .getByText(beginning(t('tasks:documents.uploaded')))
    .waitFor({ timeout: 60_000 });

/** Requests to the storage. */
const sentIn = (requests: ReadonlyArray<string>) =>
  requests.filter((request) => request.startsWith(`PUT ${proxy.url}`));

/** Limits the network: bytes per second to send, so that progress can be observed, or offline. */
async function networkOf(page: Page): Promise<(sending: number | 'fast' | 'offline') => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  return async (sending) => {
    await session.send('Network.emulateNetworkConditions', {
      offline: sending === 'offline',
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: typeof sending === 'number' ? sending : -1,
    });
  };
}

/** Every value that a progress bar shows before it disappears. */
async function watchProgress(page: Page): Promise<() => Promise<ReadonlyArray<string>>> {
  await page.evaluate(() => {
    const seen: Array<string> = [];
    Object.assign(window, { seenProgress: seen });
    new MutationObserver(() => {
      const bar = document.querySelector('main [role="progressbar"]');
      const value = bar?.getAttribute('aria-valuetext');
      if (value && value !== seen.at(-1)) seen.push(value);
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  return () => page.evaluate(() => (window as unknown as { seenProgress: Array<string> }).seenProgress);
}

describe('an upload of a PDF', () => {
  it('shows its progress, step by step', async () => {
    const { page, assertCalm, current } = await openTask('Measured');
    const seen = await watchProgress(page);
    const setNetwork = await networkOf(page);
    await setNetwork(1_500_000);
    const file = pdfNamed('measured.en.pdf', 3_000_000);
    await chooseFiles(page, [file]);
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) }).click();
    const bar = page.getByRole('progressbar', {
      name: t('uploads:upload.progress', { name: 'measured.en.pdf' }),
    });
    await bar.waitFor();
    await page.getByText(/^Sending .* of 3 MB/).waitFor();
    await isDone(page, file.name);
    const values = await seen();
    const between = values.filter((value) => /^[1-9]\d?%$/.test(value));
    assert.ok(new Set(between).size >= 3, `several steps in between: ${values.join(', ')}`);
    assert.equal((await current())[0]?.sha256, sha256(file.buffer));
    assertCalm();
    await page.context().close();
  });

  it('is canceled in the middle, keeps the file, and starts again', async () => {
    const { page, assertCalm, current } = await openTask('Cancelled');
    const setNetwork = await networkOf(page);
    await setNetwork(500_000);
    await chooseFiles(page, [pdfNamed('long.pl.pdf', 3_000_000)]);
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) }).click();
    await page.getByText(/^Sending .*\(([1-9]|[1-9]\d)%\)/).waitFor();
    await gone(page.getByRole('progressbar'), () =>
      page.getByRole('button', { name: t('tasks:upload.cancel', { name: 'long.pl.pdf' }) }).click(),
    );
    assert.deepEqual(await current(), []);
    await setNetwork('fast');
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) }).click();
    await isDone(page, 'long.pl.pdf');
    assert.equal((await current()).length, 1);
    assertCalm();
    await page.context().close();
  });

  it('waits while offline, and completes automatically afterwards', async () => {
    const { page, complaints, current } = await openTask('Offline');
    const setNetwork = await networkOf(page);
    await setNetwork(500_000);
    const file = pdfNamed('tunnel.en.pdf', 3_000_000);
    await chooseFiles(page, [file]);
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) }).click();
    await page.getByText(/^Sending .*\(([1-9]|[1-9]\d)%\)/).waitFor();
    await setNetwork('offline');
    await page.getByText(t('uploads:upload.step.waiting')).first().waitFor();
    await setNetwork('fast');
    await isDone(page, file.name);
    assert.equal((await current())[0]?.sha256, sha256(file.buffer));
    assert.ok(complaints.every((complaint) => complaint.includes('ERR_INTERNET_DISCONNECTED')));
    await page.context().close();
  });

  it('is repeated automatically when a connection breaks in the middle', async () => {
    const { page, current } = await openTask('Cut once');
    const file = pdfNamed('cut.en.pdf', 4_000_000);
    const cutsBefore = proxy.cuts;
    proxy.cutAfter(2_000_000);
    await dropFiles(page, [file]);
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) }).click();
    await page.getByText(t('uploads:upload.step.waiting')).first().waitFor();
    proxy.cutAfter(undefined);
    await isDone(page, file.name);
    assert.ok(proxy.cuts > cutsBefore);
    assert.equal((await current())[0]?.sha256, sha256(file.buffer));
  });

  it('reports a connection that breaks every time, and keeps the file for another attempt', async () => {
    const { page, current } = await openTask('Cut for long');
    await page.clock.install();
    await page.reload();
    const file = pdfNamed('far.en.pdf', 4_000_000);
    proxy.cutAfter(1_000_000);
    await dropFiles(page, [file]);
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) }).click();
    const alert = fileRow(page, file.name).getByRole('alert');
    await waitUntil('the last attempt', async () => {
      if (await page.getByText(t('uploads:upload.step.waiting')).first().isVisible())
        await page.clock.fastForward(10_000);
      return alert.getByText(t('uploads:upload.broken')).isVisible();
    });
    assert.deepEqual(await current(), []);
    // Chosen files survive switching to another tab and back.
    await page.getByRole('tab', { name: t('tasks:task.tabs.settings') }).click();
    await page.getByRole('tab', { name: t('tasks:task.tabs.documents') }).click();
    proxy.cutAfter(undefined);
    await page.getByRole('button', { name: t('tasks:upload.retry', { name: 'far.en.pdf' }) }).click();
    await isDone(page, file.name);
    assert.equal((await current())[0]?.sha256, sha256(file.buffer));
    await page.context().close();
  });

  it('is refused for a file that is not a PDF, before or after sending it', async () => {
    const { page, requests, current } = await openTask('Not a PDF');
    const text = { name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('hello') };
    await dropFiles(page, [text, endlessPdf('endless.en.pdf'), pdfNamed('whole.pl.pdf')]);
    await fileRow(page, 'notes.pdf').getByRole('alert').getByText(t('uploads:upload.notAPdf')).waitFor();
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 2 }) }).click();
    await fileRow(page, 'endless.en.pdf').getByRole('alert').getByText(t('reasons.pdf-cut-off')).waitFor();
    await isDone(page, 'whole.pl.pdf');
    assert.equal(sentIn(requests).length, 2);
    assert.deepEqual(
      (await current()).map(({ language }) => language),
      ['pl'],
    );
    await gone(fileRow(page, 'notes.pdf'), () =>
      page.getByRole('button', { name: t('tasks:upload.remove', { name: 'notes.pdf' }) }).click(),
    );
  });

  it("does not start for a PDF that no reader could open, and explains it in the app's language", async () => {
    const faulty = brokenPdfs().flatMap(({ bytes, pages, finds }, at) =>
      pages
        ? []
        : [
            {
              code: finds[0] as 'pdf-password' | 'pdf-unreadable' | 'pdf-empty',
              ...pdfNamed(`faulty-${at}.en.pdf`),
              buffer: bytes,
            },
          ],
    );
    for (const language of ['en', 'pl'] as const) {
      const taskId = await createTask(teacher, 'Faulty');
      const { page, requests, assertCalm } = await open({
        as: 'teacher',
        path: `/manage/tasks/${taskId}`,
        language,
      });
      const say = textsIn(language);
      const opens = { ...pdfNamed('opens.en.pdf'), buffer: encrypted({ user: '', owner: 'owner' }) };
      await dropFiles(page, [...faulty, opens], say('tasks:upload.title'));
      for (const { name, code } of faulty) {
        await fileRow(page, name)
          .getByRole('alert')
          .getByText(say(`uploads:upload.fault.${code}`))
          .waitFor();
      }
      await page.getByRole('button', { name: say('tasks:upload.start', { count: 1 }) }).waitFor();
      assert.equal(await fileRow(page, opens.name).getByRole('alert').count(), 0);
      assert.deepEqual(
        requests.filter((request) => /^(POST|PUT) .*\/documents/.test(request)),
        [],
      );
      assertCalm();
      await page.context().close();
    }
  });

  it('does not send the same file as the current version, and reports that it is unchanged', async () => {
    const { page, taskId, requests, current, assertCalm } = await openTask('The same');
    const file = pdfNamed('same.en.pdf');
    const pdf = new Blob([file.buffer as BlobPart]);
    await teacher.uploadDocument(taskId, { language: 'en', fileName: file.name, pdf });
    const [before] = await current();
    await dropFiles(page, [file]);
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) }).click();
    await fileRow(page, file.name).getByText(t('tasks:upload.same')).waitFor();
    assert.deepEqual([await current(), sentIn(requests)], [[before], []]);
    assertCalm();
  });

  it('does not start for a file that is too large, and shows the limit', async () => {
    const { page, requests } = await openTask('Too large');
    await page.getByText('At most 8 MB each.').first().waitFor();
    await dropFiles(page, [pdfNamed('huge.en.pdf', 8_000_001)]);
    await fileRow(page, 'huge.en.pdf')
      .getByRole('alert')
      .getByText(t('uploads:upload.tooLarge', { max: '8 MB' }))
      .waitFor();
    assert.deepEqual(
      requests.filter((request) => /^(POST|PUT) .*\/documents/.test(request)),
      [],
    );
    assert.equal(await page.getByRole('button', { name: /^Upload/ }).count(), 0);
  });

  it('is refused by the server for a file that is too large if the limit is unknown', async () => {
    const { page, requests } = await openTask('Too large for the server');
    await page.route('**/api/v1/settings', (route) => route.abort());
    await page.reload();
    await page.getByText('Drop PDFs here').waitFor();
    await dropFiles(page, [pdfNamed('huge.en.pdf', 8_000_001)]);
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) }).click();
    await fileRow(page, 'huge.en.pdf')
      .getByText(t('uploads:upload.tooLarge', { max: '8 MB' }))
      .waitFor();
    assert.deepEqual(sentIn(requests), []);
  });

  it('needs a different language for each file', async () => {
    const { page, current } = await openTask('Twice');
    await dropFiles(page, [pdfNamed('a.pl.pdf'), pdfNamed('b-pl.pdf')]);
    const button = page.getByRole('button', { name: t('tasks:upload.start', { count: 2 }) });
    await expect(button).toBeDisabled();
    await page.getByText(t('tasks:upload.problem.twice')).first().waitFor();
    const field = fileRow(page, 'b-pl.pdf').getByRole('combobox', { name: t('tasks:upload.language') });
    await field.fill('pt-br');
    await pick(field, 'Brazilian Portuguese (pt-BR)');
    await button.click();
    await Promise.all(['a.pl.pdf', 'b-pl.pdf'].map((name) => isDone(page, name)));
    assert.deepEqual((await current()).map(({ language }) => language).sort(), ['pl', 'pt-BR']);
  });

  it('is not lost by a click on a link without a question', async () => {
    const { page } = await openTask('Leaving');
    const setNetwork = await networkOf(page);
    await setNetwork(300_000);
    await dropFiles(page, [pdfNamed('slow.en.pdf', 3_000_000)]);
    await page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) }).click();
    await page.getByRole('progressbar').waitFor();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: t('navigation.tasks') })
      .click();
    const question = page.getByRole('dialog', { name: t('uploads:upload.leave.title') });
    await gone(question, () =>
      question.getByRole('button', { name: t('uploads:upload.leave.stay') }).click(),
    );
    await page.getByRole('progressbar').waitFor();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: t('navigation.tasks') })
      .click();
    await question.getByRole('button', { name: t('uploads:upload.leave.go') }).click();
    await page.getByRole('heading', { name: t('tasks:tasks.title'), level: 1 }).waitFor();
    await page.context().close();
  });
});
