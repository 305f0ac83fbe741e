import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { signIn, taskTitled } from '../support/api-client.ts';
import { contentOf } from '../support/chromium.ts';
import { hourMs } from '../support/settable-clock.ts';
import { button, confirm } from './support/confirm.ts';
import { assertAccessible, assertLooks } from './support/looks.ts';
import { followLink } from './support/reader-page.ts';
import { realPdf } from './support/real-pdf.ts';
import { expect, gone, pressEscape, saved } from './support/settled.ts';
import { createTask, pick } from './support/teacher-tasks.ts';
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
const save = (where: Page | Locator) => button(where, t('action.save'));
const list = (page: Page) => page.getByRole('list', { name: t('tasks:tasks.title') });
const isoIn = (ms: number) => new Date(Date.now() + ms).toISOString();

async function groupNamed(name: string): Promise<string> {
  const { items } = await teacher.get('/api/v1/groups');
  return items.find((group) => group.name === name)?.groupId ?? assert.fail();
}
const assign = (groupId: string, taskId: string, body: { opensAt: string; closesAt?: string | null }) =>
  teacher.put('/api/v1/groups/{groupId}/tasks/{taskId}', { path: { groupId, taskId }, body });

describe('the list of tasks of a teacher', () => {
  it('is searched, filtered and sorted, with all of it in the URL', async () => {
    const { groupId } = await teacher.post('/api/v1/groups', { body: { name: 'Hikers' } });
    const [meadow, marsh] = [
      await createTask(teacher, 'Meadow Trail'),
      await createTask(teacher, 'Marsh Trail'),
    ];
    await createTask(teacher, 'Moor Trail');
    await assign(groupId, meadow, { opensAt: '2020-01-01T00:00:00Z', closesAt: null });
    await assign(groupId, marsh, { opensAt: '2020-01-01T00:00:00Z', closesAt: '2020-01-02T00:00:00Z' });
    const path = { taskId: meadow };
    await teacher.patch('/api/v1/tasks/{taskId}', { path, body: { title: 'Meadow Trail 2' } });

    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks' });
    const search = page.getByRole('searchbox', { name: t('tasks:tasks.search') });
    const state = page.getByRole('combobox', { name: t('tasks:taskList.state') });
    const place = page.getByRole('combobox', { name: t('tasks:taskList.place') });
    const isInUrl = (name: string, value: string) =>
      page.waitForURL((url) => url.searchParams.get(name) === value);
    const shown = (...titles: ReadonlyArray<string>) =>
      expect
        .poll(() =>
          list(page)
            .getByRole('checkbox')
            .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label'))),
        )
        .toEqual(titles.map((title) => t('tasks:bulk.select', { title })));

    await list(page).waitFor();
    await search.fill('gesla');
    await isInUrl('text', 'gesla');
    const found = list(page).getByRole('link', { name: 'Zażółć gęślą jaźń' });
    await found.waitFor();
    await found.click();
    await page.getByRole('heading', { name: 'Zażółć gęślą jaźń', level: 1 }).waitFor();
    await page.goBack();
    await expect(search).toHaveValue('gesla');
    await search.fill('no such task');
    await page.getByText(t('tasks:tasks.noneFound')).waitFor();

    await search.fill('Trail');
    await pick(place, 'Hikers');
    await isInUrl('group', groupId);
    await shown('Meadow Trail 2', 'Marsh Trail');
    await state.selectOption('past');
    await isInUrl('state', 'past');
    await page.reload();
    await shown('Marsh Trail');
    await expect(place).toHaveValue('Hikers');
    await state.selectOption('upcoming');
    await button(page, t('tasks:taskList.clear')).click();
    await page.waitForURL((url) => url.search === '');
    await search.fill('Trail');
    await state.selectOption('none');
    await shown('Moor Trail');
    await state.selectOption('');
    await shown('Meadow Trail 2', 'Moor Trail', 'Marsh Trail');
    await page.getByRole('combobox', { name: t('tasks:taskList.sort') }).selectOption('created');
    await shown('Moor Trail', 'Marsh Trail', 'Meadow Trail 2');
    await isInUrl('sort', 'created');
    assertCalm();
  });

  it('adds selected tasks to a contest, and loads more near its end', async () => {
    const there = await createTask(teacher, 'Bulk There');
    for (let at = 0; at < 58; at += 1) await createTask(teacher, `Bulk ${at}`);
    const added = await createTask(teacher, 'Bulk Added');
    const { items: contests } = await teacher.get('/api/v1/contests', { query: { yourRole: 'staff' } });
    const { contestId = '' } = contests.find((each) => each.name === 'Winter Challenge') ?? {};
    const name = 'Winter Challenge';
    await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
      path: { contestId, taskId: there },
      body: { label: 'Old' },
    });
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks?text=Bulk' });
    const links = list(page).getByRole('link');
    await page.getByRole('checkbox', { name: t('tasks:bulk.select', { title: 'Bulk Added' }) }).check();
    await page.mouse.wheel(0, 20_000);
    await page.getByRole('checkbox', { name: t('tasks:bulk.select', { title: 'Bulk There' }) }).check();
    await expect(links.filter({ hasText: /^Bulk/ })).toHaveCount(60);
    await page.getByText(t('tasks:bulk.selected', { count: 2 })).waitFor();
    await button(page, t('tasks:bulk.addTo.contest')).click();
    const dialog = page.getByRole('dialog');
    await pick(dialog.getByRole('combobox', { name: t('schedule:placements.kind.contest') }), name);
    await button(dialog, t('schedule:bulk.submit')).click();
    await dialog.getByText(t('schedule:bulk.added', { count: 1, name })).waitFor();
    await dialog.getByText(t('schedule:bulk.alreadyThere', { count: 1, name })).waitFor();
    await gone(page.getByText(t('tasks:bulk.selected', { count: 2 })), () =>
      button(dialog, t('action.close')).last().click(),
    );
    const { items } = await teacher.get('/api/v1/contests/{contestId}/tasks', { path: { contestId } });
    const labels = new Map(items.map(({ taskId, label }) => [taskId, label]));
    assert.equal(labels.get(there), 'Old');
    assert.ok(labels.has(added));
    assertCalm();
  });

  it('shows where each task is used, when it is open there, and when one starts', async () => {
    const taskId = await createTask(teacher, 'Winding River');
    await createTask(teacher, 'Dry River');
    const addTo = async (name: string, startsAt: string, endsAt: string) => {
      const { contestId } = await teacher.post('/api/v1/contests', { body: { name, startsAt, endsAt } });
      const path = { contestId, taskId };
      await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', { path, body: { label: 'R' } });
      return contestId;
    };
    for (const [at, name] of ['Delta', 'Estuary', 'Source'].entries()) {
      await addTo(`Round of the ${name}`, isoIn((at - 300) * hourMs), isoIn((at - 200) * hourMs));
    }
    const soon = await addTo('Round of the Lake', isoIn(4000), isoIn(2 * hourMs));
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks?text=River' });
    const places = page.getByRole('list', {
      name: t('tasks:taskList.usedIn', { title: 'Winding River' }),
    });
    const [lake, source] = [places.getByRole('listitem').nth(0), places.getByRole('listitem').nth(1)];
    await lake.getByText('Round of the Lake', { exact: false }).waitFor();
    await source.getByText(t('phase.window.past')).waitFor();
    const dry = list(page).getByRole('listitem').filter({ hasText: 'Dry River' });
    await dry.getByText(t('tasks:taskList.unused')).waitFor();
    await lake.getByText(t('phase.window.running')).waitFor();
    await lake.getByText('R', { exact: true }).waitFor();
    await assertLooks(page, 'tasks with their groups and contests', [320, 375]);

    await places.getByRole('link', { name: t('tasks:taskList.more', { count: 1 }) }).click();
    await page.getByRole('row').filter({ hasText: 'Round of the Delta' }).waitFor();
    await page.goBack();
    await places.getByRole('link', { name: 'Round of the Lake' }).click();
    await page.waitForURL((url) => url.pathname === `/manage/contests/${soon}`);
    assertCalm();
  });
});

describe('the groups and contests of a task', () => {
  it('get other windows, in the local time zone, after a question, and a label; and are removed', async () => {
    const taskId = await createTask(teacher, 'Harbour Lights');
    const groupId = await groupNamed('Algorithms 101');
    await assign(groupId, taskId, { opensAt: '2026-01-01T00:00:00Z' });
    const { page, assertCalm } = await openTab(taskId, 'placements');
    const move = (name: string) => button(page, t('schedule:placements.move', { name })).click();
    const loss = button(page, t('schedule:contest.lostAccess.confirm'));
    await page.getByText('Europe/Warsaw').waitFor();
    await move('Algorithms 101');
    const dialog = page.getByRole('dialog', { name: 'Algorithms 101' });
    const [opens, closes] = [
      dialog.getByLabel(beginning(t('window.opensAt'))),
      dialog.getByLabel(beginning(t('window.closesAt'))),
    ];
    await expect(opens).toHaveValue('2026-01-01T01:00');
    await opens.fill('2100-06-01T09:00');
    await closes.fill('2100-05-01T09:00');
    await dialog.getByText(t('rules.end')).waitFor();
    await closes.fill('2100-06-01T12:00');
    await save(dialog).click();
    const { items: people } = await teacher.get('/api/v1/groups/{groupId}/members', {
      path: { groupId },
      query: { limit: 200 },
    });
    const count = people.filter(({ role }) => role === 'member').length;
    await page.getByText(t('schedule:contest.lostAccess.members', { count })).waitFor();
    await gone(dialog, () => saved(page, () => loss.click()));
    const placements = async () =>
      (await teacher.get('/api/v1/tasks/{taskId}/placements', { path: { taskId } })).items;
    const [placement] = await placements();
    assert.deepEqual(
      [placement?.opensAt, placement?.closesAt],
      ['2100-06-01T07:00:00Z', '2100-06-01T10:00:00Z'],
    );

    const contest = 'Winter Challenge';
    await button(page, t('schedule:placements.add')).click();
    const adding = page.getByRole('dialog', { name: t('schedule:placements.add') });
    await pick(adding.getByRole('combobox', { name: t('schedule:placements.groupOrContest') }), contest);
    const label = adding.getByRole('textbox', { name: t('schedule:contestTasks.label') });
    await expect(label).toHaveValue(/^[A-Z]$/);
    await label.fill('A');
    await save(adding).click();
    await adding
      .getByRole('alert')
      .getByText(t('reasons.label-taken', { label: 'A' }))
      .waitFor();
    await label.fill('X');
    await gone(adding, () => saved(page, () => save(adding).click()));
    await page.getByRole('row').filter({ hasText: contest }).getByText('X', { exact: true }).waitFor();

    for (const name of ['Algorithms 101', contest]) {
      await button(page, t('schedule:placements.remove', { name })).click();
      await saved(page, () => confirm(page, t('action.remove')));
    }
    await page.getByText(t('schedule:placements.none')).waitFor();
    assert.deepEqual(await placements(), []);
    assertCalm((complaint) => complaint.includes('409'));
  });
});

describe('who can read a task', () => {
  it('is shown for a person, at a time and an address, with the reasons', async () => {
    const { page, assertCalm } = await openTab(await taskIdOf('Sum of Squares'), 'access');
    const ask = async (email: string, at = '', address = '') => {
      await page.getByLabel(t('tasks:person.email')).fill(email);
      await page.getByLabel(t('tasks:access.at')).fill(at);
      await page.getByRole('textbox', { name: t('tasks:access.address') }).fill(address);
      await button(page, t('tasks:access.ask')).click();
    };
    const about = async (...asked: Parameters<typeof ask>): Promise<string> => {
      const answered = page.waitForResponse((reply) => reply.url().includes('/access?'));
      await ask(...asked);
      await answered;
      const answer = page.getByRole('region', { name: t('tasks:access.answer', { email: asked[0] }) });
      await answer.waitFor();
      return (await answer.allInnerTexts()).join();
    };
    const now = await about('student@example.org');
    assert.match(now, /Yes\. student@example\.org can read the task on .+ CET|GMT\+1/);
    assert.match(now, /This person is a member of the group “Algorithms 101”\. Access has no end\./);
    assert.match(now, /Open\s+Is a member of the group/);
    const before = await about('student@example.org', '2020-05-01T12:00');
    assert.match(before, /Not yet\. student@example\.org can’t read the task on 1 May 2020.*: it opens on/);
    assert.match(before, /Not yet\s+Is a member of the group “Algorithms 101”\s+Opens on/);
    const none = await about('outsider@example.org');
    assert.match(none, /No\. outsider@example\.org has no access to the task on/);
    assert.ok(none.includes(t('refusals.not-found.why')), none);
    assert.match(none, /Group “Algorithms 101”: Open since/);
    assert.doesNotMatch(none, /Has no access\. For this account/, "the text is not the server's");
    await ask('nobody@example.org');
    await page.getByText(t('tasks:person.unknown')).waitFor();

    const path = { taskId: await taskIdOf('Sum of Squares') };
    const { items } = await teacher.get('/api/v1/tasks/{taskId}/readers', { path });
    await page.getByText(t('tasks:readers.count', { count: items.length })).waitFor();
    const readers = page.getByRole('table', { name: t('tasks:readers.title') });
    const own = readers.getByRole('row').filter({ hasText: 'student@example.org' });
    await own.getByText('Is a member of the group “Algorithms 101”').waitFor();
    await expect(readers.getByRole('row')).toHaveCount(1 + items.length);

    await followLink(page, `/manage/tasks/${await taskIdOf('Lighthouse Walks')}?tab=access`);
    await page.getByRole('heading', { level: 1, name: 'Lighthouse Walks' }).waitFor();
    assert.match(await about('student@example.org'), /(No longer|Not yet)\./);
    await followLink(page, `/manage/tasks/${await taskIdOf('Canal Locks')}?tab=access`);
    await page.getByRole('heading', { level: 1, name: 'Canal Locks' }).waitFor();
    const through = await about('student@example.org');
    assert.match(through, /Takes part in the contest “Winter Challenge”/);
    assert.match(through, /Access ends on/);
    const later = t('issued:groundThrough.contest-archive', { name: 'Winter Challenge' });
    assert.match(through, new RegExp(`Not yet\\s+${RegExp.escape(later)}`, 'i'));

    const { contestId } = await teacher.post('/api/v1/contests', {
      body: { name: 'In a Room', startsAt: isoIn(-hourMs), networks: [{ network: '192.0.2.0/24' }] },
    });
    const taskId = await createTask(teacher, 'Room Numbers');
    const inContest = { contestId, taskId };
    await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
      path: inContest,
      body: { label: 'A' },
    });
    const email = 'student@example.org';
    await teacher.post('/api/v1/contests/{contestId}/participants', {
      path: inContest,
      body: { emails: [email] },
    });
    await followLink(page, `/manage/tasks/${taskId}?tab=access`);
    await page.getByRole('heading', { level: 1, name: 'Room Numbers' }).waitFor();
    for (const [address, answer, state] of [
      ['', like((at) => t('tasks:access.canRead', { email, at })), t('tasks:access.state.open')],
      ['192.0.2.7', like((at) => t('tasks:access.canRead', { email, at })), t('tasks:access.state.open')],
      [
        '127.0.0.1',
        like((at) => t('refusals.wrong-place.decision', { email, at })),
        t('tasks:access.state.elsewhere'),
      ],
    ] as const) {
      await ask(email, '', address);
      await page.getByText(answer).waitFor();
      await page.getByRole('listitem').getByText(state, { exact: true }).waitFor();
      await page.getByText(t('tasks:access.inNetworksOnly')).waitFor();
    }
    await assertAccessible(page);
    assertCalm((complaint) => complaint.includes('nobody%40example.org'));
  });
});

describe('who got links to a task', () => {
  it('is shown in a table, a chart and a file, filtered by person and time, without a signed URL', async () => {
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
    const rows = page.getByRole('table', { name: t('issued:title') }).getByRole('row');
    await expect(rows).toHaveCount(1 + 3);
    // Before the task's versions are loaded, a row shows the file's key.
    await rows.nth(1).getByText('English').waitFor();
    const shown = { useInnerText: true };
    await expect(rows.nth(1)).toHaveText(/teacher@example\.org\s+English[\s\S]*to view/, shown);
    await expect(rows.nth(2)).toHaveText(
      /student@example\.org\s+English[\s\S]*is a member of a group that has the task\s+to save/,
      shown,
    );
    await page.getByRole('row').getByText('Polish').waitFor();
    const chart = page.getByRole('img', { name: /Links over time\. 3 links\./ });
    const plot = (await chart.locator('svg').boundingBox()) ?? assert.fail();
    await page.mouse.move(plot.x + plot.width - 2, plot.y + 10);
    await chart
      .getByText(/Links\s*3/)
      .first()
      .waitFor();
    await page.mouse.move(0, 0);
    assert.doesNotMatch(await page.content(), /[?&]sig=/);
    assert.doesNotMatch(page.url(), /sig=/);

    const counts = await teacher.get('/api/v1/tasks/{taskId}/readers/counts', { path });
    const figures = { gotUrl: `${counts.gotUrl}`, readers: `${counts.readers}`, opened: `${counts.opened}` };
    assert.equal(counts.gotUrl, 2);
    await page.getByText(t('tasks:readers.linksOf', figures)).waitFor();
    const readers = page.getByRole('table', { name: t('tasks:readers.linksTitle') });
    await readers.getByRole('row').filter({ hasText: 'outsider@example.org' }).waitFor();
    await expect(readers.getByRole('row')).toHaveCount(1 + counts.readers - counts.gotUrl);
    await page
      .getByRole('radiogroup', { name: t('tasks:readers.linksTitle') })
      .getByText(t('tasks:readers.show.withLink'), { exact: true })
      .click();
    await readers.getByText('student@example.org').waitFor();
    await expect(readers.getByRole('row')).toHaveCount(1 + counts.gotUrl);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: t('issued:csv') })
        .first()
        .click(),
    ]);
    assert.equal(download.suggestedFilename(), 'issued-urls.csv');
    const own = await teacherApi.get(`/api/v1/issued-urls?taskId=${taskId}&format=csv`);
    assert.equal(String(await contentOf(download)), own.text);

    const reader = page.getByLabel(t('tasks:person.email'));
    await reader.fill('student@example.org');
    await gone(rows.nth(3), () => reader.press('Enter'));
    await expect(rows).toHaveCount(1 + 2);
    await page.getByRole('img', { name: /2 links\./ }).waitFor();
    const until = page.getByLabel(t('issued:filter.until'));
    await until.fill('2020-01-01T00:00');
    await page.getByText(t('issued:empty')).waitFor();
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
    await button(page, t('tasks:staff.add')).click();
    const dialog = page.getByRole('dialog', { name: t('tasks:staff.add') });
    const people = dialog.getByLabel(beginning(t('people:people.addresses')));
    const add = dialog.getByRole('button', { name: t('tasks:staff.add') });
    await people.fill('nobody@example.org, outsider@example.org');
    await dialog.getByRole('radio', { name: 'Reader' }).check();
    await add.click();
    await dialog.getByText(t('people:people.unknown', { count: 1 }).slice(0, 30)).waitFor();
    await people.fill('outsider@example.org');
    await dialog.getByRole('radio', { name: 'Editor' }).check();
    await add.click();
    await dialog.getByText(t('people:people.different', { count: 1 })).waitFor();
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

    await button(page, t('people:people.remove', { name: 'Tomasz Teacher' })).click();
    await confirm(page, t('action.remove'));
    const refusal = page.getByRole('alert').filter({ hasText: t('errors.last-owner') });
    await gone(refusal, () => refusal.getByRole('button', { name: t('action.close') }).click());
    await button(page, t('people:people.remove', { name: 'Oskar Outsider' })).click();
    await gone(role, () => saved(page, () => confirm(page, t('action.remove'))));
    assert.deepEqual(await roles(), ['teacher@example.org owner']);
    // Two replies were refusals: 409 for the last owner, to the dry run and to the removal.
    assert.equal(complaints.length, 2);
  });

  it('see only what their role allows, and others an explanation', async () => {
    const taskId = await createTask(admin, 'By role');
    const { page } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}` });
    await page.getByRole('heading', { name: t('errors.not-found') }).waitFor();
    const body = { title: 'For all', visibility: 'signed-in', visibleFrom: '2020-01-01T00:00:00Z' } as const;
    const shown = await admin.post('/api/v1/tasks', { body });
    await followLink(page, `/manage/tasks/${shown.taskId}`);
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
    const remove = page.getByRole('button', { name: t('tasks:settings.delete') });
    assert.deepEqual(await tabs('reader'), ['PDFs', 'Staff']);
    await page.getByText(t('tasks:documents.none')).waitFor();
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
    for (const language of ['en', 'pl', 'de']) {
      const pdf = new Blob([await realPdf()]);
      await teacher.uploadDocument(taskId, { language, fileName: `train.${language}.pdf`, pdf });
    }
    await assign(await groupNamed('Algorithms 101'), taskId, { opensAt: '2026-01-01T00:00:00Z' });
    const { page, assertCalm } = await openTab(taskId, 'settings');
    const titleIn = (language: string) => page.getByLabel(t('tasks:settings.titleIn', { language }));
    const saveFirst = () => saved(page, () => save(page).first().click());
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
    await polish.page.getByRole('heading', { name: 'Nocny pociąg', level: 1 }).waitFor();
    const english = await open({ as: 'student' });
    await english.page.getByRole('link', { name: 'Night train', exact: true }).waitFor();
    polish.assertCalm();

    await titleIn('Polish').fill('');
    await page.getByRole('textbox', { name: t('tasks:newTask.name'), exact: true }).fill('New title');
    await saveFirst();
    await page.getByRole('heading', { name: 'New title', level: 1 }).waitFor();
    assert.deepEqual((await read()).titles, { de: 'Nachtzug' });
    await page.getByRole('radio', { name: t('tasks:settings.signedIn') }).check();
    await save(page).last().click();
    await page.getByText(t('tasks:settings.visibleFromMissing')).waitFor();
    await page.getByLabel(t('tasks:settings.visibleFrom')).fill('2026-01-01T08:00');
    await page.getByLabel(t('tasks:settings.embargoUntil')).fill('2100-07-01T08:00');
    await saved(page, () => save(page).last().click());
    const { visibility, visibleFrom, embargoUntil } = await read();
    assert.deepEqual(
      [visibility, visibleFrom, embargoUntil],
      ['signed-in', '2026-01-01T07:00:00Z', '2100-07-01T06:00:00Z'],
    );

    // The question has a button with the same name.
    const remove = button(page.getByRole('tabpanel'), t('tasks:settings.delete'));
    await remove.click();
    const question = page.getByRole('dialog');
    await gone(question, () => pressEscape(question));
    await remove.click();
    await confirm(page, t('tasks:settings.delete'));
    await page.getByRole('heading', { name: t('tasks:tasks.title'), level: 1 }).waitFor();
    await assert.rejects(read(), { code: 'not-found' });
    await list(page).waitFor();
    assert.equal(await page.getByRole('link', { name: /New title/ }).count(), 0);
    assertCalm((complaint) => complaint.includes('412'));
  });
});
