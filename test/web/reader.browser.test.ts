import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import { pixelShares } from '../support/chromium.ts';
import { waitUntil } from '../support/server-process.ts';
import { makeDemandingPdf, makeStatement } from '../support/statements.ts';
import { assertNoSignedUrl, bytesOf, publish, readerOf } from './support/reader-page.ts';
import { assertAccessible, assertFitsWidth, startStoredWebApp } from './support/web-app.ts';

const { open, client, browser, apiUrl } = await startStoredWebApp();
const teacher = await client('teacher');
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
const path = `/tasks/${taskId}`;
const counter = await browser.newPage();

async function openReader(visit: Parameters<typeof open>[0] = {}) {
  const opened = await open({ as: 'student', path, ...visit });
  const reader = readerOf(opened.page);
  await reader.painted(1);
  return { ...opened, reader };
}

describe('the reader', () => {
  it('asking for a new version leaves no record of another issue', async () => {
    const taskId = await publish(teacher, 'Checked', { en: polish });
    const { page, context, reader } = await openReader({ path: `/tasks/${taskId}` });
    const records = async () =>
      (await teacher.get('/api/v1/issued-urls', { query: { taskId, limit: 100 } })).items.length;
    const before = await records();
    const asked = page.waitForResponse(`${apiUrl}/api/v1/tasks/${taskId}/documents?language=en`);
    await reader.comeBack();
    assert.equal((await asked).status(), 200);
    assert.equal(await records(), before);
    await context.close();
  });

  it('shows the statement on its page, and leaves no signed URL behind', async () => {
    const { page, context, reader, assertCalm } = await openReader();
    await page.getByRole('heading', { level: 1, name: 'Needles' }).waitFor();
    assert.match(await page.title(), /^Needles/);
    const area = (await reader.pages.boundingBox()) as {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    const paper = await pixelShares(page, counter, area);
    assert.ok(paper.white > 0.5 && paper.dark > 0.001, JSON.stringify(paper));
    await assertNoSignedUrl(page);
    assertCalm();
    await context.close();
  });

  it('turns pages by buttons, by number and by keys', async () => {
    const { page, context, reader } = await openReader();
    await reader.tool('Next page').click();
    await reader.isAt(2);
    await reader.goTo(9);
    await reader.painted(9);
    assert.ok(Math.abs(await reader.offsetOf(9)) < 3);
    await reader.tool('Previous page').click();
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

  it('zooms, fits and rotates', async () => {
    const { page, context, reader } = await openReader();
    const width = await reader.widthOf(1);
    await reader.tool('Zoom in').click();
    await waitUntil('a wider page', async () => (await reader.widthOf(1)) > width);
    await reader.tool('Zoom out').click();
    await reader.tool('Zoom out').click();
    await waitUntil('a narrower page', async () => (await reader.widthOf(1)) < width);
    await page.getByRole('button', { name: /^Zoom: / }).click();
    await page.getByRole('menuitemradio', { name: 'Fit the width' }).click();
    const { width: full } = (await reader.pages.boundingBox()) as { width: number };
    await waitUntil('a page as wide as the window', async () => (await reader.widthOf(1)) > full - 20);
    await page.getByRole('button', { name: /^Zoom: / }).click();
    await page.getByRole('menuitem', { name: '50%', exact: true }).click();
    await page.getByRole('button', { name: 'Zoom: 50%' }).waitFor();
    const upright = await reader.widthOf(1);
    await reader.goTo(5);
    await reader.tool('Rotate').click();
    await waitUntil('a page that lies', async () => (await reader.widthOf(5)) > upright * 1.3);
    await reader.isAt(5);
    await context.close();
  });

  it('searches the text, counts what it found, and goes from place to place', async () => {
    const { page, context, reader, assertCalm } = await openReader();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('needle');
    await page.getByText('1 of 3', { exact: true }).waitFor();
    await reader.isAt(4);
    await page.keyboard.press('Enter');
    await page.getByText('2 of 3', { exact: true }).waitFor();
    await reader.isAt(8);
    await reader.sheet(8).locator('.highlight.selected').waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.getByText('1 of 3', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('haystack');
    await page.getByText('Not found', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor({ state: 'detached' });
    assertCalm();
    await context.close();
  });

  it('leads by its contents and by small pages, which are drawn when they come into view', async () => {
    const { page, context, reader } = await openReader();
    await reader.tool('Pages and contents').click();
    await page.locator('[aria-label="Go to page 1"] canvas').waitFor();
    assert.equal(await page.locator('[aria-label="Go to page 12"] canvas').count(), 0);
    await page.getByRole('button', { name: 'Go to page 12' }).click();
    await reader.painted(12);
    await page.locator('[aria-label="Go to page 12"] canvas').waitFor();
    await page.getByRole('tab', { name: 'Contents' }).click();
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
    await page.getByRole('region', { name: 'Page 1', exact: true }).waitFor();
    await context.close();
  });

  it('downloads the very bytes, by their name, without a signed URL', async () => {
    const { page, context, reader } = await openReader();
    const [download] = await Promise.all([page.waitForEvent('download'), reader.tool('Download').click()]);
    assert.equal(download.suggestedFilename(), 'statement.en.pdf');
    assert.match(download.url(), /^blob:/);
    assert.deepEqual(await readFile(await download.path()), await bytesOf(english));
    await assertNoSignedUrl(page);
    await context.close();
  });

  it('opens in a new tab, in the viewer of the browser', async () => {
    const { context, reader } = await openReader();
    const [tab] = await Promise.all([context.waitForEvent('page'), reader.tool('Open in a new tab').click()]);
    await tab.waitForURL(/^blob:/);
    const toolbar = { x: 0, y: 0, width: 900, height: 50 };
    const shown = async () => (await pixelShares(tab, counter, toolbar)).dark > 0.8;
    await waitUntil('the viewer of the browser', shown);
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
    await waitUntil('the tool to print', () => reader.tool('Print').isEnabled());
    await context.close();
  });

  it('remembers page and zoom of a version, and of no more than a hundred', async () => {
    const { page, context, reader } = await openReader();
    await page.evaluate(() => {
      const others = Array.from({ length: 120 }, (_, at) => [`other${at}`, 1, 'auto', 0, 0]);
      localStorage.setItem('lectern-positions', JSON.stringify(others));
    });
    await reader.tool('Zoom in').click();
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

  it('switches the language of the statement, at an address of its own', async () => {
    const { page, context, reader, assertCalm } = await openReader();
    await page.getByRole('combobox', { name: 'Language of the statement' }).selectOption('pl');
    await page.waitForURL(/\?language=pl$/);
    await reader.sheet(1).getByText('po polsku').waitFor();
    await page.getByText('of 3', { exact: true }).waitFor();
    await page.goBack();
    await reader.sheet(1).getByText('nothing but hay').waitFor();
    assertCalm();
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
      await page.getByRole('link', { name: 'Manage' }).getAttribute('href'),
      `/manage/tasks/${taskId}`,
    );
    await context.close();
    const student = await openReader();
    assert.equal(await student.page.getByRole('link', { name: 'Manage' }).count(), 0);
    await student.context.close();
  });

  it('is usable on a phone, where tools that find no room are in a menu', async () => {
    const { page, context, reader, assertCalm } = await openReader({ width: 360, height: 640 });
    await assertFitsWidth(page);
    await reader.tool('More tools').click();
    await page.getByRole('menuitem', { name: 'Next page' }).click();
    await reader.isAt(2);
    await reader.tool('More tools').click();
    for (const name of ['Rotate', 'Print', 'Download', 'Open in a new tab']) {
      await page.getByRole('menuitem', { name }).waitFor();
    }
    await page.getByRole('menuitemradio', { name: 'Polish' }).click();
    await reader.sheet(1).getByText('po polsku').waitFor();
    await reader.tool('Pages and contents').click();
    await page.getByRole('button', { name: 'Go to page 3' }).click();
    await reader.isAt(3);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await assertFitsWidth(page);
    assertCalm();
    await context.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const language of ['en', 'pl'] as const) {
      it(`has nothing serious for axe to find: ${colorScheme}, ${language}`, async () => {
        const { page, context } = await openReader({ colorScheme, language });
        await assertAccessible(page);
        await page.keyboard.press('Control+f');
        await page.getByRole('searchbox').waitFor();
        await page.getByRole('button', { name: /^(Pages and contents|Strony i spis treści)$/ }).click();
        await page.locator('[aria-current="page"] canvas').waitFor();
        await assertAccessible(page);
        await context.close();
      });
    }
  }
});
