import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { readBooklet } from '../support/booklets.ts';
import { contentOf } from '../support/chromium.ts';
import { waitUntil } from '../support/server-process.ts';
import { hourMs, minuteMs } from '../support/settable-clock.ts';
import { button, chooseInRow, confirm } from './support/confirm.ts';
import { assertHeard } from './support/heard.ts';
import { localTime } from './support/local-time.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { followLink, readerOf } from './support/reader-page.ts';
import { realPdf } from './support/real-pdf.ts';
import { expect, gone, hold, pressEscape, saved } from './support/settled.ts';
import { createTask } from './support/teacher-tasks.ts';
import { beginning, like, t } from './support/texts.ts';
import { pressTwice, signOut, startWebApp } from './support/web-app.ts';

// Who reads now is counted by URLs that have not expired, which a slow machine would outlive.
const app = await startWebApp({ SIGNED_URL_TTL_SECONDS: '300' });
const [teacher, admin] = [await app.client('teacher'), await app.client('admin')];

interface Content {
  /** Labelled A, B, … */
  readonly titles?: ReadonlyArray<string>;
  readonly emails?: ReadonlyArray<string>;
  readonly delaySeconds?: number;
}

/** A contest of three hours with its tasks and participants. */
async function newContest(name: string, startsInMs = 24 * hourMs, content: Content = {}) {
  const { titles = [], emails = [], delaySeconds = 0 } = content;
  const startsAt = new Date(Date.now() + startsInMs).toISOString();
  const endsAt = new Date(Date.now() + startsInMs + 3 * hourMs).toISOString();
  const { contestId } = await teacher.post('/api/v1/contests', { body: { name, startsAt, endsAt } });
  const path = { contestId };
  const taskIds: Array<string> = [];
  for (const [position, title] of titles.entries()) {
    const taskId = await createTask(teacher, title);
    taskIds.push(taskId);
    await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
      path: { contestId, taskId },
      body: { label: 'ABC'.charAt(position), position },
    });
  }
  if (emails.length > 0) {
    const body = { emails: [...emails], delaySeconds };
    await teacher.post('/api/v1/contests/{contestId}/participants', { path, body });
  }
  const read = () => teacher.get('/api/v1/contests/{contestId}', { path });
  const tasks = async () =>
    (await teacher.get('/api/v1/contests/{contestId}/tasks', { path })).items.map(
      ({ label, title }) => `${label} ${title}`,
    );
  return { contestId, path, taskIds, startsAt, endsAt, read, tasks, page: `/manage/contests/${contestId}` };
}

const publish = async (taskId: string) =>
  teacher.uploadDocument(taskId, {
    language: 'en',
    fileName: 'statement.en.pdf',
    pdf: new Blob([await realPdf()]),
  });
const open = (path: string) => app.open({ as: 'teacher', path });
const goTo = (page: Page, tab: Parameters<typeof tabName>[0]) =>
  page.getByRole('tab', { name: tabName(tab) }).click();
const tabName = (tab: 'overview' | 'tasks' | 'people' | 'preflight' | 'booklets') =>
  t(`contests:contest.tab.${tab}`);
const save = (where: Page | Locator) => button(where, t('action.save')).click();

/** The tasks that a contest's page shows, in order: `A Harbour Cranes`. */
const shownTasks = (page: Page) =>
  page
    .getByRole('button', { name: /^Actions: / })
    .evaluateAll((buttons) =>
      buttons.map((each) => each.getAttribute('aria-label')?.replace('Actions: ', '')),
    );
const moved = (page: Page, label: string, title: string, place: string, count: number) =>
  page.getByText(t('contests:contestTasks.moved', { label, title, place, count })).waitFor();

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
    const [harbour, meadow] = [
      await createTask(teacher, 'Harbour Cranes'),
      await createTask(teacher, 'Meadow Trails'),
    ];
    await publish(harbour);
    const { page, complaints } = await open('/manage/contests');
    await button(page, t('contests:contests.new')).click();
    const dialog = page.getByRole('dialog', { name: t('contests:contests.new') });
    const name = dialog.getByLabel(beginning(t('contests:contestForm.name')));
    const end = dialog.getByLabel(/^End/);
    await button(page, t('contests:contests.create')).click();
    await dialog.getByText(t('rules.time')).waitFor();
    await name.and(page.locator(':focus')).waitFor();
    await name.fill('Autumn Finals');
    assert.equal(await dialog.getByText(t('rules.text')).count(), 0);
    const startsAtMs = Date.now() + 24 * hourMs;
    await dialog.getByLabel(beginning(t('contests:contestForm.startsAt'))).fill(localTime(startsAtMs));
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
    await pressTwice(button(page, t('contests:contests.create')));
    await page.getByRole('heading', { name: 'Autumn Finals', level: 1 }).waitFor();
    const { items: contests } = await teacher.get('/api/v1/contests', { query: { limit: 200 } });
    assert.equal(contests.filter(({ name }) => name === 'Autumn Finals').length, 1);
    const contestId = new URL(page.url()).pathname.split('/').at(-1) as string;

    for (const title of ['Harbour Cranes', 'Meadow Trails']) {
      await page.getByRole('combobox', { name: t('contests:contestTasks.task') }).fill(title.toLowerCase());
      await page.getByRole('option', { name: title }).click();
      await button(page, t('contests:contestTasks.add')).click();
      await page.getByRole('link', { name: title }).waitFor();
    }
    await button(page, t('contests:contestTasks.moveDown', { label: 'A', title: 'Harbour Cranes' })).click();
    await moved(page, 'A', 'Harbour Cranes', '2', 2);
    await expect.poll(() => shownTasks(page)).toEqual(['B Meadow Trails', 'A Harbour Cranes']);
    await button(page, t('contests:contestTasks.relabel')).click();
    await page.getByText(t('contests:contestTasks.relabelled')).waitFor();
    await expect.poll(() => shownTasks(page)).toEqual(['A Meadow Trails', 'B Harbour Cranes']);

    await goTo(page, 'people');
    assert.match(page.url(), /tab=people/);
    const adding = await openAdding(page, t('contests:participants.add'));
    const people = adding.getByLabel(beginning(t('people:people.addresses')));
    await people.fill('"Student, Stella" <STUDENT@example.org>\nnobody@example.org, outsider@example.org');
    await button(adding, t('contests:participants.add')).click();
    await adding.getByText(t('people:people.added', { count: 2 })).waitFor();
    await adding.getByRole('status').getByText('nobody@example.org').waitFor();
    await expect(people).toHaveValue('nobody@example.org');
    await button(adding, t('action.cancel')).click();
    await gone(adding, () => button(page, t('unsaved.discard')).click());
    await button(page, t('contests:participants.edit', { name: 'Oskar Outsider' })).click();
    const times = page.getByRole('dialog');
    await times.getByLabel(t('contests:participants.delaySeconds.label')).fill('10');
    await save(times);
    await page.getByText(t('contests:participants.delayed', { time: '10 min' })).waitFor();
    const remove = button(page, t('people:people.remove', { name: 'Oskar Outsider' }));
    await remove.click();
    await gone(remove, () => confirm(page, t('action.remove')));

    await goTo(page, 'preflight');
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

    const participant = await app.open({ as: 'student', path: `/contests/${contestId}` });
    await participant.page.getByRole('heading', { name: 'Autumn Finals' }).waitFor();
    await participant.page.getByRole('timer', { includeHidden: true }).first().waitFor();
    assert.doesNotMatch(await participant.page.content(), /Harbour|Meadow/);

    await goTo(page, 'overview');
    await page
      .getByLabel(beginning(t('contests:contestForm.startsAt')))
      .fill(localTime(Date.now() - 5 * minuteMs));
    await saved(page, () => save(page));
    await page.getByText(t('contests:contest.endsIn')).waitFor();
    await participant.page.reload();
    const titles = participant.page.getByRole('main').getByRole('link', { name: /Harbour|Meadow/ });
    await expect(titles).toHaveText([/Meadow/, /Harbour/]);

    await goTo(page, 'booklets');
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
    await choose('room;seat\n101;1\n;2\n');
    await button(seats, t('contests:roomSets.make')).click();
    await seats.getByText(t('contests:roomSets.line', { line: 3 })).waitFor();
    await choose('\uFEFFroom;seat;name\r\n101;1;Żaneta Łoś\r\n101;2;\r\n');
    const [sets] = await Promise.all([
      page.waitForEvent('download'),
      gone(seats, () => button(seats, t('contests:roomSets.make')).click()),
    ]);
    const copies = (await readBooklet(await contentOf(sets))).pages;
    assert.equal(copies.length, 2 * 8);
    assert.match(copies[0] ?? '', /^Autumn Finals English Room 101 Seat 1 Name Żaneta Łoś$/);
    // The tab has loaded its code: what is below the list must not move when the list arrives.
    const { asked, release } = await hold(page, '**/booklets*');
    await page.reload();
    await asked;
    await page.getByRole('heading', { name: t('contests:booklets.title'), exact: true }).waitFor();
    assert.equal(await button(page, t('contests:booklets.make')).count(), 0);
    release();
    await button(page, t('contests:booklets.make')).waitFor();

    await participant.page.reload();
    const [opened] = await Promise.all([
      participant.context.waitForEvent('response', (reply) =>
        /pdf/.test(reply.headers()['content-type'] ?? ''),
      ),
      button(participant.page, t('contest.booklet')).click(),
    ]);
    assert.equal(opened.headers()['content-disposition'], 'inline; filename="Autumn Finals.en.pdf"');
    participant.assertCalm();
    assert.deepEqual(
      complaints.filter((complaint) => !complaint.includes('status of 422')),
      [],
    );
  });

  it('have sealed statements and networks in a part of the form that is collapsed unless it is used', async () => {
    const { page: path, read } = await newContest('Few Need It');
    const { page, complaints } = await open(path);
    const prefetchFrom = page.getByLabel(beginning(t('contests:contestForm.prefetchFrom')));
    const advanced = page.getByText(t('contests:contestForm.advanced'), { exact: true });
    await advanced.waitFor();
    assert.equal(await prefetchFrom.isVisible(), false);
    await advanced.click();
    await page.getByText(t('contests:contestForm.urlBinding.off')).waitFor();
    const networks = page.getByRole('textbox', { name: t('contests:contestForm.networks') });
    await networks.fill('Lab 1');
    await save(page);
    await page.getByText(t('contests:contestForm.networkWrong', { network: 'Lab' })).waitFor();
    await networks.fill('192.0.2.0/24   Lab 1\n\n2001:0DB8:1::/64');
    await assertAccessible(page);
    await saved(page, () => save(page));
    await expect(networks).toHaveValue('192.0.2.0/24 Lab 1\n2001:db8:1::/64');
    assert.deepEqual((await read()).networks, [
      { network: '192.0.2.0/24', room: 'Lab 1' },
      { network: '2001:db8:1::/64', room: null },
    ]);
    await networks.fill('');
    await prefetchFrom.fill(localTime(Date.now() + 23 * hourMs));
    await saved(page, () => save(page));
    assert.equal((await read()).networks, null);
    await page.reload();
    await prefetchFrom.waitFor();
    // A section with an invalid field opens, so that it can be fixed.
    await advanced.click();
    await prefetchFrom.waitFor({ state: 'hidden' });
    await page.getByLabel(beginning(t('contests:contestForm.startsAt'))).fill(localTime(Date.now() + hourMs));
    await page.getByText(t('rules.before')).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('are changed only in changed fields, keep concurrent changes, and the input that was refused', async () => {
    const {
      page: at,
      path,
      taskIds,
      read,
      tasks,
    } = await newContest('Two Tabs', 24 * hourMs, {
      titles: ['Silver Birch', 'Golden Oak'],
    });
    const { page, complaints } = await open(`${at}?tab=tasks`);
    await chooseInRow(page, /^Actions: B/, t('action.edit'));
    const dialog = page.getByRole('dialog', { name: 'Golden Oak' });
    const label = dialog.getByLabel(beginning(t('schedule:contestTasks.label')));
    await label.fill('A');
    await save(dialog);
    await dialog
      .getByRole('alert')
      .getByText(t('reasons.label-taken', { label: 'A' }))
      .waitFor();
    await expect(label).toHaveValue('A');
    await teacher.put('/api/v1/contests/{contestId}/task-order', {
      path,
      body: { tasks: taskIds.toReversed().map((taskId, at) => ({ taskId, label: 'BA'.charAt(at) })) },
    });
    await label.fill('Z');
    const question = page.getByRole('dialog', { name: t('unsaved.title') });
    for (const close of [() => pressEscape(dialog), () => button(page, t('action.cancel')).click()]) {
      await close();
      await question.getByText(t('unsaved.text', { list: t('schedule:contestTasks.label') })).waitFor();
      await gone(question, () => pressEscape(question));
      await expect(label).toHaveValue('Z');
    }
    await gone(dialog, () => saved(page, () => save(page)));
    assert.deepEqual(await tasks(), ['Z Golden Oak', 'A Silver Birch']);

    await goTo(page, 'overview');
    const name = page.getByLabel(beginning(t('contests:contestForm.name')));
    const conflict = page.getByRole('alert').filter({ hasText: t('conflict.title') });
    const field = t('contests:contestForm.name');
    for (const [choice, mine, theirs, kept, otherEnd] of [
      ['conflict.takeField', 'Typed Here', 'Typed There', 'Typed There', 'participants'],
      ['conflict.keepField', 'Typed Once More', 'There Too', 'Typed Once More', 'signed-in'],
    ] as const) {
      await name.fill(mine);
      await teacher.patch('/api/v1/contests/{contestId}', {
        path,
        body: { name: theirs, afterEnd: otherEnd },
      });
      await save(page);
      await conflict.getByText(t('conflict.both', { field, mine, theirs })).waitFor();
      await expect(name).toHaveValue(mine);
      await gone(conflict, () => button(page, t(choice, { field })).click());
      await waitUntil('the choice to be saved', async () => (await read()).name === kept);
      assert.equal((await read()).afterEnd, otherEnd);
      await expect(name).toHaveValue(kept);
      await expect(page.getByLabel(t(`contests:contestForm.after.${otherEnd}.label`))).toBeChecked();
    }
    // Changes of other fields conflict with none.
    await page.getByLabel(t('contests:contestForm.after.closed.label')).check();
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { name: 'Renamed Meanwhile' } });
    await saved(page, () => save(page));
    await expect(name).toHaveValue('Renamed Meanwhile');
    const { name: readName, afterEnd } = await read();
    assert.deepEqual([readName, afterEnd], ['Renamed Meanwhile', 'closed']);

    await name.fill('Not Saved');
    const leave = () => goTo(page, 'tasks');
    for (const go of [leave, () => signOut(page, 'Tomasz Teacher')]) {
      await go();
      await question.getByText(t('unsaved.text', { list: field })).waitFor();
      await gone(question, () => button(page, t('unsaved.keep')).click());
      assert.match(page.url(), /tab=overview/);
      await expect(name).toHaveValue('Not Saved');
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
    await goTo(page, 'overview');
    await expect(name).toHaveValue('Renamed Meanwhile');
    // Browsers report refused requests in the console.
    assert.deepEqual(
      complaints.filter((each) => !/status of (409|412)/.test(each)),
      [],
    );
  });

  it('are not taken away from readers before a confirmation that names and counts them', async () => {
    const csv = 'name,email\nAnna Able,anna@example.org\nBert Baker,bert@example.org\n';
    await admin.post('/api/v1/people-import', { body: { csv } });
    const {
      page: at,
      path,
      taskIds,
      read,
    } = await newContest('Under Way', -hourMs, {
      titles: ['Tall Ships'],
      emails: ['anna@example.org', 'bert@example.org', 'student@example.org', 'outsider@example.org'],
    });
    const taskId = taskIds[0] as string;
    await publish(taskId);
    const student = await app.open({ as: 'student', path: `/tasks/${taskId}` });
    await readerOf(student.page).painted(1);
    const reads = () => teacher.get('/api/v1/contests/{contestId}/reads', { path });
    await waitUntil('the download to be recorded', async () => (await reads()).tasks[0]?.opened === 1);

    const { page, assertCalm } = await open(`${at}?tab=reads`);
    const counts = page.getByRole('table', { name: t('contests:reads.title') });
    await counts.getByRole('row', { name: /A\. Tall Ships/ }).waitFor();
    const part = t('contests:reads.of', { count: 1, total: 4 });
    await expect(counts.getByText(part), 'got a link, and opened it').toHaveCount(2);
    const people = page.getByRole('table', { name: t('contests:reads.people') });
    const reader = people.getByRole('row', { name: /student@example\.org.*127\.0\.0\.1/ });
    await reader.waitFor();
    await page.getByRole('combobox', { name: t('contests:reads.filter') }).click();
    await gone(reader, () => page.getByRole('option', { name: t('contests:reads.answer.no') }).click());
    await people.getByRole('row', { name: /outsider@example\.org/ }).waitFor();
    const [list] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: t('contests:reads.csv') }).click(),
    ]);
    assert.match(String(await contentOf(list)), /^[^,]+,student@example\.org,[^,]+,yes,yes,/m);

    const reading = t('schedule:contest.lostAccess.reading', { count: 1 });
    const dialog = (name: string) => page.getByRole('dialog', { name });
    await followLink(page, `${at}?tab=tasks`);
    await chooseInRow(page, 'A Tall Ships', t('action.remove'));
    const removing = dialog(`${t('action.remove')}: A Tall Ships`);
    await removing.getByRole('status').getByText(reading).waitFor();
    await gone(removing, () => pressEscape(removing));
    for (const [where, name] of [
      [at, t('contests:contest.delete')],
      [`${at}?tab=people`, t('people:people.remove', { name: 'Stella Student' })],
      [`/manage/tasks/${taskId}?tab=placements`, t('schedule:placements.remove', { name: 'Under Way' })],
      [`/manage/tasks/${taskId}?tab=settings`, t('tasks:settings.delete')],
    ] as const) {
      await followLink(page, where);
      await button(page, name).click();
      await dialog(name).getByRole('status').getByText(reading).waitFor();
      await gone(dialog(name), () => pressEscape(dialog(name)));
    }

    const question = dialog(t('schedule:contest.lostAccess.title'));
    const others = t('schedule:contest.lostAccess.others', { count: 2 });
    const list3 = t('schedule:contest.lostAccess.names', { list: `Anna Able, Bert Baker, and ${others}` });
    const asksAbout = async (who: 'people' | 'taskPeople') => {
      await question.getByText(t(`schedule:contest.lostAccess.${who}`, { count: 4 })).waitFor();
      await question.getByText(list3).waitFor();
      await question.getByText(reading).waitFor();
    };
    const tomorrowMs = Date.now() + 24 * hourMs;
    await followLink(page, at);
    await page.getByLabel(beginning(t('contests:contestForm.startsAt'))).fill(localTime(tomorrowMs));
    await page.getByLabel(/^End/).fill(localTime(tomorrowMs + 3 * hourMs));
    await save(page);
    await asksAbout('people');
    await gone(question, () => button(question, t('action.cancel')).click());
    assert.equal((await read()).phase, 'running');
    await page.getByLabel(beginning(t('contests:contestForm.startsAt'))).fill(localTime(Date.now() - hourMs));
    await saved(page, () => save(page));

    const closesAt = async () =>
      (await teacher.get('/api/v1/contests/{contestId}/tasks', { path })).items[0]?.closesAt;
    await goTo(page, 'tasks');
    await chooseInRow(page, 'A Tall Ships', t('action.edit'));
    await page.getByLabel(beginning(t('window.closesAt'))).fill(localTime(Date.now() - 30 * minuteMs));
    await save(page);
    await asksAbout('taskPeople');
    await gone(question, () => pressEscape(question));
    assert.equal(await closesAt(), null);
    await save(page);
    await saved(page, () => confirm(page, t('schedule:contest.lostAccess.confirm')));
    assert.ok(Date.parse((await closesAt()) as string) < Date.now());
    await student.page.getByText(like((time) => t('refusals.closed.ended', { time }))).waitFor();
    assertCalm();
  });

  it('get a task by keyboard, are reordered by keyboard, and the focus stays', async (test) => {
    const { page: at, tasks } = await newContest('By Keyboard', 24 * hourMs, {
      titles: ['Keys One', 'Keys Two', 'Keys Three'],
    });
    await createTask(teacher, 'Quince Jelly');
    const { page, assertCalm } = await open(`${at}?tab=tasks`);
    const down = button(page, t('contests:contestTasks.moveDown', { label: 'A', title: 'Keys One' }));
    await down.waitFor();
    await assertHeard(test, 'teacher-contest', page.getByRole('main'));
    await down.focus();
    await page.keyboard.press('Enter');
    await moved(page, 'A', 'Keys One', '2', 3);
    await page.keyboard.press('Space');
    await moved(page, 'A', 'Keys One', '3', 3);
    await page.keyboard.press('Enter');
    const wanted = ['B Keys Two', 'C Keys Three', 'A Keys One'];
    await waitUntil('the order to be saved', async () => (await tasks()).join() === wanted.join());
    await expect(down).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await moved(page, 'A', 'Keys One', '2', 3);

    const { asked, release: search } = await hold(page, '**/api/v1/managed-tasks?*text=quince*');
    const field = page.getByRole('combobox', { name: t('contests:contestTasks.task') });
    await field.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('quince');
    // Until the search is answered, arrow and Enter must not choose anything.
    await asked;
    await page.getByText(t('select.searching')).waitFor();
    await expect(page.getByRole('option')).toHaveCount(0);
    search();
    await page.getByRole('option', { name: 'Quince Jelly' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Quince Jelly' }).waitFor();
    await expect(field).toBeFocused();
    assertCalm();
  });

  it("warn about a task's window outside the contest, which cuts it off", async () => {
    const contest = await newContest('Too Narrow', 24 * hourMs, { titles: ['Wide Window'] });
    const { page, complaints } = await open(`${contest.page}?tab=tasks`);
    const row = page.getByRole('listitem').filter({ hasText: 'Wide Window' });
    await row.getByText(t('contests:contestTasks.asContest')).waitFor();
    await chooseInRow(page, 'A Wide Window', t('action.edit'));
    const dialog = page.getByRole('dialog');
    const late = localTime(Date.parse(contest.endsAt) + hourMs);
    await dialog.getByLabel(beginning(t('window.closesAt'))).fill(late);
    await gone(dialog, () => saved(page, () => save(dialog)));
    await row.getByText(t('contests:contestTasks.partlyOutside')).waitFor();

    const [startsAt, endsAt] = [contest.startsAt, contest.endsAt].map((time) =>
      new Date(Date.parse(time) + 24 * hourMs).toISOString(),
    ) as [string, string];
    await teacher.patch('/api/v1/contests/{contestId}', { path: contest.path, body: { startsAt, endsAt } });
    await page.reload();
    await row.getByText(t('contests:contestTasks.outside')).waitFor();
    await goTo(page, 'preflight');
    await page.getByText(t('tasks:preflight.found.never-opens')).waitFor();
    await followLink(page, `/manage/tasks/${contest.taskIds[0]}?tab=placements`);
    await page.getByRole('cell', { name: t('schedule:placements.outside') }).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('describe what a participant would see at a given time and address', async () => {
    const email = 'student@example.org';
    const {
      page: at,
      path,
      startsAt,
    } = await newContest('Seen Before', 24 * hourMs, {
      titles: ['Orchid Rows'],
      emails: [email],
      delaySeconds: 600,
    });
    await teacher.patch('/api/v1/contests/{contestId}', {
      path,
      body: { networks: [{ network: '192.0.2.0/24' }] },
    });
    const { page } = await open(`${at}?tab=preview`);
    const person = page.getByRole('combobox', { name: beginning(t('contests:preview.email')) });
    const shown = page.getByRole('list', { name: t('contests:contest.tab.tasks') });
    await person.fill(email);
    for (const [afterMs, address, answer] of [
      [5 * minuteMs, '', like((opens) => t('refusals.not-open-yet.preview', { opens }))],
      [20 * minuteMs, '', like((time) => t('contests:preview.allowedUntil', { time }))],
      [20 * minuteMs, '127.0.0.1', t('refusals.wrong-place.preview')],
      [9 * hourMs, '', t('refusals.closed.preview')],
    ] as const) {
      const time = localTime(Date.parse(startsAt) + afterMs);
      await page.getByLabel(beginning(t('contests:preview.at'))).fill(time);
      await page.getByRole('textbox', { name: t('contests:preview.address') }).fill(address);
      await button(page, t('contests:preview.show')).click();
      await shown.getByText(answer).waitFor();
    }
    await assertAccessible(page);
    await person.fill('outsider@example.org');
    await button(page, t('contests:preview.show')).click();
    await page.getByRole('alert').waitFor();
  });

  it('keep out a participant elsewhere, who sees the address to tell', async () => {
    const { contestId, path, taskIds } = await newContest('Elsewhere', -hourMs, {
      titles: ['Elsewhere A'],
      emails: ['student@example.org'],
    });
    await publish(taskIds[0] as string);
    const allow = (...networks: ReadonlyArray<string>) =>
      teacher.patch('/api/v1/contests/{contestId}', {
        path,
        body: { networks: networks.map((network) => ({ network })) },
      });
    await allow('192.0.2.0/24');
    const { page } = await app.open({ as: 'student', path: `/contests/${contestId}`, width: 360 });
    await page.getByText(t('contest.outside')).waitFor();
    await page.getByText(t('contest.outsideText', { address: '127.0.0.1' })).waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
    await followLink(page, `/tasks/${taskIds[0]}`);
    await page.getByRole('heading', { level: 1, name: t('errors.wrong-place') }).waitFor();
    await page.getByText(t('refusals.wrong-place.page', { address: '127.0.0.1' })).waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
    await allow('192.0.2.0/24', '127.0.0.0/8');
    await page.reload();
    await readerOf(page).painted(1);
    await followLink(page, `/contests/${contestId}`);
    await page.getByRole('link', { name: 'Elsewhere A' }).waitFor();
    assert.equal(await page.getByText(t('contest.outside')).count(), 0);
  });

  it('give added people no earlier times, and change the times of existing participants', async () => {
    const { page: at, path } = await newContest('Own Times');
    const { page } = await open(`${at}?tab=people`);
    const times = async () =>
      (await teacher.get('/api/v1/contests/{contestId}/participants', { path })).items
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

    const adding = await addWith('nobody@example.org, outsider@example.org', '15');
    const different = adding.getByText(t('people:people.different', { count: 1 }));
    await different.waitFor();
    await adding.getByRole('status').getByText('Oskar Outsider').waitFor();
    assert.deepEqual(await times(), ['outsider@example.org 0', 'student@example.org 30']);
    await gone(different, () => button(adding, t('contests:participants.changeTimes')).click());
    assert.deepEqual(await times(), ['outsider@example.org 15', 'student@example.org 30']);
    // A second list may follow what is left in the field.
    const people = adding.getByLabel(beginning(t('people:people.addresses')));
    await expect(people).toHaveValue('nobody@example.org');
    await people.fill('student@example.org');
    await button(adding, label).click();
    await adding.getByRole('status').getByText('Stella Student').waitFor();
    await gone(adding, () => button(adding, t('contests:participants.changeTimes')).click());
    assert.deepEqual(await times(), ['outsider@example.org 15', 'student@example.org 15']);
  });

  it('have groups as participants, and staff; are copied, and deleted after a question', async () => {
    const original = await newContest('With Groups');
    const { page } = await open(`${original.page}?tab=people`);
    await page.getByRole('combobox', { name: t('contests:contestGroups.group') }).click();
    await page.getByRole('option', { name: 'Algorithms 101' }).click();
    await button(page, t('contests:contestGroups.add')).click();
    await page.getByRole('link', { name: 'Algorithms 101' }).waitFor();
    const adding = await openAdding(page, t('contests:contestStaff.add'));
    await adding.getByLabel(beginning(t('people:people.addresses'))).fill('admin@example.org');
    await gone(adding, () => button(adding, t('contests:contestStaff.add')).click());
    const remove = (name: string) => button(page, t('people:people.remove', { name }));
    await remove('Ada Admin').click();
    await gone(remove('Ada Admin'), () => confirm(page, t('action.remove')));
    await remove('Tomasz Teacher').click();
    await confirm(page, t('action.remove'));
    await page
      .getByRole('alert')
      .filter({ hasText: t('errors.last-staff') })
      .waitFor();

    await button(page, t('contests:copyContest.action')).click();
    const dialog = page.getByRole('dialog', { name: t('contests:copyContest.title') });
    await button(dialog, t('contests:copyContest.submit')).click();
    const name = t('contests:copyContest.name', { name: 'With Groups' });
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    const contestId = new URL(page.url()).pathname.split('/').at(-1) as string;
    assert.notEqual(contestId, original.contestId);
    const copy = await teacher.get('/api/v1/contests/{contestId}', { path: { contestId } });
    const lengthOf = ({ startsAt, endsAt }: { startsAt: string; endsAt: string | null }) =>
      Date.parse(endsAt as string) - Date.parse(startsAt);
    assert.ok(copy.startsAt > original.startsAt);
    assert.equal(lengthOf(copy), lengthOf(original));
    await goTo(page, 'people');
    await button(page, t('contests:contestGroups.remove', { name: 'Algorithms 101' })).click();
    await confirm(page, t('action.remove'));
    await page.getByText(t('contests:contestGroups.empty')).waitFor();

    await goTo(page, 'overview');
    // The question has a button with the same name.
    const deleting = button(page.getByRole('tabpanel'), t('contests:contest.delete'));
    await deleting.click();
    await button(page, t('action.cancel')).click();
    await deleting.click();
    await confirm(page, t('contests:contest.delete'));
    await page.waitForURL(/\/manage\/contests$/);
    await page.getByText(t('contests:contest.deleted')).waitFor();
    assert.equal(await page.getByRole('link', { name }).count(), 0);
    const student = await app.open({ as: 'student', path: original.page });
    await student.page.getByRole('heading', { name: t('errors.not-found') }).waitFor();
  });
});
