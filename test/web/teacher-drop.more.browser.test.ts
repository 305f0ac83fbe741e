import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { sha256 } from '../support/api-client.ts';
import { packageFiles, zipPackage } from '../support/problem-packages.ts';
import { tarPackage } from '../support/raw-tar.ts';
import { rawZip } from '../support/raw-zip.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { assertLooks } from './support/looks.ts';
import { realPdf } from './support/real-pdf.ts';
import { expect, gone, hold } from './support/settled.ts';
import { type ChosenFile, createTask, dropFiles, endlessPdf, pdfNamed } from './support/teacher-tasks.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { open, client } = await startWebApp({ MAX_PDF_BYTES: '1000000' });
const teacher = await client('teacher');

const openTasks = () => open({ as: 'teacher', path: '/manage/tasks' });
const drop = (page: Page, files: ReadonlyArray<ChosenFile>) =>
  dropFiles(page, files, t('task-import:drop.label'));
const zipNamed = (name: string, bytes: Uint8Array): ChosenFile => ({
  ...{ name, mimeType: 'application/zip', buffer: Buffer.from(bytes) },
});
const list = (page: Page) => page.getByRole('region', { name: t('task-import:drop.list') });
const rows = (page: Page) =>
  list(page)
    .getByRole('list', { name: t('task-import:drop.list') })
    .locator('> li');
const titleOf = (page: Page, place: string) =>
  page.getByRole('textbox', { name: t('task-import:drop.titleOf', { place }), exact: true });
const start = (page: Page, count: number) =>
  page.getByRole('button', { name: t('task-import:drop.start', { count }), exact: true });
const made = (page: Page) => rows(page).getByText(t('task-import:drop.done'));

/** The teacher's tasks whose title contains a text, with their languages. */
async function tasksWith(text: string) {
  const { items } = await teacher.get('/api/v1/managed-tasks', { query: { text } });
  return items.map(({ title, languages }) => `${title}: ${languages.join(', ')}`).sort();
}

const writes = (requests: ReadonlyArray<string>) =>
  requests.filter((request) => /^(POST|PUT) /.test(request));

describe('files that a teacher drops on the list of tasks', () => {
  it('become tasks after a confirmation: many PDFs, with other titles, by keyboard', async () => {
    const { page, requests, assertCalm } = await openTasks();
    const files = Array.from({ length: 12 }, (_, index) => pdfNamed(`drop-${index}.en.pdf`));
    const polish = pdfNamed('drop-0.pl.pdf', 60_000);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: t('task-import:drop.choose') }).press('Enter');
    await (await chooser).setFiles([...files, polish, pdfNamed('drop-unnamed.pdf')]);
    await start(page, 13).waitFor();
    await expect(rows(page)).toHaveCount(13);
    await page.getByRole('combobox', { name: t('task-import:drop.language') }).waitFor();
    await titleOf(page, 'drop-0').fill('drop: Zażółć');
    await page
      .getByRole('button', { name: t('task-import:drop.remove', { title: 'drop-1' }), exact: true })
      .press('Enter');
    assert.deepEqual(writes(requests), []);
    assert.deepEqual(await tasksWith('drop'), []);

    await start(page, 12).press('Enter');
    await made(page).nth(11).waitFor({ timeout: 60_000 });
    const tasks = await tasksWith('drop');
    assert.equal(tasks.length, 12);
    assert.ok(tasks.includes('drop: Zażółć: en, pl'), tasks.join());
    assert.ok(tasks.includes('drop-unnamed: en'));
    assert.ok(!tasks.some((task) => task.startsWith('drop-1:')));

    const next = page.getByRole('group', { name: t('task-import:drop.next', { count: 12 }) });
    await next.getByRole('button', { name: t('tasks:bulk.addTo.group') }).click();
    const dialog = page.getByRole('dialog', { name: t('schedule:bulk.title.group', { count: 12 }) });
    await dialog.getByRole('combobox', { name: t('schedule:placements.kind.group') }).click();
    await page.getByRole('option', { name: 'Algorithms 101' }).click();
    await dialog.getByRole('button', { name: t('schedule:bulk.submit') }).click();
    await dialog.getByText(t('schedule:bulk.added', { count: 12, name: 'Algorithms 101' })).waitFor();
    await dialog
      .getByRole('button', { name: t('action.close') })
      .last()
      .click();
    await page.getByRole('link', { name: t('task-import:drop.openOf', { title: 'drop: Zażółć' }) }).click();
    await page.getByRole('heading', { name: 'drop: Zażółć', level: 1 }).waitFor();
    const taskId = new URL(page.url()).pathname.split('/').at(-1) as string;
    const { documents } = await teacher.get('/api/v1/tasks/{taskId}/documents', { path: { taskId } });
    assert.equal(documents.find(({ language }) => language === 'pl')?.sha256, sha256(polish.buffer));
    assertCalm();
  });

  it('get the titles of the PDFs in each language, and the teacher can change them', async () => {
    const { page, assertCalm } = await openTasks();
    const titled = async (name: string, title: string): Promise<ChosenFile> => ({
      ...{ name, mimeType: 'application/pdf', buffer: Buffer.from(await realPdf(title)) },
    });
    await drop(page, [
      await titled('titled-1.en.pdf', 'Titled train'),
      await titled('titled-1.pl.pdf', 'Nocny pociąg'),
      await titled('titled-2.en.pdf', 'Microsoft Word - titled.docx'),
      await titled('titled-3.en.pdf', 'Titled shelf'),
    ]);
    await start(page, 3).waitFor();
    const places = ['titled-1', 'titled-2', 'titled-3'];
    const proposed = await Promise.all(places.map((place) => titleOf(page, place).inputValue()));
    assert.deepEqual(proposed, ['Titled train', 'titled-2', 'Titled shelf']);
    await list(page).getByText('Nocny pociąg', { exact: true }).waitFor();
    await titleOf(page, 'titled-3').fill('Titled shelves');
    await start(page, 3).click();
    await made(page).nth(2).waitFor();
    assert.deepEqual(await tasksWith('titled'), [
      ...['Titled shelves: en', 'Titled train: en, pl', 'titled-2: en'],
    ]);
    assert.deepEqual(await tasksWith('nocny'), ['Titled train: en, pl']);
    assertCalm();
  });

  it('are read from a folder as the system provides it', async () => {
    const { page, assertCalm } = await openTasks();
    const root = join(temporaryFolder(), 'round');
    for (const [path, bytes] of Object.entries(packageFiles.icpc)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    }
    const area = page.getByRole('region', { name: t('task-import:drop.label') });
    await area.scrollIntoViewIfNeeded();
    const box = await area.boundingBox();
    assert.ok(box);
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

  it('are unpacked in the browser from a zip of ICPC or a .tgz of SIO2, and their PDFs are uploaded to the storage', async () => {
    const { page, requests, assertCalm } = await openTasks();
    const [english, portuguese] = [40_000, 50_000].map((size) => pdfNamed('x.pdf', size).buffer);
    const files = {
      ...packageFiles.icpc,
      'hello/statement/problem.en.pdf': english as Buffer,
      'hello/statement/problem.pt-BR.pdf': portuguese as Buffer,
      'hello/attachments/samples.txt': '1 2',
    };
    const tgz = {
      ...{
        name: 'abc.tgz',
        mimeType: 'application/gzip',
        buffer: Buffer.from(tarPackage(packageFiles.sinol)),
      },
    };
    await drop(page, [zipNamed('contest.zip', zipPackage(files)), tgz]);
    await start(page, 2).waitFor();
    await expect(titleOf(page, 'abc.tgz/abc')).toHaveValue('Sumżyce');
    await expect(titleOf(page, 'contest.zip/hello')).toHaveValue('Hello World!');
    const row = rows(page).first();
    await row.getByText('hello.en.pdf · 40 kB').waitFor();
    const attached = { name: 'samples.txt', size: '3 bytes' };
    await row.getByText(t('task-import:drop.attachment', attached)).waitFor();
    await row
      .getByText(t('task-import:drop.remark.only-source', { language: 'Swedish', kind: 'TeX' }))
      .waitFor();
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
    assertCalm();
  });

  it('keep the created task when an upload is refused, and another attempt creates no second one', async () => {
    const { page } = await openTasks();
    await drop(page, [pdfNamed('partly.en.pdf'), endlessPdf('partly.pl.pdf'), pdfNamed('wholly.en.pdf')]);
    await start(page, 2).click();
    await made(page).waitFor();
    const alert = rows(page).first().getByRole('alert');
    await alert.getByText(`partly.pl.pdf: ${t('reasons.pdf-cut-off')}`).waitFor();
    await page.getByRole('link', { name: t('task-import:drop.openOf', { title: 'partly' }) }).waitFor();
    await page.getByRole('button', { name: t('task-import:drop.retry', { title: 'partly' }) }).click();
    await page.getByRole('button', { name: t('task-import:drop.retry', { title: 'partly' }) }).waitFor();
    await alert.getByText(t('reasons.pdf-cut-off')).waitFor();
    assert.deepEqual(await tasksWith('partly'), ['partly: en']);
    assert.deepEqual(await tasksWith('wholly'), ['wholly: en']);
  });

  it('can be stopped in the middle, and resume there', async () => {
    const { page, assertCalm } = await openTasks();
    const { release } = await hold(page, /\/complete$/);
    await drop(page, [pdfNamed('stopped-1.en.pdf'), pdfNamed('stopped-2.en.pdf')]);
    await start(page, 2).click();
    await page.getByText(t('uploads:upload.step.checking')).first().waitFor();
    await page.getByText(t('task-import:drop.queued')).waitFor();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: t('navigation.groups') })
      .click();
    const question = page.getByRole('dialog', { name: t('uploads:upload.leave.title') });
    await question.getByRole('button', { name: t('uploads:upload.leave.stay') }).click();
    await page.getByRole('button', { name: t('task-import:drop.stop') }).click();
    await start(page, 2).waitFor();
    assert.equal(await made(page).count(), 0);
    release();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await start(page, 2).click();
    await made(page).nth(1).waitFor();
    assert.deepEqual(await tasksWith('stopped'), ['stopped-1: en', 'stopped-2: en']);
    assertCalm();
  });

  it('are refused with the reason, without an upload: hostile zips, and only TeX', async () => {
    const { page, requests, assertCalm } = await openTasks();
    const climbing = rawZip([{ name: '../../up.en.pdf', bytes: pdfNamed('up.pdf').buffer }]);
    const bomb = rawZip([{ name: 'a.en.pdf', bytes: new Uint8Array(20_000_000) }]);
    const tex = zipPackage({ 'a/problem.yaml': 'name: A\n', 'a/problem_statement/problem.tex': 'A' });
    const text = { name: 'notes.en.pdf', mimeType: 'application/pdf', buffer: Buffer.from('hello') };
    await drop(page, [
      ...[zipNamed('climbing.zip', climbing), zipNamed('bomb.zip', bomb), zipNamed('tex.zip', tex)],
      ...[zipNamed('broken.zip', Buffer.from('PK')), text, pdfNamed('large.en.pdf', 1_000_001)],
    ]);
    const refused = list(page).getByRole('list', { name: t('task-import:drop.notTaken') });
    for (const reason of [
      t('task-import:drop.remark.path-refused'),
      t('task-import:drop.remark.archive-bomb'),
      t('task-import:drop.remark.only-source', { language: 'English', kind: 'TeX' }),
      t('task-import:drop.remark.archive-unreadable'),
      t('task-import:drop.remark.not-a-pdf', { path: 'notes.en.pdf' }),
      t('task-import:drop.remark.file-too-large', { path: 'large.en.pdf', max: '1 MB' }),
    ]) {
      await refused.getByText(reason).waitFor();
    }
    assert.equal(await rows(page).count(), 0);
    assert.deepEqual(writes(requests), []);
    assertCalm();
  });

  it('warn about a task with the same title, and need a title each', async () => {
    await createTask(teacher, 'Twin Primes');
    const { page, assertCalm } = await openTasks();
    await drop(page, [pdfNamed('one.en.pdf'), pdfNamed('two.en.pdf')]);
    await titleOf(page, 'one').fill('twin primes ');
    await rows(page).first().getByText(t('task-import:drop.warning.exists')).waitFor();
    await titleOf(page, 'one').fill('two');
    await rows(page).first().getByText(t('task-import:drop.warning.twice')).waitFor();
    await titleOf(page, 'one').fill(' ');
    await page.getByText(t('task-import:drop.titleProblem.missing')).waitFor();
    await expect(start(page, 2)).toBeDisabled();
    await gone(list(page), () => page.getByRole('button', { name: t('task-import:drop.discard') }).click());
    assertCalm();
  });

  it('are accessible, also on a phone', async () => {
    const { page, assertCalm } = await openTasks();
    await createTask(teacher, 'A very long title that exists already');
    await drop(page, [
      zipNamed('contest.zip', zipPackage({ ...packageFiles.icpc, ...packageFiles.sinol })),
      pdfNamed('A very long title that exists already.pdf'),
      zipNamed('broken.zip', Buffer.from('PK')),
    ]);
    await page.getByText(t('task-import:drop.warning.exists')).first().waitFor();
    await page.getByText(t('task-import:drop.remark.archive-unreadable')).waitFor();
    await assertLooks(page, 'what was dropped', [1280, 360]);
    assertCalm();
  });
});
