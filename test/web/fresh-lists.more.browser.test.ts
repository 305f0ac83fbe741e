import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { button, field, press, pressAndConfirm, save } from './support/parts.ts';
import { followLink, readerOf } from './support/reader-page.ts';
import { saved } from './support/settled.ts';
import { dropFiles, pdfNamed } from './support/teacher-tasks.ts';
import { createContest, createTask, publishPage } from './support/teaching.ts';
import { beginning, t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const app = await startWebApp();
const teacher = await app.client('teacher');

/** Before any polling. */
const soon = { timeout: 8000 };
const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true });
const option = (page: Page, name: string) => page.getByRole('option', { name, exact: true });
const openList = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true }).click();

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
      await each.waitForLoadState('networkidle');
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
    await page.waitForLoadState('networkidle');
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
        path: `${contest.page}?tab=people`,
        open: (page) => openList(page, t('contests:contestGroups.group')),
        what: option,
      },
      {
        path: `/manage/tasks?text=${encodeURIComponent(title)}`,
        async open(page) {
          await page.getByRole('checkbox', { name: t('tasks:bulk.select', { title }) }).check();
          await press(page, t('tasks:bulk.addTo.group'));
          await openList(page, t('schedule:placements.kind.group'));
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
    const paths = ['/manage/groups', `${contest}?tab=people`, `/manage/tasks/${taskId}?tab=placements`];
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
    for (const each of [page, other]) {
      const tasks = each.getByRole('list', { name: t('tasks:tasks.title') });
      await tasks.getByRole('link', { name: /^first/ }).waitFor(soon);
    }
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
