import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { download, signIn, taskTitled } from '../support/api-client.ts';
import { contentOf, paintsPdf, startChromiumWithViewer } from '../support/chromium.ts';
import { startServer, waitUntil } from '../support/server-process.ts';

const [server, browser] = await Promise.all([startServer('demo'), startChromiumWithViewer()]);
after(async () => {
  await browser.close();
  await server.end();
});
const student = await signIn(server.apiUrl, 'student');
const taskId = await taskTitled(student, 'Zażółć');
const detail = await student.task(taskId);
const counter = await browser.newPage();

const newPage = () => browser.newPage({ viewport: { width: 900, height: 1100 } });

const showsPdf = (page: Page) => paintsPdf(page, counter);

describe('a signed URL in Chromium', () => {
  it('is painted by its PDF viewer: dark text on white paper', async () => {
    const page = await newPage();
    await page.goto(detail.descriptionPdfUrl as string);
    await waitUntil('the PDF to be painted', () => showsPdf(page));
    await page.close();
  });

  it('shows no PDF after a change', async () => {
    const page = await newPage();
    const reply = await page.goto(`${detail.descriptionPdfUrl}x`);
    assert.equal(reply?.status(), 403);
    // Chromium makes no screenshot of a page that it has not painted yet.
    await page.getByText('This link is not valid').waitFor();
    assert.equal(await showsPdf(page), false);
    await page.close();
  });

  it("is painted in a frame of Lectern's page", async () => {
    const page = await newPage();
    await page.goto(`${server.apiUrl}/healthz`);
    await page.setContent(
      `<style>body { margin: 0 } iframe { border: 0; width: 900px; height: 1100px }</style>
       <iframe src="${detail.descriptionPdfUrl?.replaceAll('&', '&amp;')}"></iframe>`,
    );
    await waitUntil('the PDF to be painted', () => showsPdf(page));
    await page.close();
  });

  it('is saved under its own name, letters outside ASCII included, when it is an attachment', async () => {
    const url = await student.freshUrl(taskId, { disposition: 'attachment', language: 'pl' });
    const page = await newPage();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.goto(url).catch(() => {}), // Playwright reports a download as a failed navigation.
    ]);
    assert.equal(saved.suggestedFilename(), 'zażółć gęślą jaźń (pl).pdf');
    assert.deepEqual(await contentOf(saved), await download(url));
    await page.close();
  });
});
