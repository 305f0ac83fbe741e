import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '../support/api-client.ts';
import { makeStatement } from '../support/statements.ts';
import { bytesOf, readerOf } from './support/reader-page.ts';
import { chooseFiles, createTask, dropFiles, fileRow, pdfNamed, pick } from './support/teacher-tasks.ts';
import { startStoredWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startStoredWebApp();
const [teacher, student] = await Promise.all([client('teacher'), client('student')]);

describe('a teacher', () => {
  it('creates a task, drops its PDFs, gives it to a group, and the student reads it at once', async () => {
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks' });
    await page.getByRole('button', { name: 'New task' }).click();
    const dialog = page.getByRole('dialog', { name: 'New task' });
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText('Give the task a title.').waitFor();
    await dialog.getByLabel('Title').fill('River Crossing');
    await pick(dialog.getByRole('combobox', { name: 'Primary language' }), 'Polish (pl)');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'River Crossing', level: 1 }).waitFor();
    const taskId = new URL(page.url()).pathname.split('/').at(-1) as string;

    const statement = await makeStatement({ pages: 2, text: () => 'po polsku' });
    const polish = { ...pdfNamed('rzeka_pl.pdf'), buffer: await bytesOf(statement) };
    const english = pdfNamed('river.en.pdf', 80_000);
    await dropFiles(page, [polish, english]);
    for (const [name, language] of [
      ['rzeka_pl.pdf', 'Polish (pl)'],
      ['river.en.pdf', 'English (en)'],
    ] as const) {
      const field = fileRow(page, name).getByRole('combobox', { name: 'Language' });
      assert.equal(await field.inputValue(), language);
    }
    await page.getByRole('button', { name: 'Upload 2 files' }).click();
    for (const { name } of [polish, english]) {
      await fileRow(page, name).getByText('Uploaded: readers get it from now on.').waitFor();
    }
    const versions = page.getByRole('table', { name: 'Versions: Polish' });
    const row = versions.getByRole('row').filter({ hasText: 'rzeka_pl.pdf' });
    await row.getByText('current').waitFor();
    await row.getByText('Tomasz Teacher').waitFor();
    await page.getByRole('cell', { name: '80 kB' }).waitFor();
    await row.getByText(sha256(polish.buffer).slice(0, 8)).waitFor();
    await page.getByRole('table', { name: 'Versions: English' }).waitFor();

    assert.deepEqual((await student.get('/api/v1/tasks', { query: { text: 'River' } })).items, []);
    await page.getByRole('tab', { name: 'Where and when' }).click();
    await page.getByText('No group or contest has this task yet.').waitFor();
    assert.equal(new URL(page.url()).searchParams.get('tab'), 'placements');
    await page.getByRole('button', { name: 'Assign' }).click();
    const assign = page.getByRole('dialog', { name: 'Assign' });
    await pick(assign.getByRole('combobox', { name: 'Group or contest' }), 'Algorithms 101');
    await assign.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Algorithms 101' }).waitFor();

    const seen = await student.get('/api/v1/tasks', { query: { text: 'River' } });
    assert.deepEqual(
      seen.items.map(({ title, languages }) => [title, languages]),
      [['River Crossing', ['en', 'pl']]],
    );
    const description = await student.openDescription(taskId, { language: 'pl' });
    const read = await (await description.fetch()).arrayBuffer();
    assert.equal(sha256(new Uint8Array(read)), sha256(polish.buffer));
    assertCalm();
    await page.context().close();

    const reading = await open({ as: 'student', path: `/tasks/${taskId}?language=pl` });
    await reading.page.getByRole('heading', { name: 'River Crossing', level: 1 }).waitFor();
    await readerOf(reading.page).painted(1);
    reading.assertCalm();
    await reading.context.close();
  });

  it('moves the window of a task in a group, in the own zone, and takes the task away', async () => {
    const taskId = await createTask(teacher, 'Harbour Lights');
    const { items } = await teacher.get('/api/v1/groups');
    const groupId = items.find(({ name }) => name === 'Algorithms 101')?.groupId as string;
    await teacher.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
      path: { groupId, taskId },
      body: { opensAt: '2026-01-01T00:00:00Z' },
    });
    const { page, assertCalm } = await open({
      as: 'teacher',
      path: `/manage/tasks/${taskId}?tab=placements`,
    });
    await page.getByText('Europe/Warsaw').waitFor();
    await page.getByRole('button', { name: 'Edit the window: Algorithms 101' }).click();
    const dialog = page.getByRole('dialog');
    assert.equal(await dialog.getByLabel('Opens').inputValue(), '2026-01-01T01:00');
    await dialog.getByLabel('Opens').fill('2100-06-01T09:00');
    await dialog.getByLabel('Closes').fill('2100-05-01T09:00');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('It must close after it opens.').waitFor();
    await dialog.getByLabel('Closes').fill('2100-06-01T12:00');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const placements = () => teacher.get('/api/v1/tasks/{taskId}/placements', { path: { taskId } });
    const [placement] = (await placements()).items;
    assert.deepEqual(
      [placement?.opensAt, placement?.closesAt],
      ['2100-06-01T07:00:00Z', '2100-06-01T10:00:00Z'],
    );

    await page.getByRole('button', { name: 'Remove from Algorithms 101' }).click();
    await page.getByRole('button', { name: 'Yes, do it' }).click();
    await page.getByText('No group or contest has this task yet.').waitFor();
    assert.deepEqual((await placements()).items, []);
    assertCalm();
    await page.context().close();
  });

  it('puts a task into a contest under the next free label, and moves it there', async () => {
    const taskId = await createTask(teacher, 'Island Hopping');
    const { page, assertCalm } = await open({
      as: 'teacher',
      path: `/manage/tasks/${taskId}?tab=placements`,
    });
    await page.getByRole('button', { name: 'Assign' }).click();
    const dialog = page.getByRole('dialog');
    const contest = 'Long Challenge (running)';
    await pick(dialog.getByRole('combobox', { name: 'Group or contest' }), contest);
    assert.equal(await dialog.getByRole('textbox', { name: 'Label' }).inputValue(), 'C');
    await dialog.getByRole('textbox', { name: 'Label' }).fill('A');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('Another task of the contest has the label A.').waitFor();
    await dialog.getByRole('textbox', { name: 'Label' }).fill('X');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByRole('row').filter({ hasText: contest });
    await row.getByText('X', { exact: true }).waitFor();

    await page.getByRole('button', { name: `Edit the window: ${contest}` }).click();
    const inTwoDays = `${new Date(Date.now() + 172_800_000).toISOString().slice(0, 10)}T10:00`;
    await dialog.getByLabel('Opens').fill(inTwoDays);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { items } = await teacher.get('/api/v1/contests');
    const contestId = items.find(({ name }) => name === contest)?.contestId as string;
    const contestTasks = await teacher.get('/api/v1/contests/{contestId}/tasks', { path: { contestId } });
    const { title, ...contestTask } =
      contestTasks.items.find((each) => each.taskId === taskId) ?? assert.fail();
    const { opensAt, closesAt, label, position } = contestTask;
    assert.deepEqual([title, label, closesAt], ['Island Hopping', 'X', null]);
    const opens = await page.evaluate((local) => new Date(local).getTime(), inTwoDays);
    assert.equal(Date.parse(opensAt ?? ''), opens, 'in the zone of the browser');
    assert.ok(position > 1, 'it stays at the end');
    // The one refusal in the console is the answer to the label that was taken.
    await page.context().close();
    assert.throws(assertCalm, /409/);
  });

  it('finds tasks by a part of the title, and keeps the search in the address', async () => {
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks' });
    await page.getByRole('searchbox', { name: 'Search by title' }).fill('gesla');
    const list = page.getByRole('list', { name: 'My tasks' });
    await list.getByRole('link').nth(1).waitFor({ state: 'detached' });
    assert.match((await list.getByRole('link').textContent()) ?? '', /Zażółć gęślą jaźń/);
    assert.equal(new URL(page.url()).searchParams.get('text'), 'gesla');
    await page.reload();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'gesla');
    await list.getByRole('link').click();
    await page.getByRole('heading', { name: 'Zażółć gęślą jaźń', level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole('searchbox').fill('no such task');
    await page.getByText('No task has this in its title.').waitFor();
    assertCalm();
    await page.context().close();
  });

  it('sees the next tasks when the end of the list comes near', async () => {
    for (let at = 0; at < 60; at += 1) await createTask(teacher, `Many ${at}`);
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks?text=Many' });
    const links = page.getByRole('list', { name: 'My tasks' }).getByRole('link');
    await links.first().waitFor();
    await page.mouse.wheel(0, 20_000);
    await page.waitForFunction(() => document.querySelectorAll('main li a').length === 60);
    assert.match((await links.last().textContent()) ?? '', /^Many 0No PDF/);
    assertCalm();
    await page.context().close();
  });

  it('replaces a PDF, sees both versions, and withdraws the language', async () => {
    const taskId = await createTask(teacher, 'Lake House');
    const upload = (fileName: string) =>
      teacher.uploadDescription(taskId, {
        language: 'de',
        fileName,
        pdf: new Blob([pdfNamed(fileName).buffer as BlobPart]),
      });
    await upload('haus-1.pdf');
    const { page, assertCalm } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    await chooseFiles(page, [pdfNamed('haus.de.pdf')]);
    await page.getByText('Replaces the current PDF in this language').waitFor();
    await page.getByRole('button', { name: 'Upload 1 file' }).press('Enter');
    await fileRow(page, 'haus.de.pdf')
      .getByText(/^Uploaded/)
      .waitFor();
    const rows = page.getByRole('table', { name: 'Versions: German' }).getByRole('row');
    await rows.nth(2).waitFor();
    assert.match((await rows.nth(1).textContent()) ?? '', /haus\.de\.pdf.*current/);
    assert.doesNotMatch((await rows.nth(2).textContent()) ?? '', /current/);

    await page.getByRole('button', { name: 'Withdraw: German' }).click();
    await page.getByRole('button', { name: 'Cancel' }).press('Enter');
    await page.getByRole('button', { name: 'Withdraw: German' }).click();
    await page.getByRole('button', { name: 'Yes, do it' }).click();
    await page.getByText('This language is withdrawn: readers get no PDF in it.').waitFor();
    assert.deepEqual(
      (await teacher.get('/api/v1/tasks/{taskId}/documents', { path: { taskId } })).documents,
      [],
    );
    assertCalm();
    await page.context().close();
  });

  it('gets a page that says so for a task of others, and for none', async () => {
    const admin = await client('admin');
    const hidden = await createTask(admin, 'Of the admin');
    const shown = await admin.post('/api/v1/tasks', {
      body: { title: 'For all', visibility: 'signed-in', visibleFrom: '2020-01-01T00:00:00Z' },
    });
    const { page } = await open({ as: 'teacher', path: `/manage/tasks/${hidden}` });
    await page.getByRole('heading', { name: 'There is nothing here for you' }).waitFor();
    await page.goto(`${apiUrl}/manage/tasks/${shown.taskId}`);
    await page.getByRole('heading', { name: 'You do not work on this task' }).waitFor();
    await page.context().close();
  });
});
