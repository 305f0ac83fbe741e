import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { sha256 } from '../support/api-client.ts';
import { contentOf } from '../support/chromium.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import { brokenPdfs, encrypted } from '../support/hostile-pdfs.ts';
import { freePorts } from '../support/ports.ts';
import { packageFiles, zipPackage } from '../support/problem-packages.ts';
import { tarPackage } from '../support/raw-tar.ts';
import { rawZip } from '../support/raw-zip.ts';
import { waitUntil } from '../support/server-process.ts';
import { makeStatement } from '../support/statements.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { button, chooseInRow, confirm } from './support/confirm.ts';
import { assertAccessible, assertFitsWidth, assertLooks, assertSpeaks } from './support/looks.ts';
import { bytesOf, publish, readerOf } from './support/reader-page.ts';
import { realPdf } from './support/real-pdf.ts';
import { expect, gone, hold } from './support/settled.ts';
import {
  type ChosenFile,
  chooseFiles,
  createTask,
  dropFiles,
  endlessPdf,
  fileRow,
  pdfNamed,
  pick,
} from './support/teacher-tasks.ts';
import { beginning, like, t, textsIn } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const [filesPort] = await freePorts();
const proxy = await startCuttingProxy(filesPort);
const { open, client } = await startWebApp({
  LECTERN_FILES_PORT: String(filesPort),
  LECTERN_FILES_URL: proxy.url,
  MAX_PDF_BYTES: '8000000',
});
const teacher = await client('teacher');

const writes = (requests: ReadonlyArray<string>) =>
  requests.filter((request) => /^(POST|PUT) /.test(request));
const goToList = (page: Page, part: 'tasks' | 'groups') =>
  page
    .getByRole('navigation')
    .getByRole('link', { name: t(`navigation.${part}`) })
    .click();

describe('an upload of a PDF', () => {
  /** Opens the page of a new task. */
  async function openTask(title: string) {
    const taskId = await createTask(teacher, title);
    const opened = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    const current = async () =>
      (await teacher.get('/api/v1/tasks/{taskId}/documents', { path: { taskId } })).documents;
    return { ...opened, taskId, current };
  }

  const start = (page: Page, count: number) => button(page, t('tasks:upload.start', { count }));
  const isDone = (page: Page, name: string) =>
    fileRow(page, name)
      .getByText(beginning(t('tasks:documents.uploaded')))
      .waitFor({ timeout: 60_000 });
  const alertOf = (page: Page, name: string) => fileRow(page, name).getByRole('alert');

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

  it('shows its progress, asks before it is left, is canceled, waits while offline, and completes', async () => {
    const { page, complaints, current } = await openTask('Slow');
    const file = pdfNamed('slow.en.pdf', 3_000_000);
    const setNetwork = await networkOf(page);
    await setNetwork(300_000);
    await chooseFiles(page, [file]);
    const seen = await watchProgress(page);
    await start(page, 1).click();
    const bar = page.getByRole('progressbar', {
      name: t('uploads:upload.progress', { name: file.name }),
    });
    await bar.waitFor();
    const question = page.getByRole('dialog', { name: t('uploads:upload.leave.title') });
    await goToList(page, 'tasks');
    await gone(question, () => button(question, t('uploads:upload.leave.stay')).click());
    await page.getByText(/^Sending .*of 3 MB \(([1-9]|[1-9]\d)%\)/).waitFor();
    await expect
      .poll(async () => new Set((await seen()).filter((value) => /^[1-9]\d?%$/.test(value))).size)
      .toBeGreaterThan(2);
    await gone(bar, () => button(page, t('tasks:upload.cancel', { name: file.name })).click());
    assert.deepEqual(await current(), []);

    await start(page, 1).click();
    await page.getByText(/^Sending .*\(([1-9]|[1-9]\d)%\)/).waitFor();
    await setNetwork('offline');
    await page.getByText(t('uploads:upload.step.waiting')).first().waitFor();
    await setNetwork(1_500_000);
    await isDone(page, file.name);
    assert.equal((await current())[0]?.sha256, sha256(file.buffer));

    await setNetwork(300_000);
    await chooseFiles(page, [pdfNamed('other.pl.pdf', 3_000_000)]);
    await start(page, 1).click();
    await page.getByRole('progressbar').waitFor();
    await goToList(page, 'tasks');
    await button(question, t('uploads:upload.leave.go')).click();
    await page.getByRole('heading', { name: t('tasks:tasks.title'), level: 1 }).waitFor();
    assert.deepEqual(
      (await current()).map(({ language }) => language),
      ['en'],
    );
    assert.ok(complaints.every((complaint) => complaint.includes('ERR_INTERNET_DISCONNECTED')));
    await page.context().close();
  });

  it('is repeated when a connection breaks, and keeps the file if it breaks every time', async () => {
    const { page, current } = await openTask('Cut');
    await page.clock.install();
    await page.reload();
    const file = pdfNamed('far.en.pdf', 4_000_000);
    proxy.cutAfter(1_000_000);
    await dropFiles(page, [file]);
    await start(page, 1).click();
    const waiting = page.getByText(t('uploads:upload.step.waiting')).first();
    await waitUntil('the last attempt', async () => {
      if (await waiting.isVisible()) await page.clock.fastForward(10_000);
      return alertOf(page, file.name).getByText(t('uploads:upload.broken')).isVisible();
    });
    assert.deepEqual(await current(), []);
    // Chosen files survive switching to another tab and back.
    await page.getByRole('tab', { name: t('tasks:task.tabs.settings') }).click();
    await page.getByRole('tab', { name: t('tasks:task.tabs.documents') }).click();
    const cutsBefore = proxy.cuts;
    await button(page, t('tasks:upload.retry', { name: file.name })).click();
    await waiting.waitFor();
    proxy.cutAfter(undefined);
    await page.clock.fastForward(10_000);
    await isDone(page, file.name);
    assert.ok(proxy.cuts > cutsBefore);
    assert.equal((await current())[0]?.sha256, sha256(file.buffer));
    await page.context().close();
  });

  it('does not start for files that are too large or that no reader could open, and needs a language each', async () => {
    const { page, requests, current } = await openTask('Refused');
    const sent = () => requests.filter((request) => request.startsWith(`PUT ${proxy.url}`)).length;
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
    assert.ok(faulty.length > 0);
    await page.getByText('At most 8 MB each.').first().waitFor();
    const text = { ...pdfNamed('notes.pdf'), buffer: Buffer.from('hello') };
    const opens = { ...pdfNamed('opens.de.pdf'), buffer: encrypted({ user: '', owner: 'owner' }) };
    const twice = [pdfNamed('a.pl.pdf'), pdfNamed('b-pl.pdf')];
    const refused = [text, pdfNamed('huge.en.pdf', 8_000_001), ...faulty];
    await dropFiles(page, [...refused, ...twice, opens, endlessPdf('endless.en.pdf')]);
    await alertOf(page, 'notes.pdf').getByText(t('uploads:upload.notAPdf')).waitFor();
    await alertOf(page, 'huge.en.pdf')
      .getByText(t('uploads:upload.tooLarge', { max: '8 MB' }))
      .waitFor();
    for (const { name, code } of faulty)
      await alertOf(page, name)
        .getByText(t(`uploads:upload.fault.${code}`))
        .waitFor();
    assert.equal(await alertOf(page, opens.name).count(), 0);
    await page.getByText(t('tasks:upload.problem.twice')).first().waitFor();
    await expect(start(page, 4)).toBeDisabled();
    const field = fileRow(page, 'b-pl.pdf').getByRole('combobox', { name: t('tasks:upload.language') });
    await field.fill('pt-br');
    await pick(field, 'Brazilian Portuguese (pt-BR)');
    assert.deepEqual(
      requests.filter((request) => /^(POST|PUT) .*\/documents/.test(request)),
      [],
    );
    await start(page, 4).click();
    await alertOf(page, 'endless.en.pdf').getByText(t('reasons.pdf-cut-off')).waitFor();
    for (const { name } of twice) await isDone(page, name);
    assert.equal(sent(), 4);
    assert.deepEqual((await current()).map(({ language }) => language).sort(), ['de', 'pl', 'pt-BR']);
    await gone(fileRow(page, 'notes.pdf'), () =>
      button(page, t('tasks:upload.remove', { name: 'notes.pdf' })).click(),
    );

    // Without the limit, the server refuses what is too large; and what is there already is not sent.
    await page.route('**/api/v1/settings', (route) => route.abort());
    await page.reload();
    await page.getByText('Drop PDFs here').waitFor();
    await dropFiles(page, [pdfNamed('huge.en.pdf', 8_000_001), ...twice.slice(0, 1)]);
    await start(page, 2).click();
    await fileRow(page, 'huge.en.pdf')
      .getByText(t('uploads:upload.tooLarge', { max: '8 MB' }))
      .waitFor();
    await fileRow(page, 'a.pl.pdf').getByText(t('tasks:upload.same')).waitFor();
    assert.equal(sent(), 4);
  });
});

describe('files that a teacher drops on the list of tasks', () => {
  const openTasks = () => open({ as: 'teacher', path: '/manage/tasks' });
  const drop = (page: Page, files: ReadonlyArray<ChosenFile>) =>
    dropFiles(page, files, t('task-import:drop.label'));
  const fileOf = (name: string, bytes: Uint8Array, mimeType = 'application/zip'): ChosenFile => ({
    name,
    mimeType,
    buffer: Buffer.from(bytes),
  });
  const list = (page: Page) => page.getByRole('region', { name: t('task-import:drop.list') });
  const rows = (page: Page) =>
    list(page)
      .getByRole('list', { name: t('task-import:drop.list') })
      .locator('> li');
  const titleOf = (page: Page, place: string) =>
    page.getByRole('textbox', { name: t('task-import:drop.titleOf', { place }), exact: true });
  const start = (page: Page, count: number) => button(page, t('task-import:drop.start', { count }));
  const made = (page: Page) => rows(page).getByText(t('task-import:drop.done'));

  /** The teacher's tasks whose title contains a text, with their languages. */
  async function tasksWith(text: string) {
    const { items } = await teacher.get('/api/v1/managed-tasks', { query: { text } });
    return items.map(({ title, languages }) => `${title}: ${languages.join(', ')}`).sort();
  }

  it('become tasks after a confirmation: many PDFs, with their own or other titles, by keyboard', async () => {
    await createTask(teacher, 'Twin Primes');
    const { page, requests, assertCalm } = await openTasks();
    const titled = async (name: string, title: string) =>
      fileOf(name, await realPdf(title), 'application/pdf');
    const files = Array.from({ length: 9 }, (_, index) => pdfNamed(`drop-${index}.en.pdf`));
    const polish = pdfNamed('drop-0.pl.pdf', 60_000);
    const chooser = page.waitForEvent('filechooser');
    await button(page, t('task-import:drop.choose')).press('Enter');
    await (await chooser).setFiles([
      ...[...files, polish, pdfNamed('drop-unnamed.pdf')],
      await titled('titled-1.en.pdf', 'Dropped train'),
      await titled('titled-1.pl.pdf', 'Nocny pociąg'),
      await titled('titled-2.en.pdf', 'Microsoft Word - titled.docx'),
    ]);
    await start(page, 12).waitFor();
    await page.getByRole('combobox', { name: t('task-import:drop.language') }).waitFor();
    await expect(titleOf(page, 'titled-1')).toHaveValue('Dropped train');
    await list(page).getByText('Nocny pociąg', { exact: true }).waitFor();
    await expect(titleOf(page, 'titled-2')).toHaveValue('titled-2');
    const title = titleOf(page, 'drop-0');
    for (const [typed, problem] of [
      ['twin primes ', 'warning.exists'],
      ['drop-2', 'warning.twice'],
      [' ', 'titleProblem.missing'],
    ] as const) {
      await title.fill(typed);
      await rows(page)
        .getByText(t(`task-import:drop.${problem}`))
        .first()
        .waitFor();
    }
    await expect(start(page, 12)).toBeDisabled();
    await title.fill('drop: Zażółć');
    await button(page, t('task-import:drop.remove', { title: 'drop-1' })).press('Enter');
    assert.deepEqual(writes(requests), []);

    await start(page, 11).press('Enter');
    await made(page).nth(10).waitFor({ timeout: 60_000 });
    const tasks = await tasksWith('drop');
    assert.equal(tasks.length, 10);
    for (const each of ['drop: Zażółć: en, pl', 'drop-unnamed: en', 'Dropped train: en, pl'])
      assert.ok(tasks.includes(each), tasks.join());
    assert.ok(!tasks.some((task) => task.startsWith('drop-1:')));
    assert.deepEqual(await tasksWith('nocny'), ['Dropped train: en, pl']);

    const next = page.getByRole('group', { name: t('task-import:drop.next', { count: 11 }) });
    await button(next, t('tasks:bulk.addTo.group')).click();
    const dialog = page.getByRole('dialog', { name: t('schedule:bulk.title.group', { count: 11 }) });
    await pick(dialog.getByRole('combobox', { name: t('schedule:placements.kind.group') }), 'Algorithms 101');
    await button(dialog, t('schedule:bulk.submit')).click();
    await dialog.getByText(t('schedule:bulk.added', { count: 11, name: 'Algorithms 101' })).waitFor();
    await button(dialog, t('action.close')).last().click();
    await page.getByRole('link', { name: t('task-import:drop.openOf', { title: 'drop: Zażółć' }) }).click();
    await page.getByRole('heading', { name: 'drop: Zażółć', level: 1 }).waitFor();
    const taskId = new URL(page.url()).pathname.split('/').at(-1) as string;
    const { documents } = await teacher.get('/api/v1/tasks/{taskId}/documents', { path: { taskId } });
    assert.equal(documents.find(({ language }) => language === 'pl')?.sha256, sha256(polish.buffer));
    assertCalm();
  });

  it('are unpacked in the browser from a zip of ICPC, a .tgz of SIO2, and a folder of the system', async () => {
    const { page, requests, assertCalm } = await openTasks();
    const files = { ...packageFiles.icpc, 'hello/attachments/samples.txt': '1 2' };
    await drop(page, [
      fileOf('contest.zip', zipPackage(files)),
      fileOf('abc.tgz', tarPackage(packageFiles.sinol), 'application/gzip'),
      ...[fileOf('broken.zip', Buffer.from('PK')), pdfNamed('large.en.pdf', 8_000_001)],
      fileOf('climbing.zip', rawZip([{ name: '../../up.en.pdf', bytes: pdfNamed('up.pdf').buffer }])),
    ]);
    const refused = list(page).getByRole('list', { name: t('task-import:drop.notTaken') });
    for (const reason of [
      t('task-import:drop.remark.path-refused'),
      t('task-import:drop.remark.archive-unreadable'),
      t('task-import:drop.remark.file-too-large', { path: 'large.en.pdf', max: '8 MB' }),
    ])
      await refused.getByText(reason).waitFor();
    await start(page, 2).waitFor();
    await expect(titleOf(page, 'abc.tgz/abc')).toHaveValue('Sumżyce');
    await expect(titleOf(page, 'contest.zip/hello')).toHaveValue('Hello World!');
    const row = rows(page).first();
    await row.getByText(/hello\.en\.pdf · /).waitFor();
    const attached = { name: 'samples.txt', size: '3 bytes' };
    await row.getByText(t('task-import:drop.attachment', attached)).waitFor();
    await row
      .getByText(t('task-import:drop.remark.only-source', { language: 'Swedish', kind: 'TeX' }))
      .waitFor();
    await assertLooks(page, 'what was dropped', [1280, 360]);
    await page.setViewportSize({ width: 1280, height: 800 });
    assert.deepEqual(writes(requests), []);
    await start(page, 2).click();
    await made(page).nth(1).waitFor();
    assert.deepEqual(await tasksWith('Hello World!'), ['Hello World!: en, pt-BR']);
    assert.deepEqual(await tasksWith('Sumżyce'), ['Sumżyce: en, pl']);
    const { items } = await teacher.get('/api/v1/managed-tasks', { query: { text: 'Hello World!' } });
    const path = { taskId: items[0]?.taskId ?? assert.fail() };
    const { attachments } = await teacher.get('/api/v1/tasks/{taskId}/attachments', { path });
    assert.deepEqual(
      attachments.map(({ fileName }) => fileName),
      ['samples.txt'],
    );

    await page.reload();
    const root = join(temporaryFolder(), 'round');
    for (const [path, bytes] of Object.entries(packageFiles.icpc)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    }
    const area = page.getByRole('region', { name: t('task-import:drop.label') });
    await area.scrollIntoViewIfNeeded();
    const box = (await area.boundingBox()) ?? assert.fail();
    const devtools = await page.context().newCDPSession(page);
    const data = { items: [], files: [root], dragOperationsMask: 1 };
    const place = { x: box.x + box.width / 2, y: box.y + 10 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, ...place, data });
    }
    await titleOf(page, 'round/hello').fill('From a folder');
    await start(page, 1).press('Enter');
    await made(page).waitFor();
    assert.deepEqual(await tasksWith('From a folder'), ['From a folder: en, pt-BR']);
    assertCalm();
  });

  it('can be stopped and resume; another attempt after a refusal creates no second task', async () => {
    const { page } = await openTasks();
    const { release } = await hold(page, /\/complete$/);
    await drop(page, [pdfNamed('partly.en.pdf'), endlessPdf('partly.pl.pdf'), pdfNamed('wholly.en.pdf')]);
    await start(page, 2).click();
    await page.getByText(t('uploads:upload.step.checking')).first().waitFor();
    await page.getByText(t('task-import:drop.queued')).waitFor();
    await goToList(page, 'groups');
    const question = page.getByRole('dialog', { name: t('uploads:upload.leave.title') });
    await button(question, t('uploads:upload.leave.stay')).click();
    await button(page, t('task-import:drop.stop')).click();
    await start(page, 2).waitFor();
    assert.equal(await made(page).count(), 0);
    release();
    await page.unrouteAll({ behavior: 'ignoreErrors' });

    await start(page, 2).click();
    await made(page).waitFor();
    const alert = rows(page).first().getByRole('alert');
    await alert.getByText(`partly.pl.pdf: ${t('reasons.pdf-cut-off')}`).waitFor();
    await page.getByRole('link', { name: t('task-import:drop.openOf', { title: 'partly' }) }).waitFor();
    const retry = button(page, t('task-import:drop.retry', { title: 'partly' }));
    await retry.click();
    await retry.waitFor();
    await alert.getByText(t('reasons.pdf-cut-off')).waitFor();
    assert.deepEqual(await tasksWith('partly'), ['partly: en']);
    assert.deepEqual(await tasksWith('wholly'), ['wholly: en']);
    await gone(list(page), () => button(page, t('task-import:drop.discard')).click());
  });
});

describe('the PDFs of a task', () => {
  it('are replaced, opened, restored and removed', async () => {
    const taskId = await createTask(teacher, 'Lake House');
    const path = { taskId };
    await teacher.uploadDocument(taskId, {
      language: 'de',
      fileName: 'haus-1.pdf',
      pdf: new Blob([Uint8Array.from(pdfNamed('haus-1.pdf').buffer)]),
    });
    const { page, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    await chooseFiles(page, [pdfNamed('haus.de.pdf')]);
    await page.getByText(t('tasks:upload.replaces')).waitFor();
    // After it was checked.
    const start = { name: t('tasks:upload.start', { count: 1 }), disabled: false };
    await page.getByRole('button', start).press('Enter');
    const rows = page
      .getByRole('table', { name: t('tasks:documents.versionsOf', { language: 'German' }) })
      .getByRole('row');
    await rows.nth(2).waitFor();
    await expect(rows.nth(1)).toHaveText(/haus\.de\.pdf.*current/);
    await expect(rows.nth(2)).not.toHaveText(/current/);

    // This Chromium has no PDF viewer; suites of the reader test what the tab shows.
    const opened = page.waitForEvent('popup');
    await rows
      .nth(2)
      .getByRole('button', { name: t('tasks:documents.open') })
      .click();
    await (await opened).close();
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
    const documents = async () =>
      (await teacher.get('/api/v1/tasks/{taskId}/documents', { path })).documents.map(
        ({ fileName }) => fileName,
      );
    assert.deepEqual(await documents(), ['haus-1.pdf']);
    const remove = button(page, t('tasks:documents.removeOf', { language: 'German' }));
    await remove.click();
    await button(page, t('action.cancel')).press('Enter');
    await remove.click();
    await confirm(page, t('action.remove'));
    await page.getByText(t('tasks:documents.isRemoved')).waitFor();
    assert.deepEqual(await documents(), []);
    assertCalm();
  });

  it('get a note when they are replaced, and readers immediately see it and the differences', async () => {
    const tp = textsIn('pl');
    const same = '\nfive words that are same'.repeat(12);
    const makeBridge = (answer: number) =>
      makeStatement({
        pages: 6,
        text: (number) => (number > 4 ? `${same}\nOn page ${number} it is ${answer}.${same}` : same),
      });
    const taskId = await publish(teacher, 'Old Bridge', { en: await makeBridge(17) });
    const inEnglish = await open({ as: 'student', path: `/tasks/${taskId}` });
    const inPolish = await open({
      ...{ as: 'student', path: `/tasks/${taskId}`, language: 'pl' },
      ...{ width: 390, colorScheme: 'dark' },
    });
    const reader = readerOf(inEnglish.page);
    await reader.painted(1);
    await reader.goTo(5);
    await reader.painted(5);
    await readerOf(inPolish.page).painted(1);

    const { page, context, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    const corrected = { ...pdfNamed('bridge.en.pdf'), buffer: await bytesOf(await makeBridge(18)) };
    await page.getByText(t('tasks:upload.drop')).waitFor();
    await dropFiles(page, [corrected]);
    const why = page.getByRole('group', { name: t('tasks:reason.legend') });
    await why.getByLabel('English').waitFor();
    await page.getByRole('button', { name: t('tasks:upload.startUnexplained') }).waitFor();
    const start = page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) });
    await expect(start).toBeDisabled();
    await assertAccessible(page);
    await why.getByLabel('English').fill('The answer on page 5 was wrong.');
    await why.getByLabel('Polish').fill('Odpowiedź na stronie 5 była błędna.');
    await start.click();
    await fileRow(page, 'bridge.en.pdf').getByText(t('tasks:upload.done')).waitFor();

    const news = inEnglish.page.getByRole('status').filter({ hasText: t('reader:notice.updated') });
    await news.getByText('The answer on page 5 was wrong.').waitFor();
    await inPolish.page
      .getByRole('status')
      .filter({ hasText: tp('reader:notice.updated') })
      .getByText('Odpowiedź na stronie 5 była błędna.')
      .waitFor();
    await inPolish.page.getByRole('button', { name: tp('reader:notice.compare') }).click();
    const zmiany = inPolish.page.getByRole('dialog', { name: tp('reader:comparison.title') });
    await zmiany.getByRole('insertion').getByText('18.').first().waitFor();
    await assertAccessible(inPolish.page);
    await assertFitsWidth(inPolish.page);
    await inPolish.context.close();

    await news.getByRole('button', { name: t('reader:notice.compare') }).click();
    const changes = inEnglish.page.getByRole('dialog', { name: t('reader:comparison.title') });
    const changedPage = changes.getByRole('region', { name: t('reader:pages.page', { number: '5' }) });
    await expect(changedPage.getByRole('deletion')).toHaveText(/17\.$/);
    await expect(changedPage.getByRole('insertion')).toHaveText(/18\.$/);
    await expect(changes.getByRole('region')).toHaveCount(2);
    await changes.getByText(t('reader:comparison.unchanged', { count: 4, pages: '1, 2, 3, 4' })).waitFor();
    await inEnglish.page.keyboard.press('Escape');
    await inEnglish.page.getByRole('button', { name: t('reader:notice.showUpdated') }).click();
    await reader.sheet(5).getByText('On page 5 it is 18.').waitFor();
    await reader.isAt(5);
    assert.equal(await news.count(), 0);
    inEnglish.assertCalm();
    await inEnglish.context.close();

    const rows = page
      .getByRole('table', { name: t('tasks:documents.versionsOf', { language: 'English' }) })
      .getByRole('row');
    await rows.nth(1).getByText('The answer on page 5 was wrong.').waitFor();
    // From the first difference on, with equal text collapsed.
    await page.setViewportSize({ width: 1280, height: 400 });
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
    assertCalm();
    await context.close();
  });
});

describe('the attachments of a task', () => {
  const samples = Buffer.from('1 2\n3\n');
  const attach = (taskId: string, fileName: string, kind: 'attachment' | 'editorial', bytes: Uint8Array) =>
    teacher.uploadDocument(taskId, {
      fileName,
      attachment: { kind },
      pdf: new Blob([Uint8Array.from(bytes)]),
    });

  it('are added by a teacher, who chooses when each opens', async () => {
    const taskId = await createTask(teacher, 'Sum');
    const { page, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    const section = page.getByRole('region', { name: t('tasks:attachments.title'), exact: true });
    await section.getByText(t('tasks:attachments.none')).waitFor();
    const files = [
      { name: 'samples.txt', mimeType: 'text/plain', buffer: samples },
      pdfNamed('solution.pdf'),
      { name: 'page.html', mimeType: 'text/html', buffer: samples },
    ];
    await dropFiles(page, files, t('tasks:attachments.drop'));
    await section.getByText(t('tasks:attachments.badType')).waitFor();
    const opens = section.getByRole('combobox', { name: t('tasks:attachments.opens') });
    await expect(opens.nth(0)).toHaveValue(t('tasks:attachments.opening.attachment'));
    await expect(opens.nth(1)).toHaveValue(t('tasks:attachments.opening.editorial'));
    await assertLooks(page, 'files to attach', [360, 1280]);
    await button(section, t('tasks:attachments.start', { count: 2 })).click();
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

  it('are saved from the reader, also without a statement; an editorial that opens later shows only when', async () => {
    const taskId = await publish(teacher, 'Product', {});
    await attach(taskId, 'samples.txt', 'attachment', samples);
    const { page, assertCalm } = await open({ as: 'student', path: `/tasks/${taskId}` });
    await page.getByRole('button', { name: 'samples.txt' }).waitFor();
    await assertLooks(page, 'files without a statement');
    await page.setViewportSize({ width: 1280, height: 800 });

    const statement = await makeStatement({ pages: 1, text: () => 'Sum' });
    await teacher.uploadDocument(taskId, { language: 'en', fileName: 'a.pdf', pdf: statement });
    await attach(taskId, 'segment-tree.pdf', 'editorial', pdfNamed('a.pdf').buffer);
    const { attachments } = await teacher.get('/api/v1/tasks/{taskId}', { path: { taskId } });
    const attachmentId = attachments?.[1]?.attachmentId ?? assert.fail();
    await teacher.patch('/api/v1/tasks/{taskId}/attachments/{attachmentId}', {
      path: { taskId, attachmentId },
      body: { opensAt: '2030-01-01T12:00:00Z' },
    });
    await page.reload();
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

    const pl = textsIn('pl');
    const visit = { as: 'student', path: `/tasks/${taskId}`, width: 360, language: 'pl' } as const;
    const { page: phone } = await open(visit);
    await phone.getByRole('button', { name: pl('reader:toolbar.more') }).click();
    await phone.getByRole('menuitem', { name: 'samples.txt' }).waitFor();
    await assertSpeaks(phone, 'pl');
  });
});
