import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { sha256 } from '../support/api-client.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import { brokenPdfs, encrypted } from '../support/hostile-pdfs.ts';
import { freePorts } from '../support/ports.ts';
import { packageFiles, zipPackage } from '../support/problem-packages.ts';
import { tarPackage } from '../support/raw-tar.ts';
import { rawZip } from '../support/raw-zip.ts';
import { waitUntil } from '../support/server-process.ts';
import { hourMs } from '../support/settable-clock.ts';
import { makeStatement } from '../support/statements.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { assertAccessible, assertFitsWidth, assertLooks, assertSpeaks } from './support/looks.ts';
import {
  alerts,
  button,
  chooseInRow,
  confirm,
  dialogOf,
  notice,
  press,
  rowsOf,
  saving,
  shows,
  titled,
} from './support/parts.ts';
import { bytesOf, publish, readerOf } from './support/reader-page.ts';
import { realPdf } from './support/real-pdf.ts';
import { expect, gone, hold } from './support/settled.ts';
import { type ChosenFile, chooseFiles, dropFiles, fileRow, pdfNamed, pick } from './support/teacher-tasks.ts';
import { createContest, createTask } from './support/teaching.ts';
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

/** The page of a new task. */
async function openTask(title: string) {
  const taskId = await createTask(teacher, title);
  const path = { taskId };
  const opened = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
  const current = async () => (await teacher.get('/api/v1/tasks/{taskId}/documents', { path })).documents;
  return { ...opened, taskId, path, current };
}

/** A PDF that opens, but whose end marker is so far from the end of the file that only the server refuses it. */
function endlessPdf(name: string): ChosenFile {
  const pdf = pdfNamed(name, 2000);
  return { ...pdf, buffer: Buffer.concat([pdf.buffer, Buffer.alloc(2000, '\n')]) };
}

const goToList = (page: Page, part: 'tasks' | 'groups') =>
  page
    .getByRole('navigation')
    .getByRole('link', { name: t(`navigation.${part}`) })
    .click();
const isSent = (request: string) => /^(POST|PUT) /.test(request);

describe('an upload of a PDF', () => {
  const start = (page: Page, count: number) => button(page, t('tasks:upload.start', { count }));
  const isDone = (page: Page, name: string) =>
    fileRow(page, name)
      .getByText(beginning(t('tasks:documents.uploaded')))
      .waitFor({ timeout: 60_000 });

  /** Limits the network: bytes per second to send, so that progress can be observed, or offline. */
  async function networkOf(page: Page): Promise<(sending: number | 'offline') => Promise<void>> {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    return async (sending) => {
      const offline = sending === 'offline';
      const others = { latency: 0, downloadThroughput: -1, uploadThroughput: offline ? -1 : sending };
      await session.send('Network.emulateNetworkConditions', { offline, ...others });
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
    const { page, context, current, assertCalm } = await openTask('Slow');
    const file = pdfNamed('slow.en.pdf', 3_000_000);
    const setNetwork = await networkOf(page);
    await setNetwork(300_000);
    await chooseFiles(page, [file]);
    const seen = await watchProgress(page);
    await start(page, 1).click();
    const { name } = file;
    const bar = page.getByRole('progressbar', { name: t('uploads:upload.progress', { name }) });
    await bar.waitFor();
    const question = dialogOf(page, t('uploads:upload.leave.title'));
    await goToList(page, 'tasks');
    await gone(question, () => press(question, t('uploads:upload.leave.stay')));
    await shows(page, /^Sending .*of 3 MB \(([1-9]|[1-9]\d)%\)/);
    const values = async () => new Set((await seen()).filter((value) => /^[1-9]\d?%$/.test(value)));
    await expect.poll(async () => (await values()).size).toBeGreaterThan(2);
    await gone(bar, () => press(page, t('tasks:upload.cancel', { name })));
    assert.deepEqual(await current(), []);

    await start(page, 1).click();
    await shows(page, /^Sending .*\(([1-9]|[1-9]\d)%\)/);
    await setNetwork('offline');
    await page.getByText(t('uploads:upload.step.waiting')).first().waitFor();
    await setNetwork(1_500_000);
    await isDone(page, name);
    assert.equal((await current())[0]?.sha256, sha256(file.buffer));

    await setNetwork(300_000);
    await chooseFiles(page, [pdfNamed('other.pl.pdf', 3_000_000)]);
    await start(page, 1).click();
    await page.getByRole('progressbar').waitFor();
    await goToList(page, 'tasks');
    await press(question, t('uploads:upload.leave.go'));
    await titled(page, t('tasks:tasks.title'));
    assert.equal((await current()).map(({ language }) => language).join(), 'en');
    assertCalm((complaint) => complaint.includes('ERR_INTERNET_DISCONNECTED'));
    await context.close();
  });

  it('is repeated when a connection breaks, and keeps the file if it breaks every time', async () => {
    const { page, context, current } = await openTask('Cut');
    await page.clock.install();
    await page.reload();
    const file = pdfNamed('far.en.pdf', 4_000_000);
    proxy.cutAfter(1_000_000);
    await dropFiles(page, [file]);
    await start(page, 1).click();
    const waiting = page.getByText(t('uploads:upload.step.waiting')).first();
    const broken = notice(fileRow(page, file.name), 'alert', t('uploads:upload.broken'));
    await waitUntil('the last attempt', async () => {
      if (await waiting.isVisible()) await page.clock.fastForward(10_000);
      return broken.isVisible();
    });
    assert.deepEqual(await current(), []);
    // Chosen files survive switching to another tab and back.
    for (const tab of ['settings', 'documents'] as const)
      await page.getByRole('tab', { name: t(`tasks:task.tabs.${tab}`) }).click();
    const cutsBefore = proxy.cuts;
    await press(page, t('tasks:upload.retry', { name: file.name }));
    await waiting.waitFor();
    proxy.cutAfter(undefined);
    await page.clock.fastForward(10_000);
    await isDone(page, file.name);
    assert.ok(proxy.cuts > cutsBefore);
    assert.equal((await current())[0]?.sha256, sha256(file.buffer));
    await context.close();
  });

  it('does not start for files that are too large or that no reader could open, and needs a language each', async () => {
    const { page, requests, current } = await openTask('Refused');
    const sent = () => requests.filter((request) => request.startsWith(`PUT ${proxy.url}`)).length;
    const faulty = brokenPdfs().flatMap(({ bytes, pages, finds: [code] }, at) =>
      pages ? [] : [{ ...pdfNamed(`faulty-${at}.en.pdf`), buffer: bytes, code: code as 'pdf-password' }],
    );
    assert.ok(faulty.length > 0);
    await page.getByText('At most 8 MB each.').first().waitFor();
    const text = { ...pdfNamed('notes.pdf'), buffer: Buffer.from('hello') };
    const opens = { ...pdfNamed('opens.de.pdf'), buffer: encrypted({ user: '', owner: 'owner' }) };
    const twice = [pdfNamed('a.pl.pdf'), pdfNamed('b-pl.pdf')];
    const huge = pdfNamed('huge.en.pdf', 8_000_001);
    await dropFiles(page, [text, huge, ...faulty, ...twice, opens, endlessPdf('endless.en.pdf')]);
    const tooLarge = t('uploads:upload.tooLarge', { max: '8 MB' });
    for (const [name, fault] of [
      ['notes.pdf', t('uploads:upload.notAPdf')],
      [huge.name, tooLarge],
      ...faulty.map(({ name, code }) => [name, t(`uploads:upload.fault.${code}`)] as const),
    ] as const)
      await alerts(fileRow(page, name), fault);
    assert.equal(await fileRow(page, opens.name).getByRole('alert').count(), 0);
    await page.getByText(t('tasks:upload.problem.twice')).first().waitFor();
    await expect(start(page, 4)).toBeDisabled();
    const language = fileRow(page, 'b-pl.pdf').getByRole('combobox', { name: t('tasks:upload.language') });
    await language.fill('pt-br');
    await pick(language, 'Brazilian Portuguese (pt-BR)');
    assert.equal(requests.filter((request) => isSent(request) && request.includes('/documents')).length, 0);
    await start(page, 4).click();
    await alerts(fileRow(page, 'endless.en.pdf'), t('reasons.pdf-cut-off'));
    for (const { name } of twice) await isDone(page, name);
    assert.equal(sent(), 4);
    assert.deepEqual((await current()).map(({ language }) => language).sort(), ['de', 'pl', 'pt-BR']);
    await gone(fileRow(page, text.name), () => press(page, t('tasks:upload.remove', { name: text.name })));

    // Without the limit, the server refuses what is too large; and what is there already is not sent.
    await page.route('**/api/v1/settings', (route) => route.abort());
    await page.reload();
    await shows(page, 'Drop PDFs here');
    await dropFiles(page, [huge, ...twice.slice(0, 1)]);
    await start(page, 2).click();
    await shows(fileRow(page, huge.name), tooLarge);
    await shows(fileRow(page, 'a.pl.pdf'), t('tasks:upload.same'));
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
  /** The sheet leaves when all is created, and the tasks are selected. */
  const made = async (page: Page, count: number) => {
    await page.getByText(t('tasks:bulk.selected', { count })).waitFor({ timeout: 60_000 });
    assert.equal(await list(page).count(), 0);
  };

  /** The teacher's tasks whose title contains a text, with their languages. */
  async function tasksWith(text: string) {
    const { items } = await teacher.get('/api/v1/managed-tasks', { query: { text } });
    return items.map(({ title, languages }) => `${title}: ${languages.join(', ')}`).sort();
  }

  it('become tasks after a confirmation: many PDFs, with their own or other titles, by keyboard', async () => {
    await createTask(teacher, 'Twin Primes');
    const { page, requests, assertCalm } = await openTasks();
    const titledPdf = async (name: string, title: string) =>
      fileOf(name, await realPdf(title), 'application/pdf');
    const polish = pdfNamed('drop-0.pl.pdf', 60_000);
    const chooser = page.waitForEvent('filechooser');
    await button(page, t('task-import:drop.choose')).press('Enter');
    await (await chooser).setFiles([
      ...Array.from({ length: 4 }, (_, index) => pdfNamed(`drop-${index}.en.pdf`)),
      ...[polish, pdfNamed('drop-unnamed.pdf')],
      await titledPdf('titled-1.en.pdf', 'Dropped train'),
      await titledPdf('titled-1.pl.pdf', 'Nocny pociąg'),
      await titledPdf('titled-2.en.pdf', 'Microsoft Word - titled.docx'),
    ]);
    await start(page, 7).waitFor();
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
      const told = rows(page).getByText(t(`task-import:drop.${problem}`));
      await told.first().waitFor();
    }
    await expect(start(page, 7)).toBeDisabled();
    await title.fill('drop: Zażółć');
    await button(page, t('task-import:drop.remove', { title: 'drop-1' })).press('Enter');
    assert.deepEqual(requests.filter(isSent), []);

    await start(page, 6).press('Enter');
    await made(page, 6);
    const train = 'Dropped train: en, pl';
    assert.deepEqual(
      await tasksWith('drop'),
      [train, 'drop-2: en', 'drop-3: en', 'drop-unnamed: en', 'drop: Zażółć: en, pl'].sort(),
    );
    assert.deepEqual(await tasksWith('nocny'), [train]);

    const count = 6;
    const next = page.getByRole('group', { name: t('tasks:bulk.selection') });
    await press(next, t('tasks:bulk.addTo.group'));
    const dialog = dialogOf(page, t('schedule:bulk.title.group', { count }));
    await pick(dialog.getByRole('combobox', { name: t('schedule:usages.kind.group') }), 'Algorithms 101');
    await press(dialog, t('schedule:bulk.submit'));
    await press(page, t('schedule:access.gains.confirm'));
    await shows(dialog, t('schedule:bulk.added', { count, name: 'Algorithms 101' }));
    await button(dialog, t('action.close')).last().click();
    await page.getByRole('link', { name: /^drop: Zażółć/ }).click();
    await titled(page, 'drop: Zażółć');
    const taskId = new URL(page.url()).pathname.split('/').at(-1) as string;
    const { documents } = await teacher.get('/api/v1/tasks/{taskId}/documents', { path: { taskId } });
    assert.equal(documents.find(({ language }) => language === 'pl')?.sha256, sha256(polish.buffer));
    assertCalm();
  });

  it('are unpacked in the browser from a zip of ICPC, a .tgz of SIO2, and a folder of the system', async () => {
    const { page, requests, assertCalm } = await openTasks();
    await drop(page, [
      fileOf('contest.zip', zipPackage({ ...packageFiles.icpc, 'hello/attachments/samples.py': '1 2' })),
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
      await shows(refused, reason);
    await start(page, 2).waitFor();
    await expect(titleOf(page, 'abc.tgz/abc')).toHaveValue('Sumżyce');
    await expect(titleOf(page, 'contest.zip/hello')).toHaveValue('Hello World!');
    const row = rows(page).first();
    await shows(row, /hello\.en\.pdf · /);
    await shows(
      row,
      beginning(t('task-import:drop.attached.attachment', { name: 'samples.py.zip', size: '' })),
    );
    await shows(row, t('task-import:drop.remark.only-source', { language: 'Swedish', kind: 'TeX' }));
    await assertLooks(page, 'what was dropped', [1280, 360]);
    await page.setViewportSize({ width: 1280, height: 800 });
    assert.deepEqual(requests.filter(isSent), []);
    await start(page, 2).click();
    await made(page, 2);
    assert.deepEqual(await tasksWith('Hello World!'), ['Hello World!: en, pt-BR']);
    assert.deepEqual(await tasksWith('Sumżyce'), ['Sumżyce: en, pl']);
    const { items } = await teacher.get('/api/v1/managed-tasks', { query: { text: 'Hello World!' } });
    const path = { taskId: items[0]?.taskId ?? assert.fail() };
    const { attachments } = await teacher.get('/api/v1/tasks/{taskId}/attachments', { path });
    assert.equal(attachments.map(({ fileName }) => fileName).join(), 'samples.py.zip,solution.en.pdf');

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
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, ...place, data });
    await titleOf(page, 'round/hello').fill('From a folder');
    await start(page, 1).press('Enter');
    await made(page, 1);
    assert.deepEqual(await tasksWith('From a folder'), ['From a folder: en, pt-BR']);
    assertCalm();
  });

  it('can be stopped and resume; another attempt after a refusal creates no second task', async () => {
    const { page } = await openTasks();
    const { release } = await hold(page, /\/complete$/);
    await drop(page, [pdfNamed('partly.en.pdf'), endlessPdf('partly.pl.pdf'), pdfNamed('wholly.en.pdf')]);
    await start(page, 2).click();
    await page.getByText(t('uploads:upload.step.checking')).first().waitFor();
    await goToList(page, 'groups');
    await press(dialogOf(page, t('uploads:upload.leave.title')), t('uploads:upload.leave.stay'));
    await press(page, t('task-import:drop.stop'));
    await start(page, 2).waitFor();
    release();
    await page.unrouteAll({ behavior: 'ignoreErrors' });

    await start(page, 2).click();
    await rows(page).nth(1).getByText(t('task-import:drop.done')).waitFor();
    const cutOff = `partly.pl.pdf: ${t('reasons.pdf-cut-off')}`;
    await alerts(rows(page).first(), cutOff);
    await page.getByRole('link', { name: t('task-import:drop.openOf', { title: 'partly' }) }).waitFor();
    await start(page, 1).click();
    await start(page, 1).waitFor();
    await alerts(rows(page).first(), cutOff);
    assert.deepEqual(await tasksWith('partly'), ['partly: en']);
    assert.deepEqual(await tasksWith('wholly'), ['wholly: en']);
    await press(list(page), t('task-import:drop.discard'));
    await gone(list(page), () => confirm(page, t('task-import:drop.discard')));
  });

  it('become a contest in the chosen order, after a reload too, and nothing is created twice', async () => {
    const { page, context, assertCalm } = await open({ as: 'teacher', path: '/manage/contests' });
    const attached = { 'hello/attachments/helper.py': 'print(1)' };
    const archive = zipPackage({ ...packageFiles.icpc, ...packageFiles.sinol, ...attached });
    await drop(page, [fileOf('autumn-cup.zip', archive)]);
    const contest = page.getByRole('group', { name: t('task-import:contest.legend') });
    await expect(contest.getByLabel(beginning(t('contests:contestForm.name')))).toHaveValue('Autumn cup');
    const create = button(page, t('task-import:contest.start', { count: 2 }));
    await expect(create).toBeDisabled();
    const gap = t('task-import:contest.gap', { language: 'Polish', tasks: 'B' });
    await shows(contest, gap);
    await expect(rows(page).locator('img')).toHaveCount(4);
    const [label, title] = ['B', 'Hello World!'];
    await button(page, t('contests:contestTasks.moveUp', { label, title })).press('Enter');
    const [first, second] = [rows(page).nth(0), rows(page).nth(1)];
    await expect(first.getByRole('textbox')).toHaveValue(title);
    await second.locator('[draggable]').dragTo(first);
    await expect(first.getByRole('textbox')).toHaveValue('Sumżyce');
    await button(page, t('contests:contestTasks.moveUp', { label, title })).click();
    await titleOf(page, 'autumn-cup.zip/hello').fill('Hello again');
    await contest.getByLabel(beginning(t('contests:contestForm.startsAt'))).fill('2030-01-05T10:00');
    await contest.getByLabel(t('task-import:contest.hours')).fill('5');
    await contest.getByLabel(t('task-import:contest.people')).fill('student@example.org\nRoom 12');
    await shows(contest, t('task-import:contest.unreadable', { count: 1, list: 'Room 12' }));
    await assertLooks(page, 'a contest from files', [1280, 320]);
    await page.setViewportSize({ width: 1280, height: 800 });

    await goToList(page, 'tasks');
    await shows(page, beginning(t('task-import:kept.title', { count: 2, time: '' }).replace(/:.*/, '')));
    await page.reload();
    await press(page, t('task-import:kept.goOn'));
    await expect(first.getByRole('textbox')).toHaveValue('Hello again');
    // The contest's tasks can't be added, after all else is created.
    await page.route('**/api/v1/contests/*/tasks', (route) => route.abort());
    await create.click();
    await list(page).getByRole('alert').filter({ visible: true }).first().waitFor({ timeout: 60_000 });
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.reload();
    await press(page, t('task-import:kept.goOn'));
    await create.click();
    await titled(page, 'Autumn cup');
    const contestId = new URL(page.url()).pathname.split('/').at(-1) as string;
    const path = { contestId };
    const { items } = await teacher.get('/api/v1/contests', { query: { yourRole: 'staff' } });
    const { startsAt, endsAt } = items.find((each) => each.contestId === contestId) ?? assert.fail();
    assert.equal(Date.parse(endsAt ?? '') - Date.parse(startsAt), 5 * 3_600_000);
    assert.equal(items.filter(({ name }) => name === 'Autumn cup').length, 1);
    const tasks = await teacher.get('/api/v1/contests/{contestId}/tasks', { path });
    assert.deepEqual(
      tasks.items.map(({ label, title }) => `${label} ${title}`),
      ['A Hello again', 'B Sumżyce'],
    );
    const people = await teacher.get('/api/v1/contests/{contestId}/people', { path });
    assert.equal(people.items.map(({ email }) => email).join(), 'student@example.org');
    assert.deepEqual(await tasksWith('Hello again'), ['Hello again: en, pt-BR']);
    await goToList(page, 'tasks');
    await shows(page, t('task-import:drop.title'));
    assert.equal(await button(page, t('task-import:kept.goOn')).count(), 0);
    assertCalm((complaint) => complaint.includes('ERR_FAILED'));
    await context.close();
  });
});

describe('the PDFs of a task', () => {
  const versionsOf = (page: Page, language: string) =>
    rowsOf(page, t('tasks:documents.versionsOf', { language }));

  it('are replaced, opened, restored and removed', async () => {
    const { page, taskId, path, current, assertCalm } = await openTask('Lake House');
    const rows = versionsOf(page, 'German');
    // Enabled after the file was checked.
    const start = { name: t('tasks:upload.start', { count: 1 }), disabled: false };
    for (const name of ['haus-1.de.pdf', 'haus.de.pdf']) {
      await chooseFiles(page, [pdfNamed(name)]);
      if (name === 'haus.de.pdf') await shows(page, t('tasks:upload.replaces'));
      await page.getByRole('button', start).press('Enter');
      await expect(rows.nth(1)).toHaveText(new RegExp(`${RegExp.escape(name)}.*current`));
    }
    await expect(rows.nth(2)).not.toHaveText(/current/);

    // This Chromium has no PDF viewer; suites of the reader test what the tab shows.
    const opened = page.waitForEvent('popup');
    await press(rows.nth(2), beginning(t('tasks:documents.open')));
    await (await opened).close();
    const versions = await teacher.get('/api/v1/tasks/{taskId}/documents/{language}/versions', {
      path: { taskId, language: 'de' },
    });
    const { items: issues } = await teacher.get('/api/v1/issued-urls', { query: { taskId } });
    const recorded = issues.map(({ versionId }) => versionId);
    assert.deepEqual(recorded, [versions.items[1]?.versionId], 'the opening is recorded');
    await press(rows.nth(2), beginning(t('tasks:documents.restore')));
    await confirm(page, t('tasks:documents.restore'));
    await rows.nth(2).getByText('current', { exact: true }).waitFor();
    assert.equal((await current()).map(({ fileName }) => fileName).join(), 'haus-1.de.pdf');
    const remove = button(page, t('tasks:documents.removeOf', { language: 'German' }));
    await remove.click();
    await button(page, t('action.cancel')).press('Enter');
    await remove.click();
    await confirm(page, t('action.remove'));
    await shows(page, t('tasks:documents.isRemoved'));
    assert.deepEqual((await teacher.get('/api/v1/tasks/{taskId}/documents', { path })).documents, []);
    assertCalm();
  });

  it('are shown to people at once only after one question about all of them', async () => {
    const { taskIds } = await createContest(teacher, 'Night Cup', {
      ...{ startsAtMs: Date.now() - hourMs, endsAtMs: Date.now() + hourMs },
      ...{ titles: ['Ferry'], emails: ['student@example.org', 'outsider@example.org'] },
    });
    const [taskId = ''] = taskIds;
    const { page, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    const files = [pdfNamed('ferry.de.pdf'), pdfNamed('ferry.cs.pdf')];
    await chooseFiles(page, files);
    const start = page.getByRole('button', { name: t('tasks:upload.start', { count: 2 }), disabled: false });
    const question = dialogOf(page, t('schedule:access.shows.title'));
    const seeing = (count: number) =>
      t('schedule:access.gains.people', { count: 2, what: t('schedule:access.pdf', { count }) });
    await start.click();
    await shows(question, seeing(2));
    await assertAccessible(page);
    await gone(question, () => press(question, t('action.cancel')));
    assert.equal(await versionsOf(page, 'German').count(), 0);
    await start.click();
    await press(question, t('schedule:access.shows.confirm'));
    for (const { name } of files) await shows(fileRow(page, name), t('tasks:upload.done'));

    const pdf = new Blob([Uint8Array.from(pdfNamed('again.pdf', 3000).buffer)]);
    await teacher.uploadDocument(taskId, { language: 'de', fileName: 'again.pdf', pdf });
    await page.reload();
    await press(versionsOf(page, 'German').nth(2), beginning(t('tasks:documents.restore')));
    await shows(page.getByRole('dialog'), seeing(1));
    assertCalm();
  });

  it('get a note when they are replaced, and readers immediately see it and the differences', async () => {
    const tp = textsIn('pl');
    const same = '\nfive words that are same'.repeat(12);
    const makeBridge = (answer: number) =>
      makeStatement({
        pages: 6,
        line: answer * 10,
        text: (number) => (number > 4 ? `${same}\nOn page ${number} it is ${answer}.${same}` : same),
      });
    const taskId = await publish(teacher, 'Old Bridge', { en: await makeBridge(17) });
    const visit = { as: 'student', path: `/tasks/${taskId}` };
    const english = await open(visit);
    const polish = await open({ ...visit, language: 'pl', width: 390, colorScheme: 'dark' });
    const reader = readerOf(english.page);
    await reader.painted(1);
    await reader.goTo(5);
    await reader.painted(5);
    await readerOf(polish.page).painted(1);

    const { page, context, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    await shows(page, t('tasks:upload.drop'));
    const corrected = await bytesOf(await makeBridge(18));
    await dropFiles(page, [{ ...pdfNamed('bridge.en.pdf'), buffer: corrected }]);
    const why = page.getByRole('group', { name: t('tasks:reason.legend') });
    await why.getByLabel('English').waitFor();
    await page.getByRole('button', { name: t('tasks:upload.startUnexplained') }).waitFor();
    const start = page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) });
    await expect(start).toBeDisabled();
    await assertAccessible(page);
    const [note, uwaga] = ['The answer on page 5 was wrong.', 'Odpowiedź na stronie 5 była błędna.'] as const;
    await why.getByLabel('English').fill(note);
    await why.getByLabel('Polish').fill(uwaga);
    await start.click();
    await press(dialogOf(page, t('schedule:access.shows.title')), t('schedule:access.shows.confirm'));
    await shows(fileRow(page, 'bridge.en.pdf'), t('tasks:upload.done'));

    const news = notice(english.page, 'status', t('reader:notice.updated'));
    await shows(news, note);
    await shows(notice(polish.page, 'status', tp('reader:notice.updated')), uwaga);
    await polish.page.getByRole('button', { name: tp('reader:notice.compare') }).click();
    const zmiany = dialogOf(polish.page, tp('reader:comparison.title'));
    await shows(zmiany, tp('reader:comparison.picture'));
    await polish.page.keyboard.press('ArrowRight');
    await zmiany.getByRole('insertion').getByText('18.').waitFor();
    await assertAccessible(polish.page);
    await assertFitsWidth(polish.page);
    await polish.context.close();

    await news.getByRole('button', { name: t('reader:notice.compare') }).click();
    const changes = dialogOf(english.page, t('reader:comparison.title'));
    for (const page of [1, 5, 6, 1]) {
      await expect(pagesIn(changes)).toHaveText([
        `${t('reader:comparison.onScreen')}, ${t('reader:pages.page', { number: String(page) })}`,
        `${t('reader:comparison.newVersion')}, ${t('reader:pages.page', { number: String(page) })}`,
      ]);
      if (page > 1) {
        await expect(changes.getByRole('deletion')).toHaveText('17.');
        await expect(changes.getByRole('insertion')).toHaveText('18.');
      } else await shows(changes, t('reader:comparison.picture'));
      await marksAreOver(changes);
      await english.page.keyboard.press('n');
    }
    await assertLooks(english.page, 'what changed', [360, 1280]);
    await english.page.keyboard.press('Escape');
    await english.page.getByRole('button', { name: t('reader:notice.showUpdated') }).click();
    await shows(reader.sheet(5), 'On page 5 it is 18.');
    await reader.isAt(5);
    assert.equal(await news.count(), 0);
    english.assertCalm();
    await english.context.close();

    await shows(versionsOf(page, 'English').nth(1), note);
    await page.setViewportSize({ width: 1280, height: 400 });
    await press(
      page,
      like((name) => t('tasks:documents.compareOf', { name, time: name })),
    );
    const compared = dialogOf(page, t('reader:comparison.title'));
    for (const at of [1, 2, 3]) {
      await shows(compared, t('reader:comparison.difference', { number: String(at), total: '3' }));
      await marksAreOver(compared);
      await compared.getByRole('button', { name: t('reader:comparison.next') }).click();
    }
    await shows(compared, t('reader:comparison.difference', { number: '1', total: '3' }));
    await assertAccessible(page);
    assertCalm();
    await context.close();
  });
});

/** The names of the two pages that are shown. */
const pagesIn = (dialog: Locator) => dialog.getByRole('region').locator('p');

/** Waits until the marks of the current change are in view, and something dark is drawn below one of them. */
async function marksAreOver(dialog: Locator): Promise<void> {
  await dialog.page().waitForFunction(() => {
    const marks = [...document.querySelectorAll('section [data-current]')];
    const isDark = (mark: Element) => {
      const canvas = mark.parentElement?.querySelector('canvas') as HTMLCanvasElement;
      const [paper, at] = [canvas.getBoundingClientRect(), mark.getBoundingClientRect()];
      const scale = canvas.width / paper.width;
      const [x, y, width, height] = [at.x - paper.x, at.y - paper.y, at.width, at.height] as const;
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const { data } = context.getImageData(x * scale, y * scale, width * scale, height * scale);
      return data.some((red, byte) => byte % 4 === 0 && red < 128 && (data[byte + 3] ?? 0) > 200);
    };
    const isSeen = (mark: Element) => {
      const { top, bottom } = mark.getBoundingClientRect();
      return top > 0 && bottom < innerHeight;
    };
    return marks.length > 0 && marks.every(isSeen) && marks.some(isDark);
  });
}

describe('the attachments of a task', () => {
  const samples = Buffer.from('1 2\n3\n');

  it('are added by a teacher, who chooses when each opens', async () => {
    const { page, path, assertCalm } = await openTask('Sum');
    const section = page.getByRole('region', { name: t('tasks:attachments.title'), exact: true });
    await shows(section, t('tasks:attachments.none'));
    const files = [
      { name: 'samples.txt', mimeType: 'text/plain', buffer: samples },
      pdfNamed('solution.pdf'),
      { name: 'page.html', mimeType: 'text/html', buffer: samples },
    ];
    await dropFiles(page, files, t('tasks:attachments.drop'));
    await shows(section, t('tasks:attachments.badType'));
    const opens = section.getByRole('combobox', { name: t('tasks:attachments.opens') });
    await expect(opens.nth(0)).toHaveValue(t('tasks:attachments.opening.attachment'));
    await expect(opens.nth(1)).toHaveValue(t('tasks:attachments.opening.editorial'));
    await assertLooks(page, 'files to attach', [360, 1280]);
    await press(section, t('tasks:attachments.start', { count: 2 }));
    const list = section.getByRole('list', { name: t('tasks:attachments.list') });
    for (const { name } of files.slice(0, 2)) {
      await shows(page, t('tasks:attachments.done', { name }));
      await shows(list, name);
      // A finished row leaves; the refused file stays.
      assert.equal(await fileRow(page, name).count(), 0);
    }
    await fileRow(page, 'page.html').waitFor();
    await shows(list, t('tasks:attachments.state.editorial'));
    await chooseInRow(page, 'solution.pdf', t('tasks:attachments.change'));
    const dialog = page.getByRole('dialog');
    const inDialog = dialog.getByRole('combobox', { name: t('tasks:attachments.opens') });
    await pick(inDialog, t('tasks:attachments.opening.timed'));
    await dialog.getByLabel(t('tasks:attachments.at')).fill('2030-01-01T12:00');
    await confirm(page, t('action.save'));
    await shows(list, '2030');
    await chooseInRow(page, 'samples.txt', t('action.remove'));
    await gone(list.getByText('samples.txt'), () => confirm(page, t('action.remove')));
    const { attachments } = await teacher.get('/api/v1/tasks/{taskId}/attachments', { path });
    const left = attachments.map(({ fileName, kind }) => `${fileName} ${kind}`);
    assert.deepEqual(left, ['solution.pdf editorial']);
    assertCalm();
  });

  it('are saved from the reader, also without a statement; an editorial that opens later shows only when', async () => {
    const taskId = await publish(teacher, 'Product', {});
    const attach = (fileName: string, kind: 'attachment' | 'editorial', bytes: Buffer) =>
      teacher.uploadDocument(taskId, {
        ...{ fileName, attachment: { kind } },
        pdf: new Blob([Uint8Array.from(bytes)]),
      });
    await attach('samples.txt', 'attachment', samples);
    const { page, assertCalm } = await open({ as: 'student', path: `/tasks/${taskId}` });
    await page.getByRole('button', { name: 'samples.txt' }).waitFor();
    await assertLooks(page, 'files without a statement');
    await page.setViewportSize({ width: 1280, height: 800 });

    const statement = await makeStatement({ pages: 1, text: () => 'Sum' });
    await teacher.uploadDocument(taskId, { language: 'en', fileName: 'a.pdf', pdf: statement });
    await attach('segment-tree.pdf', 'editorial', pdfNamed('a.pdf').buffer);
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
    const sample = (where: Page) => where.getByRole('menuitem', { name: 'samples.txt' });
    const { name, bytes } = await saving(page, () => sample(page).click());
    assert.deepEqual([name, bytes], ['samples.txt', samples]);
    assertCalm();

    const visit = { as: 'student', path: `/tasks/${taskId}`, width: 360, language: 'pl' } as const;
    const { page: phone } = await open(visit);
    await phone.getByRole('button', { name: textsIn('pl')('reader:toolbar.more') }).click();
    await sample(phone).waitFor();
    await assertSpeaks(phone, 'pl');
  });
});
