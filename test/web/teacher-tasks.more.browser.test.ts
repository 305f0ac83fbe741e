import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { signIn, taskTitled } from '../support/api-client.ts';
import { waitUntil } from '../support/server-process.ts';
import { hourMs } from '../support/settable-clock.ts';
import { localTime } from './support/local-time.ts';
import { assertAccessible, assertLooks } from './support/looks.ts';
import {
  alerts,
  button,
  confirm,
  dialogOf,
  field,
  notice,
  press,
  pressAndConfirm,
  removeWith,
  rowsOf,
  save,
  saving,
  shows,
  titled,
} from './support/parts.ts';
import { followLink } from './support/reader-page.ts';
import { expect, gone, pressEscape, saved } from './support/settled.ts';
import { pick } from './support/teacher-tasks.ts';
import { addToContest, createContest, createTask, publishPage } from './support/teaching.ts';
import { beginning, like, t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();
const [teacher, student, admin, teacherApi] = await Promise.all([
  client('teacher'),
  client('student'),
  client('admin'),
  signIn(apiUrl, 'teacher'),
]);
const taskIdOf = (title: string) => taskTitled(teacherApi, title);
const openTab = (taskId: string, tab: string) =>
  open({ as: 'teacher', path: `/manage/tasks/${taskId}?tab=${tab}` });
const list = (page: Page) => page.getByRole('list', { name: t('tasks:tasks.title') });
const groupNamed = async (name: string) =>
  (await teacher.get('/api/v1/groups')).items.find((group) => group.name === name)?.groupId ?? assert.fail();
const assign = (groupId: string, taskId: string, body: { opensAt: string; closesAt?: string | null }) =>
  teacher.put('/api/v1/groups/{groupId}/tasks/{taskId}', { path: { groupId, taskId }, body });

describe('the list of tasks of a teacher', () => {
  it('is searched, filtered and sorted, with all of it in the URL', async () => {
    const { groupId } = await teacher.post('/api/v1/groups', { body: { name: 'Hikers' } });
    const meadow = await createTask(teacher, 'Meadow Trail');
    const marsh = await createTask(teacher, 'Marsh Trail');
    await createTask(teacher, 'Moor Trail');
    await assign(groupId, meadow, { opensAt: '2020-01-01T00:00:00Z' });
    await assign(groupId, marsh, { opensAt: '2020-01-01T00:00:00Z', closesAt: '2020-01-02T00:00:00Z' });
    const path = { taskId: meadow };
    await teacher.patch('/api/v1/tasks/{taskId}', { path, body: { title: 'Meadow Trail 2' } });

    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks' });
    const search = page.getByRole('searchbox', { name: t('tasks:tasks.search') });
    const state = page.getByRole('combobox', { name: t('tasks:taskList.state') });
    const place = page.getByRole('combobox', { name: t('tasks:taskList.place') });
    const isInUrl = (name: string, value: string) =>
      page.waitForURL((url) => url.searchParams.get(name) === value);
    const boxes = list(page).getByRole('checkbox');
    const names = () => boxes.evaluateAll((all) => all.map((box) => box.getAttribute('aria-label')));
    const lists = (...titles: ReadonlyArray<string>) =>
      expect.poll(names).toEqual(titles.map((title) => t('tasks:bulk.select', { title })));

    await list(page).waitFor();
    await search.fill('gesla');
    await isInUrl('text', 'gesla');
    await list(page).getByRole('link', { name: 'Zażółć gęślą jaźń' }).click();
    await titled(page, 'Zażółć gęślą jaźń');
    await page.goBack();
    await expect(search).toHaveValue('gesla');
    await search.fill('no such task');
    await shows(page, t('tasks:tasks.noneFound'));

    await search.fill('Trail');
    await pick(place, 'Hikers');
    await isInUrl('group', groupId);
    await lists('Meadow Trail 2', 'Marsh Trail');
    await state.selectOption('past');
    await isInUrl('state', 'past');
    await page.reload();
    await lists('Marsh Trail');
    await expect(place).toHaveValue('Hikers');
    await state.selectOption('upcoming');
    await press(page, t('tasks:taskList.clear'));
    await page.waitForURL((url) => url.search === '');
    await search.fill('Trail');
    await state.selectOption('none');
    await lists('Moor Trail');
    await state.selectOption('');
    await lists('Meadow Trail 2', 'Moor Trail', 'Marsh Trail');
    await page.getByRole('combobox', { name: t('tasks:taskList.sort') }).selectOption('created');
    await lists('Moor Trail', 'Marsh Trail', 'Meadow Trail 2');
    await isInUrl('sort', 'created');
    assertCalm();
  });

  it('adds selected tasks to a contest, and loads more near its end', async () => {
    const name = 'Winter Challenge';
    const there = await createTask(teacher, 'Bulk There');
    for (let at = 0; at < 58; at += 1) await createTask(teacher, `Bulk ${at}`);
    const added = await createTask(teacher, 'Bulk Added');
    const { items: contests } = await teacher.get('/api/v1/contests', { query: { yourRole: 'staff' } });
    const contestId = contests.find((each) => each.name === name)?.contestId ?? assert.fail();
    await addToContest(teacher, contestId, there, 'Old');
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks?text=Bulk' });
    const check = (title: string) =>
      page.getByRole('checkbox', { name: t('tasks:bulk.select', { title }) }).check();
    await check('Bulk Added');
    // Newest first, so these are the first three rows.
    const third = page.getByRole('checkbox', {
      name: t('tasks:bulk.select', { title: 'Bulk 56' }),
      exact: true,
    });
    await third.click({ modifiers: ['Shift'] });
    await page.getByText(t('tasks:bulk.selected', { count: 3 })).waitFor();
    const all = page.getByRole('checkbox', { name: t('tasks:bulk.selectAll') });
    await all.check();
    await page.getByText(t('tasks:bulk.selected', { count: 50 })).waitFor();
    await gone(page.getByText(t('tasks:bulk.selected', { count: 50 })), () => all.uncheck());
    await check('Bulk Added');
    await page.mouse.wheel(0, 20_000);
    await check('Bulk There');
    await expect(list(page).getByRole('link', { name: /^Bulk/ })).toHaveCount(60);
    const selected = page.getByText(t('tasks:bulk.selected', { count: 2 }));
    await selected.waitFor();
    await press(page, t('tasks:bulk.addTo.contest'));
    const dialog = page.getByRole('dialog');
    await pick(dialog.getByRole('combobox', { name: t('schedule:usages.kind.contest') }), beginning(name));
    await press(dialog, t('schedule:bulk.submit'));
    await press(page, t('schedule:access.gains.confirm'));
    await shows(dialog, t('schedule:bulk.added', { count: 1, name }));
    await shows(dialog, t('schedule:bulk.alreadyThere', { count: 1, name }));
    await gone(selected, () => button(dialog, t('action.close')).last().click());
    const { items } = await teacher.get('/api/v1/contests/{contestId}/tasks', { path: { contestId } });
    const labels = new Map(items.map(({ taskId, label }) => [taskId, label]));
    assert.equal(labels.get(there), 'Old');
    assert.ok(labels.has(added));

    await check('Bulk Added');
    await press(page, t('tasks:bulk.addTo.contest'));
    await press(dialog, t('schedule:bulk.newContest'));
    await field(dialog, t('contests:contestForm.name')).fill('Bulk Finals');
    await field(dialog, t('contests:contestForm.startsAt')).fill(localTime(Date.now() + 24 * hourMs));
    await press(dialog, t('contests:contests.create'));
    await titled(page, 'Bulk Finals');
    await page.getByRole('link', { name: 'Bulk Added' }).waitFor();
    assertCalm();
  });

  it('adds staff to selected tasks, and deletes those that the teacher owns, after a question', async () => {
    const [first, second] = [await createTask(teacher, 'Heap One'), await createTask(teacher, 'Heap Two')];
    const theirs = await createTask(admin, 'Heap Theirs');
    await admin.post('/api/v1/tasks/{taskId}/staff', {
      path: { taskId: theirs },
      body: { emails: ['teacher@example.org'], role: 'reader' },
    });
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks?text=Heap' });
    const all = page.getByRole('checkbox', { name: t('tasks:bulk.selectAll') });
    await all.check();
    await press(page, t('tasks:bulk.addStaff'));
    const dialog = dialogOf(page, t('tasks:bulk.staffTitle', { count: 2 }));
    await shows(dialog, t('tasks:bulk.notManaged', { count: 1 }));
    await field(dialog, t('people:people.addresses')).fill('student@example.org');
    await press(dialog, t('tasks:staff.add'));
    await gone(dialog, () => press(page, t('schedule:access.gains.confirm')));
    await shows(page, t('people:people.added', { count: 1 }));
    const rolesIn = async (taskId: string) =>
      (await admin.get('/api/v1/tasks/{taskId}/staff', { path: { taskId }, query: { sort: 'role' } })).items
        .map(({ role }) => role)
        .join();
    for (const taskId of [first, second]) assert.equal(await rolesIn(taskId), 'owner,editor');

    await all.check();
    await press(page, t('tasks:bulk.delete'));
    const question = page.getByRole('dialog', { name: t('tasks:bulk.delete') });
    await shows(question, t('tasks:bulk.deleteQuestion', { count: 2 }));
    await shows(question, t('tasks:bulk.notOwned', { count: 1 }));
    await expect(question.getByRole('listitem')).toHaveText(['Heap Two', 'Heap One']);
    await press(question, t('tasks:bulk.delete'));
    await shows(page, t('tasks:bulk.deleted', { count: 2 }));
    await expect(list(page).getByRole('link', { name: /^Heap/ })).toHaveCount(1);
    await shows(page, t('tasks:bulk.selected', { count: 1 }));
    assert.equal(await button(page, t('tasks:bulk.delete')).count(), 0);
    assert.equal(await rolesIn(theirs), 'owner,reader');
    assertCalm();
  });

  it('shows where each task is used, when it is open there, and when one starts', async () => {
    const taskId = await createTask(teacher, 'Winding River');
    await createTask(teacher, 'Dry River');
    const addTo = async (name: string, startsInMs: number, endsInMs: number) => {
      const times = { startsAtMs: Date.now() + startsInMs, endsAtMs: Date.now() + endsInMs };
      const { contestId, page } = await createContest(teacher, name, times);
      await addToContest(teacher, contestId, taskId, 'R');
      return page;
    };
    for (const [at, name] of ['Delta', 'Estuary', 'Source'].entries())
      await addTo(`Round of the ${name}`, (at - 300) * hourMs, (at - 200) * hourMs);
    const soon = await addTo('Round of the Lake', 4000, 2 * hourMs);
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks?text=River' });
    const usedIn = t('tasks:taskList.usedIn', { title: 'Winding River' });
    const places = page.getByRole('list', { name: usedIn });
    const [lake, source] = [places.getByRole('listitem').nth(0), places.getByRole('listitem').nth(1)];
    await shows(lake, 'Round of the Lake');
    await shows(source, t('phase.window.past'));
    const dry = list(page).getByRole('listitem').filter({ hasText: 'Dry River' });
    await shows(dry, t('tasks:taskList.unused'));
    await shows(lake, t('phase.window.running'));
    await shows(lake, 'R', { exact: true });
    await assertLooks(page, 'tasks with their groups and contests', [320, 375]);

    await places.getByRole('link', { name: t('tasks:taskList.more', { count: 1 }) }).click();
    await page.getByRole('row').filter({ hasText: 'Round of the Delta' }).waitFor();
    await page.goBack();
    await places.getByRole('link', { name: 'Round of the Lake' }).click();
    await page.waitForURL(`${apiUrl}${soon}`);
    assertCalm();
  });
});

describe('the groups and contests of a task', () => {
  it('get other windows, in the local time zone, after a question, and a label; and are removed', async () => {
    const taskId = await createTask(teacher, 'Harbour Lights');
    const groupId = await groupNamed('Algorithms 101');
    await assign(groupId, taskId, { opensAt: '2026-01-01T00:00:00Z' });
    const { page, assertCalm } = await openTab(taskId, 'usages');
    await shows(page, 'Europe/Warsaw');
    await press(page, t('schedule:usages.move', { name: 'Algorithms 101' }));
    const dialog = dialogOf(page, 'Algorithms 101');
    const [opens, closes] = [field(dialog, t('window.opensAt')), field(dialog, t('window.closesAt'))];
    await expect(opens).toHaveValue('2026-01-01T01:00');
    await opens.fill('2100-06-01T09:00');
    await closes.fill('2100-05-01T09:00');
    await shows(dialog, t('rules.end'));
    await closes.fill('2100-06-01T12:00');
    await save(dialog);
    const query = { limit: 200 };
    const { items: people } = await teacher.get('/api/v1/groups/{groupId}/members', {
      ...{ path: { groupId }, query },
    });
    const count = people.filter(({ role }) => role === 'member').length;
    await shows(page, t('schedule:access.loses.people', { count, what: t('schedule:access.tasks') }));
    await gone(dialog, () => saved(page, () => press(page, t('schedule:access.loses.confirm'))));
    const usages = async () =>
      (await teacher.get('/api/v1/tasks/{taskId}/usages', { path: { taskId } })).items;
    const window = { opensAt: '2100-06-01T07:00:00Z', closesAt: '2100-06-01T10:00:00Z' };
    assert.partialDeepStrictEqual(await usages(), [window]);

    const contest = 'Winter Challenge';
    await press(page, t('schedule:usages.add'));
    const adding = dialogOf(page, t('schedule:usages.add'));
    await pick(
      adding.getByRole('combobox', { name: t('schedule:usages.groupOrContest') }),
      beginning(contest),
    );
    const label = adding.getByRole('textbox', { name: t('schedule:contestTasks.label') });
    await expect(label).toHaveValue(/^[A-Z]$/);
    await label.fill('A');
    await save(adding);
    await alerts(adding, t('reasons.label-taken', { label: 'A' }));
    await label.fill('X');
    await save(adding);
    await gone(adding, () => saved(page, () => press(page, t('schedule:access.gains.confirm'))));
    await page.getByRole('row').filter({ hasText: contest }).getByText('X', { exact: true }).waitFor();

    for (const name of ['Algorithms 101', contest])
      await removeWith(page, t('schedule:usages.remove', { name }));
    await shows(page, t('schedule:usages.none'));
    assert.deepEqual(await usages(), []);
    assertCalm((complaint) => complaint.includes('409'));
  });
});

describe('who can read a task', () => {
  it('is shown for a person, at a time and an address, with the reasons', async () => {
    const email = 'student@example.org';
    const sums = await taskIdOf('Sum of Squares');
    const { page, assertCalm } = await openTab(sums, 'access');
    const ask = async (email: string, at = '', address = '') => {
      await page.getByLabel(t('tasks:person.email')).fill(email);
      await page.getByLabel(t('tasks:access.at')).fill(at);
      await page.getByRole('textbox', { name: t('tasks:access.address') }).fill(address);
      await press(page, t('tasks:access.ask'));
    };
    const about = async (...asked: Parameters<typeof ask>): Promise<string> => {
      const answered = page.waitForResponse((reply) => reply.url().includes('/access?'));
      await ask(...asked);
      await answered;
      const answer = page.getByRole('region', { name: t('tasks:access.answer', { email: asked[0] }) });
      await answer.waitFor();
      return (await answer.allInnerTexts()).join();
    };
    const now = await about(email);
    assert.match(now, /Yes\. student@example\.org can read the task on .+ (CET|GMT\+1)/);
    assert.match(now, /This person is a member of the group “Algorithms 101”\. Access has no end\./);
    assert.match(now, /Open\s+Is a member of the group/);
    const before = await about(email, '2020-05-01T12:00');
    assert.match(before, /Not yet\. student@example\.org can’t read the task on 1 May 2020.*: it opens on/);
    assert.match(before, /Not yet\s+Is a member of the group “Algorithms 101”\s+Opens on/);
    const none = await about('outsider@example.org');
    assert.match(none, /No\. outsider@example\.org has no access to the task on/);
    assert.ok(none.includes(t('refusals.not-found.why')), none);
    assert.match(none, /Group “Algorithms 101”: Open since/);
    assert.doesNotMatch(none, /Has no access\. For this account/, "the text is not the server's");
    await ask('nobody@example.org');
    await shows(page, t('tasks:person.unknown'));

    const { items } = await teacher.get('/api/v1/tasks/{taskId}/readers', { path: { taskId: sums } });
    await shows(page, t('tasks:readers.count', { count: items.length }));
    const readers = rowsOf(page, t('tasks:readers.title'));
    await shows(readers.filter({ hasText: email }), 'Is a member of the group “Algorithms 101”');
    await expect(readers).toHaveCount(1 + items.length);

    const { taskIds } = await createContest(teacher, 'In a Room', {
      ...{ startsAtMs: Date.now() - hourMs, titles: ['Room Numbers'], emails: [email] },
      settings: { networks: [{ network: '192.0.2.0/24' }], afterEnd: 'participants' },
    });
    await followLink(page, `/manage/tasks/${taskIds[0]}?tab=access`);
    await titled(page, 'Room Numbers');
    const through = await about(email);
    assert.match(through, /Takes part in the contest “In a Room”/);
    assert.match(through, /Access ends on/);
    const later = t('issued:groundThrough.contest-archive', { name: 'In a Room' });
    assert.match(through, new RegExp(`Not yet\\s+${RegExp.escape(later)}`, 'i'));
    const canRead = like((at) => t('tasks:access.canRead', { email, at }));
    const elsewhere = like((at) => t('refusals.wrong-place.decision', { email, at }));
    for (const [address, answer, state] of [
      ['', canRead, 'open'],
      ['192.0.2.7', canRead, 'open'],
      ['127.0.0.1', elsewhere, 'elsewhere'],
    ] as const) {
      await ask(email, '', address);
      await shows(page, answer);
      const ground = page.getByRole('listitem').getByText(t(`tasks:access.state.${state}`), { exact: true });
      await ground.first().waitFor();
      await page.getByText(t('tasks:access.inNetworksOnly')).first().waitFor();
    }
    const after = await about(email, '2100-01-01T12:00');
    assert.match(
      after,
      /person may read the tasks of “In a Room” after its end.*\n[\s\S]*Closed\s+Takes part/,
    );
    await assertAccessible(page);
    assertCalm((complaint) => complaint.includes('nobody%40example.org'));
  });
});

describe('who got links to a task', () => {
  it('is shown in a table, a number and a file, filtered by person and time, without a signed URL', async () => {
    const taskId = await taskIdOf('Zażółć');
    const path = { taskId };
    const issue = (who: typeof student, body: { language: string; disposition?: 'attachment' }) =>
      who.post('/api/v1/tasks/{taskId}/description-url', { path, body });
    await issue(student, { language: 'pl' });
    await issue(student, { language: 'en', disposition: 'attachment' });
    await issue(teacher, { language: 'en' });
    await teacher.post('/api/v1/tasks/{taskId}/staff', {
      path,
      body: { emails: ['outsider@example.org'], role: 'reader' },
    });

    const { page, assertCalm } = await openTab(taskId, 'issued');
    const rows = rowsOf(page, t('issued:title'));
    await expect(rows).toHaveCount(1 + 3);
    // Before the task's versions are loaded, a row shows the file's key.
    await shows(rows.nth(1), 'English');
    for (const [at, text] of [
      [1, /teacher@example\.org\s+English[\s\S]*to view/],
      [2, /student@example\.org\s+English[\s\S]*is a member of a group that has the task\s+to save/],
      [3, /student@example\.org\s+Polish/],
    ] as const)
      await expect(rows.nth(at)).toHaveText(text, { useInnerText: true });
    await shows(page, t('issued:summary.lastDays', { count: 3 }));
    for (const text of [await page.content(), page.url()]) assert.doesNotMatch(text, /[?&]sig=/);

    const counts = await teacher.get('/api/v1/tasks/{taskId}/readers/counts', { path });
    const figures = { gotUrl: `${counts.gotUrl}`, readers: `${counts.readers}`, opened: `${counts.opened}` };
    assert.equal(counts.gotUrl, 2);
    await shows(page, t('tasks:readers.linksOf', figures));
    const readers = rowsOf(page, t('tasks:readers.linksTitle'));
    await readers.filter({ hasText: 'outsider@example.org' }).waitFor();
    await expect(readers).toHaveCount(1 + counts.readers - counts.gotUrl);
    const choices = page.getByRole('radiogroup', { name: t('tasks:readers.linksTitle') });
    await choices.getByText(t('tasks:readers.show.withLink'), { exact: true }).click();
    await shows(readers, 'student@example.org');
    await expect(readers).toHaveCount(1 + counts.gotUrl);

    const csv = async () => (await teacherApi.get(`/api/v1/issued-urls?taskId=${taskId}&format=csv`)).text;
    // Whether a URL was opened is unknown until the file server has recorded that moment.
    await waitUntil('the record of downloads', async () => !(await csv()).includes('unknown'));
    const link = page.getByRole('link', { name: t('issued:csv') }).first();
    const { name, bytes } = await saving(page, () => link.click());
    assert.equal(name, 'issued-urls.csv');
    assert.equal(String(bytes), await csv());

    const reader = page.getByLabel(t('tasks:person.email'));
    await reader.fill('student@example.org');
    await gone(rows.nth(3), () => reader.press('Enter'));
    await expect(rows).toHaveCount(1 + 2);
    await shows(page, t('issued:summary.lastDays', { count: 2 }));
    const until = page.getByLabel(t('issued:filter.until'));
    await until.fill('2020-01-01T00:00');
    await shows(page, t('issued:empty'));
    await until.fill('');
    await reader.fill('');
    await reader.blur();
    await rows.nth(3).waitFor();
    assertCalm();
  });
});

describe('those who work on a task', () => {
  it('are added, change roles and are removed, except the last owner', async () => {
    const taskId = await createTask(teacher, 'Shared Work');
    const { page, complaints } = await openTab(taskId, 'staff');
    await press(page, t('tasks:staff.add'));
    const dialog = dialogOf(page, t('tasks:staff.add'));
    const people = field(dialog, t('people:people.addresses'));
    for (const [emails, role, told] of [
      ['nobody@example.org, outsider@example.org', 'Reader', t('people:people.unknown', { count: 1 })],
      ['outsider@example.org', 'Editor', t('people:people.different', { count: 1 })],
    ] as const) {
      await people.fill(emails);
      await dialog.getByRole('radio', { name: role }).check();
      await press(dialog, t('tasks:staff.add'));
      if (role === 'Reader') await press(page, t('schedule:access.gains.confirm'));
      await shows(dialog, told.slice(0, 30));
    }
    await people.fill('');
    await gone(dialog, () => pressEscape(dialog));
    const role = page.getByLabel(t('people:people.roleOf', { name: 'Oskar Outsider' }));
    await expect(role).toHaveValue('reader');
    await saved(page, () => role.selectOption('Manager'));
    const roles = async () =>
      (await teacher.get('/api/v1/tasks/{taskId}/staff', { path: { taskId } })).items
        .map((item) => `${item.email} ${item.role}`)
        .sort();
    assert.deepEqual(await roles(), ['outsider@example.org manager', 'teacher@example.org owner']);

    await press(page, t('people:people.remove', { name: 'Tomasz Teacher' }));
    await confirm(page, t('action.remove'));
    const refusal = notice(page, 'alert', t('errors.last-owner'));
    await gone(refusal, () => press(refusal, t('action.close')));
    await saved(page, () => removeWith(page, t('people:people.remove', { name: 'Oskar Outsider' })));
    assert.equal(await role.count(), 0);
    assert.deepEqual(await roles(), ['teacher@example.org owner']);
    // Two replies were refusals: 409 for the last owner, to the dry run and to the removal.
    assert.equal(complaints.length, 2);
  });

  it('see only what their role allows, and others an explanation', async () => {
    const taskId = await createTask(admin, 'By role');
    const { page } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    await page.getByRole('heading', { name: t('errors.not-found') }).waitFor();
    const body = { title: 'For all', visibility: 'signed-in', visibleFrom: '2020-01-01T00:00:00Z' } as const;
    const { taskId: shown } = await admin.post('/api/v1/tasks', { body });
    await followLink(page, `/manage/tasks/${shown}`);
    await page.getByRole('heading', { name: t('tasks:task.forbidden') }).waitFor();

    const { staff } = await admin.post('/api/v1/tasks/{taskId}/staff', {
      path: { taskId },
      body: { emails: ['teacher@example.org'], role: 'reader' },
    });
    const member = { taskId, userId: staff[0]?.userId as string };
    const tabs = async (role: 'reader' | 'editor' | 'manager' | 'owner') => {
      await admin.patch('/api/v1/tasks/{taskId}/staff/{userId}', { path: member, body: { role } });
      await page.goto(`${apiUrl}/manage/tasks/${taskId}?tab=settings`);
      await page.getByRole('tab').first().waitFor();
      return page.getByRole('tab').allInnerTexts();
    };
    const sharing = page.getByRole('heading', { name: t('tasks:settings.sharing') });
    const remove = button(page, t('tasks:settings.delete'));
    assert.deepEqual(await tabs('reader'), ['PDFs', 'Staff']);
    await shows(page, t('tasks:documents.none'));
    assert.equal(await button(page, t('tasks:upload.choose')).count(), 0);
    assert.deepEqual(await tabs('editor'), ['PDFs', 'Staff', 'Settings']);
    await page.getByRole('heading', { name: t('tasks:settings.name') }).waitFor();
    assert.equal(await sharing.count(), 0);
    assert.equal((await tabs('manager')).length, 6);
    await sharing.waitFor();
    assert.equal(await remove.count(), 0);
    await tabs('owner');
    await remove.waitFor();
  });
});

describe('the settings of a task', () => {
  it('are its titles, language and sharing, and its deletion; they keep concurrent changes', async () => {
    const taskId = await createTask(teacher, 'Night train');
    const path = { taskId };
    for (const language of ['en', 'pl', 'de']) await publishPage(teacher, taskId, language);
    await assign(await groupNamed('Algorithms 101'), taskId, { opensAt: '2026-01-01T00:00:00Z' });
    const { page, assertCalm } = await openTab(taskId, 'settings');
    const titleIn = (language: string) => page.getByLabel(t('tasks:settings.titleIn', { language }));
    const saves = button(page, t('action.save'));
    const saveFirst = () => saved(page, () => saves.first().click());
    const read = () => teacher.get('/api/v1/tasks/{taskId}/settings', { path });
    await titleIn('Polish').fill(' Nocny pociąg ');
    assert.equal(await titleIn('English').count(), 0);
    const body = { titles: { de: 'Nachtzug' } };
    await teacher.patch('/api/v1/tasks/{taskId}', { path, body });
    await saveFirst();
    const { title, titles } = await read();
    assert.deepEqual([title, titles], ['Night train', { de: 'Nachtzug', pl: 'Nocny pociąg' }]);

    const polish = await open({ as: 'student', language: 'pl' });
    await polish.page.getByRole('link', { name: 'Nocny pociąg', exact: true }).click();
    await titled(polish.page, 'Nocny pociąg');
    const english = await open({ as: 'student' });
    await english.page.getByRole('link', { name: 'Night train', exact: true }).waitFor();
    polish.assertCalm();

    await titleIn('Polish').fill('');
    await page.getByRole('textbox', { name: t('tasks:newTask.name'), exact: true }).fill('New title');
    await saveFirst();
    await titled(page, 'New title');
    assert.deepEqual((await read()).titles, { de: 'Nachtzug' });
    await page.getByRole('radio', { name: t('tasks:settings.signedIn') }).check();
    await saves.last().click();
    await shows(page, t('tasks:settings.visibleFromMissing'));
    await page.getByLabel(t('tasks:settings.visibleFrom')).fill('2026-01-01T08:00');
    await page.getByLabel(t('tasks:settings.embargoUntil')).fill('2100-07-01T08:00');
    await saves.last().click();
    await saved(page, () => press(page, t('schedule:access.loses.confirm')));
    assert.partialDeepStrictEqual(await read(), {
      visibility: 'signed-in',
      visibleFrom: '2026-01-01T07:00:00Z',
      embargoUntil: '2100-07-01T06:00:00Z',
    });

    const [panel, remove] = [page.getByRole('tabpanel'), t('tasks:settings.delete')];
    await press(panel, remove);
    await gone(page.getByRole('dialog'), () => pressEscape(page.getByRole('dialog')));
    await pressAndConfirm(panel, remove);
    await titled(page, t('tasks:tasks.title'));
    await assert.rejects(read(), { code: 'not-found' });
    await list(page).waitFor();
    assert.equal(await page.getByRole('link', { name: /New title/ }).count(), 0);
    assertCalm((complaint) => complaint.includes('412'));
  });
});
