import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import type { Page } from 'playwright-core';
import { waitUntil } from '../support/server-process.ts';
import { makeDemandingPdf } from '../support/statements.ts';
import { assertHeard } from './support/heard.ts';
import { assertFitsWidth, assertLooks } from './support/looks.ts';
import { publishNeedles } from './support/needles.ts';
import { followLink, publish, readerOf } from './support/reader-page.ts';
import { expect, gone } from './support/settled.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { open, client } = await startWebApp();
const teacher = await client('teacher');
const { taskId, openReader } = await publishNeedles(open, teacher);

describe('the reader', () => {
  it('turns pages with buttons, by number and with keys', async () => {
    const { page, reader } = await openReader();
    await reader.tool(t('reader:toolbar.next')).click();
    await reader.isAt(2);
    await reader.goTo(9);
    await reader.painted(9);
    assert.ok(Math.abs(await reader.offsetOf(9)) < 3);
    await reader.tool(t('reader:toolbar.previous')).click();
    await reader.isAt(8);
    await reader.pages.focus();
    await page.keyboard.press('n');
    await reader.isAt(9);
    await page.keyboard.press('p');
    await reader.isAt(8);
    await page.keyboard.press('Home');
    await reader.isAt(1);
    await page.keyboard.press('PageDown');
    await page.waitForFunction(
      () => (document.querySelector('.pdfViewer')?.parentElement?.scrollTop ?? 0) > 300,
    );
  });

  it('gets the focus when it is opened from the list of tasks', async () => {
    const { page } = await open({ as: 'student' });
    await page.getByRole('link', { name: 'Needles', exact: true }).click();
    const reader = readerOf(page);
    await reader.painted(1);
    await page.keyboard.press('n');
    await reader.isAt(2);
    await page.keyboard.press('End');
    await reader.isAt(12);
  });

  it('zooms, fits and rotates', async () => {
    const { page, reader } = await openReader();
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
    await page.getByRole('button', { name: /^Zoom: / }).click();
    await page.getByRole('menuitem', { name: '50%', exact: true }).click();
    await page.getByRole('button', { name: t('reader:toolbar.zoom', { percent: '50%' }) }).waitFor();
    const upright = await reader.widthOf(1);
    await reader.goTo(5);
    await reader.tool(t('reader:toolbar.rotate')).click();
    await waitUntil('a landscape page', async () => (await reader.widthOf(5)) > upright * 1.3);
    await reader.isAt(5);
  });

  it('searches the text, counts matches, and moves between them', async () => {
    const { page, reader, assertCalm } = await openReader();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('needle');
    await page.getByText(t('reader:find.outcome', { current: '1', total: '3' }), { exact: true }).waitFor();
    await reader.isAt(4);
    await page.keyboard.press('Enter');
    await page.getByText(t('reader:find.outcome', { current: '2', total: '3' }), { exact: true }).waitFor();
    await reader.isAt(8);
    await reader.sheet(8).locator('.highlight.selected').waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.getByText(t('reader:find.outcome', { current: '1', total: '3' }), { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('haystack');
    await page.getByText(t('reader:find.missing'), { exact: true }).waitFor();
    await gone(page.getByRole('searchbox'), () => page.keyboard.press('Escape'));
    assertCalm();
  });

  it('navigates by outline and thumbnails, of which only the visible ones are in the document', async () => {
    const { page, reader } = await openReader();
    await reader.tool(t('reader:toolbar.panel')).click();
    await page.locator('[aria-label="Go to page 1"] canvas').waitFor();
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
    await expect(toLast).toBeFocused();
    await page.getByRole('tab', { name: t('reader:panel.outline') }).click();
    await page.getByRole('button', { name: 'Examples' }).click();
    await reader.painted(7);
    await reader.isAt(7);
  });

  it('opens links of a document in a new tab without access to this one', async () => {
    const { reader } = await openReader();
    const link = reader.sheet(1).locator('.annotationLayer a');
    await link.waitFor({ state: 'attached' });
    await expect(link).toHaveAttribute('href', 'https://example.org/more');
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', /noopener noreferrer/);
  });

  it('allows selecting text, and exposes it to screen readers page by page', async () => {
    const { page, reader } = await openReader();
    await reader.sheet(1).getByText('nothing but hay').click({ clickCount: 3 });
    assert.match(await page.evaluate(() => String(getSelection())), /nothing but hay/);
    await page.getByRole('region', { name: t('reader:pages.page', { number: '1' }), exact: true }).waitFor();
  });

  it('prints only its pages', async () => {
    const { page, reader } = await openReader();
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
    await waitUntil('the print tool', () => reader.tool(t('reader:toolbar.print')).isEnabled());
  });

  it('remembers page and zoom of up to a hundred versions', async () => {
    const { page, reader } = await openReader();
    await page.evaluate(() => {
      const others = Array.from({ length: 120 }, (_, at) => [`other${at}`, 1, 'auto', 0, 0]);
      localStorage.setItem('lectern-positions', JSON.stringify(others));
    });
    await reader.tool(t('reader:toolbar.zoomIn')).click();
    await reader.goTo(6);
    await reader.painted(6);
    const width = await reader.widthOf(6);
    await page.reload();
    await reader.painted(6);
    await reader.isAt(6);
    assert.equal(await reader.widthOf(6), width);
    const kept = await page.evaluate(() => localStorage.getItem('lectern-positions') ?? '');
    assert.equal(JSON.parse(kept).length, 100);
    assert.ok(!kept.includes('http') && !kept.includes(taskId));
  });

  it('shows content that needs fonts, character maps and decoders, all from this server', async () => {
    const demanding = await publish(teacher, 'Demanding', { en: await makeDemandingPdf() });
    const { reader, requests, assertCalm } = await openReader({ path: `/tasks/${demanding}` });
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

  it('links to the management of a task only for those who manage it', async () => {
    const { page, context } = await openReader({ as: 'teacher' });
    await expect(page.getByRole('link', { name: t('reader:heading.manage') })).toHaveAttribute(
      'href',
      `/manage/tasks/${taskId}`,
    );
    await context.close();
    const student = await openReader();
    assert.equal(await student.page.getByRole('link', { name: t('reader:heading.manage') }).count(), 0);
  });

  it('is usable on a phone, with tools that do not fit in a menu', async () => {
    const { page, reader, assertCalm } = await openReader({ width: 360, height: 640 });
    await assertFitsWidth(page);
    await reader.tool(t('reader:toolbar.more')).click();
    await page.getByRole('menuitem', { name: t('reader:toolbar.next') }).click();
    await reader.isAt(2);
    await reader.tool(t('reader:toolbar.more')).click();
    for (const tool of ['rotate', 'print', 'download', 'newTab'] as const) {
      await page.getByRole('menuitem', { name: t(`reader:toolbar.${tool}`) }).waitFor();
    }
    await page.getByRole('menuitemradio', { name: 'Polish' }).click();
    await reader.sheet(1).getByText('po polsku').waitFor();
    await reader.tool(t('reader:toolbar.panel')).click();
    await gone(page.getByRole('dialog'), () =>
      page.getByRole('button', { name: t('reader:panel.goToPage', { number: '3' }) }).click(),
    );
    await reader.isAt(3);
    await assertFitsWidth(page);
    assertCalm();
  });

  it('has no serious axe findings, with its search and its panel', async () => {
    const { page } = await openReader();
    await page.keyboard.press('Control+f');
    await page.getByRole('searchbox').waitFor();
    await page.getByRole('button', { name: t('reader:toolbar.panel') }).click();
    await page.locator('[aria-current="page"] canvas').waitFor();
    await assertLooks(page, 'the panel of the reader', [1280]);
  });
});

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
  const student = await client('student');
  const { items: contests } = await student.get('/api/v1/contests', { query: { mine: true } });
  const contest = contests.find(({ phase }) => phase === 'running');
  const contestId = contest?.contestId as string;
  const path = { contestId };
  const { items: tasks } = await student.get('/api/v1/contests/{contestId}/tasks', { path });
  const [first, second] = tasks.map((task) => ({ ...task, path: `/tasks/${task.taskId}` }));
  if (!first || !second) assert.fail('The running contest of the demo has two tasks.');
  const nobodys = '01900000-0000-7000-8000-000000000000';
  const { items: groups } = await student.get('/api/v1/groups', { query: { mine: true } });

  it('appears after at most eleven requests for the first page, and links to the other tasks and back', async (test) => {
    const { page, complaints } = await open({ as: 'student', path: second.path });
    const reader = readerOf(page);
    const strip = page.getByRole('navigation', { name: contest?.name as string });
    const link = (task: typeof first) =>
      strip.getByRole('link', { name: `${task.label} ${task.title}`, exact: true });
    await link(second).waitFor();
    // Pages don't wait for fonts.
    const requests = (await requestsUntilFirstPage(page)).filter((name) => !name.endsWith('.woff2'));
    assert.ok(requests.length <= 11, requests.join('\n'));
    assert.ok(
      requests.some((name) => name.includes('pdf.worker')),
      'the worker counts',
    );
    await expect(strip.getByRole('listitem')).toHaveText(tasks.map(({ label }) => label));
    await expect(link(second)).toHaveAttribute('aria-current', 'page');
    await strip.locator('[role=timer]').waitFor();
    await assertHeard(test, 'reader', strip, page.locator('[data-bar="reader"]'));
    await assertLooks(page, 'the strip', [390, 1280]);

    await link(first).click();
    await page.getByRole('heading', { level: 1, name: first.title }).waitFor();
    await reader.painted(1);
    await expect(link(first)).toHaveAttribute('aria-current', 'page');
    assert.equal(await link(second).getAttribute('aria-current'), null);
    // The URL keeps the contest after a reload, and a contest without the task is ignored.
    assert.equal(new URL(page.url()).searchParams.get('contest'), contestId);
    await followLink(page, `${second.path}?contest=${nobodys}&group=nothing`);
    await link(second).waitFor();

    await strip
      .getByRole('link', { name: t('reader:neighbours.back', { name: contest?.name as string }) })
      .click();
    await page.getByRole('heading', { level: 1, name: contest?.name as string }).waitFor();
    await page.getByRole('link', { name: `${first.label} ${first.title}` }).click();
    await reader.painted(1);
    await link(first).waitFor();
    await page.goBack();
    await page
      .getByRole('link', { name: `${first.label} ${first.title}` })
      .and(page.locator(':focus'))
      .waitFor();

    const { groupId, name } = groups[0] as (typeof groups)[number];
    await followLink(page, `/?group=${groupId}`);
    await page.getByRole('link', { name: 'Sum of Squares' }).click();
    const ofGroup = page.getByRole('navigation', { name });
    await ofGroup.getByRole('link', { name: /^Previous task: / }).click();
    await page.waitForFunction(() => document.querySelector('h1')?.textContent !== 'Sum of Squares');
    await ofGroup
      .getByRole('link', { name: t('reader:neighbours.next', { title: 'Sum of Squares' }) })
      .waitFor();
    await ofGroup.getByRole('link', { name: t('reader:neighbours.back', { name }) }).click();
    await page.waitForURL(`**/?group=${groupId}`);
    assert.deepEqual(
      complaints.filter((complaint) => !complaint.includes(nobodys)),
      [],
    );
  });
});

describe('the bars of the reader on a phone', () => {
  it('hide while scrolling down, return when needed, and leave a low screen to the page', async () => {
    const { page, reader, assertCalm } = await openReader({ width: 390, height: 844 });
    const toolbar = page.getByRole('region', { name: t('reader:toolbar.label'), exact: true });
    const title = page.getByRole('heading', { level: 1 });
    const brand = page.getByRole('banner').getByRole('link').first();
    const areShown = async (wanted: boolean) => {
      for (const bar of [brand, title, toolbar]) {
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
    await page.mouse.click(400, 200);
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
