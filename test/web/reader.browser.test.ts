import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import { waitUntil } from '../support/server-process.ts';
import { makeDemandingPdf } from '../support/statements.ts';
import { publishNeedles } from './support/needles.ts';
import { publish, readerOf } from './support/reader-page.ts';
import { t } from './support/texts.ts';
import { assertFitsWidth, assertLooks, assertSpeaks, startWebApp } from './support/web-app.ts';

const { open, client } = await startWebApp();
const teacher = await client('teacher');
const { taskId, openReader } = await publishNeedles(open, teacher);

describe('the reader', () => {
  it('turns pages by buttons, by number and by keys', async () => {
    const { page, context, reader } = await openReader();
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
    await context.close();
  });

  it('has the keyboard when it was opened from the list of tasks', async () => {
    const { page, context } = await open({ as: 'student' });
    await page.getByRole('link', { name: 'Needles', exact: true }).click();
    const reader = readerOf(page);
    await reader.painted(1);
    await page.keyboard.press('n');
    await reader.isAt(2);
    await page.keyboard.press('End');
    await reader.isAt(12);
    await context.close();
  });

  it('zooms, fits and rotates', async () => {
    const { page, context, reader } = await openReader();
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
    await waitUntil('a page that lies', async () => (await reader.widthOf(5)) > upright * 1.3);
    await reader.isAt(5);
    await context.close();
  });

  it('searches the text, counts what it found, and goes from place to place', async () => {
    const { page, context, reader, assertCalm } = await openReader();
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
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor({ state: 'detached' });
    assertCalm();
    await context.close();
  });

  it('leads by its contents and by small pages, which are drawn when they come into view', async () => {
    const { page, context, reader } = await openReader();
    await reader.tool(t('reader:toolbar.panel')).click();
    await page.locator('[aria-label="Go to page 1"] canvas').waitFor();
    assert.equal(await page.locator('[aria-label="Go to page 12"] canvas').count(), 0);
    await page.getByRole('button', { name: t('reader:panel.goToPage', { number: '12' }) }).click();
    await reader.painted(12);
    await page.locator('[aria-label="Go to page 12"] canvas').waitFor();
    await page.getByRole('tab', { name: t('reader:panel.outline') }).click();
    await page.getByRole('button', { name: 'Examples' }).click();
    await reader.painted(7);
    await reader.isAt(7);
    await context.close();
  });

  it('opens links of a document in a new tab that learns nothing of this one', async () => {
    const { context, reader } = await openReader();
    const link = reader.sheet(1).locator('.annotationLayer a');
    await link.waitFor({ state: 'attached' });
    assert.equal(await link.getAttribute('href'), 'https://example.org/more');
    assert.equal(await link.getAttribute('target'), '_blank');
    assert.match((await link.getAttribute('rel')) ?? '', /noopener noreferrer/);
    await context.close();
  });

  it('lets text be selected, and gives it to screen readers page by page', async () => {
    const { page, context, reader } = await openReader();
    await reader.sheet(1).getByText('nothing but hay').click({ clickCount: 3 });
    assert.match(await page.evaluate(() => String(getSelection())), /nothing but hay/);
    await page.getByRole('region', { name: t('reader:pages.page', { number: '1' }), exact: true }).waitFor();
    await context.close();
  });

  it('prints its pages, and nothing else of the app', async () => {
    const { page, context, reader } = await openReader();
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await page.keyboard.press('Control+p');
    await page.locator('body[data-printed]').waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('heading', { level: 1 }).isVisible(), false);
    assert.equal(await page.locator('.print-pages img:visible').count(), 12);
    await page.emulateMedia({ media: null });
    const printed = await PDFDocument.load(await page.pdf({ preferCSSPageSize: true }));
    assert.equal(printed.getPageCount(), 12);
    const { width, height } = printed.getPage(0).getSize();
    assert.ok(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `${width} by ${height}`);
    // The browser has told that it is done.
    await page.locator('.print-pages').waitFor({ state: 'detached' });
    await waitUntil('the tool to print', () => reader.tool(t('reader:toolbar.print')).isEnabled());
    await context.close();
  });

  it('remembers page and zoom of a version, and of no more than a hundred', async () => {
    const { page, context, reader } = await openReader();
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
    await context.close();
  });

  it('shows what needs fonts, character maps and decoders, all from here', async () => {
    const demanding = await publish(teacher, 'Demanding', { en: await makeDemandingPdf() });
    const { context, reader, requests, assertCalm } = await openReader({ path: `/tasks/${demanding}` });
    for (const number of [2, 3, 4]) {
      await reader.goTo(number);
      await reader.painted(number);
    }
    const wanted = ['standard_fonts/', '.bcmap', 'openjpeg.wasm', 'jbig2.wasm', 'qcms_bg.wasm', '.icc'];
    await waitUntil('all that it needs', () =>
      wanted.every((part) => requests.some((request) => request.includes(part))),
    );
    assertCalm();
    await context.close();
  });

  it('offers what others manage only to those who do', async () => {
    const { page, context } = await openReader({ as: 'teacher' });
    assert.equal(
      await page.getByRole('link', { name: t('reader:heading.manage') }).getAttribute('href'),
      `/manage/tasks/${taskId}`,
    );
    await context.close();
    const student = await openReader();
    assert.equal(await student.page.getByRole('link', { name: t('reader:heading.manage') }).count(), 0);
    await student.context.close();
  });

  it('is usable on a phone, where tools that find no room are in a menu', async () => {
    const { page, context, reader, assertCalm } = await openReader({ width: 360, height: 640 });
    await assertFitsWidth(page);
    await reader.tool(t('reader:toolbar.more')).click();
    await page.getByRole('menuitem', { name: t('reader:toolbar.next') }).click();
    await reader.isAt(2);
    await reader.tool(t('reader:toolbar.more')).click();
    for (const name of ['Rotate', 'Print', 'Download', 'Open in a new tab']) {
      await page.getByRole('menuitem', { name }).waitFor();
    }
    await page.getByRole('menuitemradio', { name: 'Polish' }).click();
    await reader.sheet(1).getByText('po polsku').waitFor();
    await reader.tool(t('reader:toolbar.panel')).click();
    await page.getByRole('button', { name: t('reader:panel.goToPage', { number: '3' }) }).click();
    await reader.isAt(3);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await assertFitsWidth(page);
    assertCalm();
    await context.close();
  });

  it('has nothing serious for axe to find, with its search and its panel', async () => {
    const { page, context } = await openReader();
    await assertLooks(page, 'the reader', [1280]);
    await page.keyboard.press('Control+f');
    await page.getByRole('searchbox').waitFor();
    await page.getByRole('button', { name: t('reader:toolbar.panel') }).click();
    await page.locator('[aria-current="page"] canvas').waitFor();
    await assertLooks(page, 'the panel of the reader', [1280]);
    await context.close();
  });

  it('speaks Polish within the width of a phone', async () => {
    const { page, context } = await openReader({ language: 'pl' });
    await assertSpeaks(page, 'pl');
    await context.close();
  });
});
