import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { signIn, taskTitled } from '../support/api-client.ts';
import { waitUntil } from '../support/server-process.ts';
import { assertAccessible, assertFits, assertFitsWidth, assertLooks } from './support/looks.ts';
import { chooseInRow, field } from './support/parts.ts';
import { followLink, readerOf } from './support/reader-page.ts';
import { expect, pressEscape } from './support/settled.ts';
import { pdfNamed } from './support/teacher-tasks.ts';
import { type Language, t, textsIn } from './support/texts.ts';
import { type DemoName, type OpenPage, startWebApp } from './support/web-app.ts';

/** Every page of the app, except `/welcome`, which only a new server has, and `/embed`, which is in a frame. */
const { apiUrl, open, client, server } = await startWebApp({
  LECTERN_SIGN_UP: 'open',
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'lectern@example.org',
});
const [student, teacher, admin] = await Promise.all([client('student'), client('teacher'), client('admin')]);
const { userId } = await (await client('outsider')).get('/api/v1/me');
const { setupLink } = await admin.post('/api/v1/accounts/{userId}/setup-link', { path: { userId } });
const { id: webhookId } = await admin.post('/api/v1/webhooks', {
  body: { url: 'https://judge.example.org/hook', events: ['key.rotated'] },
});
const { items: contests } = await student.get('/api/v1/contests', { query: { limit: 200 } });
const contestIn = (phase: string) => contests.find((contest) => contest.phase === phase)?.contestId as string;
const contestId = contestIn('running');
const { items: groups } = await teacher.get('/api/v1/groups');
const groupId = groups[0]?.groupId as string;
const taskId = await taskTitled(await signIn(apiUrl, 'teacher'), 'Zażółć');
await student.post('/api/v1/tasks/{taskId}/description-url', { path: { taskId }, body: {} });
const wide = 'Without a PDF, but with a title that is long enough to wrap on the screen of a telephone';
const { taskId: bare } = await teacher.post('/api/v1/tasks', { body: { title: wide } });
// A pre-flight with problems shows more than one without.
await teacher.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
  path: { contestId, taskId: bare },
  body: { label: 'WIDE LABEL', position: 9 },
});

type Say = ReturnType<typeof textsIn>;
interface AppPage {
  readonly path: string;
  /** Exists once the page has loaded. */
  shows(page: Page, say: Say): Locator;
  /** Brings the page into its fullest state. */
  fill?(page: Page): Promise<void>;
}
const titled = (path: string, title: (say: Say) => string, holds?: string): AppPage => ({
  path,
  shows(page, say) {
    const heading = page.getByRole('heading', { level: 1, name: title(say) });
    return holds ? page.locator('main', { has: heading }).locator(holds).first() : heading;
  },
});
const tabOf = (path: string, name: (say: Say) => string, holds: string, fill?: AppPage['fill']): AppPage => ({
  path,
  shows: (page, say) =>
    page
      .getByRole('tabpanel', { name: name(say) })
      .locator(holds)
      .first(),
  ...(fill && { fill }),
});
const taskTab = (tab: 'documents' | 'usages' | 'staff' | 'access' | 'issued' | 'settings') => {
  const [holds, fill] = {
    documents: ['table', chooseFiles],
    usages: ['table', undefined],
    staff: ['li', undefined],
    access: ['input[type=email]', askAboutAccess],
    issued: ['tbody tr', undefined],
    settings: ['input', undefined],
  }[tab] as [string, AppPage['fill']];
  return tabOf(`/manage/tasks/${taskId}?tab=${tab}`, (say) => say(`tasks:task.tabs.${tab}`), holds, fill);
};

async function chooseFiles(page: Page): Promise<void> {
  const broken = { name: 'c.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no') };
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles([pdfNamed('a.pl.pdf'), pdfNamed('b.pl.pdf'), broken]);
  await page.getByRole('region', { name: 'c.pdf' }).getByRole('alert').waitFor();
}
async function askAboutAccess(page: Page): Promise<void> {
  await page.locator('input[type=email]').fill('student@example.org');
  await page.keyboard.press('Enter');
  await page.locator('[aria-live] section').waitFor();
}

const nobodysPages: ReadonlyArray<AppPage> = [
  titled('/sign-in', (say) => say('signIn.title')),
  titled('/sign-up', (say) => say('signUp.title')),
  titled('/forgot-password', (say) => say('forgottenPassword.title')),
  titled(setupLink.slice(new URL(setupLink).origin.length), (say) => say('setPassword.title'), 'input'),
  titled('/set-password', (say) => say('setPassword.title')),
];

const pagesOf: Readonly<Record<DemoName, ReadonlyArray<AppPage>>> = {
  student: [
    titled('/', (say) => say('home.title'), 'li a'),
    {
      path: '/?text=nothing',
      shows: (page, say) => page.getByText(say('home.nothingFound')),
    },
    titled(`/contests/${contestId}`, () => 'Winter Challenge', 'li a'),
    titled(
      `/contests/${contestIn('past')}`,
      () => contests.find(({ phase }) => phase === 'past')?.name ?? '',
    ),
    titled('/account', (say) => say('account.title'), 'input[type=password]'),
    titled('/no/such/page', (say) => say('errors.not-found')),
    { path: `/tasks/${taskId}`, shows: (page) => readerOf(page).sheet(1).locator('canvas') },
  ],
  outsider: [titled('/', (say) => say('home.title'))],
  teacher: [
    titled('/', (say) => say('home.title'), 'li a'),
    titled('/manage/tasks', (say) => say('tasks:tasks.title'), 'li a'),
    ...(['documents', 'usages', 'staff', 'access', 'issued', 'settings'] as const).map(taskTab),
    titled('/manage/contests', (say) => say('contests:contests.title'), 'li a'),
    ...(['prepare', 'live', 'afterwards'] as const).map((tab) =>
      tabOf(
        `/manage/contests/${contestId}?tab=${tab}`,
        (say) => say(`contests:contest.tab.${tab}`),
        {
          prepare: 'li a',
          live: '[role=table]',
          afterwards: '[role=table]',
        }[tab],
      ),
    ),
    titled('/manage/groups', (say) => say('groups:groups.title'), 'li a'),
    ...(['tasks', 'members', 'booklets', 'settings'] as const).map((tab) =>
      tabOf(
        `/manage/groups/${groupId}?tab=${tab}`,
        (say) => say(`groups:group.tab.${tab}`),
        { tasks: 'li a', members: 'li', booklets: 'button', settings: 'input' }[tab],
      ),
    ),
  ],
  admin: [
    titled('/admin/start', (say) => say('admin:start.title')),
    titled('/admin/accounts', (say) => say('admin:accounts.title'), 'tbody tr'),
    titled(`/admin/accounts/${userId}`, () => 'Oskar Outsider', 'input'),
    titled('/admin/import', (say) => say('admin:import.title'), 'textarea'),
    titled('/admin/issued-urls', (say) => say('admin:issued.title'), 'tbody tr'),
    tabOf('/admin/issued-urls?tab=trace', (say) => say('admin:trace.title'), 'textarea, input'),
    titled('/admin/keys', (say) => say('admin:keys.title'), 'tbody tr'),
    titled('/admin/api-keys', (say) => say('admin:apiKeys.title'), 'button'),
    titled('/admin/webhooks', (say) => say('admin:webhooks.title'), 'tbody tr'),
    titled(`/admin/webhooks/${webhookId}`, () => 'judge.example.org', '[role=tabpanel]'),
    titled('/admin/health', (say) => say('admin:health.title'), 'h3'),
  ],
};

/** English on a light phone and Polish on a dark desktop: each language, color scheme and width once. */
const looks = {
  en: { language: 'en', colorScheme: 'light', width: 360 },
  pl: { language: 'pl', colorScheme: 'dark', width: 1280 },
} as const;

async function assertLooksRight({ page }: OpenPage, { path, shows, fill }: AppPage, language: Language) {
  const what = `${path} in ${language}`;
  await shows(page, textsIn(language)).waitFor();
  await fill?.(page);
  await page.locator('.pending').filter({ visible: true }).first().waitFor({ state: 'hidden' });
  await expect(page.locator('html'), what).toHaveAttribute('lang', language);
  await assertFits(page, what, [320, looks[language].width]);
  await assertAccessible(page, what);
}

for (const language of ['en', 'pl'] as const) {
  describe(`every page, in ${language}, is accessible and fits`, () => {
    it('for signed-out users', async () => {
      for (const page of nobodysPages) {
        const opened = await open({ ...looks[language], path: page.path });
        await assertLooksRight(opened, page, language);
        opened.assertCalm();
        await opened.context.close();
      }
    });

    for (const [as, pages] of Object.entries(pagesOf)) {
      it(`for the ${as} of the demo`, async () => {
        const opened = await open({ as, ...looks[language], path: pages[0]?.path as string });
        const edges = new Map<string, number>();
        for (const each of pages) {
          await followLink(opened.page, each.path);
          await assertLooksRight(opened, each, language);
          if (each.path === '/admin/accounts' && language === 'en') await assertCards(opened.page);
          const heading = opened.page.getByRole('heading', { level: 1 });
          if (as === 'admin') edges.set(each.path, Math.round((await heading.boundingBox())?.x ?? 0));
        }
        assert.ok(new Set(edges.values()).size <= 1, `where headings begin: ${JSON.stringify([...edges])}`);
        // The start page checks the file server with a request that is refused, which the browser reports.
        opened.assertCalm((complaint) => as === 'admin' && complaint.endsWith(` ${server.filesUrl}/`));
      });
    }
  });
}

/** Asserts that a table is shown as cards, complete, and is still a table for screen readers. */
async function assertCards(page: Page): Promise<void> {
  const table = page.getByRole('table');
  const cells = table.getByRole('row').nth(1).getByRole('cell');
  const headings = await table.getByRole('columnheader').allTextContents();
  await expect(cells).toHaveCount(headings.length);
  const shown = await cells.evaluateAll((all) =>
    all.map((cell) => ({
      box: cell.getBoundingClientRect().toJSON() as DOMRect,
      heading: getComputedStyle(cell, '::before').content,
    })),
  );
  for (const [at, { box, heading }] of shown.entries()) {
    assert.ok(box.right <= 360, `${headings[at]} ends at ${box.right} px`);
    assert.ok(box.top >= (shown[at - 1]?.box.bottom ?? 0), `${headings[at]} is below the one before`);
    assert.ok(heading.startsWith(`"${headings[at]}"`), heading);
  }
}

/** Asserts that a button looks destructive. */
async function assertRed(button: Locator, of: 'color' | 'backgroundColor' = 'color'): Promise<void> {
  const color = await button.evaluate((element, part) => getComputedStyle(element)[part], of);
  const [red = 0, green = 0, blue = 0] = (color.match(/\d+/g) ?? []).map(Number);
  assert.ok(red - Math.max(green, blue) > 80, color);
}

describe('a color', () => {
  it('shows a state: notices are as quiet as the page, and destructive actions are red only when used', async () => {
    const { page } = await open({ as: 'teacher', path: `/manage/contests/${contestId}?tab=prepare` });
    await page.getByRole('button', { name: t('contests:preflight.check') }).click();
    const notice = page.locator('.mantine-Alert-root').first();
    await notice.waitFor();
    const [ground, body, edge, border] = await notice.evaluate((element) => {
      const style = getComputedStyle(element);
      const { backgroundColor } = getComputedStyle(document.body);
      return [style.backgroundColor, backgroundColor, style.borderLeftColor, style.borderTopColor];
    });
    assert.equal(ground, body);
    assert.notEqual(edge, border);

    const remove = page.getByRole('button', {
      name: t('people:people.remove', { name: 'Stella Student' }),
      exact: true,
    });
    await remove.waitFor();
    await assert.rejects(assertRed(remove));
    await remove.hover();
    await assertRed(remove);
    await remove.click();
    await assertRed(
      page.getByRole('dialog').getByRole('button', { name: t('action.remove') }),
      'backgroundColor',
    );
  });
});

describe('a dialog, a question or a choice', () => {
  it('of a teacher is accessible and fits', async () => {
    const path = `/manage/contests/${contestId}?tab=prepare`;
    const { page, assertCalm } = await open({ as: 'teacher', width: 360, colorScheme: 'dark', path });
    const dialog = page.getByRole('dialog');
    const looksRight = async (what: string) => {
      await assertAccessible(page, what);
      await assertFitsWidth(page, what);
    };
    await chooseInRow(page, /^Actions: WIDE/, t('action.edit'));
    await field(dialog, t('schedule:contestTasks.label')).waitFor();
    await looksRight('the dialog of a task');
    await pressEscape(dialog);
    await page.getByRole('button', { name: /^Actions: WIDE/ }).click();
    const remove = page.getByRole('menuitem', { name: t('action.remove') });
    await looksRight('the menu of a row');
    await assertRed(remove);
    await remove.click();
    await dialog.getByRole('button', { name: t('action.remove'), exact: true }).waitFor();
    await looksRight('the question');
    await pressEscape(dialog);
    await page.getByRole('combobox', { name: t('contests:contestTasks.task') }).click();
    await page.getByRole('option').first().waitFor();
    await looksRight('the choice of a task');
    await page.goto(`${apiUrl}/manage/tasks`);
    await page.getByRole('button', { name: t('tasks:tasks.new') }).click();
    await dialog.getByLabel(t('tasks:newTask.name')).waitFor();
    await looksRight('a new task');
    await page.goto(`${apiUrl}/manage/tasks/${taskId}?tab=usages`);
    await page.getByRole('button', { name: t('schedule:usages.add') }).click();
    await dialog.getByRole('combobox').click();
    await page.getByRole('option').last().click();
    await dialog.locator('input[type=datetime-local]').first().waitFor();
    await looksRight('the dialog to assign a task');
    assertCalm();
  });
});

const boxOf = async (part: Locator) => (await part.boundingBox()) ?? assert.fail(String(part));
/** How far a row fades at its start and end, in CSS pixels. */
const fadesOf = (row: Locator) =>
  row.evaluate((element) =>
    ['--fade-start', '--fade-end'].map((name) =>
      Number.parseFloat(getComputedStyle(element).getPropertyValue(name)),
    ),
  );
/** Whether an element is completely visible in the row that scrolls it. */
const isWithin = (part: Locator) =>
  part.evaluate((element) => {
    const [row, own] = [element.parentElement as Element, element].map((each) =>
      each.getBoundingClientRect(),
    );
    return own !== undefined && row !== undefined && own.left >= row.left && own.right <= row.right;
  });

describe('on a phone', () => {
  it('tabs scroll and fade, the focus is never behind the header, and a long dialog keeps its buttons visible', async () => {
    const { page } = await open({ as: 'teacher', path: `/manage/tasks/${taskId}?tab=access`, width: 320 });
    const isShown = (name: 'access' | 'settings') =>
      waitUntil(`the tab ${name}`, () =>
        isWithin(page.getByRole('tab', { name: t(`tasks:task.tabs.${name}`), selected: true })),
      );
    await isShown('access');
    await page.getByRole('tab', { name: t('tasks:task.tabs.settings') }).click();
    await isShown('settings');
    await page.goBack();
    await isShown('access');
    const tabs = page.getByRole('tablist');
    const scrollTo = (left: number) =>
      tabs.evaluate((element, to) => element.scrollTo({ left: to, behavior: 'instant' }), left);
    await scrollTo(0);
    await expect.poll(() => fadesOf(tabs)).toEqual([0, 32]);
    await scrollTo(9999);
    await expect.poll(() => fadesOf(tabs)).toEqual([32, 0]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(() => fadesOf(tabs)).toEqual([0, 0]);

    await page.setViewportSize({ width: 375, height: 667 });
    await followLink(page, '/manage/tasks');
    const rows = page.getByRole('list', { name: t('tasks:tasks.title') }).getByRole('link');
    await rows.last().focus();
    const bottom = await boxOf(page.locator('header')).then(({ y, height }) => y + height);
    const isBack = () => rows.first().evaluate((row) => row === document.activeElement);
    for (let pressed = 0; !(await isBack()); pressed += 1) {
      assert.ok(pressed < 200);
      await page.keyboard.press('Shift+Tab');
      const { y } = await boxOf(page.locator(':focus'));
      assert.ok(y >= bottom, `${y} px, below ${bottom} px`);
    }

    await page.setViewportSize({ width: 320, height: 480 });
    await followLink(page, '/manage/contests');
    await page.getByRole('button', { name: t('contests:contests.new') }).click();
    const dialog = page.getByRole('dialog');
    const last = dialog.getByRole('radio').last();
    await field(dialog, t('contests:contestForm.name')).waitFor();
    const create = dialog.getByRole('button', { name: t('contests:contests.create') });
    const { y, height } = await boxOf(create);
    assert.ok(y + height <= 480, `${y + height}`);
    assert.ok((await boxOf(last)).y > 480, 'the form is taller than the screen');
    await last.focus();
    const [focused, button] = [await boxOf(last), await boxOf(create)];
    assert.ok(focused.y + focused.height <= button.y, 'the focused field is not behind the buttons');
    await assertLooks(page, 'a long dialog', [320]);
  });

  it('a focused link is visible in a row that scrolls', async () => {
    const { page } = await open({ as: 'student', path: '/', width: 320 });
    const links = page.getByRole('navigation', { name: t('home.source') }).getByRole('link');
    await links.last().waitFor();
    assert.equal(await isWithin(links.last()), false);
    await links.first().focus();
    for (let at = 1; at < (await links.count()); at += 1) {
      await page.keyboard.press('Tab');
      await waitUntil('the link', () => isWithin(links.nth(at)));
    }
  });
});
