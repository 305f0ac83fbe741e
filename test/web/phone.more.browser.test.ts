import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { waitUntil } from '../support/server-process.ts';
import { makeStatement } from '../support/statements.ts';
import { assertFitsWidth, assertLooks } from './support/looks.ts';
import { publish, readerOf } from './support/reader-page.ts';
import { expect } from './support/settled.ts';
import { beginning, t } from './support/texts.ts';
import { startWebApp, type Visit } from './support/web-app.ts';

const { open, client } = await startWebApp();
const [student, teacher] = await Promise.all([client('student'), client('teacher')]);
const long = await publish(teacher, 'Fifty Pages of Examples and One More', {
  en: await makeStatement({ pages: 51, text: (number) => `page ${number}` }),
});
const phone = { width: 375, height: 667 } as const;

async function openReader(path: string, visit: Visit = {}) {
  const opened = await open({ as: 'student', path, ...phone, ...visit });
  const reader = readerOf(opened.page);
  await reader.painted(1);
  return { ...opened, reader };
}

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
const tooltip = (page: Page) => page.getByRole('tooltip');

describe('the reader on a phone', () => {
  it('has title and tools in one bar, and pages start near the top', async () => {
    const { items } = await student.get('/api/v1/contests', { query: { mine: true } });
    const running = items.find(({ phase }) => phase === 'running') ?? assert.fail();
    const { items: tasks } = await student.get('/api/v1/contests/{contestId}/tasks', {
      path: { contestId: running.contestId },
    });
    const path = `/tasks/${tasks[0]?.taskId}?contest=${running.contestId}`;
    const { page, reader } = await openReader(path);
    for (const width of [375, 320]) {
      await page.setViewportSize({ width, height: 667 });
      const [title, tool, pages] = await Promise.all(
        [page.getByRole('heading', { level: 1 }), reader.tool(t('reader:toolbar.find')), reader.pages].map(
          boxOf,
        ),
      );
      assert.ok(title && tool && pages);
      assert.ok(title.y >= tool.y && title.y + title.height <= tool.y + tool.height, `${width}`);
      const heading = page.getByRole('heading', { level: 1 });
      const isWhole = await heading.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
      assert.ok(isWhole || title.width >= 90, `${width}: ${title.width}`);
      assert.ok(title.x + title.width <= tool.x, `${width}`);
      assert.ok(pages.y <= 152, `${pages.y} px of bars`);
      await assertFitsWidth(page);
    }
    // The menu has the facts of the heading and the zoom, which are elsewhere on wider screens.
    await reader.tool(t('reader:toolbar.more')).click();
    const menu = page.getByRole('menu');
    await menu.getByText(t('shell:ground.contest')).waitFor();
    await menu.getByRole('menuitem', { name: t('reader:toolbar.zoomOut') }).waitFor();
    await assertLooks(page, 'the menu of the reader', [320]);
    const width = await reader.widthOf(1);
    await menu.getByRole('menuitem', { name: t('reader:toolbar.zoomIn') }).click();
    await page.waitForFunction(
      (before) => (document.querySelector('.pdfViewer .page')?.getBoundingClientRect().width ?? 0) > before,
      width,
    );
  });

  it('opens its thumbnails at the current page', async () => {
    const { page, reader } = await openReader(`/tasks/${long}`);
    await reader.goTo(49);
    await reader.painted(49);
    await reader.tool(t('reader:toolbar.panel')).click();
    const current = page.getByRole('button', {
      name: t('reader:panel.goToPage', { number: '49' }),
      exact: true,
    });
    await current.waitFor();
    const panel = await boxOf(page.getByRole('dialog'));
    await page.waitForFunction(
      ([top, bottom]) => {
        const box = document.querySelector('[role=dialog] [aria-current=page]')?.getBoundingClientRect();
        return box && box.top >= (top as number) && box.bottom <= (bottom as number);
      },
      [panel.y, panel.y + panel.height],
    );
  });
});

describe('the name of a tool', () => {
  it('is shown under the pointer, and disappears after a press', async () => {
    const { page, reader } = await openReader(`/tasks/${long}`, { width: 1280, height: 800 });
    const find = reader.tool(t('reader:toolbar.find'));
    await find.hover();
    await tooltip(page).waitFor();
    await find.click();
    await page.getByRole('searchbox').waitFor();
    await tooltip(page).waitFor({ state: 'detached' });
    await reader.pages.hover();
    await find.hover();
    await tooltip(page).waitFor();
  });
});

describe('content beyond the edge', () => {
  it('fades: the tabs of a page, until they are scrolled to their end', async () => {
    const { page } = await open({ as: 'teacher', path: `/manage/tasks/${long}`, width: 320 });
    const tabs = page.getByRole('tablist');
    await tabs.waitFor();
    await expect.poll(() => fadesOf(tabs)).toEqual([0, 32]);
    await tabs.evaluate((element) => element.scrollTo({ left: element.scrollWidth, behavior: 'instant' }));
    await expect.poll(() => fadesOf(tabs)).toEqual([32, 0]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect.poll(() => fadesOf(tabs)).toEqual([0, 0]);
  });
});

describe('a focused element', () => {
  it('is not behind the header, moving down or up a page', async () => {
    const { page } = await open({ as: 'teacher', path: '/manage/tasks', ...phone });
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
  });
});

describe('in a row that scrolls', () => {
  it('the open tab is visible, also after "back"', async () => {
    const { page } = await open({ as: 'teacher', path: `/manage/tasks/${long}?tab=access`, width: 320 });
    const isShown = (name: 'access' | 'settings') =>
      waitUntil(`the tab ${name}`, () =>
        isWithin(page.getByRole('tab', { name: t(`tasks:task.tabs.${name}`), selected: true })),
      );
    await isShown('access');
    await page.getByRole('tab', { name: t('tasks:task.tabs.settings') }).click();
    await isShown('settings');
    await page.goBack();
    await isShown('access');
  });

  it('a focused link is visible', async () => {
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

describe('a dialog that is longer than the screen', () => {
  it('keeps its buttons visible', async () => {
    const { page } = await open({ as: 'teacher', path: '/manage/contests', width: 320, height: 480 });
    await page.getByRole('button', { name: t('contests:contests.new') }).click();
    const dialog = page.getByRole('dialog');
    const last = dialog.getByRole('radio').last();
    await dialog.getByLabel(beginning(t('contests:contestForm.name'))).waitFor();
    const create = dialog.getByRole('button', { name: t('contests:contests.create') });
    const { y, height } = await boxOf(create);
    assert.ok(y + height <= 480, `${y + height}`);
    assert.ok((await boxOf(last)).y > 480, 'the form is taller than the screen');
    await last.focus();
    const [focused, button] = [await boxOf(last), await boxOf(create)];
    assert.ok(focused.y + focused.height <= button.y, 'the focused field is not behind the buttons');
    await assertLooks(page, 'a long dialog', [320]);
  });
});

describe('the dark mode', () => {
  it('can dim the pages of a statement, and the browser stores that', async () => {
    const { page, reader } = await openReader(`/tasks/${long}`, { colorScheme: 'dark' });
    const dim = page.getByRole('menuitemcheckbox', { name: t('reader:toolbar.dim') });
    await expect(reader.sheet(1)).toHaveCSS('filter', 'none');
    await reader.tool(t('reader:toolbar.more')).click();
    await dim.click();
    await expect(reader.sheet(1)).toHaveCSS('filter', 'brightness(0.72)');
    await page.reload();
    await reader.painted(1);
    await expect(reader.sheet(1)).toHaveCSS('filter', 'brightness(0.72)');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('html[data-mantine-color-scheme="light"]').waitFor();
    await expect(reader.sheet(1)).toHaveCSS('filter', 'none');
    await reader.tool(t('reader:toolbar.more')).click();
    await page.getByRole('menuitem', { name: t('reader:toolbar.rotate') }).waitFor();
    assert.equal(await dim.count(), 0);
  });
});
