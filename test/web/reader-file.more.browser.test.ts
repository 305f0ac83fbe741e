import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contentOf, pixelShares, startChromiumWithViewer } from '../support/chromium.ts';
import { waitUntil } from '../support/server-process.ts';
import { publishNeedles } from './support/needles.ts';
import { assertNoSignedUrl, bytesOf, publish } from './support/reader-page.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { open, client, browser, apiUrl } = await startWebApp({}, startChromiumWithViewer);
const teacher = await client('teacher');
const { english, polish, openReader } = await publishNeedles(open, teacher);
const counter = await browser.newPage();

describe('the reader, with the file on the storage', () => {
  it('records no issued URL when it checks for a new version', async () => {
    const taskId = await publish(teacher, 'Checked', { en: polish });
    const { page, reader } = await openReader({ path: `/tasks/${taskId}` });
    const records = async () =>
      (await teacher.get('/api/v1/issued-urls', { query: { taskId, limit: 100 } })).items.length;
    const before = await records();
    const asked = page.waitForResponse(`${apiUrl}/api/v1/tasks/${taskId}/documents?language=en`);
    await reader.comeBack();
    assert.equal((await asked).status(), 200);
    assert.equal(await records(), before);
  });

  it('shows the statement, and leaves no signed URL in the page', async () => {
    const { page, reader, assertCalm } = await openReader();
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
  });

  it('downloads the exact bytes under their name, without a signed URL', async () => {
    const { page, reader } = await openReader();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      reader.tool(t('reader:toolbar.download')).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'statement.en.pdf');
    assert.match(download.url(), /^blob:/);
    assert.deepEqual(await contentOf(download), await bytesOf(english));
    await assertNoSignedUrl(page);
  });

  it("opens in the browser's viewer, in a new tab", async () => {
    const { context, reader } = await openReader();
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      reader.tool(t('reader:toolbar.newTab')).click(),
    ]);
    await tab.waitForURL(/^blob:/);
    const toolbar = { x: 0, y: 0, width: 900, height: 50 };
    const shown = async () => (await pixelShares(tab, counter, toolbar)).dark > 0.8;
    await waitUntil('the viewer of the browser', shown);
  });

  it('switches the language of the statement, which has its own URL', async () => {
    const { page, reader, assertCalm } = await openReader();
    await page.getByRole('combobox', { name: t('reader:toolbar.language') }).selectOption('pl');
    await page.waitForURL(/\?language=pl$/);
    await reader.sheet(1).getByText('po polsku').waitFor();
    await page.getByText('of 3', { exact: true }).waitFor();
    await page.goBack();
    await reader.sheet(1).getByText('nothing but hay').waitFor();
    assertCalm();
  });
});
