import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { hourMs } from '../support/settable-clock.ts';
import { confirm } from './support/confirm.ts';
import { assertLooks } from './support/looks.ts';
import { expect, gone, saved } from './support/settled.ts';
import { createTask, pick } from './support/teacher-tasks.ts';
import { beginning, t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();
const teacher = await client('teacher');

/** Navigates within the app, which keeps its cache. */
const goTo = (page: Page, part: 'tasks' | 'contests' | 'groups') =>
  page
    .getByRole('navigation')
    .getByRole('link', { name: t(`navigation.${part}`), exact: true })
    .click();

describe('a teacher', () => {
  it('changes the window of a task in a group, in the local time zone, and removes the task', async () => {
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
    await page
      .getByRole('button', { name: t('schedule:placements.move', { name: 'Algorithms 101' }) })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Algorithms 101' });
    await expect(dialog.getByLabel(beginning(t('window.opensAt')))).toHaveValue('2026-01-01T01:00');
    await dialog.getByLabel(beginning(t('window.opensAt'))).fill('2100-06-01T09:00');
    await dialog.getByLabel(beginning(t('window.closesAt'))).fill('2100-05-01T09:00');
    await dialog.getByText(t('rules.end')).waitFor();
    await dialog.getByRole('button', { name: t('action.save') }).click();
    await dialog.getByLabel(beginning(t('window.closesAt'))).fill('2100-06-01T12:00');
    await dialog.getByRole('button', { name: t('action.save') }).click();
    const { items: people } = await teacher.get('/api/v1/groups/{groupId}/members', {
      path: { groupId },
      query: { limit: 200 },
    });
    const count = people.filter(({ role }) => role === 'member').length;
    await page.getByText(t('schedule:contest.lostAccess.members', { count })).waitFor();
    const confirmLoss = page.getByRole('button', { name: t('schedule:contest.lostAccess.confirm') });
    await gone(dialog, () => saved(page, () => confirmLoss.click()));
    const placements = () => teacher.get('/api/v1/tasks/{taskId}/placements', { path: { taskId } });
    const [placement] = (await placements()).items;
    assert.deepEqual(
      [placement?.opensAt, placement?.closesAt],
      ['2100-06-01T07:00:00Z', '2100-06-01T10:00:00Z'],
    );

    await page
      .getByRole('button', { name: t('schedule:placements.remove', { name: 'Algorithms 101' }) })
      .click();
    await confirm(page, t('action.remove'));
    await page.getByText(t('schedule:placements.none')).waitFor();
    assert.deepEqual((await placements()).items, []);
    assertCalm();
  });

  it('adds a task to a contest under the next free label, and changes its window', async () => {
    const taskId = await createTask(teacher, 'Island Hopping');
    const { page, assertCalm } = await open({
      as: 'teacher',
      path: `/manage/tasks/${taskId}?tab=placements`,
    });
    await page.getByRole('button', { name: t('schedule:placements.add') }).click();
    const dialog = page.getByRole('dialog');
    const contest = 'Winter Challenge';
    await pick(dialog.getByRole('combobox', { name: t('schedule:placements.groupOrContest') }), contest);
    await expect(dialog.getByRole('textbox', { name: t('schedule:contestTasks.label') })).toHaveValue('C');
    await dialog.getByRole('textbox', { name: t('schedule:contestTasks.label') }).fill('A');
    await dialog.getByRole('button', { name: t('action.save') }).click();
    await dialog
      .getByRole('alert')
      .getByText(t('reasons.label-taken', { label: 'A' }))
      .waitFor();
    await dialog.getByRole('textbox', { name: t('schedule:contestTasks.label') }).fill('X');
    await gone(dialog, () =>
      saved(page, () => dialog.getByRole('button', { name: t('action.save') }).click()),
    );
    const row = page.getByRole('row').filter({ hasText: contest });
    await row.getByText('X', { exact: true }).waitFor();

    await page.getByRole('button', { name: t('schedule:placements.move', { name: contest }) }).click();
    const inTwoDays = `${new Date(Date.now() + 172_800_000).toISOString().slice(0, 10)}T10:00`;
    await dialog.getByLabel(beginning(t('window.opensAt'))).fill(inTwoDays);
    await dialog.getByRole('button', { name: t('action.save') }).click();
    const confirmLoss = page
      .getByRole('dialog', { name: t('schedule:contest.lostAccess.title') })
      .getByRole('button', { name: t('schedule:contest.lostAccess.confirm') });
    await gone(dialog.first(), () => saved(page, () => confirmLoss.click()));
    const { items } = await teacher.get('/api/v1/contests');
    const contestId = items.find(({ name }) => name === contest)?.contestId as string;
    const contestTasks = await teacher.get('/api/v1/contests/{contestId}/tasks', { path: { contestId } });
    const { title, ...contestTask } =
      contestTasks.items.find((each) => each.taskId === taskId) ?? assert.fail();
    const { opensAt, closesAt, label, position } = contestTask;
    assert.deepEqual([title, label, closesAt], ['Island Hopping', 'X', null]);
    const opens = await page.evaluate((local) => new Date(local).getTime(), inTwoDays);
    assert.equal(Date.parse(opensAt ?? ''), opens, 'in the time zone of the browser');
    assert.ok(position > 1, 'it stays at the end');
    // The only refusal in the console is the reply about the label in use.
    await page.context().close();
    assert.throws(assertCalm, /409/);
  });

  it("sees on a task's page that it was added on the page of a contest", async () => {
    const [title, name] = ['Lighthouse Keepers', 'Coast Round'];
    const taskId = await createTask(teacher, title);
    const startsAt = new Date(Date.now() + 24 * hourMs).toISOString();
    await teacher.post('/api/v1/contests', { body: { name, startsAt } });
    const { page, assertCalm } = await open({
      as: 'teacher',
      path: `/manage/tasks/${taskId}?tab=placements`,
    });
    await page.getByText(t('schedule:placements.none')).waitFor();

    await goTo(page, 'contests');
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('tab', { name: t('contests:contest.tab.tasks') }).click();
    await page.getByRole('combobox', { name: t('contests:contestTasks.task') }).fill(title);
    await page.getByRole('option', { name: title }).click();
    await page.getByRole('button', { name: t('contests:contestTasks.add'), exact: true }).click();
    await page.getByRole('link', { name: title, exact: true }).click();

    await page.getByRole('tab', { name: t('tasks:task.tabs.placements') }).click();
    await page.getByRole('row').filter({ hasText: name }).getByText('A', { exact: true }).waitFor();
    assertCalm();
  });

  it('can add tasks to a group created after the groups were last loaded', async () => {
    const [title, name] = ['Tidal Pools', 'Marine Biology'];
    await createTask(teacher, title);
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks' });
    const dialog = page.getByRole('dialog');
    const groups = dialog.getByRole('combobox', { name: t('schedule:placements.kind.group') });
    const addToGroup = async () => {
      await page.getByRole('checkbox', { name: t('tasks:bulk.select', { title }) }).check();
      await page.getByRole('button', { name: t('tasks:bulk.addTo.group') }).click();
      await groups.click();
    };
    await addToGroup();
    await page.getByRole('option', { name: 'Algorithms 101' }).waitFor();
    assert.equal(await page.getByRole('option', { name }).count(), 0);
    await page.keyboard.press('Escape');
    await gone(dialog, () => dialog.getByRole('button', { name: t('action.cancel') }).click());

    await goTo(page, 'groups');
    await page.getByRole('button', { name: t('groups:groups.new') }).click();
    await dialog.getByLabel(beginning(t('groups:group.name'))).fill(name);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();

    await goTo(page, 'tasks');
    await addToGroup();
    await page.getByRole('option', { name }).waitFor();
    assertCalm();
  });

  it('finds tasks by part of the title, with the search in the URL', async () => {
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks' });
    const list = page.getByRole('list', { name: t('tasks:tasks.title') });
    await gone(list.getByRole('checkbox').nth(1), () =>
      page.getByRole('searchbox', { name: t('tasks:tasks.search') }).fill('gesla'),
    );
    await page.waitForURL((url) => url.searchParams.get('text') === 'gesla');
    const found = list.getByRole('link', { name: 'Zażółć gęślą jaźń' });
    await found.waitFor();
    await page.reload();
    await expect(page.getByRole('searchbox')).toHaveValue('gesla');
    await found.click();
    await page.getByRole('heading', { name: 'Zażółć gęślą jaźń', level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole('searchbox').fill('no such task');
    await page.getByText(t('tasks:tasks.noneFound')).waitFor();

    const [there, added] = [await createTask(teacher, 'Bulk There'), await createTask(teacher, 'Bulk Added')];
    const { items: contests } = await teacher.get('/api/v1/contests', { query: { yourRole: 'staff' } });
    const contest = contests.find(({ name }) => name === 'Winter Challenge');
    const path = { contestId: contest?.contestId as string };
    await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
      path: { ...path, taskId: there },
      body: { label: 'Old' },
    });
    await page.getByRole('searchbox').fill('Bulk');
    for (const title of ['Bulk There', 'Bulk Added']) {
      await page.getByRole('checkbox', { name: t('tasks:bulk.select', { title }) }).check();
    }
    await page.getByText(t('tasks:bulk.selected', { count: 2 })).waitFor();
    await page.getByRole('button', { name: t('tasks:bulk.addTo.contest') }).click();
    const dialog = page.getByRole('dialog');
    await pick(
      dialog.getByRole('combobox', { name: t('schedule:placements.kind.contest') }),
      contest?.name as string,
    );
    await dialog.getByRole('button', { name: t('schedule:bulk.submit'), exact: true }).click();
    const name = contest?.name;
    await dialog.getByText(t('schedule:bulk.added', { count: 1, name })).waitFor();
    await dialog.getByText(t('schedule:bulk.alreadyThere', { count: 1, name })).waitFor();
    await gone(page.getByText(t('tasks:bulk.selected', { count: 2 })), () =>
      dialog
        .getByRole('button', { name: t('action.close') })
        .last()
        .click(),
    );
    const { items: listed } = await teacher.get('/api/v1/contests/{contestId}/tasks', { path });
    const labels = new Map(listed.map(({ taskId, label }) => [taskId, label]));
    assert.equal(labels.get(there), 'Old');
    assert.ok(labels.has(added));
    assertCalm();
  });

  it('sees where each task is used, when it is open there, and when one starts', async () => {
    const taskId = await createTask(teacher, 'Winding River');
    await createTask(teacher, 'Dry River');
    const hours = (count: number) => new Date(Date.now() + count * hourMs).toISOString();
    const addTo = async (name: string, startsAt: string, endsAt: string) => {
      const { contestId } = await teacher.post('/api/v1/contests', { body: { name, startsAt, endsAt } });
      const path = { contestId, taskId };
      const body = { label: 'R' };
      await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', { path, body });
      return contestId;
    };
    for (const [at, name] of ['Delta', 'Estuary', 'Source'].entries()) {
      await addTo(`Round of the ${name}`, hours(-300 + at), hours(-200 + at));
    }
    const soon = await addTo('Round of the Lake', new Date(Date.now() + 4000).toISOString(), hours(2));
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks?text=River' });
    const rows = page.getByRole('list', { name: t('tasks:tasks.title') }).getByRole('listitem');
    const places = page.getByRole('list', {
      name: t('tasks:taskList.usedIn', { title: 'Winding River' }),
    });
    const [lake, source] = [places.getByRole('listitem').nth(0), places.getByRole('listitem').nth(1)];
    await lake.getByText('Round of the Lake', { exact: false }).waitFor();
    await source.getByText(t('phase.window.past')).waitFor();
    await rows.filter({ hasText: 'Dry River' }).getByText(t('tasks:taskList.unused')).waitFor();
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

  it('finds tasks by group, contest and state, and sorts them, with all of it in the URL', async () => {
    const meadow = await createTask(teacher, 'Meadow Trail');
    const marsh = await createTask(teacher, 'Marsh Trail');
    await createTask(teacher, 'Moor Trail');
    const { groupId } = await teacher.post('/api/v1/groups', { body: { name: 'Hikers' } });
    const assign = (taskId: string, body: { opensAt: string; closesAt: string | null }) =>
      teacher.put('/api/v1/groups/{groupId}/tasks/{taskId}', { path: { groupId, taskId }, body });
    await assign(meadow, { opensAt: '2020-01-01T00:00:00Z', closesAt: null });
    await assign(marsh, { opensAt: '2020-01-01T00:00:00Z', closesAt: '2020-01-02T00:00:00Z' });
    await teacher.patch('/api/v1/tasks/{taskId}', {
      path: { taskId: meadow },
      body: { title: 'Meadow Trail 2' },
    });

    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks?text=Trail' });
    const list = page.getByRole('list', { name: t('tasks:tasks.title') });
    const state = page.getByRole('combobox', { name: t('tasks:taskList.state') });
    const order = page.getByRole('combobox', { name: t('tasks:taskList.sort') });
    const shown = (...titles: ReadonlyArray<string>) =>
      page.waitForFunction(
        ([label, wanted]) =>
          Array.from(document.querySelectorAll(`ul[aria-label="${label}"] input[type=checkbox]`), (box) =>
            box.getAttribute('aria-label'),
          ).join() === wanted,
        [t('tasks:tasks.title'), titles.map((title) => t('tasks:bulk.select', { title })).join()] as const,
      );
    await list.waitFor();
    await pick(page.getByRole('combobox', { name: t('tasks:taskList.place') }), 'Hikers');
    await page.waitForURL((url) => url.searchParams.get('group') === groupId);
    await shown('Meadow Trail 2', 'Marsh Trail');
    await state.selectOption('past');
    await shown('Marsh Trail');
    await page.reload();
    await shown('Marsh Trail');
    await page.waitForFunction(
      (label) => document.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)?.value === 'Hikers',
      t('tasks:taskList.place'),
    );
    await state.selectOption('upcoming');
    await page.getByRole('button', { name: t('tasks:taskList.clear') }).click();
    await page.waitForURL((url) => url.search === '');

    await page.getByRole('searchbox').fill('Trail');
    await state.selectOption('none');
    await shown('Moor Trail');
    await state.selectOption('');
    await shown('Meadow Trail 2', 'Moor Trail', 'Marsh Trail');
    await order.selectOption('created');
    await shown('Moor Trail', 'Marsh Trail', 'Meadow Trail 2');
    await page.waitForURL((url) => url.searchParams.get('sort') === 'created');
    assertCalm();
  });

  it('sees more tasks near the end of the list', async () => {
    for (let at = 0; at < 60; at += 1) await createTask(teacher, `Many ${at}`);
    const { page, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks?text=Many' });
    const links = page.getByRole('list', { name: t('tasks:tasks.title') }).getByRole('link');
    await links.first().waitFor();
    await page.mouse.wheel(0, 20_000);
    await page.waitForFunction(() => document.querySelectorAll('main li a').length === 60);
    await expect(links.last()).toHaveText(/^Many 0No PDF/);
    assertCalm();
  });

  it('gets an explanation for a task of others, and for one that does not exist', async () => {
    const admin = await client('admin');
    const hidden = await createTask(admin, 'Of the admin');
    const shown = await admin.post('/api/v1/tasks', {
      body: { title: 'For all', visibility: 'signed-in', visibleFrom: '2020-01-01T00:00:00Z' },
    });
    const { page } = await open({ as: 'teacher', path: `/manage/tasks/${hidden}` });
    await page.getByRole('heading', { name: t('errors.not-found') }).waitFor();
    await page.goto(`${apiUrl}/manage/tasks/${shown.taskId}`);
    await page.getByRole('heading', { name: t('tasks:task.forbidden') }).waitFor();
  });
});
