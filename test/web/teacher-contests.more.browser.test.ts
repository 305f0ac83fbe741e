import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { readBooklet } from '../support/booklets.ts';
import { contentOf } from '../support/chromium.ts';
import { waitUntil } from '../support/server-process.ts';
import { hourMs, minuteMs } from '../support/settable-clock.ts';
import { chooseInRow, confirm } from './support/confirm.ts';
import { assertHeard } from './support/heard.ts';
import { localTime } from './support/local-time.ts';
import { readerOf } from './support/reader-page.ts';
import { realPdf } from './support/real-pdf.ts';
import { expect, gone, hold, pressEscape, saved } from './support/settled.ts';
import { beginning, like, t } from './support/texts.ts';
import { pressTwice, signOut, startWebApp } from './support/web-app.ts';

const app = await startWebApp();
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
  teacher.uploadDocument(taskId, {
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

/** The tasks of a contest, in order: `A Harbour Cranes`. */
const shownTasks = (page: Page) =>
  page
    .getByRole('button', { name: /^Actions: / })
    .evaluateAll((buttons) =>
      buttons.map((each) => each.getAttribute('aria-label')?.replace('Actions: ', '')),
    );
const button = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true });

/** Opens the dialog to add people. */
async function openAdding(page: Page, name: string): Promise<Locator> {
  await button(page, name).click();
  const dialog = page.getByRole('dialog', { name });
  await dialog
    .getByLabel(beginning(t('people:people.addresses')))
    .and(page.locator(':focus'))
    .waitFor();
  return dialog;
}

describe('the contests of a teacher', () => {
  it('are created, filled with tasks and people, checked, and seen by a participant once they start', async () => {
    const [harbour, meadow] = [await newTask('Harbour Cranes'), await newTask('Meadow Trails')];
    await publish(harbour);
    const { page, complaints } = await app.open({ as: 'teacher', path: '/manage/contests' });
    await page
      .getByRole('heading', { name: t('contests:contests.upcoming') })
      .or(page.getByText(t('contests:contests.running')))
      .first()
      .waitFor();

    await button(page, t('contests:contests.new')).click();
    const dialog = page.getByRole('dialog', { name: t('contests:contests.new') });
    const [name, end] = [
      dialog.getByLabel(beginning(t('contests:contestForm.name'))),
      dialog.getByLabel(/^End/),
    ];
    await button(page, t('contests:contests.create')).click();
    await dialog.getByText(t('rules.time')).waitFor();
    await name.and(page.locator(':focus')).waitFor();
    await name.fill('Autumn Finals');
    assert.equal(await dialog.getByText(t('rules.text')).count(), 0);
    const startsAtMs = Date.now() + 24 * hourMs;
    await dialog.getByLabel(beginning(t('contests:contestForm.startsAt'))).fill(localTime(startsAtMs));
    assert.equal(await dialog.getByText(t('rules.time')).count(), 0);
    // A day, but no complete time.
    await end.pressSequentially('1');
    await page.keyboard.press('Enter');
    await dialog.getByText(t('rules.time')).waitFor();
    await end.and(page.locator(':focus')).waitFor();
    const endsAtMs = startsAtMs + 5 * hourMs;
    await end.fill(localTime(endsAtMs));
    const weekday = new Date(endsAtMs).toLocaleDateString('en', {
      weekday: 'short',
      timeZone: 'Europe/Warsaw',
    });
    const lasts = dialog.getByText(t('dateTime.dayAndLength', { weekday, length: '5 hr' }));
    await expect(end).toHaveAttribute('aria-describedby', new RegExp(`${await lasts.getAttribute('id')}`));
    await dialog
      .getByText(t('dateTime.zone', { zone: 'Europe/Warsaw' }))
      .first()
      .waitFor();
    await dialog.getByLabel(t('contests:contestForm.after.participants.label')).check();
    await pressTwice(button(page, t('contests:contests.create')));
    await page.getByRole('heading', { name: 'Autumn Finals', level: 1 }).waitFor();
    const { items: contests } = await teacher.get('/api/v1/contests', { query: { limit: 200 } });
    assert.equal(contests.filter(({ name }) => name === 'Autumn Finals').length, 1);
    const contestId = new URL(page.url()).pathname.split('/').at(-1) as string;

    for (const [typed, title] of [
      ['harbour', 'Harbour Cranes'],
      ['meadow', 'Meadow Trails'],
    ] as const) {
      await page.getByRole('combobox', { name: t('contests:contestTasks.task') }).fill(typed);
      await page.getByRole('option', { name: title }).click();
      await button(page, t('contests:contestTasks.add')).click();
      await page.getByRole('link', { name: title }).waitFor();
    }
    await expect.poll(() => shownTasks(page)).toEqual(['A Harbour Cranes', 'B Meadow Trails']);
    await button(page, t('contests:contestTasks.moveDown', { label: 'A', title: 'Harbour Cranes' })).click();
    await page
      .getByText(
        t('contests:contestTasks.moved', { label: 'A', title: 'Harbour Cranes', place: '2', count: 2 }),
      )
      .waitFor();
    await expect.poll(() => shownTasks(page)).toEqual(['B Meadow Trails', 'A Harbour Cranes']);
    await button(page, t('contests:contestTasks.relabel')).click();
    await page.getByText(t('contests:contestTasks.relabelled')).waitFor();
    await expect.poll(() => shownTasks(page)).toEqual(['A Meadow Trails', 'B Harbour Cranes']);

    await page.getByRole('tab', { name: t('contests:contest.tab.people') }).click();
    assert.match(page.url(), /tab=people/);
    const adding = await openAdding(page, t('contests:participants.add'));
    const people = adding.getByLabel(beginning(t('people:people.addresses')));
    await people.fill('"Student, Stella" <STUDENT@example.org>\nnobody@example.org, outsider@example.org');
    await adding.getByLabel(t('contests:participants.extraSeconds.label')).fill('45');
    await button(adding, t('contests:participants.add')).click();
    await adding.getByText(t('people:people.added', { count: 2 })).waitFor();
    await adding.getByRole('status').getByText('nobody@example.org').waitFor();
    await expect(people).toHaveValue('nobody@example.org');
    await button(adding, t('action.cancel')).click();
    await gone(adding, () => button(page, t('unsaved.discard')).click());
    const { items } = await teacher.get('/api/v1/contests/{contestId}/participants', { path: { contestId } });
    assert.deepEqual(items.map(({ email, extraSeconds }) => `${email} ${extraSeconds}`).sort(), [
      'outsider@example.org 2700',
      'student@example.org 2700',
    ]);
    await button(page, t('contests:participants.edit', { name: 'Oskar Outsider' })).click();
    await page.getByRole('dialog').getByLabel(t('contests:participants.delaySeconds.label')).fill('10');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('action.save') })
      .click();
    await page
      .getByText(
        `${t('contests:participants.delayed', { time: '10 min' })} · ${t('contests:participants.longer', { time: '45 min' })}`,
      )
      .waitFor();
    await button(page, t('people:people.remove', { name: 'Oskar Outsider' })).click();
    await gone(button(page, t('people:people.remove', { name: 'Oskar Outsider' })), () =>
      confirm(page, t('action.remove')),
    );

    await page.getByRole('tab', { name: t('contests:contest.tab.preflight') }).click();
    await page.getByText(t('contests:preflight.notReady')).waitFor();
    await page.getByText(t('tasks:preflight.found.no-document')).waitFor();
    const toDocuments = page
      .getByRole('link', { name: t('contests:preflight.to.documents', { label: 'A' }) })
      .first();
    await expect(toDocuments).toHaveAttribute('href', `/manage/tasks/${meadow}?tab=documents`);
    await publish(meadow);
    await gone(page.getByText(t('tasks:preflight.found.no-document')), () =>
      button(page, t('contests:preflight.again')).click(),
    );
    await page.getByText(t('contests:preflight.ready')).waitFor();
    const embargo = (embargoUntil: string | null) =>
      teacher.patch('/api/v1/tasks/{taskId}', { path: { taskId: meadow }, body: { embargoUntil } });
    await embargo('2090-01-01T00:00:00Z');
    await button(page, t('contests:preflight.again')).click();
    const [refusal = ''] = t('refusals.not-open-yet.preview', { opens: '|' }).split('|');
    await page.getByText(refusal).waitFor();
    await embargo(null);

    const path = `/contests/${contestId}`;
    const participant = await app.open({ as: 'student', path });
    await participant.page.getByRole('heading', { name: 'Autumn Finals' }).waitFor();
    await participant.page.getByRole('timer', { includeHidden: true }).first().waitFor();
    assert.doesNotMatch(await participant.page.content(), /Harbour|Meadow/);

    await page.getByRole('tab', { name: t('contests:contest.tab.overview') }).click();
    await page
      .getByLabel(beginning(t('contests:contestForm.startsAt')))
      .fill(localTime(Date.now() - 5 * minuteMs));
    await saved(page, () => button(page, t('action.save')).click());
    await page.getByText(t('contests:contest.saved')).waitFor();
    await page.getByText(t('contests:contest.endsIn')).waitFor();
    await participant.page.reload();
    await participant.page.getByRole('link', { name: 'Harbour Cranes' }).waitFor();
    const titles = participant.page.getByRole('main').getByRole('link', { name: /Harbour|Meadow/ });
    await expect(titles).toHaveText([/Meadow/, /Harbour/]);

    await page.getByRole('tab', { name: t('contests:contest.tab.booklets') }).click();
    await page.getByLabel(t('contests:booklets.oddPages')).check();
    await button(page, t('contests:booklets.make')).click();
    await page.getByText(t('contests:booklets.state.ready')).waitFor();
    await page.getByText(t('contests:booklets.pages', { count: 5 })).waitFor();
    const [booklet] = await Promise.all([
      page.waitForEvent('download'),
      chooseInRow(page, 'English', t('contests:booklets.save')),
    ]);
    assert.equal(booklet.suggestedFilename(), 'Autumn Finals.en.pdf');
    const { pages, bookmarks } = await readBooklet(await contentOf(booklet));
    assert.match(pages[0] ?? '', /^Autumn Finals/);
    assert.deepEqual(bookmarks, [
      ['A. Meadow Trails', 3],
      ['B. Harbour Cranes', 5],
    ]);
    await chooseInRow(page, 'English', t('contests:roomSets.open'));
    const seats = page.getByRole('dialog');
    const choose = (csv: string) =>
      seats
        .locator('input[type=file]')
        .setInputFiles({ name: 'seats.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    const makeSets = () => seats.getByRole('button', { name: t('contests:roomSets.make') }).click();
    await choose('room;seat\n101;1\n;2\n');
    await makeSets();
    await seats.getByText(t('contests:roomSets.line', { line: 3 })).waitFor();
    await choose('\uFEFFroom;seat;name\r\n101;1;Żaneta Łoś\r\n101;2;\r\n');
    const [sets] = await Promise.all([page.waitForEvent('download'), gone(seats, makeSets)]);
    const copies = (await readBooklet(await contentOf(sets))).pages;
    assert.equal(copies.length, 2 * 8);
    assert.match(copies[0] ?? '', /^Autumn Finals English Room 101 Seat 1 Name Żaneta Łoś$/);
    await participant.page.reload();
    await Promise.all([
      participant.context.waitForEvent('page'),
      button(participant.page, t('contest.booklet')).click(),
    ]);
    const { items: issued } = await teacher.get('/api/v1/issued-urls', { query: { taskId: harbour } });
    assert.ok(issued.some(({ email }) => email === 'student@example.org'));
    participant.assertCalm();
    assert.deepEqual(
      complaints.filter((complaint) => !complaint.includes('status of 422')),
      [],
    );
  });

  it('have sealed statements in a part of the form that is collapsed unless they use them', async () => {
    const contestId = await newContest('Few Need It');
    const { page, complaints } = await openTab(contestId, 'overview');
    const field = page.getByLabel(beginning(t('contests:contestForm.prefetchFrom')));
    const advanced = page.getByText(t('contests:contestForm.advanced'), { exact: true });
    await advanced.waitFor();
    assert.equal(await field.isVisible(), false);
    await advanced.click();
    await field.fill(localTime(Date.now() + 23 * hourMs));
    await saved(page, () => button(page, t('action.save')).click());
    await page.reload();
    await field.waitFor();
    // A section with an invalid field opens, so that it can be fixed.
    await advanced.click();
    await field.waitFor({ state: 'hidden' });
    await page.getByLabel(beginning(t('contests:contestForm.startsAt'))).fill(localTime(Date.now() + hourMs));
    await page.getByText(t('rules.before')).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('are changed only in changed fields, and keep concurrent changes', async () => {
    const contestId = await newContest('Two Tabs');
    const [first, second] = [await newTask('Silver Birch'), await newTask('Golden Oak')];
    for (const [at, taskId] of [first, second].entries())
      await addTask(contestId, taskId, 'AB'[at] as string, at);
    const path = { contestId };
    const { page, complaints } = await openTab(contestId, 'tasks');
    await chooseInRow(page, /^Actions: B/, t('action.edit'));
    await teacher.put('/api/v1/contests/{contestId}/task-order', {
      path,
      body: { tasks: [second, first].map((taskId, at) => ({ taskId, label: 'BA'[at] as string })) },
    });
    const dialog = page.getByRole('dialog', { name: 'Golden Oak' });
    const label = dialog.getByLabel(beginning(t('schedule:contestTasks.label')));
    await label.fill('Z');
    const question = page.getByRole('dialog', { name: t('unsaved.title') });
    for (const close of [() => pressEscape(dialog), () => button(page, t('action.cancel')).click()]) {
      await close();
      await question.getByText(t('unsaved.text', { list: t('schedule:contestTasks.label') })).waitFor();
      await gone(question, () => pressEscape(question));
      await expect(label).toHaveValue('Z');
    }
    await gone(dialog, () => saved(page, () => button(page, t('action.save')).click()));
    const { items } = await teacher.get('/api/v1/contests/{contestId}/tasks', { path });
    assert.deepEqual(
      items.map(({ label }) => label),
      ['Z', 'A'],
    );

    await page.getByRole('tab', { name: t('contests:contest.tab.overview') }).click();
    await page.getByLabel(t('contests:contestForm.after.participants.label')).check();
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { name: 'Renamed Meanwhile' } });
    await saved(page, () => button(page, t('action.save')).click());
    await page.getByText(t('contests:contest.saved')).waitFor();
    const { name, afterEnd } = await teacher.get('/api/v1/contests/{contestId}', { path });
    assert.deepEqual({ name, afterEnd }, { name: 'Renamed Meanwhile', afterEnd: 'participants' });

    const nameField = page.getByLabel(beginning(t('contests:contestForm.name')));
    await expect(nameField).toHaveValue('Renamed Meanwhile');
    const conflict = page.getByRole('alert').filter({ hasText: t('conflict.title') });
    const field = t('contests:contestForm.name');
    for (const [choice, mine, theirs, kept, otherEnd] of [
      ['conflict.takeField', 'Typed Here', 'Typed There', 'Typed There', 'closed'],
      ['conflict.keepField', 'Typed Once More', 'There Too', 'Typed Once More', 'signed-in'],
    ] as const) {
      await nameField.fill(mine);
      await teacher.patch('/api/v1/contests/{contestId}', {
        path,
        body: { name: theirs, afterEnd: otherEnd },
      });
      await button(page, t('action.save')).click();
      await conflict.getByText(t('conflict.both', { field, mine, theirs })).waitFor();
      await expect(nameField).toHaveValue(mine);
      await gone(conflict, () => button(page, t(choice, { field })).click());
      const read = () => teacher.get('/api/v1/contests/{contestId}', { path });
      await waitUntil('the choice to be saved', async () => (await read()).name === kept);
      assert.equal((await read()).afterEnd, otherEnd);
      await expect(nameField).toHaveValue(kept);
      await expect(page.getByLabel(t(`contests:contestForm.after.${otherEnd}.label`))).toBeChecked();
    }

    await nameField.fill('Not Saved');
    const leave = () => page.getByRole('tab', { name: t('contests:contest.tab.tasks') }).click();
    for (const go of [leave, () => signOut(page, 'Tomasz Teacher')]) {
      await go();
      await question.getByText(t('unsaved.text', { list: field })).waitFor();
      await gone(question, () => button(page, t('unsaved.keep')).click());
      assert.match(page.url(), /tab=overview/);
      await expect(nameField).toHaveValue('Not Saved');
    }
    const asked = new Promise<string>((resolve) => {
      page.once('dialog', (prompt) => {
        resolve(prompt.type());
        void prompt.dismiss();
      });
    });
    await page.evaluate(() => setTimeout(() => location.reload()));
    assert.equal(await asked, 'beforeunload');
    await page.goBack();
    await button(page, t('unsaved.discard')).click();
    await page.waitForURL(/tab=tasks/);
    await page.getByRole('tab', { name: t('contests:contest.tab.overview') }).click();
    await expect(nameField).toHaveValue('Typed Once More');
    await leave();
    await page.waitForURL(/tab=tasks/);
    // Browsers report refused requests in the console.
    assert.deepEqual(
      complaints.filter((each) => !each.includes('status of 412')),
      [],
    );
  });

  it('are not taken away from readers before a confirmation that names them', async () => {
    const contestId = await newContest('Under Way', -hourMs);
    const path = { contestId };
    const { items: groups } = await teacher.get('/api/v1/groups', { query: { limit: 1 } });
    const groupId = groups[0]?.groupId as string;
    await teacher.put('/api/v1/contests/{contestId}/groups/{groupId}', { path: { contestId, groupId } });
    const add = (email: string, delaySeconds: number) =>
      teacher.post('/api/v1/contests/{contestId}/participants', {
        path,
        body: { emails: [email], delaySeconds },
      });
    const emails = ['anna@example.org', 'bert@example.org', 'cleo@example.org'];
    const csv = `name,email\nAnna Able,${emails[0]}\nBert Baker,${emails[1]}\nCleo Clark,${emails[2]}\n`;
    const admin = await app.client('admin');
    await admin.post('/api/v1/people-import', { body: { csv } });
    for (const email of [...emails, 'outsider@example.org']) await add(email, 0);
    // Participants who have not started have nothing to lose.
    await add('admin@example.org', 2 * 3600);
    const { items: people } = await teacher.get('/api/v1/groups/{groupId}/members', {
      path: { groupId },
      query: { limit: 200 },
    });
    const count = people.filter(({ role }) => role === 'member').length + 4;
    const others = t('schedule:contest.lostAccess.others', { count: count - 2 });
    const names = t('schedule:contest.lostAccess.names', { list: `Anna Able, Bert Baker, and ${others}` });

    const taskId = await newTask('Tall Ships');
    await addTask(contestId, taskId, 'A', 0);
    const readTask = async () =>
      (await teacher.get('/api/v1/contests/{contestId}/tasks', { path })).items[0]?.closesAt;

    const { page, assertCalm } = await openTab(contestId, 'tasks');
    const question = page.getByRole('dialog', { name: t('schedule:contest.lostAccess.title') });
    await chooseInRow(page, 'A Tall Ships', t('action.edit'));
    const dialog = page.getByRole('dialog', { name: 'Tall Ships' });
    await dialog.getByLabel(beginning(t('window.closesAt'))).fill(localTime(Date.now() - 30 * minuteMs));
    await button(page, t('action.save')).click();
    await question.getByText(t('schedule:contest.lostAccess.taskPeople', { count })).waitFor();
    await question.getByText(names).waitFor();
    await gone(question, () => pressEscape(question));
    assert.equal(await readTask(), null);
    await button(page, t('action.save')).click();
    await gone(dialog, () =>
      saved(page, () =>
        question.getByRole('button', { name: t('schedule:contest.lostAccess.confirm') }).click(),
      ),
    );
    assert.ok(Date.parse((await readTask()) as string) < Date.now());
    await addTask(contestId, taskId, 'A', 0);

    await page.getByRole('tab', { name: t('contests:contest.tab.overview') }).click();
    const tomorrowMs = Date.now() + 24 * hourMs;
    await page.getByLabel(beginning(t('contests:contestForm.startsAt'))).fill(localTime(tomorrowMs));
    await page.getByLabel(/^End/).fill(localTime(tomorrowMs + 3 * hourMs));
    await button(page, t('action.save')).click();
    await question.getByText(t('schedule:contest.lostAccess.people', { count })).waitFor();
    await question.getByText(names).waitFor();
    await gone(question, () => question.getByRole('button', { name: t('action.cancel') }).click());
    const read = () => teacher.get('/api/v1/contests/{contestId}', { path });
    assert.equal((await read()).phase, 'running');
    await button(page, t('action.save')).click();
    await saved(page, () =>
      question.getByRole('button', { name: t('schedule:contest.lostAccess.confirm'), exact: true }).click(),
    );
    await page.getByText(t('contests:contest.saved')).waitFor();
    assert.equal((await read()).phase, 'upcoming');
    assertCalm();
  });

  it('show how many people are reading before a window is shortened or a task removed', async () => {
    const contestId = await newContest('Now Reading', -hourMs);
    const path = { contestId };
    const taskId = await newTask('Open Books');
    await publish(taskId);
    await addTask(contestId, taskId, 'A', 0);
    const body = { emails: ['student@example.org', 'outsider@example.org'] };
    await teacher.post('/api/v1/contests/{contestId}/participants', { path, body });
    const student = await app.open({ as: 'student', path: `/tasks/${taskId}` });
    await readerOf(student.page).painted(1);

    const { page, assertCalm } = await openTab(contestId, 'tasks');
    const reading = t('schedule:contest.lostAccess.reading', { count: 1 });
    const dialog = (name: string) => page.getByRole('dialog', { name });
    await chooseInRow(page, 'A Open Books', t('action.remove'));
    await dialog(`${t('action.remove')}: A Open Books`)
      .getByRole('status')
      .getByText(reading)
      .waitFor();
    for (const [at, name] of [
      [`/manage/contests/${contestId}`, t('contests:contest.delete')],
      [`/manage/contests/${contestId}?tab=people`, t('people:people.remove', { name: 'Stella Student' })],
      [`/manage/tasks/${taskId}?tab=placements`, t('schedule:placements.remove', { name: 'Now Reading' })],
      [`/manage/tasks/${taskId}?tab=settings`, t('tasks:settings.delete')],
    ] as const) {
      await page.goto(`${app.apiUrl}${at}`);
      await button(page, name).click();
      await dialog(name).getByRole('status').getByText(reading).waitFor();
    }

    await page.goto(`${app.apiUrl}/manage/contests/${contestId}?tab=tasks`);
    await chooseInRow(page, 'A Open Books', t('action.edit'));
    await page.getByLabel(beginning(t('window.closesAt'))).fill(localTime(Date.now() - 30 * minuteMs));
    await button(page, t('action.save')).click();
    const question = dialog(t('schedule:contest.lostAccess.title'));
    await question.getByText(t('schedule:contest.lostAccess.taskPeople', { count: 2 })).waitFor();
    await question.getByText(reading).waitFor();
    await saved(page, () => confirm(page, t('schedule:contest.lostAccess.confirm')));
    await student.page.getByText(like((time) => t('refusals.closed.ended', { time }))).waitFor();
    assertCalm();
  });

  it('are reordered by keyboard, and the focus stays', async (test) => {
    const contestId = await newContest('By Keyboard');
    for (const [at, title] of ['Keys One', 'Keys Two', 'Keys Three'].entries()) {
      await addTask(contestId, await newTask(title), 'ABC'.charAt(at), at);
    }
    const { page, assertCalm } = await openTab(contestId, 'tasks');
    const down = button(page, t('contests:contestTasks.moveDown', { label: 'A', title: 'Keys One' }));
    await down.waitFor();
    await assertHeard(test, 'teacher-contest', page.getByRole('main'));
    await down.focus();
    await page.keyboard.press('Enter');
    await page
      .getByText(t('contests:contestTasks.moved', { label: 'A', title: 'Keys One', place: '2', count: 3 }))
      .waitFor();
    await page.keyboard.press('Space');
    await page
      .getByText(t('contests:contestTasks.moved', { label: 'A', title: 'Keys One', place: '3', count: 3 }))
      .waitFor();
    await page.keyboard.press('Enter');
    const order = async () => {
      const { items } = await teacher.get('/api/v1/contests/{contestId}/tasks', { path: { contestId } });
      return items.map(({ label, title }) => `${label} ${title}`);
    };
    const wanted = ['B Keys Two', 'C Keys Three', 'A Keys One'];
    await waitUntil('the order to be saved', async () => (await order()).join() === wanted.join());
    await expect(button(page, 'Move task A down: Keys One')).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page
      .getByText(t('contests:contestTasks.moved', { label: 'A', title: 'Keys One', place: '2', count: 3 }))
      .waitFor();
    assertCalm();
  });

  it('get a task by keyboard', async () => {
    const contestId = await newContest('Picked by Keyboard');
    await newTask('Quince Jelly');
    const { page } = await openTab(contestId, 'tasks');
    const { release: search } = await hold(page, '**/api/v1/tasks?*text=quince*');
    await page.getByRole('combobox', { name: t('contests:contestTasks.task') }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('quince');
    // Until the search is answered, arrow and Enter must not choose anything.
    await page.getByText(t('select.searching')).waitFor();
    assert.equal(await page.getByRole('option').count(), 0);
    search();
    await page.getByRole('option', { name: 'Quince Jelly' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Quince Jelly' }).waitFor();
    await expect(page.getByRole('combobox', { name: t('contests:contestTasks.task') })).toBeFocused();
  });

  it('show why the server refuses a change, and keep the input', async () => {
    const contestId = await newContest('Labels Taken');
    await addTask(contestId, await newTask('First Label'), 'A', 0);
    await addTask(contestId, await newTask('Second Label'), 'B', 1);
    const { page, complaints } = await openTab(contestId, 'tasks');
    await chooseInRow(page, 'A First Label', t('action.edit'));
    const dialog = page.getByRole('dialog');
    const label = dialog.getByLabel(beginning(t('schedule:contestTasks.label')));
    await label.fill('B');
    await dialog.getByRole('button', { name: t('action.save') }).click();
    await dialog
      .getByRole('alert')
      .getByText(t('reasons.label-taken', { label: 'B' }))
      .waitFor();
    await expect(label).toHaveValue('B');
    await label.fill('C');
    await gone(dialog, () =>
      saved(page, () => dialog.getByRole('button', { name: t('action.save') }).click()),
    );
    // Chromium reports every refused request; there were no other complaints.
    assert.deepEqual(
      complaints.filter((complaint) => !complaint.includes('status of 409')),
      [],
    );
  });

  it("warn about a task's window outside the contest, which cuts it off", async () => {
    const contestId = await newContest('Too Narrow');
    const path = { contestId };
    const { startsAt, endsAt } = await teacher.get('/api/v1/contests/{contestId}', { path });
    const taskId = await newTask('Wide Window');
    await addTask(contestId, taskId, 'A', 0);
    const { page, complaints } = await openTab(contestId, 'tasks');
    const row = page.getByRole('listitem').filter({ hasText: 'Wide Window' });
    await row.getByText(t('contests:contestTasks.asContest')).waitFor();
    await chooseInRow(page, 'A Wide Window', t('action.edit'));
    const dialog = page.getByRole('dialog');
    const late = localTime(Date.parse(endsAt as string) + hourMs);
    await dialog.getByLabel(beginning(t('window.closesAt'))).fill(late);
    await gone(dialog, () =>
      saved(page, () => dialog.getByRole('button', { name: t('action.save') }).click()),
    );
    await row.getByText(t('contests:contestTasks.partlyOutside')).waitFor();

    const later = (time: string) => new Date(Date.parse(time) + 24 * hourMs).toISOString();
    await teacher.patch('/api/v1/contests/{contestId}', {
      path,
      body: { startsAt: later(startsAt), endsAt: later(endsAt as string) },
    });
    await page.reload();
    await row.getByText(t('contests:contestTasks.outside')).waitFor();
    await page.getByRole('tab', { name: t('contests:contest.tab.preflight') }).click();
    await page.getByText(t('tasks:preflight.found.never-opens')).waitFor();
    await page.goto(new URL(`/manage/tasks/${taskId}?tab=placements`, page.url()).href);
    await page.getByRole('cell', { name: t('schedule:placements.outside') }).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('describe what a participant would see at a given time', async () => {
    const contestId = await newContest('Seen Before');
    const { startsAt } = await teacher.get('/api/v1/contests/{contestId}', { path: { contestId } });
    await addTask(contestId, await newTask('Orchid Rows'), 'A', 0);
    await teacher.post('/api/v1/contests/{contestId}/participants', {
      path: { contestId },
      body: { emails: ['student@example.org'], delaySeconds: 600 },
    });
    const { page } = await openTab(contestId, 'preview');
    await page
      .getByRole('combobox', { name: beginning(t('contests:preview.email')) })
      .fill('student@example.org');
    await button(page, t('contests:preview.show')).click();
    const shown = page.getByRole('list', { name: t('contests:contest.tab.tasks') });
    await shown.getByText(like((opens) => t('refusals.not-open-yet.preview', { opens }))).waitFor();
    await page
      .getByLabel(beginning(t('contests:preview.at')))
      .fill(localTime(Date.parse(startsAt) + 20 * minuteMs));
    await button(page, t('contests:preview.show')).click();
    await shown
      .getByText(like((time) => t('contests:preview.allowedUntil', { time })))
      .filter({ hasText: t('contests:preview.why', { reason: t('issued:ground.contest') }) })
      .waitFor();
    await page
      .getByLabel(beginning(t('contests:preview.at')))
      .fill(localTime(Date.parse(startsAt) + 9 * hourMs));
    await button(page, t('contests:preview.show')).click();
    await shown.getByText(t('refusals.closed.preview')).waitFor();
    await page
      .getByRole('combobox', { name: beginning(t('contests:preview.email')) })
      .fill('outsider@example.org');
    await button(page, t('contests:preview.show')).click();
    await page.getByRole('alert').waitFor();
  });

  it('give added people no earlier times, and change the times of existing participants', async () => {
    const contestId = await newContest('Own Times');
    const { page } = await openTab(contestId, 'people');
    const times = async () =>
      (await teacher.get('/api/v1/contests/{contestId}/participants', { path: { contestId } })).items
        .map(({ email, extraSeconds }) => `${email} ${extraSeconds / 60}`)
        .sort();
    const extra = (minutes: string) => t('contests:participants.longer', { time: minutes });
    const label = t('contests:participants.add');
    const addWith = async (emails: string, minutes?: string) => {
      const adding = await openAdding(page, label);
      await adding.getByLabel(beginning(t('people:people.addresses'))).fill(emails);
      const field = adding.getByLabel(t('contests:participants.extraSeconds.label'));
      await expect(field).toHaveValue('0');
      if (minutes) await field.fill(minutes);
      await button(adding, label).click();
      return adding;
    };

    await (await addWith('student@example.org', '30')).waitFor({ state: 'detached' });
    const said = [
      t('people:people.added', { count: 1 }),
      t('people:people.addedWith', { what: extra('30 min') }),
    ];
    await page.getByRole('alert').getByText(said.join(' ')).waitFor();
    await (await addWith('outsider@example.org')).waitFor({ state: 'detached' });
    assert.deepEqual(await times(), ['outsider@example.org 0', 'student@example.org 30']);

    const adding = await addWith('outsider@example.org', '15');
    await adding.getByText(t('people:people.different', { count: 1 })).waitFor();
    await adding.getByRole('status').getByText('Oskar Outsider').waitFor();
    const people = adding.getByLabel(beginning(t('people:people.addresses')));
    await expect(people).toHaveValue('outsider@example.org');
    assert.deepEqual(await times(), ['outsider@example.org 0', 'student@example.org 30']);
    await gone(adding, () => button(adding, t('contests:participants.changeTimes')).click());
    await page.getByText(extra('15 min')).waitFor();
    assert.deepEqual(await times(), ['outsider@example.org 15', 'student@example.org 30']);

    // A second list may follow what is left in the field.
    const again = await addWith('nobody@example.org, outsider@example.org', '20');
    const different = again.getByText(t('people:people.different', { count: 1 }));
    await gone(different, () => button(again, t('contests:participants.changeTimes')).click());
    const left = again.getByLabel(beginning(t('people:people.addresses')));
    await expect(left).toHaveValue('nobody@example.org');
    await left.fill('student@example.org');
    await button(again, label).click();
    await different.waitFor();
    await again.getByRole('status').getByText('Stella Student').waitFor();
  });

  it('have groups as participants, and staff', async () => {
    const contestId = await newContest('With Groups');
    const { page } = await openTab(contestId, 'people');
    await page.getByRole('combobox', { name: t('contests:contestGroups.group') }).click();
    await page.getByRole('option', { name: 'Algorithms 101' }).click();
    await button(page, t('contests:contestGroups.add')).click();
    await page.getByRole('link', { name: 'Algorithms 101' }).waitFor();
    const adding = await openAdding(page, t('contests:contestStaff.add'));
    await adding.getByLabel(beginning(t('people:people.addresses'))).fill('admin@example.org');
    await gone(adding, () => button(adding, t('contests:contestStaff.add')).click());
    await button(page, t('people:people.remove', { name: 'Ada Admin' })).click();
    await gone(button(page, t('people:people.remove', { name: 'Ada Admin' })), () =>
      confirm(page, t('action.remove')),
    );
    await button(page, t('people:people.remove', { name: 'Tomasz Teacher' })).click();
    await confirm(page, t('action.remove'));
    await page
      .getByRole('alert')
      .filter({ hasText: t('errors.last-staff') })
      .waitFor();

    await button(page, t('contests:copyContest.action')).click();
    const dialog = page.getByRole('dialog', { name: t('contests:copyContest.title') });
    await dialog.getByRole('button', { name: t('contests:copyContest.submit') }).click();
    const name = t('contests:copyContest.name', { name: 'With Groups' });
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    const copy = { contestId: new URL(page.url()).pathname.split('/').at(-1) as string };
    assert.notEqual(copy.contestId, contestId);
    const [original, copied] = await Promise.all(
      [{ contestId }, copy].map((path) => teacher.get('/api/v1/contests/{contestId}', { path })),
    );
    const lengthOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string | null }) =>
      Date.parse(endsAt as string) - Date.parse(startsAt);
    assert.ok(original && copied && copied.startsAt > original.startsAt);
    assert.equal(lengthOf(copied), lengthOf(original));
    const groups = await teacher.get('/api/v1/contests/{contestId}/groups', { path: copy });
    assert.deepEqual(
      groups.items.map((group) => group.name),
      ['Algorithms 101'],
    );
    await page.goBack();
    await page.getByRole('heading', { name: 'With Groups', level: 1, exact: true }).waitFor();
    await button(page, t('contests:contestGroups.remove', { name: 'Algorithms 101' })).click();
    await confirm(page, t('action.remove'));
    await page.getByText(t('contests:contestGroups.empty')).waitFor();
  });

  it('are deleted after a question, and have no page for those who do not run them', async () => {
    const contestId = await newContest('Short Lived');
    const student = await app.open({ as: 'student', path: `/manage/contests/${contestId}` });
    await student.page.getByRole('heading', { name: t('errors.not-found') }).waitFor();
    const { page } = await openTab(contestId, 'overview');
    // The question has a button with the same name.
    const remove = page.getByRole('tabpanel').getByRole('button', { name: t('contests:contest.delete') });
    await remove.click();
    await button(page, t('action.cancel')).click();
    await remove.click();
    await confirm(page, t('contests:contest.delete'));
    await page.waitForURL(/\/manage\/contests$/);
    await page.getByText(t('contests:contest.deleted')).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Short Lived' }).count(), 0);
  });
});
