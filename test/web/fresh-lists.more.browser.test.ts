import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { hourMs } from '../support/settable-clock.ts';
import { button, confirm } from './support/confirm.ts';
import { followLink, readerOf } from './support/reader-page.ts';
import { realPdf } from './support/real-pdf.ts';
import { saved } from './support/settled.ts';
import { createTask, dropFiles, pdfNamed } from './support/teacher-tasks.ts';
import { beginning, t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const app = await startWebApp();
const teacher = await app.client('teacher');

/** Before any polling. */
const soon = { timeout: 8000 };

/** Where a page shows a change. */
interface Shown {
  readonly path: string;
  /** Opens a part that is initially closed. */
  readonly open?: (page: Page) => Promise<unknown>;
  readonly what: (page: Page) => Locator;
}

interface Change {
  /** The page on which the change is made. */
  readonly at: string;
  readonly make: (page: Page) => Promise<unknown>;
  readonly shown: ReadonlyArray<Shown>;
  /** What existed before and is gone. */
  readonly hidden?: ReadonlyArray<Shown>;
}

let made = 0;
const named = (kind: string) => {
  made += 1;
  return `${kind} ${made}`;
};

async function newGroup() {
  const name = named('Group');
  const { groupId } = await teacher.post('/api/v1/groups', { body: { name } });
  return { name, groupId, page: `/manage/groups/${groupId}` };
}
async function newTask() {
  const title = named('Task');
  const taskId = await createTask(teacher, title);
  return { title, taskId, page: `/manage/tasks/${taskId}` };
}
async function newContest() {
  const name = named('Contest');
  const [startsAt, endsAt] = [-hourMs, hourMs].map((ms) => new Date(Date.now() + ms).toISOString());
  const body = { name, startsAt: startsAt as string, endsAt: endsAt as string };
  const { contestId } = await teacher.post('/api/v1/contests', { body });
  return { name, contestId, page: `/manage/contests/${contestId}` };
}
const addToGroup = (groupId: string, taskId: string) =>
  teacher.post('/api/v1/groups/{groupId}/tasks', {
    path: { groupId },
    body: { taskIds: [taskId], opensAt: new Date().toISOString(), closesAt: null },
  });
const addGroup = (contestId: string, groupId: string) =>
  teacher.put('/api/v1/contests/{contestId}/groups/{groupId}', { path: { contestId, groupId } });

const link = (name: string) => (page: Page) =>
  page.getByRole('main').getByRole('link', { name, exact: true });
const option = (name: string) => (page: Page) => page.getByRole('option', { name, exact: true });

/** A few of each kind: what else a change affects is tested in resource-keys.test.ts. */
const changes: Record<string, () => Promise<Change>> = {
  async 'a new group'() {
    const [{ title }, contest, name] = [await newTask(), await newContest(), named('Group')];
    const groups = (label: string) => async (page: Page) =>
      page.getByRole('combobox', { name: label, exact: true }).click();
    return {
      at: '/manage/groups',
      async make(page) {
        await button(page, t('groups:groups.new')).click();
        await page.getByRole('textbox', { name: beginning(t('groups:group.name')) }).fill(name);
        await button(page, t('groups:groups.create')).click();
      },
      shown: [
        { path: '/manage/groups', what: link(name) },
        {
          path: `${contest.page}?tab=people`,
          open: groups(t('contests:contestGroups.group')),
          what: option(name),
        },
        {
          path: `/manage/tasks?text=${encodeURIComponent(title)}`,
          async open(page) {
            const check = page.getByRole('checkbox', { name: t('tasks:bulk.select', { title }) });
            await check.check();
            await button(page, t('tasks:bulk.addTo.group')).click();
            await groups(t('schedule:placements.kind.group'))(page);
          },
          what: option(name),
        },
      ],
    };
  },
  async 'a renamed group'() {
    const [task, group, contest, name] = [
      await newTask(),
      await newGroup(),
      await newContest(),
      named('Group'),
    ];
    await addToGroup(group.groupId, task.taskId);
    await addGroup(contest.contestId, group.groupId);
    return {
      at: `${group.page}?tab=settings`,
      async make(page) {
        await page.getByRole('textbox', { name: beginning(t('groups:group.name')) }).fill(name);
        await button(page, t('action.save')).click();
      },
      shown: ['/manage/groups', `${contest.page}?tab=people`, `${task.page}?tab=placements`].map((path) => ({
        path,
        what: link(name),
      })),
    };
  },
  async 'a deleted group'() {
    const [task, group, contest] = [await newTask(), await newGroup(), await newContest()];
    await addToGroup(group.groupId, task.taskId);
    await addGroup(contest.contestId, group.groupId);
    return {
      at: `${group.page}?tab=settings`,
      async make(page) {
        await button(page, t('groups:group.delete')).click();
        await confirm(page, t('groups:group.delete'));
      },
      shown: [],
      hidden: ['/manage/groups', `${contest.page}?tab=people`, `${task.page}?tab=placements`].map((path) => ({
        path,
        what: link(group.name),
      })),
    };
  },
};

/** Checks a page before the change. */
async function look(page: Page, { open, what }: Shown, isThere: boolean): Promise<void> {
  await page.waitForLoadState('networkidle');
  await open?.(page);
  if (isThere) await what(page).waitFor(soon);
  else assert.equal(await what(page).count(), 0);
}

describe('without a reload, a page shows', () => {
  for (const [name, prepare] of Object.entries(changes)) {
    it(`${name}, in this tab and in others`, async () => {
      const { at, make, shown, hidden = [] } = await prepare();
      const seen = [
        ...shown.map((each) => ({ ...each, isThere: true })),
        ...hidden.map((each) => ({ ...each, isThere: false })),
      ];
      const { page, context, assertCalm } = await app.open({ as: 'teacher', path: at });
      const tabs: Array<Page> = [];
      for (const each of seen) {
        await followLink(page, each.path);
        await look(page, each, !each.isThere);
        const tab = await context.newPage();
        tabs.push(tab);
        await tab.goto(`${app.apiUrl}${each.path}`);
        await look(tab, each, !each.isThere);
      }
      await page.bringToFront();
      await followLink(page, at);
      await saved(page, () => make(page));
      for (const [index, { what, isThere }] of seen.entries()) {
        const { [index]: tab } = tabs;
        await what(tab as Page).waitFor({ ...soon, state: isThere ? 'attached' : 'detached' });
      }
      for (const { path, open, what, isThere } of seen) {
        await page.waitForLoadState('networkidle');
        await followLink(page, path);
        await open?.(page);
        await what(page).waitFor({ ...soon, state: isThere ? 'attached' : 'detached' });
      }
      assertCalm();
    });
  }

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
    await button(page, t('task-import:drop.start', { count: 2 })).click();
    for (const each of [page, other]) {
      const tasks = each.getByRole('list', { name: t('tasks:tasks.title') });
      await tasks.getByRole('link', { name: /^first/ }).waitFor(soon);
    }
    sending.resolve();
    for (const each of [page, other])
      await each
        .getByRole('link', { name: /^second/ })
        .first()
        .waitFor(soon);
    assertCalm();
  });

  it('a statement, without opening it a second time', async () => {
    const { taskId, page: path } = await newTask();
    const pdf = new Blob([await realPdf()]);
    await teacher.uploadDocument(taskId, { language: 'en', fileName: 'one.en.pdf', pdf });
    const { page, context, assertCalm } = await app.open({ as: 'teacher', path: `${path}?tab=settings` });
    const reader = await context.newPage();
    await reader.goto(`${app.apiUrl}/tasks/${taskId}`);
    await readerOf(reader).painted(1);
    const asked: Array<string> = [];
    reader.on('request', (request) => asked.push(request.url()));
    // If the first change had opened the PDF, it would have been requested by the second one.
    for (let change = 0; change < 2; change += 1) {
      const checked = reader.waitForResponse((reply) =>
        new URL(reply.url()).pathname.endsWith(`/${taskId}/documents`),
      );
      await page.getByRole('textbox', { name: beginning(t('tasks:newTask.name')) }).fill(named('Task'));
      await saved(page, () => button(page, t('action.save')).first().click());
      await checked;
    }
    assert.deepEqual(
      asked.filter((url) => url.startsWith(app.server.filesUrl)),
      [],
    );
    assertCalm();
  });
});
