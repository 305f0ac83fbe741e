import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { hourMs } from '../support/settable-clock.ts';
import { localTime } from './support/local-time.ts';
import {
  alerts,
  button,
  confirm,
  dialogOf,
  field,
  focused,
  press,
  pressAndConfirm,
  removeWith,
  save,
  shows,
  tells,
  titled,
} from './support/parts.ts';
import { followLink, readerOf } from './support/reader-page.ts';
import { expect, gone, pressEscape, saved } from './support/settled.ts';
import { dropFiles, pdfNamed } from './support/teacher-tasks.ts';
import { createContest, createTask, publishPage } from './support/teaching.ts';
import { beginning, t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const app = await startWebApp();
const teacher = await app.client('teacher');

describe('the groups of a teacher', () => {
  it('are created, and give their members a task immediately until it is removed', async () => {
    const taskId = await createTask(teacher, 'Violet Hills');
    const { page, assertCalm } = await app.open({ as: 'teacher', path: '/manage/groups' });
    await press(page, t('groups:groups.new'));
    const name = field(page.getByRole('dialog'), t('groups:group.name'));
    await name.fill('Graphs 202');
    await pressEscape(page.getByRole('dialog'));
    await shows(page, t('unsaved.text', { list: t('groups:group.name') }));
    await press(page, t('unsaved.keep'));
    await name.focus();
    await page.keyboard.press('Enter');
    await titled(page, 'Graphs 202');

    await press(page, t('groups:members.add'));
    const adding = dialogOf(page, t('groups:members.add'));
    const people = field(adding, t('people:people.addresses'));
    const add = adding.getByRole('button', { name: t('groups:members.add') });
    await people.fill('not an address');
    await add.click();
    await shows(adding, t('people:people.unreadable', { list: '“not an address”' }));
    await people.fill(
      'Name;E-mail\nClass 2A\nStella Student;student@example.org\nMissing;missing@example.org',
    );
    await add.click();
    await shows(adding, t('people:people.added', { count: 1 }));
    await tells(adding, 'missing@example.org');
    await shows(adding, t('people:people.notPeople', { count: 1 }));
    await expect(people).toHaveValue('missing@example.org\nClass 2A');
    await shows(page, 'Stella Student');
    await people.fill('student@example.org');
    await gone(adding, () => add.click());
    // In the corner, where it moves nothing.
    await alerts(page, t('people:people.alreadyThere', { count: 1 }));

    await page.getByRole('tab', { name: t('groups:group.tab.tasks') }).click();
    await shows(page, t('groups:groupTasks.empty'));
    await page.getByRole('combobox', { name: t('groups:groupTasks.task') }).fill('violet');
    await page.getByRole('option', { name: 'Violet Hills' }).click();
    await press(page, t('groups:groupTasks.add'));
    await shows(page, t('schedule:access.gains.people', { count: 1, what: t('schedule:access.tasks') }));
    await gone(page.getByRole('dialog'), () => pressEscape(page.getByRole('dialog')));
    await focused(page.getByRole('button', { name: t('groups:groupTasks.add') }));
    assert.equal(await page.getByRole('link', { name: 'Violet Hills' }).count(), 0);
    await press(page, t('groups:groupTasks.add'));
    await press(page, t('schedule:access.gains.confirm'));
    await page.getByRole('link', { name: 'Violet Hills' }).waitFor();
    const member = await app.open({ as: 'student', path: '/' });
    await member.page.getByText('Violet Hills').first().waitFor();

    await publishPage(teacher, taskId);
    await page.getByRole('tab', { name: t('groups:group.tab.booklets') }).click();
    await press(page, t('contests:booklets.make'));
    await shows(page, t('contests:booklets.state.ready'));
    await member.page.getByRole('link', { name: 'Graphs 202', exact: true }).first().click();
    await Promise.all([member.context.waitForEvent('page'), press(member.page, t('contest.booklet'))]);
    await member.page.getByRole('link', { name: t('home.all'), exact: true }).click();
    await page.getByRole('tab', { name: t('groups:group.tab.tasks') }).click();

    await press(page, t('groups:groupTasks.edit', { title: 'Violet Hills' }));
    const dialog = dialogOf(page, 'Violet Hills');
    await field(dialog, t('window.opensAt')).fill(localTime(Date.now() + hourMs));
    await field(dialog, t('window.closesAt')).fill(localTime(Date.now()));
    await shows(dialog, t('rules.end'));
    await field(dialog, t('window.closesAt')).fill(localTime(Date.now() + 2 * hourMs));
    await dialog.getByRole('button', { name: t('action.save') }).click();
    await shows(page, t('schedule:access.loses.people', { count: 1, what: t('schedule:access.tasks') }));
    await shows(page, t('schedule:access.names', { list: 'Stella Student' }));
    await gone(dialog, () => saved(page, () => press(page, t('schedule:access.loses.confirm'))));
    const student = await app.client('student');
    const read = () => student.get('/api/v1/tasks/{taskId}', { path: { taskId } });
    await assert.rejects(read(), { code: 'not-open-yet' });

    await press(page, t('groups:groupTasks.remove', { title: 'Violet Hills' }));
    await confirm(page, t('action.remove'));
    await shows(page, t('groups:groupTasks.empty'));
    const title = page.getByRole('heading', { name: t('groups:groupTasks.title'), exact: true });
    await focused(title);
    await assert.rejects(read(), { code: 'not-found' });
    await member.page.reload();
    await member.page.getByRole('heading', { level: 1 }).waitFor();
    await member.page.getByText('Sum of Squares').first().waitFor();
    assert.equal(await member.page.getByText('Violet Hills').count(), 0);
    member.assertCalm();
    assertCalm();
  });

  it("change the role of a member, ask before giving up one's own, and are renamed and deleted", async () => {
    const { groupId } = await teacher.post('/api/v1/groups', { body: { name: 'Roles' } });
    await teacher.post('/api/v1/groups/{groupId}/members', {
      path: { groupId },
      body: { emails: ['student@example.org'] },
    });
    const { page } = await app.open({ as: 'teacher', path: `/manage/groups/${groupId}?tab=members` });
    const roles = async () => {
      const { items } = await teacher.get('/api/v1/groups/{groupId}/members', { path: { groupId } });
      return items.map(({ name, role }) => `${name}: ${role}`).sort();
    };
    const role = page.getByLabel(t('people:people.roleOf', { name: 'Stella Student' }));
    await saved(page, () => role.selectOption(t('groups:members.role.staff')));
    assert.deepEqual(await roles(), ['Stella Student: staff', 'Tomasz Teacher: staff']);

    const own = page.getByLabel(t('people:people.roleOf', { name: 'Tomasz Teacher' }));
    await own.selectOption(t('groups:members.role.member'));
    const question = dialogOf(page, t('groups:members.lowerSelf.title'));
    await gone(question, () => question.getByRole('button', { name: t('action.cancel') }).click());
    await expect(own).toHaveValue('staff');
    assert.deepEqual(await roles(), ['Stella Student: staff', 'Tomasz Teacher: staff']);

    const order = page.getByLabel(t('people:people.sort'));
    const names = page.getByRole('list', { name: t('groups:members.title') }).getByRole('listitem');
    await order.selectOption(t('people:people.sortBy.email'));
    await shows(names.first(), 'student@example.org');
    await page.getByLabel(t('people:people.search')).fill('TOMASZ');
    await shows(page, t('people:people.found', { count: 1 }));
    await expect(names).toHaveCount(1);
    await page.getByLabel(t('people:people.search')).fill('');
    const counted = t('people:people.counted', { title: t('groups:members.title'), total: '2' });
    await page.getByRole('heading', { name: counted }).waitFor();

    await removeWith(page, t('people:people.remove', { name: 'Stella Student' }));
    assert.deepEqual(await roles(), ['Tomasz Teacher: staff']);

    await page.getByRole('tab', { name: t('groups:group.tab.settings') }).click();
    await field(page, t('groups:group.name')).fill('New Name');
    await save(page);
    await titled(page, 'New Name');
    // One in which the teacher is only a member.
    const admin = await app.client('admin');
    const { groupId: others } = await admin.post('/api/v1/groups', { body: { name: 'Of the Admin' } });
    await admin.post('/api/v1/groups/{groupId}/members', {
      path: { groupId: others },
      body: { emails: ['teacher@example.org'] },
    });
    await press(page, t('groups:group.delete'));
    await confirm(page, t('groups:group.delete'));
    await page.waitForURL(/\/manage\/groups$/);
    await page.getByRole('link', { name: 'Algorithms 101' }).waitFor();
    assert.equal(await page.getByRole('link', { name: /New Name|Of the Admin/ }).count(), 0);
    await followLink(page, `/manage/groups/${others}`);
    await page.getByRole('heading', { name: t('errors.not-found') }).waitFor();
  });
});

/** Before any polling. */
const soon = { timeout: 8000 };
const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true });
const option = (page: Page, name: string) => page.getByRole('option', { name, exact: true });
const openList = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true }).click();

/** A page with a stream never has an idle network. */
async function loaded(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect(page.getByText(t('state.loading'))).toHaveCount(0);
}

/** A page that shows a group. */
interface Place {
  readonly path: string;
  /** Opens a part that is initially closed. */
  readonly open?: (page: Page) => Promise<unknown>;
  readonly what: (page: Page, group: string) => Locator;
}

/**
 * Makes a change on the page `at`, and asserts that places which have been open before show it.
 * @param before the group that they show before the change, if any
 * @param after the one that they show later
 */
async function assertFresh(
  at: string,
  places: ReadonlyArray<Place>,
  change: { before?: string; after?: string; make(page: Page): Promise<unknown> },
): Promise<void> {
  const { page, context, assertCalm } = await app.open({ as: 'teacher', path: at });
  const showsOnly = async (each: Page, { what }: Place, group = 'none', other = 'none') => {
    if (group !== 'none') await what(each, group).waitFor(soon);
    await what(each, other).waitFor({ ...soon, state: 'detached' });
  };
  const tabs: Array<{ tab: Page; place: Place }> = [];
  for (const place of places) {
    await followLink(page, place.path);
    const tab = await context.newPage();
    await tab.goto(`${app.apiUrl}${place.path}`);
    for (const each of [page, tab]) {
      await loaded(each);
      await place.open?.(each);
      await showsOnly(each, place, change.before, change.after);
    }
    tabs.push({ tab, place });
  }
  await page.bringToFront();
  await followLink(page, at);
  await saved(page, () => change.make(page));
  for (const { tab, place } of tabs) await showsOnly(tab, place, change.after, change.before);
  for (const { place } of tabs) {
    await loaded(page);
    await followLink(page, place.path);
    await place.open?.(page);
    await showsOnly(page, place, change.after, change.before);
  }
  assertCalm();
}

/** What else a change affects is tested in resource-keys.test.ts. */
describe('without a reload, a page shows', () => {
  it('a new group, in this tab and in others', async () => {
    const title = 'For a Group';
    await createTask(teacher, title);
    const contest = await createContest(teacher, 'For a New Group');
    const places: ReadonlyArray<Place> = [
      { path: '/manage/groups', what: link },
      {
        path: contest.page,
        open: (page) => openList(page, t('contests:contestGroups.group')),
        what: option,
      },
      {
        path: `/manage/tasks?text=${encodeURIComponent(title)}`,
        async open(page) {
          await page.getByRole('checkbox', { name: t('tasks:bulk.select', { title }) }).check();
          await press(page, t('tasks:bulk.addTo.group'));
          await openList(page, t('schedule:usages.kind.group'));
        },
        what: option,
      },
    ];
    await assertFresh('/manage/groups', places, {
      after: 'New Group',
      async make(page) {
        await press(page, t('groups:groups.new'));
        await field(page, t('groups:group.name')).fill('New Group');
        await press(page, t('groups:groups.create'));
      },
    });
  });

  it('a renamed and then a deleted group, in this tab and in others', async () => {
    const { groupId } = await teacher.post('/api/v1/groups', { body: { name: 'Old Name' } });
    const taskId = await createTask(teacher, 'Of the Group');
    const { contestId, page: contest } = await createContest(teacher, 'Of the Group');
    const body = { taskIds: [taskId], opensAt: new Date().toISOString(), closesAt: null };
    await teacher.post('/api/v1/groups/{groupId}/tasks', { path: { groupId }, body });
    await teacher.put('/api/v1/contests/{contestId}/groups/{groupId}', { path: { contestId, groupId } });
    const paths = ['/manage/groups', contest, `/manage/tasks/${taskId}?tab=usages`];
    const places = paths.map((path) => ({ path, what: link }));
    const settings = `/manage/groups/${groupId}?tab=settings`;
    await assertFresh(settings, places, {
      before: 'Old Name',
      after: 'Its Name',
      async make(page) {
        await field(page, t('groups:group.name')).fill('Its Name');
        await save(page);
      },
    });
    await assertFresh(settings, places, {
      before: 'Its Name',
      make: (page) => pressAndConfirm(page.getByRole('tabpanel'), t('groups:group.delete')),
    });
  });

  it('tasks of an import as they are created', async () => {
    const { page, context, assertCalm } = await app.open({ as: 'admin', path: '/manage/tasks' });
    const other = await context.newPage();
    await other.goto(`${app.apiUrl}/manage/tasks`);
    for (const each of [page, other]) await each.getByText(t('tasks:tasks.none')).waitFor();
    const sending = Promise.withResolvers<void>();
    let uploads = 0;
    await page.route(
      ({ pathname }) => pathname.startsWith('/api/v1/tasks/') && pathname.endsWith('/documents'),
      async (route) => {
        uploads += 1;
        if (uploads > 1) await sending.promise;
        await route.continue();
      },
    );
    await dropFiles(page, [pdfNamed('first.en.pdf'), pdfNamed('second.en.pdf')], t('task-import:drop.label'));
    await press(page, t('task-import:drop.start', { count: 2 }));
    const tasks = other.getByRole('list', { name: t('tasks:tasks.title') });
    await tasks.getByRole('link', { name: /^first/ }).waitFor(soon);
    sending.resolve();
    for (const each of [page, other]) {
      const second = each.getByRole('link', { name: /^second/ });
      await second.first().waitFor(soon);
    }
    assertCalm();
  });

  it('a statement, without opening it a second time', async () => {
    const taskId = await createTask(teacher, 'Task');
    await publishPage(teacher, taskId);
    const path = `/manage/tasks/${taskId}?tab=settings`;
    const { page, context, assertCalm } = await app.open({ as: 'teacher', path });
    const reader = await context.newPage();
    await reader.goto(`${app.apiUrl}/tasks/${taskId}`);
    await readerOf(reader).painted(1);
    const asked: Array<string> = [];
    reader.on('request', (request) => asked.push(request.url()));
    // If the first change had opened the PDF, it would have been requested by the second one.
    for (const title of ['Changed', 'Changed again']) {
      const isCheck = (url: string) => new URL(url).pathname.endsWith(`/${taskId}/documents`);
      const checked = reader.waitForResponse((reply) => isCheck(reply.url()));
      await page.getByRole('textbox', { name: beginning(t('tasks:newTask.name')) }).fill(title);
      await saved(page, () => button(page, t('action.save')).first().click());
      await checked;
    }
    assert.ok(!asked.some((url) => url.startsWith(app.server.filesUrl)), asked.join('\n'));
    assertCalm();
  });
});
