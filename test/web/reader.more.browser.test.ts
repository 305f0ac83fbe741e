import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import type { Page } from 'playwright-core';
import { contentOf, pixelShares, startChromiumWithViewer } from '../support/chromium.ts';
import { waitUntil } from '../support/server-process.ts';
import { makeDemandingPdf, makeStatement } from '../support/statements.ts';
import { assertHeard } from './support/heard.ts';
import { assertFitsWidth, assertLooks } from './support/looks.ts';
import { focused, shows, titled } from './support/parts.ts';
import { assertNoSignedUrl, bytesOf, followLink, publish, readerOf } from './support/reader-page.ts';
import { expect, gone } from './support/settled.ts';
import { t } from './support/texts.ts';
import { startWebApp, type Visit } from './support/web-app.ts';

const { open, client, browser, apiUrl } = await startWebApp({}, startChromiumWithViewer);
const [student, teacher] = await Promise.all([client('student'), client('teacher')]);
const counter = await browser.newPage();
const english = await makeStatement({
  pages: 12,
  text: (number) => (number % 4 === 0 ? 'a needle in the text' : 'nothing but hay'),
  outline: [
    { title: 'Introduction', page: 1 },
    { title: 'Examples', page: 7 },
  ],
  link: 'https://example.org/more',
});
const polish = await makeStatement({ pages: 3, text: () => 'po polsku' });
const taskId = await publish(teacher, 'Needles', { en: english, pl: polish });

async function openReader(visit: Visit = {}) {
  const opened = await open({ as: 'student', path: `/tasks/${taskId}`, ...visit });
  const reader = readerOf(opened.page);
  await reader.painted(1);
  return { ...opened, reader };
}

describe('the reader', () => {
  it('turns pages, zooms and rotates, gets the focus from the list of tasks, and remembers page and zoom', async () => {
    const { page, assertCalm } = await open({ as: 'student' });
    await page.getByRole('link', { name: 'Needles', exact: true }).click();
    const reader = readerOf(page);
    await reader.painted(1);
    await page.keyboard.press('n');
    await reader.isAt(2);
    await page.keyboard.press('End');
    await reader.isAt(12);
    await reader.tool(t('reader:toolbar.more')).click();
    const rotate = page.getByRole('menuitem', { name: t('reader:toolbar.rotate') });
    await rotate.waitFor();
    assert.equal(await page.getByRole('menuitem', { name: t('reader:heading.manage') }).count(), 0);
    await gone(rotate, () => rotate.press('Escape'));

    await reader.goTo(9);
    await reader.painted(9);
    assert.ok(Math.abs(await reader.offsetOf(9)) < 3);
    await reader.choose(t('reader:toolbar.previous'));
    await reader.isAt(8);
    await reader.choose(t('reader:toolbar.next'));
    await reader.isAt(9);
    await reader.pages.focus();
    await page.keyboard.press('p');
    await reader.isAt(8);
    await page.keyboard.press('Home');
    await reader.isAt(1);
    await page.keyboard.press('PageDown');
    await page.waitForFunction(
      () => (document.querySelector('.pdfViewer')?.parentElement?.scrollTop ?? 0) > 300,
    );

    const width = await reader.widthOf(1);
    await reader.tool(t('reader:toolbar.zoomIn')).click();
    await waitUntil('a wider page', async () => (await reader.widthOf(1)) > width);
    await reader.tool(t('reader:toolbar.zoomOut')).click();
    await reader.tool(t('reader:toolbar.zoomOut')).click();
    await waitUntil('a narrower page', async () => (await reader.widthOf(1)) < width);
    await page.getByRole('button', { name: /^Zoom: / }).click();
    await page.getByRole('menuitemradio', { name: t('reader:fit.page-width') }).click();
    const { width: full } = (await reader.pages.boundingBox()) as { width: number };
    await waitUntil('a page as wide as the window', async () => (await reader.widthOf(1)) > full - 20);
    await page.evaluate(() => {
      const others = Array.from({ length: 120 }, (_, at) => [`other${at}`, 1, 'auto', 0, 0]);
      localStorage.setItem('lectern-positions', JSON.stringify(others));
    });
    await page.getByRole('button', { name: /^Zoom: / }).click();
    await page.getByRole('menuitem', { name: '50%', exact: true }).click();
    await page.getByRole('button', { name: t('reader:toolbar.zoom', { percent: '50%' }) }).waitFor();
    const half = await reader.widthOf(1);
    await reader.goTo(6);
    await reader.painted(6);
    await page.reload();
    await reader.painted(6);
    await reader.isAt(6);
    assert.equal(await reader.widthOf(6), half);
    const kept = await page.evaluate(() => localStorage.getItem('lectern-positions') ?? '');
    assert.equal(JSON.parse(kept).length, 100);
    assert.ok(!kept.includes('http') && !kept.includes(taskId));

    await reader.choose(t('reader:toolbar.rotate'));
    await waitUntil('a landscape page', async () => (await reader.widthOf(6)) > half * 1.3);
    await reader.isAt(6);
    assertCalm();
  });

  it('searches and selects text, and navigates by outline, links and the thumbnails in view', async () => {
    const { page, reader, assertCalm } = await openReader();
    const find = reader.tool(t('reader:toolbar.find'));
    const tooltip = page.getByRole('tooltip');
    await find.hover();
    await tooltip.waitFor();
    await gone(tooltip, () => find.click());
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('Escape');

    const outcome = (current: string) =>
      shows(page, t('reader:find.outcome', { current, total: '3' }), { exact: true });
    await page.keyboard.press('Control+f');
    // At once: on a slow machine the outcome of "need" would look like that of the whole word.
    await page.keyboard.insertText('needle');
    await outcome('1');
    await reader.isAt(4);
    await page.keyboard.press('Enter');
    await outcome('2');
    await reader.isAt(8);
    await reader.sheet(8).locator('.highlight.selected').waitFor();
    await page.keyboard.press('Shift+Enter');
    await outcome('1');
    await page.getByRole('searchbox').fill('haystack');
    await shows(page, t('reader:find.missing'), { exact: true });
    await reader.goTo(1);
    await reader.tool(t('reader:toolbar.panel')).click();
    await page.locator('[aria-current="page"] canvas').waitFor();
    await assertLooks(page, 'the panel and the search', [1280]);
    await gone(page.getByRole('searchbox'), async () => {
      await page.getByRole('searchbox').focus();
      await page.keyboard.press('Escape');
    });

    const toLast = page.getByRole('button', { name: t('reader:panel.goToPage', { number: '12' }) });
    assert.equal(await toLast.count(), 0);
    await reader.goTo(11);
    await toLast.click();
    await reader.painted(12);
    await toLast.and(page.locator('[aria-current=page]')).locator('canvas').waitFor();
    // The focused one stays.
    await reader.pageField.evaluate((field) => field.blur());
    await toLast.focus();
    await page.locator('[aria-label="Go to page 11"]').hover();
    await gone(page.locator('[aria-label="Go to page 11"]'), () => page.mouse.wheel(0, -5000));
    await page.locator('[aria-label="Go to page 1"] canvas').waitFor();
    await focused(toLast);
    await page.getByRole('tab', { name: t('reader:panel.outline') }).click();
    await page.getByRole('button', { name: 'Examples' }).click();
    await reader.painted(7);
    await reader.isAt(7);

    await reader.goTo(1);
    const link = reader.sheet(1).locator('.annotationLayer a');
    await expect(link).toHaveAttribute('href', 'https://example.org/more');
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', /noopener noreferrer/);
    await reader.sheet(1).getByText('nothing but hay').click({ clickCount: 3 });
    assert.match(await page.evaluate(() => String(getSelection())), /nothing but hay/);
    await page.getByRole('region', { name: t('reader:pages.page', { number: '1' }), exact: true }).waitFor();
    assertCalm();
  });

  it('shows, saves, opens and prints the file, switches its language, and leaves no signed URL in the page', async () => {
    const { page, context, reader, assertCalm } = await openReader();
    assert.match(await page.title(), /^Needles/);
    const area = (await reader.pages.boundingBox()) ?? assert.fail();
    const paper = await pixelShares(page, counter, area);
    assert.ok(paper.white > 0.5 && paper.dark > 0.001, JSON.stringify(paper));

    const records = async () =>
      (await teacher.get('/api/v1/issued-urls', { query: { taskId, limit: 100 } })).items.length;
    const before = await records();
    const checked = page.waitForResponse(`${apiUrl}/api/v1/tasks/${taskId}/documents?language=en`);
    await reader.comeBack();
    assert.equal((await checked).status(), 200);
    assert.equal(await records(), before, 'a check for a new version issues no URL');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      reader.tool(t('reader:toolbar.download')).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'statement.en.pdf');
    assert.match(download.url(), /^blob:/);
    assert.deepEqual(await contentOf(download), await bytesOf(english));
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      reader.choose(t('reader:toolbar.newTab')),
    ]);
    await tab.waitForURL(/^blob:/);
    const toolbar = { x: 0, y: 0, width: 900, height: 50 };
    await waitUntil(
      'the viewer of the browser',
      async () => (await pixelShares(tab, counter, toolbar)).dark > 0.8,
    );
    await tab.close();

    await reader.tool(t('reader:toolbar.language')).click();
    await page.getByRole('menuitemradio', { name: 'Polish' }).click();
    await page.waitForURL(/\?language=pl$/);
    await shows(reader.sheet(1), 'po polsku');
    await shows(page, 'of 3', { exact: true });
    await page.goBack();
    await shows(reader.sheet(1), 'nothing but hay');
    await assertNoSignedUrl(page);
    assertCalm();

    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await page.keyboard.press('Control+p');
    await page.locator('body[data-printed]').waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('heading', { level: 1 }).isVisible(), false);
    await expect(page.locator('.print-pages img:visible')).toHaveCount(12);
    await page.emulateMedia({ media: null });
    // The browser fires an event when printing is done.
    const pdf = await gone(page.locator('.print-pages'), () => page.pdf({ preferCSSPageSize: true }));
    const printed = await PDFDocument.load(pdf);
    assert.equal(printed.getPageCount(), 12);
    const { width, height } = printed.getPage(0).getSize();
    assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} by ${height}`);
    await waitUntil('the end of printing', () => reader.tool(t('reader:toolbar.download')).isEnabled());

    // The browser itself saves an attachment, whose name has letters outside ASCII.
    const { items } = await student.get('/api/v1/tasks', { query: { text: 'Zażółć', limit: 1 } });
    const path = { taskId: items[0]?.taskId as string };
    const body = { disposition: 'attachment', language: 'pl' } as const;
    const fresh = await student.post('/api/v1/tasks/{taskId}/description-url', { path, body });
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.goto(String(fresh.descriptionPdfUrl)).catch(() => {}), // Playwright reports a failed navigation.
    ]);
    assert.equal(saved.suggestedFilename(), 'zażółć gęślą jaźń (pl).pdf');
  });

  it('shows content that needs fonts, character maps and decoders, and to a teacher a link to the task', async () => {
    const demanding = await publish(teacher, 'Demanding', { en: makeDemandingPdf() });
    const path = `/tasks/${demanding}`;
    const { page, reader, requests, assertCalm } = await openReader({ as: 'teacher', path });
    await reader.tool(t('reader:toolbar.more')).click();
    const manage = page.getByRole('menuitem', { name: t('reader:heading.manage') });
    await expect(manage).toHaveAttribute('href', `/manage/tasks/${demanding}`);
    await gone(manage, () => manage.press('Escape'));
    for (const number of [2, 3, 4]) {
      await reader.goTo(number);
      await reader.painted(number);
    }
    const wanted = ['standard_fonts/', '.bcmap', 'openjpeg.wasm', 'jbig2.wasm', 'qcms_bg.wasm', '.icc'];
    await waitUntil('the loaded resources', () =>
      wanted.every((part) => requests.some((request) => request.includes(part))),
    );
    assertCalm();
  });
});

/** Asserts that everything above the pages is in one line, completely visible, and at most so high, in CSS pixels. */
async function assertOneLine(page: Page, maxHeight: number): Promise<void> {
  const what = `${page.viewportSize()?.width} px wide`;
  await assertFitsWidth(page, what);
  const { y: top = Number.NaN } = (await readerOf(page).pages.boundingBox()) ?? {};
  assert.ok(top <= maxHeight, `${top} px of bars, ${what}`);
  const { width = 0 } = page.viewportSize() ?? {};
  const parts = page.getByRole('banner').locator('button, input, [role=timer], h1').filter({ visible: true });
  for (const part of await parts.all()) {
    const box = (await part.boundingBox()) ?? assert.fail();
    // A visually hidden title is as wide as a pixel.
    if (box.width <= 1) continue;
    const isInside = box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= top;
    assert.ok(isInside, `${part} at ${JSON.stringify(box)}, ${what}`);
  }
}

/** Requests until the first page of a statement is painted, without those for the PDF. */
const requestsUntilFirstPage = (page: Page): Promise<ReadonlyArray<string>> =>
  page.evaluate(() => {
    const [mark] = performance.getEntriesByName('lectern-first-page');
    const before = performance
      .getEntriesByType('resource')
      .filter(({ startTime, name }) => startTime < (mark?.startTime ?? 0) && !name.includes('.pdf?'));
    return [location.pathname, ...before.map(({ name }) => new URL(name).pathname)];
  });

describe('the strip above a statement', async () => {
  const { items: contests } = await student.get('/api/v1/contests', { query: { mine: true } });
  const contest = contests.find(({ phase }) => phase === 'running');
  const contestId = contest?.contestId as string;
  const path = { contestId };
  const { items: tasks } = await student.get('/api/v1/contests/{contestId}/tasks', { path });
  const [first, second] = tasks.map((task) => ({ ...task, path: `/tasks/${task.taskId}` }));
  if (!first || !second) assert.fail('The running contest of the demo has two tasks.');
  const nobodys = '01900000-0000-7000-8000-000000000000';
  const { items: groups } = await student.get('/api/v1/groups', { query: { mine: true } });

  it('appears after at most ten requests for the first page, and links to the other tasks and back', async (test) => {
    const { page, assertCalm } = await open({ as: 'student', path: second.path });
    const reader = readerOf(page);
    const strip = page.getByRole('navigation', { name: contest?.name as string });
    const link = (task: typeof first) =>
      strip.getByRole('link', { name: `${task.label} ${task.title}`, exact: true });
    await link(second).waitFor();
    // Pages wait neither for fonts nor for the icon.
    const requests = (await requestsUntilFirstPage(page)).filter((name) => !/[.](woff2|svg)$/.test(name));
    assert.ok(requests.length <= 10, requests.join('\n'));
    assert.ok(
      requests.some((name) => name.includes('pdf.worker')),
      'the worker counts',
    );
    await expect(strip.getByRole('listitem')).toHaveText(tasks.map(({ label }) => label));
    await expect(link(second)).toHaveAttribute('aria-current', 'page');
    await page.locator('[role=timer]').waitFor();
    await assertHeard(test, 'reader', page.getByRole('banner'));
    await assertLooks(page, 'the strip', [320, 390, 1280]);
    for (const width of [1280, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 700 });
      await assertOneLine(page, width === 1280 ? 96 : 48);
    }
    await page.setViewportSize({ width: 1280, height: 800 });

    await link(first).click();
    await titled(page, first.title);
    await reader.painted(1);
    await expect(link(first)).toHaveAttribute('aria-current', 'page');
    assert.equal(await link(second).getAttribute('aria-current'), null);
    // The URL keeps the contest after a reload, and a contest without the task is ignored.
    assert.equal(new URL(page.url()).searchParams.get('contest'), contestId);
    await followLink(page, `${second.path}?contest=${nobodys}&group=nothing`);
    await link(second).waitFor();

    const back = t('reader:neighbours.back', { name: contest?.name as string });
    await strip.getByRole('link', { name: back }).click();
    await titled(page, contest?.name as string);
    await page.getByRole('link', { name: `${first.label} ${first.title}` }).click();
    await reader.painted(1);
    await link(first).waitFor();
    await page.goBack();
    await focused(page.getByRole('link', { name: `${first.label} ${first.title}` }));

    const { groupId, name } = groups[0] as (typeof groups)[number];
    await followLink(page, `/?group=${groupId}`);
    await page.getByRole('link', { name: 'Sum of Squares' }).click();
    const ofGroup = page.getByRole('navigation', { name });
    await ofGroup.getByRole('link', { name: /^Previous task: / }).click();
    await page.waitForFunction(() => document.querySelector('h1')?.textContent !== 'Sum of Squares');
    const next = t('reader:neighbours.next', { title: 'Sum of Squares' });
    await ofGroup.getByRole('link', { name: next }).waitFor();
    await ofGroup.getByRole('link', { name: t('reader:neighbours.back', { name }) }).click();
    await page.waitForURL(`**/?group=${groupId}`);
    assertCalm((complaint) => complaint.includes(nobodys));
  });
});

describe('the reader on a phone', () => {
  it('has title and tools in one bar, with the other tools in a menu, and thumbnails in a dialog', async () => {
    const { page, reader, assertCalm } = await openReader({ width: 375, height: 667, colorScheme: 'dark' });
    const heading = page.getByRole('heading', { level: 1 });
    for (const width of [375, 320]) {
      await page.setViewportSize({ width, height: 667 });
      const isWhole = await heading.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
      assert.ok(isWhole, `the title, ${width}`);
      await assertOneLine(page, 48);
    }
    // The menu has the facts of the heading and the zoom, which are elsewhere on wider screens.
    const menu = page.getByRole('menu');
    await reader.tool(t('reader:toolbar.more')).click();
    for (const tool of ['rotate', 'print', 'download', 'newTab', 'zoomOut'] as const)
      await menu.getByRole('menuitem', { name: t(`reader:toolbar.${tool}`) }).waitFor();
    await shows(menu, t('shell:ground.signed-in'));
    await assertLooks(page, 'the menu of the reader', [320]);
    const width = await reader.widthOf(1);
    await menu.getByRole('menuitem', { name: t('reader:toolbar.zoomIn') }).click();
    await waitUntil('a wider page', async () => (await reader.widthOf(1)) > width);
    await gone(menu, () => menu.getByRole('menuitem', { name: t('reader:toolbar.next') }).click());
    await reader.isAt(2);

    const dim = page.getByRole('menuitemcheckbox', { name: t('reader:toolbar.dim') });
    await expect(reader.sheet(2)).toHaveCSS('filter', 'none');
    await reader.tool(t('reader:toolbar.more')).click();
    await dim.click();
    await expect(reader.sheet(2)).toHaveCSS('filter', 'brightness(0.72)');
    await page.reload();
    await reader.painted(2);
    await expect(reader.sheet(2)).toHaveCSS('filter', 'brightness(0.72)');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(reader.sheet(2)).toHaveCSS('filter', 'none');
    await reader.tool(t('reader:toolbar.more')).click();
    await menu.getByRole('menuitem', { name: t('reader:toolbar.rotate') }).waitFor();
    assert.equal(await dim.count(), 0);
    await gone(menu, () => page.keyboard.press('Escape'));

    await reader.goTo(11);
    await reader.painted(11);
    await reader.choose(t('reader:toolbar.panel'));
    const dialog = page.getByRole('dialog');
    await dialog.locator('[aria-current=page]').waitFor();
    await expect(dialog.locator('[aria-current=page]')).toBeInViewport({ ratio: 1 });
    await gone(dialog, () =>
      page.getByRole('button', { name: t('reader:panel.goToPage', { number: '10' }) }).click(),
    );
    await reader.isAt(10);
    await reader.tool(t('reader:toolbar.more')).click();
    await page.getByRole('menuitemradio', { name: 'Polish' }).click();
    await shows(reader.sheet(1), 'po polsku');
    await assertFitsWidth(page);
    assertCalm();
  });

  it('hides its bars while scrolling down, until they are needed, and leaves a low screen to the page', async () => {
    const { page, reader, assertCalm } = await openReader({ width: 390, height: 844 });
    const toolbar = page.getByRole('region', { name: t('reader:toolbar.label'), exact: true });
    const title = page.getByRole('heading', { level: 1 });
    const back = page.getByRole('banner').getByRole('link').first();
    const areShown = async (wanted: boolean) => {
      for (const bar of [back, title, toolbar]) {
        await waitUntil(`bars that are ${wanted ? 'there' : 'away'}`, async () => {
          const { y, height } = (await bar.boundingBox()) as { y: number; height: number };
          return wanted ? y >= 0 : y + height <= 0;
        });
      }
      const { y, height } = (await reader.pages.boundingBox()) as { y: number; height: number };
      assert.equal(
        y === 0 && height === page.viewportSize()?.height,
        !wanted,
        `pages from ${y}, ${height} high`,
      );
    };
    const lineOf = async () => Math.round((await reader.sheet(2).boundingBox())?.y ?? 0);

    await areShown(true);
    await page.mouse.move(200, 500);
    await page.mouse.wheel(0, 600);
    await areShown(false);
    const line = await lineOf();
    await page.mouse.wheel(0, -60);
    await areShown(true);
    assert.equal(await lineOf(), line + 60, 'the text has moved only by the scrolling');
    await page.mouse.wheel(0, 300);
    await areShown(false);
    await page.mouse.click(200, 500);
    await areShown(true);
    await page.mouse.wheel(0, 300);
    await areShown(false);
    // The keyboard reaches the bars at any time, and they stay while focused.
    await reader.pageField.focus();
    await areShown(true);
    await reader.goTo(9);
    await reader.isAt(9);
    await page.mouse.wheel(0, 300);
    await areShown(true);
    await reader.pages.focus();
    await page.keyboard.press('PageDown');
    await areShown(false);
    await page.keyboard.press('Home');
    await areShown(true);

    await page.setViewportSize({ width: 844, height: 390 });
    await areShown(false);
    await page.mouse.wheel(0, -300);
    await areShown(false);
    await page.mouse.click(20, 200);
    await areShown(true);
    await page.mouse.wheel(0, 900);
    await areShown(false);
    await page.setViewportSize({ width: 1280, height: 800 });
    await areShown(true);
    await page.mouse.wheel(0, 900);
    await areShown(true);
    assertCalm();
  });
});
