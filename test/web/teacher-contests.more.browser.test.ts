import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { readBooklet } from '../support/booklets.ts';
import { waitUntil } from '../support/server-process.ts';
import { hourMs, minuteMs } from '../support/settable-clock.ts';
import { assertHeard } from './support/heard.ts';
import { localTime } from './support/local-time.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import {
  alerts,
  button,
  chooseInRow,
  confirm,
  dialogOf,
  field,
  focused,
  notice,
  press,
  pressAndConfirm,
  removeWith,
  rowsOf,
  save,
  saving,
  shows,
  tells,
  titled,
} from './support/parts.ts';
import { followLink, readerOf } from './support/reader-page.ts';
import { expect, gone, hold, pressEscape, saved } from './support/settled.ts';
import { createContest, createTask, publishPage } from './support/teaching.ts';
import { like, t } from './support/texts.ts';
import { pressTwice, signOut, startWebApp } from './support/web-app.ts';

// Who reads now is counted by URLs that have not expired, which a slow machine would outlive.
const app = await startWebApp({ SIGNED_URL_TTL_SECONDS: '300' });
const [teacher, admin] = [await app.client('teacher'), await app.client('admin')];

/** Creates a contest, with what the API then says about it. */
async function newContest(...[name, contents]: [string, Parameters<typeof createContest>[2]?]) {
  const made = await createContest(teacher, name, contents);
  const { path } = made;
  const tasks = async () => (await teacher.get('/api/v1/contests/{contestId}/tasks', { path })).items;
  return {
    ...made,
    read: () => teacher.get('/api/v1/contests/{contestId}', { path }),
    tasks,
    labelled: async () => (await tasks()).map(({ label, title }) => `${label} ${title}`),
  };
}

const open = (path: string) => app.open({ as: 'teacher', path });
const goTo = (page: Page, tab: 'prepare' | 'live' | 'afterwards') =>
  page.getByRole('tab', { name: t(`contests:contest.tab.${tab}`) }).click();
const details = (page: Page) => page.getByRole('region', { name: t('contests:contest.settings') });
/** The people of a contest and what they have opened. */
const people = (page: Page) => page.getByRole('table', { name: t('contests:progress.title') });
const startOf = (page: Page) => field(details(page), t('contests:contestForm.startsAt'));

/** Waits until a contest's page shows these tasks, in order: `A Harbour Cranes`. */
const lists = (page: Page, ...wanted: ReadonlyArray<string>) =>
  expect
    .poll(() =>
      page
        .getByRole('list', { name: t('contests:contestTasks.title') })
        .getByRole('button', { name: /^Actions: / })
        .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')?.replace('Actions: ', ''))),
    )
    .toEqual(wanted);
const moved = (page: Page, title: string, place: string, count: number) =>
  shows(page, t('contests:contestTasks.moved', { label: 'A', title, place, count }));

/** Opens the dialog to add people. */
async function openAdding(page: Page, name: string) {
  await press(page, name);
  const dialog = dialogOf(page, name);
  const people = field(dialog, t('people:people.addresses'));
  await focused(people);
  return { dialog, people, add: () => press(dialog, name) };
}

describe('the contests of a teacher', () => {
  it('are searched by name and sorted, with both in the URL', async () => {
    const startsAtMs = Date.now() + 900 * hourMs;
    await newContest('Regatta Łódź', { startsAtMs });
    await newContest('Regatta Gdańsk', { startsAtMs: startsAtMs + hourMs });
    const { page, assertCalm } = await open('/manage/contests');
    const names = (...wanted: ReadonlyArray<string>) =>
      expect(page.getByRole('list').getByRole('link', { name: /Regatta|Challenge/ })).toHaveText(wanted);
    await page.getByRole('searchbox', { name: t('contests:contests.search') }).fill('REGATTA');
    await names('Regatta Łódź', 'Regatta Gdańsk');
    await page.getByRole('combobox', { name: t('contests:contests.sort') }).selectOption('name');
    await page.waitForURL((url) => url.search === '?text=REGATTA&sort=name');
    await page.reload();
    await names('Regatta Gdańsk', 'Regatta Łódź');
    await page.getByRole('searchbox').fill('no such contest');
    await shows(page, t('contests:contests.noneFound'));
    assertCalm();
  });

  it('are created, filled with tasks and people, checked, and seen by a participant once they start', async () => {
    const [harbour, meadow] = [
      await createTask(teacher, 'Harbour Cranes'),
      await createTask(teacher, 'Meadow Trails'),
    ];
    await publishPage(teacher, harbour);
    const { page, assertCalm } = await open('/manage/contests');
    await press(page, t('contests:contests.new'));
    const dialog = dialogOf(page, t('contests:contests.new'));
    const [name, end] = [field(dialog, t('contests:contestForm.name')), dialog.getByLabel(/^End/)];
    const create = button(page, t('contests:contests.create'));
    await create.click();
    await shows(dialog, t('rules.time'));
    await focused(name);
    await name.fill('Autumn Finals');
    assert.equal(await dialog.getByText(t('rules.text')).count(), 0);
    const startsAtMs = Date.now() + 24 * hourMs;
    await field(dialog, t('contests:contestForm.startsAt')).fill(localTime(startsAtMs));
    // A day, but no complete time.
    await end.pressSequentially('1');
    await page.keyboard.press('Enter');
    await shows(dialog, t('rules.time'));
    await focused(end);
    const endsAtMs = startsAtMs + 5 * hourMs;
    await end.fill(localTime(endsAtMs));
    const here = { weekday: 'short', timeZone: 'Europe/Warsaw' } as const;
    const weekday = new Date(endsAtMs).toLocaleDateString('en', here);
    const lasts = dialog.getByText(t('dateTime.dayAndLength', { weekday, length: '5 hr' }));
    await expect(end).toHaveAttribute('aria-describedby', new RegExp(`${await lasts.getAttribute('id')}`));
    await pressTwice(create);
    await titled(page, 'Autumn Finals');
    const { items: contests } = await teacher.get('/api/v1/contests', { query: { limit: 200 } });
    assert.equal(contests.filter(({ name }) => name === 'Autumn Finals').length, 1);
    const contestId = new URL(page.url()).pathname.split('/').at(-1) as string;

    for (const title of ['Harbour Cranes', 'Meadow Trails']) {
      await page.getByRole('combobox', { name: t('contests:contestTasks.task') }).fill(title.toLowerCase());
      await page.getByRole('option', { name: title }).click();
      await press(page, t('contests:contestTasks.add'));
      await page.getByRole('link', { name: title }).waitFor();
    }
    await press(page, t('contests:contestTasks.moveDown', { label: 'A', title: 'Harbour Cranes' }));
    await moved(page, 'Harbour Cranes', '2', 2);
    await lists(page, 'B Meadow Trails', 'A Harbour Cranes');
    await press(page, t('contests:contestTasks.relabel'));
    await shows(page, t('contests:contestTasks.relabelled'));
    await lists(page, 'A Meadow Trails', 'B Harbour Cranes');

    const adding = await openAdding(page, t('contests:participants.add'));
    await adding.people.fill('"Student, Stella" <STUDENT@example.org>\nnobody@example.org');
    await adding.add();
    await shows(adding.dialog, t('people:people.added', { count: 1 }));
    await tells(adding.dialog, 'nobody@example.org');
    await expect(adding.people).toHaveValue('nobody@example.org');
    await press(adding.dialog, t('action.cancel'));
    await gone(adding.dialog, () => press(page, t('unsaved.discard')));

    await press(page, t('contests:preflight.check'));
    await shows(page, t('contests:preflight.notReady'));
    const noDocument = page.getByText(t('tasks:preflight.found.no-document'));
    await noDocument.waitFor();
    const toDocuments = t('contests:preflight.to.documents', { label: 'A' });
    await expect(page.getByRole('link', { name: toDocuments }).first()).toHaveAttribute(
      'href',
      `/manage/tasks/${meadow}?tab=documents`,
    );
    await publishPage(teacher, meadow);
    await gone(noDocument, () => press(page, t('contests:preflight.again')));
    await shows(page, t('contests:preflight.ready'));

    const participant = await app.open({ as: 'student', path: `/contests/${contestId}` });
    await titled(participant.page, 'Autumn Finals');
    await participant.page.getByRole('timer', { includeHidden: true }).first().waitFor();
    assert.doesNotMatch(await participant.page.content(), /Harbour|Meadow/);
    await startOf(page).fill(localTime(Date.now() - 5 * minuteMs));
    await save(page);
    await saved(page, () => press(page, t('schedule:access.gains.confirm')));
    await shows(page, t('contests:contest.endsIn'));
    await participant.page.reload();
    const titles = participant.page.getByRole('main').getByRole('link', { name: /Harbour|Meadow/ });
    await expect(titles).toHaveText([/Meadow/, /Harbour/]);

    await page.getByLabel(t('contests:booklets.oddPages')).check();
    await press(page, t('contests:booklets.make'));
    await shows(page, t('contests:booklets.state.ready'));
    await shows(page, t('contests:booklets.pages', { count: 5 }));
    const booklet = await saving(page, () => chooseInRow(page, 'English', t('contests:booklets.save')));
    assert.equal(booklet.name, 'Autumn Finals.en.pdf');
    const { pages, bookmarks } = await readBooklet(booklet.bytes);
    assert.match(pages[0] ?? '', /^Autumn Finals/);
    assert.deepEqual(bookmarks, [
      ['A. Meadow Trails', 3],
      ['B. Harbour Cranes', 5],
    ]);
    // The tab has loaded its code: what is below the list must not move when the list arrives.
    const { asked, release } = await hold(page, '**/booklets*');
    await page.reload();
    await asked;
    await page.getByRole('heading', { name: t('contests:booklets.title'), exact: true }).waitFor();
    assert.equal(await button(page, t('contests:booklets.make')).count(), 0);
    release();
    await button(page, t('contests:booklets.make')).waitFor();

    await participant.page.reload();
    const isPdf = (reply: { headers(): Record<string, string> }) =>
      /pdf/.test(reply.headers()['content-type'] ?? '');
    const [opened] = await Promise.all([
      participant.context.waitForEvent('response', isPdf),
      press(participant.page, t('contest.booklet')),
    ]);
    assert.equal(opened.headers()['content-disposition'], 'inline; filename="Autumn Finals.en.pdf"');
    participant.assertCalm();
    assertCalm((complaint) => complaint.includes('status of 422'));
  });

  it('have sealed statements and networks in a closed part of the form, and keep out a participant elsewhere', async () => {
    const email = 'student@example.org';
    const contest = await newContest('Lab Only', {
      startsAtMs: Date.now() + 2 * hourMs,
      titles: ['Lab Coats'],
      emails: [email],
      delaySeconds: 600,
    });
    const [taskId = ''] = contest.taskIds;
    await publishPage(teacher, taskId);
    const { page, assertCalm } = await open(contest.page);
    const prefetchFrom = field(page, t('contests:contestForm.prefetchFrom'));
    const advanced = page.getByText(t('contests:contestForm.advanced'), { exact: true });
    await advanced.waitFor();
    assert.equal(await prefetchFrom.isVisible(), false);
    await advanced.click();
    await shows(page, t('contests:contestForm.urlBinding.off'));
    const networks = page.getByRole('textbox', { name: t('contests:contestForm.networks') });
    await networks.fill('Lab 1');
    await save(page);
    await shows(page, t('contests:contestForm.networkWrong', { network: 'Lab' }));
    await prefetchFrom.fill(localTime(Date.now() + hourMs));
    await networks.fill('192.0.2.0/24   Lab 1\n\n2001:0DB8:1::/64');
    await assertAccessible(page);
    await saved(page, () => save(page));
    await expect(networks).toHaveValue('192.0.2.0/24 Lab 1\n2001:db8:1::/64');
    assert.deepEqual((await contest.read()).networks, [
      { network: '192.0.2.0/24', room: 'Lab 1' },
      { network: '2001:db8:1::/64', room: null },
    ]);
    await page.reload();
    await prefetchFrom.waitFor();
    // A section with an invalid field opens, so that it can be fixed.
    await advanced.click();
    await prefetchFrom.waitFor({ state: 'hidden' });
    await startOf(page).fill(localTime(Date.now() + minuteMs));
    await shows(page, t('rules.before'));

    // What this participant, who begins later, would see at a time and an address.
    await goTo(page, 'live');
    await press(page, t('unsaved.discard'));
    await shows(page, t('contests:delivery.well'));
    await press(people(page), 'Stella Student');
    const person = dialogOf(page, 'Stella Student');
    const shown = person.getByRole('list', { name: t('contests:contestTasks.title') });
    const theirPage = person.getByRole('region', {
      name: t('contests:preview.page', { name: 'Stella Student' }),
    });
    for (const [afterMs, address, answer, onPage] of [
      [
        5 * minuteMs,
        '',
        like((opens) => t('refusals.not-open-yet.preview', { opens })),
        t('contest.waiting'),
      ],
      [20 * minuteMs, '', like((time) => t('contests:preview.allowedUntil', { time })), 'Lab Coats'],
      [20 * minuteMs, '127.0.0.1', t('refusals.wrong-place.preview'), t('contest.outside')],
      [9 * hourMs, '', t('refusals.closed.preview'), t('contest.afterEnd.closed')],
    ] as const) {
      await field(person, t('contests:preview.at')).fill(localTime(Date.parse(contest.startsAt) + afterMs));
      await person.getByRole('textbox', { name: t('contests:preview.address') }).fill(address);
      await press(person, t('contests:preview.show'));
      await shows(shown, answer);
      await shows(theirPage, onPage);
      assert.equal(await theirPage.getByRole('link').and(theirPage.locator('[href]')).count(), 0);
    }
    await assertAccessible(page);
    await gone(person, () => pressEscape(person));
    assertCalm();

    const startsAt = new Date(Date.now() - hourMs).toISOString();
    const { path } = contest;
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { startsAt, prefetchFrom: null } });
    const visit = { as: 'student', path: `/contests/${contest.contestId}`, width: 360 } as const;
    const { page: phone } = await app.open(visit);
    await shows(phone, t('contest.outside'));
    await shows(phone, t('contest.outsideText', { address: '127.0.0.1' }));
    await assertAccessible(phone);
    await assertFitsWidth(phone);
    await followLink(phone, `/tasks/${taskId}`);
    await titled(phone, t('errors.wrong-place'));
    await shows(phone, t('refusals.wrong-place.page', { address: '127.0.0.1' }));
    await assertAccessible(phone);
    await assertFitsWidth(phone);
    const problems = page.getByRole('list', { name: t('contests:delivery.title') });
    await shows(problems, t('contests:delivery.told', { text: t('errors.wrong-place') }));
    await shows(
      problems,
      like((time) => `Stella Student (A) · ${time}`),
    );
    await assertAccessible(page);
    await followLink(page, `${contest.page}?tab=prepare`);
    await networks.fill('');
    await saved(page, () => save(page));
    assert.equal((await contest.read()).networks, null);
    await phone.reload();
    await readerOf(phone).painted(1);
    await phone.goto(`${app.apiUrl}${visit.path}`);
    await phone.getByRole('link', { name: 'Lab Coats' }).waitFor();
    assert.equal(await phone.getByText(t('contest.outside')).count(), 0);
  });

  it('are changed only in changed fields, keep concurrent changes, and the input that was refused', async () => {
    const titles = ['Silver Birch', 'Golden Oak'];
    const { page: at, path, taskIds, read, labelled } = await newContest('Two Tabs', { titles });
    const { page, assertCalm } = await open(`${at}?tab=live`);
    await goTo(page, 'prepare');
    await chooseInRow(page, /^Actions: B/, t('action.edit'));
    const dialog = dialogOf(page, 'Golden Oak');
    const label = field(dialog, t('schedule:contestTasks.label'));
    await label.fill('A');
    await save(dialog);
    await alerts(dialog, t('reasons.label-taken', { label: 'A' }));
    await expect(label).toHaveValue('A');
    await teacher.put('/api/v1/contests/{contestId}/task-order', {
      path,
      body: { tasks: taskIds.toReversed().map((taskId, at) => ({ taskId, label: 'BA'.charAt(at) })) },
    });
    await label.fill('Z');
    const question = dialogOf(page, t('unsaved.title'));
    for (const close of [() => pressEscape(dialog), () => press(page, t('action.cancel'))]) {
      await close();
      await shows(question, t('unsaved.text', { list: t('schedule:contestTasks.label') }));
      await gone(question, () => pressEscape(question));
      await expect(label).toHaveValue('Z');
    }
    await gone(dialog, () => saved(page, () => save(dialog)));
    assert.deepEqual(await labelled(), ['Z Golden Oak', 'A Silver Birch']);

    const list = t('contests:contestForm.name');
    const name = field(page, list);
    const conflict = notice(page, 'alert', t('conflict.title'));
    for (const [choice, mine, theirs, kept, afterEnd] of [
      ['conflict.takeField', 'Typed Here', 'Typed There', 'Typed There', 'participants'],
      ['conflict.keepField', 'Typed Once More', 'There Too', 'Typed Once More', 'signed-in'],
    ] as const) {
      await name.fill(mine);
      await teacher.patch('/api/v1/contests/{contestId}', { path, body: { name: theirs, afterEnd } });
      await save(page);
      await shows(conflict, t('conflict.both', { field: list, mine, theirs }));
      await expect(name).toHaveValue(mine);
      await gone(conflict, () => press(page, t(choice, { field: list })));
      await waitUntil('the choice to be saved', async () => (await read()).name === kept);
      assert.equal((await read()).afterEnd, afterEnd);
      await expect(name).toHaveValue(kept);
      await expect(page.getByLabel(t(`contests:contestForm.after.${afterEnd}.label`))).toBeChecked();
    }
    // Changes of other fields conflict with none.
    await page.getByLabel(t('contests:contestForm.after.closed.label')).check();
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { name: 'Renamed Meanwhile' } });
    await saved(page, () => save(page));
    await expect(name).toHaveValue('Renamed Meanwhile');
    assert.partialDeepStrictEqual(await read(), { name: 'Renamed Meanwhile', afterEnd: 'closed' });

    await name.fill('Not Saved');
    for (const go of [() => goTo(page, 'live'), () => signOut(page, 'Tomasz Teacher')]) {
      await go();
      await shows(question, t('unsaved.text', { list }));
      await gone(question, () => press(page, t('unsaved.keep')));
      await expect(page.getByRole('tab', { selected: true })).toHaveText(t('contests:contest.tab.prepare'));
      await expect(name).toHaveValue('Not Saved');
    }
    const asked = page.waitForEvent('dialog');
    page.once('dialog', (prompt) => void prompt.dismiss());
    await page.evaluate(() => setTimeout(() => location.reload()));
    assert.equal((await asked).type(), 'beforeunload');
    await page.goBack();
    await press(page, t('unsaved.discard'));
    await page.waitForURL(/tab=live/);
    await goTo(page, 'prepare');
    await expect(name).toHaveValue('Renamed Meanwhile');
    // Browsers report refused requests in the console.
    assertCalm((complaint) => /status of (409|412)/.test(complaint));
  });

  it('are not taken away from readers before a confirmation that names and counts them', async () => {
    const csv = 'name,email\nAnna Able,anna@example.org\nBert Baker,bert@example.org\n';
    await admin.post('/api/v1/people-import', { body: { csv } });
    const contest = await newContest('Under Way', {
      startsAtMs: Date.now() - hourMs,
      titles: ['Tall Ships'],
      emails: ['anna@example.org', 'bert@example.org', 'student@example.org', 'outsider@example.org'],
    });
    const { page: at, path } = contest;
    const [taskId = ''] = contest.taskIds;
    await publishPage(teacher, taskId);
    const { page, assertCalm } = await open(at);
    const countOf = (count: number) =>
      page
        .getByRole('button', { name: t('contests:progress.task', { title: 'Tall Ships' }) })
        .filter({ hasText: t('contests:progress.of', { count, total: 4 }) });
    await countOf(0).waitFor();
    const student = await app.open({ as: 'student', path: `/tasks/${taskId}` });
    await readerOf(student.page).painted(1);
    // Without a reload, within the time between two questions and that of recording a download.
    await countOf(1).waitFor({ timeout: 40_000 });
    await expect(people(page)).toHaveAttribute('aria-rowcount', '5');
    const reader = rowsOf(page, t('contests:progress.title')).filter({ hasText: 'Stella Student' });
    await shows(reader, t('contests:progress.state.current'));
    await gone(reader, () => countOf(1).click());
    await expect(people(page)).toHaveAttribute('aria-rowcount', '4');
    const list = await saving(page, () =>
      page.getByRole('link', { name: t('contests:progress.csv') }).click(),
    );
    assert.match(String(list.bytes), /^[^,]+,.*student@example\.org,.*,current$/m);

    await press(page, t('contests:extend.shown', { count: 3 }));
    const extending = dialogOf(page, t('contests:extend.submit'));
    await tells(extending, 'Anna Able');
    await gone(extending, () => press(extending, t('contests:extend.submit')));
    const { items: extended } = await teacher.get('/api/v1/contests/{contestId}/people', { path });
    assert.deepEqual(extended.map(({ name, extraSeconds }) => `${name} ${extraSeconds}`).sort(), [
      'Anna Able 600',
      'Bert Baker 600',
      'Oskar Outsider 600',
      'Stella Student 0',
    ]);
    await press(page, t('contests:extend.everyone'));
    await extending.getByText(t('contests:extend.by', { count: 30 })).click();
    await shows(
      extending,
      like((time) => t('contests:extend.ownEnds', { count: 3, time })),
    );
    await gone(extending, () => press(extending, t('contests:extend.submit')));
    assert.equal(
      Date.parse((await contest.read()).endsAt as string),
      Date.parse(contest.endsAt) + 30 * minuteMs,
    );

    const reading = t('schedule:access.reading', { count: 1 });
    for (const [where, name] of [
      [`${at}?tab=prepare`, `${t('action.remove')}: A Tall Ships`],
      [`${at}?tab=afterwards`, t('contests:contest.delete')],
      [`${at}?tab=prepare`, t('people:people.remove', { name: 'Stella Student' })],
      [`/manage/tasks/${taskId}?tab=usages`, t('schedule:usages.remove', { name: 'Under Way' })],
      [`/manage/tasks/${taskId}?tab=settings`, t('tasks:settings.delete')],
    ] as const) {
      await followLink(page, where);
      if (name.endsWith('A Tall Ships')) await chooseInRow(page, 'A Tall Ships', t('action.remove'));
      else await press(page, name);
      await tells(dialogOf(page, name), reading);
      await gone(dialogOf(page, name), () => pressEscape(dialogOf(page, name)));
    }

    const question = dialogOf(page, t('schedule:access.loses.title'));
    const others = t('schedule:access.others', { count: 2 });
    const names = t('schedule:access.names', { list: `Anna Able, Bert Baker, and ${others}` });
    const asksAbout = async (what: string) => {
      for (const text of [t('schedule:access.loses.people', { count: 4, what }), names, reading])
        await shows(question, text);
    };
    const tomorrowMs = Date.now() + 24 * hourMs;
    await followLink(page, `${at}?tab=prepare`);
    await startOf(page).fill(localTime(tomorrowMs));
    await page.getByLabel(/^End/).fill(localTime(tomorrowMs + 3 * hourMs));
    await save(page);
    await asksAbout(t('schedule:access.tasks'));
    await gone(question, () => press(question, t('action.cancel')));
    assert.equal((await contest.read()).phase, 'running');
    await startOf(page).fill(localTime(Date.now() - hourMs));
    await saved(page, () => save(page));

    const closesAt = async () => (await contest.tasks())[0]?.closesAt;
    await chooseInRow(page, 'A Tall Ships', t('action.edit'));
    await field(page, t('window.closesAt')).fill(localTime(Date.now() - 30 * minuteMs));
    await save(dialogOf(page, 'Tall Ships'));
    await asksAbout(t('schedule:access.task', { title: 'A' }));
    await gone(question, () => pressEscape(question));
    assert.equal(await closesAt(), null);
    await save(dialogOf(page, 'Tall Ships'));
    await saved(page, () => confirm(page, t('schedule:access.loses.confirm')));
    assert.ok(Date.parse((await closesAt()) as string) < Date.now());
    await shows(
      student.page,
      like((time) => t('refusals.closed.ended', { time })),
    );
    assertCalm();
  });

  it("get a task by keyboard, are reordered by keyboard, and warn about a task's window outside the contest", async (test) => {
    const titles = ['Keys One', 'Keys Two', 'Keys Three'];
    const { page: at, path, taskIds, endsAt, labelled } = await newContest('By Keyboard', { titles });
    await createTask(teacher, 'Quince Jelly');
    const { page, assertCalm } = await open(at);
    const down = button(page, t('contests:contestTasks.moveDown', { label: 'A', title: 'Keys One' }));
    await down.waitFor();
    await assertHeard(test, 'teacher-contest', page.getByRole('main'));
    await down.focus();
    await page.keyboard.press('Enter');
    await moved(page, 'Keys One', '2', 3);
    await page.keyboard.press('Space');
    await moved(page, 'Keys One', '3', 3);
    await page.keyboard.press('Enter');
    const wanted = ['B Keys Two', 'C Keys Three', 'A Keys One'];
    await waitUntil('the order to be saved', async () => (await labelled()).join() === wanted.join());
    await focused(down);
    // Changes by others don't bring back an order that is being replaced.
    const order = await hold(page, '**/api/v1/contests/*/task-order');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await moved(page, 'Keys One', '2', 3);
    await order.asked;
    let lists = 0;
    page.on('request', (request) => {
      if (request.method() === 'GET' && /\/tasks(?:\?|$)/.test(request.url())) lists += 1;
    });
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { name: 'By Keyboard and Voice' } });
    await titled(page, 'By Keyboard and Voice');
    await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.equal(lists, 0);
    order.release();
    await waitUntil('the list to be read again', async () => lists > 0);

    const { asked, release: search } = await hold(page, '**/api/v1/managed-tasks?*text=quince*');
    const task = page.getByRole('combobox', { name: t('contests:contestTasks.task') });
    await task.focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('quince');
    // Until the search is answered, arrow and Enter must not choose anything.
    await asked;
    await shows(page, t('select.searching'));
    await expect(page.getByRole('option')).toHaveCount(0);
    search();
    await page.getByRole('option', { name: 'Quince Jelly' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Quince Jelly' }).waitFor();
    await focused(task);

    const row = page.getByRole('listitem').filter({ hasText: 'Keys One' });
    await shows(row, t('contests:contestTasks.asContest'));
    await chooseInRow(page, 'A Keys One', t('action.edit'));
    const dialog = page.getByRole('dialog');
    await field(dialog, t('window.closesAt')).fill(localTime(Date.parse(endsAt) + hourMs));
    await gone(dialog, () => saved(page, () => save(dialog)));
    await shows(row, t('contests:contestTasks.partlyOutside'));
    const later = [24, 27].map((hours) => new Date(Date.parse(endsAt) + hours * hourMs).toISOString());
    const [startsAt, until] = later as [string, string];
    await teacher.patch('/api/v1/contests/{contestId}', { path, body: { startsAt, endsAt: until } });
    await page.reload();
    await shows(row, t('contests:contestTasks.outside'));
    await press(page, t('contests:preflight.check'));
    await shows(page, t('tasks:preflight.found.never-opens'));
    await followLink(page, `/manage/tasks/${taskIds[0]}?tab=usages`);
    await page.getByRole('cell', { name: t('schedule:usages.outside') }).waitFor();
    assertCalm();
  });

  it('have people, each with own times, groups and staff; are copied, and deleted after a question', async () => {
    const original = await newContest('With Groups');
    const { page } = await open(original.page);
    const times = async () => {
      const { items } = await teacher.get('/api/v1/contests/{contestId}/participants', {
        path: original.path,
      });
      return items.map(({ email, extraSeconds }) => `${email} ${extraSeconds / 60}`).sort();
    };
    const addWith = async (emails: string, minutes?: string) => {
      const adding = await openAdding(page, t('contests:participants.add'));
      await adding.people.fill(emails);
      const extra = adding.dialog.getByLabel(t('contests:participants.extraSeconds.label'));
      await expect(extra).toHaveValue('0');
      if (minutes) await extra.fill(minutes);
      await adding.add();
      return adding;
    };
    await (await addWith('student@example.org', '30')).dialog.waitFor({ state: 'detached' });
    const what = t('contests:participants.longer', { time: '30 min' });
    await alerts(page, `${t('people:people.added', { count: 1 })} ${t('people:people.addedWith', { what })}`);
    await (await addWith('outsider@example.org')).dialog.waitFor({ state: 'detached' });
    assert.deepEqual(await times(), ['outsider@example.org 0', 'student@example.org 30']);
    // Only a further press changes the times of those who were there already.
    const { dialog: adding, people, add } = await addWith('nobody@example.org, outsider@example.org', '15');
    const different = adding.getByText(t('people:people.different', { count: 1 }));
    await different.waitFor();
    await tells(adding, 'Oskar Outsider');
    assert.deepEqual(await times(), ['outsider@example.org 0', 'student@example.org 30']);
    await gone(different, () => press(adding, t('contests:participants.changeTimes')));
    assert.deepEqual(await times(), ['outsider@example.org 15', 'student@example.org 30']);
    // A second list may follow what is left in the field.
    await expect(people).toHaveValue('nobody@example.org');
    await people.fill('student@example.org');
    await add();
    await tells(adding, 'Stella Student');
    await gone(adding, () => press(adding, t('contests:participants.changeTimes')));
    assert.deepEqual(await times(), ['outsider@example.org 15', 'student@example.org 15']);
    await press(page, t('contests:participants.edit', { name: 'Oskar Outsider' }));
    const own = page.getByRole('dialog');
    await own.getByLabel(t('contests:participants.delaySeconds.label')).fill('10');
    await save(own);
    await shows(page, t('contests:participants.delayed', { time: '10 min' }));
    const remover = (name: string) => t('people:people.remove', { name });
    await removeWith(page, remover('Oskar Outsider'));

    await page.getByRole('combobox', { name: t('contests:contestGroups.group') }).click();
    await page.getByRole('option', { name: 'Algorithms 101' }).click();
    await press(page, t('contests:contestGroups.add'));
    await page.getByRole('link', { name: 'Algorithms 101' }).waitFor();
    await page
      .getByText(t('contests:participants.through', { list: 'Algorithms 101' }))
      .first()
      .waitFor();
    // Without own times, members of the group stay; they get other ones with a press.
    await removeWith(page, remover('Stella Student'));
    await press(page, t('contests:participants.edit', { name: 'Stella Student' }));
    await own.getByLabel(t('contests:participants.extraSeconds.label')).fill('20');
    await gone(own, () => save(own));
    assert.deepEqual(await times(), ['student@example.org 20']);
    const staff = await openAdding(page, t('contests:contestStaff.add'));
    await staff.people.fill('admin@example.org');
    await gone(staff.dialog, staff.add);
    await removeWith(page, remover('Ada Admin'));
    await press(page, remover('Tomasz Teacher'));
    await confirm(page, t('action.remove'));
    await alerts(page, t('errors.last-staff'));

    await goTo(page, 'afterwards');
    await press(page, t('contests:copyContest.submit'));
    await press(dialogOf(page, t('contests:copyContest.title')), t('contests:copyContest.submit'));
    const name = t('contests:copyContest.name', { name: 'With Groups' });
    await titled(page, name);
    const contestId = new URL(page.url()).pathname.split('/').at(-1) as string;
    assert.notEqual(contestId, original.contestId);
    const copy = await teacher.get('/api/v1/contests/{contestId}', { path: { contestId } });
    assert.ok(copy.startsAt > original.startsAt);
    assert.equal(Date.parse(copy.endsAt as string) - Date.parse(copy.startsAt), 3 * hourMs);
    await removeWith(page, t('contests:contestGroups.remove', { name: 'Algorithms 101' }));
    await shows(page, t('contests:contestGroups.empty'));

    await goTo(page, 'afterwards');
    const [panel, remove] = [page.getByRole('tabpanel'), t('contests:contest.delete')];
    await press(panel, remove);
    await press(page, t('action.cancel'));
    await pressAndConfirm(panel, remove);
    await page.waitForURL(/\/manage\/contests$/);
    await shows(page, t('contests:contest.deleted'));
    assert.equal(await page.getByRole('link', { name }).count(), 0);
    const student = await app.open({ as: 'student', path: original.page });
    await student.page.getByRole('heading', { name: t('errors.not-found') }).waitFor();
  });
});
