import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { waitUntil } from '../support/server-process.ts';
import { hourMs, minuteMs } from '../support/settable-clock.ts';
import { localTime } from './support/local-time.ts';
import { realPdf } from './support/real-pdf.ts';
import { startStoredWebApp } from './support/web-app.ts';

const app = await startStoredWebApp();
const teacher = await app.client('teacher');

async function newTask(title: string): Promise<string> {
  return (await teacher.post('/api/v1/tasks', { body: { title } })).taskId;
}
async function newContest(name: string, startsInMs = 24 * hourMs): Promise<string> {
  const startsAt = new Date(Date.now() + startsInMs).toISOString();
  const endsAt = new Date(Date.now() + startsInMs + 3 * hourMs).toISOString();
  return (await teacher.post('/api/v1/contests', { body: { name, startsAt, endsAt } })).contestId;
}
const publish = async (taskId: string) =>
  teacher.uploadDescription(taskId, {
    language: 'en',
    fileName: 'statement.en.pdf',
    pdf: new Blob([await realPdf()]),
  });
const addTask = (contestId: string, taskId: string, label: string, position: number) =>
  teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
    path: { contestId, taskId },
    body: { label, position },
  });
const openTab = (contestId: string, tab: string, visit: object = {}) =>
  app.open({ as: 'teacher', path: `/manage/contests/${contestId}?tab=${tab}`, ...visit });

/** The tasks of a contest in their order: `A: Harbour Cranes`. */
const shownTasks = (page: Page) =>
  page
    .getByRole('button', { name: /^Edit task / })
    .evaluateAll((buttons) =>
      buttons.map((each) => each.getAttribute('aria-label')?.replace('Edit task ', '')),
    );
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

describe('the contests of a teacher', () => {
  it('are created, given tasks and people, checked, and seen by a participant once they start', async () => {
    const [harbour, meadow] = [await newTask('Harbour Cranes'), await newTask('Meadow Trails')];
    await publish(harbour);
    const { page, assertCalm } = await app.open({ as: 'teacher', path: '/manage/contests' });
    await page.getByRole('heading', { name: 'Upcoming' }).or(page.getByText('Running')).first().waitFor();

    await button(page, 'New contest').click();
    const dialog = page.getByRole('dialog', { name: 'New contest' });
    await dialog.getByLabel(/^Name/).fill('Autumn Finals');
    const startsAtMs = Date.now() + 24 * hourMs;
    await dialog.getByLabel(/^Start/).fill(localTime(startsAtMs));
    await dialog.getByLabel(/^End/).fill(localTime(startsAtMs + 5 * hourMs));
    await dialog.getByText('Time zone: Europe/Warsaw').first().waitFor();
    await dialog.getByLabel('Participants can read the tasks').check();
    await button(page, 'Create contest').click();
    await page.getByRole('heading', { name: 'Autumn Finals', level: 1 }).waitFor();
    const contestId = new URL(page.url()).pathname.split('/').at(-1) as string;

    for (const [typed, title] of [
      ['harbour', 'Harbour Cranes'],
      ['meadow', 'Meadow Trails'],
    ] as const) {
      await page.getByRole('combobox', { name: 'Task' }).fill(typed);
      await page.getByRole('option', { name: title }).click();
      await button(page, 'Add task').click();
      await page.getByRole('link', { name: title }).waitFor();
    }
    assert.deepEqual(await shownTasks(page), ['A: Harbour Cranes', 'B: Meadow Trails']);
    await button(page, 'Move task A down: Harbour Cranes').click();
    await page.getByText('Task A, Harbour Cranes: now 2 of 2').waitFor();
    assert.deepEqual(await shownTasks(page), ['B: Meadow Trails', 'A: Harbour Cranes']);
    await button(page, 'Label again in this order').click();
    await page.getByText('The tasks are labelled in their order.').waitFor();
    assert.deepEqual(await shownTasks(page), ['A: Meadow Trails', 'B: Harbour Cranes']);

    await page.getByRole('tab', { name: 'Participants' }).click();
    assert.match(page.url(), /tab=people/);
    const people = page.getByLabel(/^E-mail addresses/).first();
    await people.fill('"Student, Stella" <STUDENT@example.org>\nnobody@example.org, outsider@example.org');
    await page.getByLabel('Extra time in minutes').fill('45');
    await button(page, 'Add participants').click();
    await page.getByText('Added: 2 people.').waitFor();
    await page.getByRole('status').getByText('nobody@example.org').waitFor();
    assert.equal(await people.inputValue(), 'nobody@example.org');
    const { items } = await teacher.get('/api/v1/contests/{contestId}/participants', { path: { contestId } });
    assert.deepEqual(items.map(({ email, extraSeconds }) => `${email} ${extraSeconds}`).sort(), [
      'outsider@example.org 2700',
      'student@example.org 2700',
    ]);
    await button(page, 'Edit the times of Oskar Outsider').click();
    await page.getByRole('dialog').getByLabel('Delay in minutes').fill('10');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('starts 10 min later · 45 min of extra time').waitFor();
    await button(page, 'Remove Oskar Outsider').click();
    await button(page, 'Yes, do it').click();
    await button(page, 'Remove Oskar Outsider').waitFor({ state: 'detached' });

    await page.getByRole('tab', { name: 'Pre-flight' }).click();
    await page.getByText('The contest is not ready yet').waitFor();
    await page.getByText('There is no PDF.').waitFor();
    const toDocuments = page.getByRole('link', { name: 'PDFs of task A' }).first();
    assert.equal(await toDocuments.getAttribute('href'), `/manage/tasks/${meadow}?tab=documents`);
    await publish(meadow);
    await button(page, 'Check again').click();
    await page.getByText('The contest is ready').waitFor();
    await page.getByText('There is no PDF.').waitFor({ state: 'detached' });

    const path = `/contests/${contestId}`;
    const participant = await app.open({ as: 'student', path });
    await participant.page.getByRole('heading', { name: 'Autumn Finals' }).waitFor();
    await participant.page.getByRole('timer', { includeHidden: true }).first().waitFor();
    assert.doesNotMatch(await participant.page.content(), /Harbour|Meadow/);

    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByLabel(/^Start/).fill(localTime(Date.now() - 5 * minuteMs));
    await button(page, 'Save').click();
    await page.getByText('The contest is saved.').waitFor();
    await page.getByText('Ends in').waitFor();
    await participant.page.reload();
    await participant.page.getByRole('link', { name: 'Harbour Cranes' }).waitFor();
    const titles = await participant.page
      .getByRole('main')
      .getByRole('link', { name: /Harbour|Meadow/ })
      .allTextContents();
    assert.deepEqual(
      titles.map((title) => title.match(/Harbour|Meadow/)?.[0]),
      ['Meadow', 'Harbour'],
    );
    participant.assertCalm();
    assertCalm();
  });

  it('are ordered by the keyboard alone, and the focus stays', async () => {
    const contestId = await newContest('By Keyboard');
    for (const [at, title] of ['Keys One', 'Keys Two', 'Keys Three'].entries()) {
      await addTask(contestId, await newTask(title), 'ABC'.charAt(at), at);
    }
    const { page, assertCalm } = await openTab(contestId, 'tasks');
    await button(page, 'Move task A down: Keys One').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Task A, Keys One: now 2 of 3').waitFor();
    await page.keyboard.press('Space');
    await page.getByText('Task A, Keys One: now 3 of 3').waitFor();
    await page.keyboard.press('Enter');
    const order = async () => {
      const { items } = await teacher.get('/api/v1/contests/{contestId}/tasks', { path: { contestId } });
      return items.map(({ label, title }) => `${label} ${title}`);
    };
    const wanted = ['B Keys Two', 'C Keys Three', 'A Keys One'];
    await waitUntil('the order to be kept', async () => (await order()).join() === wanted.join());
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    assert.equal(focused, 'Move task A down: Keys One');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Task A, Keys One: now 2 of 3').waitFor();
    assertCalm();
  });

  it('take a task by the keyboard alone', async () => {
    const contestId = await newContest('Picked by Keyboard');
    await newTask('Quince Jelly');
    const { page } = await openTab(contestId, 'tasks');
    await page.getByRole('combobox', { name: 'Task' }).focus();
    await page.keyboard.type('quince');
    await page.getByRole('option', { name: 'Quince Jelly' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Quince Jelly' }).waitFor();
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('role'));
    assert.equal(focused, 'combobox');
  });

  it('say why the server refuses a change, and keep what was typed', async () => {
    const contestId = await newContest('Too Narrow');
    const { startsAt, endsAt } = await teacher.get('/api/v1/contests/{contestId}', { path: { contestId } });
    const taskId = await newTask('Wide Window');
    await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
      path: { contestId, taskId },
      body: { label: 'A', opensAt: startsAt, closesAt: endsAt },
    });
    const { page, complaints } = await openTab(contestId, 'overview');
    const end = page.getByLabel(/^End/);
    await end.fill(localTime(Date.parse(startsAt) - hourMs));
    await page.getByText('The end must be later than the beginning.').waitFor();
    const narrow = localTime(Date.parse(startsAt) + hourMs);
    await end.fill(narrow);
    await page.getByLabel(/^Name/).fill('Too Narrow, Renamed');
    await button(page, 'Save').click();
    await page.getByRole('alert').getByText('The times of task A must lie within those').waitFor();
    assert.equal(await end.inputValue(), narrow);
    assert.equal(await page.getByLabel(/^Name/).inputValue(), 'Too Narrow, Renamed');

    await page.getByRole('tab', { name: 'Tasks' }).click();
    await button(page, 'Edit task A: Wide Window').click();
    const dialog = page.getByRole('dialog');
    const late = localTime(Date.parse(endsAt as string) + hourMs);
    await dialog.getByLabel(/^Closes/).fill(late);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
    assert.equal(await dialog.getByLabel(/^Closes/).inputValue(), late);
    await dialog.getByLabel(/^Closes/).fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    // Chromium tells of every refused request; nothing else was wrong.
    assert.deepEqual(
      complaints.filter((complaint) => !complaint.includes('status of 400')),
      [],
    );
  });

  it('show what a participant would see at a time, in words', async () => {
    const contestId = await newContest('Seen Before');
    const { startsAt } = await teacher.get('/api/v1/contests/{contestId}', { path: { contestId } });
    await addTask(contestId, await newTask('Orchid Rows'), 'A', 0);
    await teacher.post('/api/v1/contests/{contestId}/participants', {
      path: { contestId },
      body: { emails: ['student@example.org'], delaySeconds: 600 },
    });
    const { page } = await openTab(contestId, 'preview');
    await page.getByRole('combobox', { name: /^E-mail address/ }).fill('student@example.org');
    await button(page, 'Show').click();
    const shown = page.getByRole('list', { name: 'Tasks' });
    await shown.getByText(/^Not open yet: opens/).waitFor();
    await page.getByLabel(/^Date and time/).fill(localTime(Date.parse(startsAt) + 20 * minuteMs));
    await button(page, 'Show').click();
    await shown.getByText(/^Can be read until .* Why: takes part in a contest with the task\.$/).waitFor();
    await page.getByLabel(/^Date and time/).fill(localTime(Date.parse(startsAt) + 9 * hourMs));
    await button(page, 'Show').click();
    await shown.getByText('Closed.').waitFor();
    await page.getByRole('combobox', { name: /^E-mail address/ }).fill('outsider@example.org');
    await button(page, 'Show').click();
    await page.getByRole('alert').waitFor();
  });

  it('let groups take part, and have staff who run them', async () => {
    const contestId = await newContest('With Groups');
    const { page } = await openTab(contestId, 'people');
    await page.getByRole('combobox', { name: 'Group' }).click();
    await page.getByRole('option', { name: 'Algorithms 101' }).click();
    await button(page, 'Add group').click();
    await page.getByRole('link', { name: 'Algorithms 101' }).waitFor();
    await page
      .getByLabel(/^E-mail addresses/)
      .last()
      .fill('admin@example.org');
    await button(page, 'Add staff').click();
    await button(page, 'Remove Ada Admin from the staff').click();
    await button(page, 'Yes, do it').click();
    await button(page, 'Remove Ada Admin from the staff').waitFor({ state: 'detached' });
    // The last one cannot be removed.
    await button(page, 'Remove Tomasz Teacher from the staff').waitFor({ state: 'detached' });
    await button(page, 'Remove group Algorithms 101').click();
    await button(page, 'Yes, do it').click();
    await page.getByText('No group takes part.').waitFor();
  });

  it('are deleted after a question, and are no page for those who do not run them', async () => {
    const contestId = await newContest('Short Lived');
    const student = await app.open({ as: 'student', path: `/manage/contests/${contestId}` });
    await student.page.getByRole('heading', { name: 'There is nothing here for you' }).waitFor();
    const { page } = await openTab(contestId, 'overview');
    await button(page, 'Delete contest').click();
    await button(page, 'Cancel').click();
    await button(page, 'Delete contest').click();
    await button(page, 'Yes, do it').click();
    await page.waitForURL(/\/manage\/contests$/);
    await page.getByText('The contest is deleted.').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Short Lived' }).count(), 0);
  });
});
