import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { announce, complete, pdfOfSize, signIn, taskTitled } from '../../support/api-client.ts';
import { startForeignSite } from '../../support/chromium.ts';
import { fetchInPage, keptBack } from '../../support/fetch-in-page.ts';
import { waitUntil } from '../../support/server-process.ts';
import { makeStatement } from '../../support/statements.ts';
import { publish } from './reader-page.ts';
import type { startStoredWebApp } from './web-app.ts';

/** A browser with a built-in PDF viewer. */
export interface ViewingBrowser {
  /** Starts Lectern and the browser. */
  start: typeof startStoredWebApp;
  /**
   * Whether a frame that fills the page, of 900 by 1100 pixels, shows the demo's task "Zażółć gęślą jaźń".
   * @param other another page of the browser
   */
  showsPdf(page: Page, other: Page): Promise<boolean>;
  /** Whether a frame shows that its content may not be framed. */
  refusesFrame(frame: Frame): boolean;
}

/** A page without a script. */
const page = `<!doctype html>
<title>Course</title>
<link rel="icon" href="data:,">
<style>body { margin: 0 } iframe { border: 0; width: 900px; height: 1100px }</style>`;

/** What a platform's pages can do with a signed URL that they were given, and pages of other sites can't. */
export async function platformFilesContract({
  start,
  showsPdf,
  refusesFrame,
}: ViewingBrowser): Promise<void> {
  const site = await startForeignSite(() => ({ type: 'text/html', text: page }));
  after(site.close);
  const originAt = (host: string) => `http://${host}:${site.port}`;
  const named = [originAt('platform.localhost'), originAt('course.localhost')] as const;
  const unnamed = [originAt('evil.localhost'), originAt('platform.localhost.evil.localhost')] as const;
  const { apiUrl, browser, client, server } = await start({ LECTERN_EMBED_ORIGINS: named.join() });
  /** A bucket has CORS rules, but can't restrict who may frame its files. */
  const bucket = server.env['S3_ENDPOINT'];
  const statement = await makeStatement({ pages: 2, imageBytes: 60_000 });
  const taskId = await publish(await client('teacher'), 'Read by a platform', { en: statement });
  const student = await signIn(apiUrl, 'student');
  const urlOf = (id = taskId) => student.freshUrl(id);
  const other = await browser.newPage();
  const demoTaskId = await taskTitled(student, 'Zażółć');

  async function pageAt(origin: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 900, height: 1100 } });
    await page.goto(origin);
    return page;
  }

  const frameIn = (page: Page | Frame, url: string) =>
    page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    }, url);
  const refusal = (page: Page) =>
    waitUntil('the refusal', () => page.frames().some((frame) => refusesFrame(frame)));

  describe('a signed URL in a page of an allowed platform', () => {
    it('is shown in a frame, and fetched completely and in ranges, with the headers that a viewer needs', async () => {
      for (const origin of named) {
        const page = await pageAt(origin);
        await frameIn(page, await urlOf(demoTaskId));
        await waitUntil(`the PDF in a frame of ${origin}`, () => showsPdf(page, other));
        const url = await urlOf();
        const whole = await fetchInPage(page, url);
        assert.ok(typeof whole === 'object', String(whole));
        assert.equal(whole.status, 200);
        assert.equal(whole.headers['content-length'], String(statement.size));
        // `If-None-Match` triggers a preflight request in all browsers, a simple `Range` only in some.
        for (const extra of [{}, { 'If-None-Match': '"x"' }]) {
          const part = await fetchInPage(page, url, { headers: { Range: 'bytes=0-99', ...extra } });
          assert.ok(typeof part === 'object', String(part));
          assert.equal(part.status, 206);
          assert.match(part.text, /^%PDF-/);
          assert.equal(part.headers['content-range'], `bytes 0-99/${statement.size}`);
          assert.equal(part.headers['accept-ranges'], 'bytes');
          assert.equal(part.headers['content-length'], '100');
        }
        const refused = await fetchInPage(page, `${url}x`);
        // When Ceph refuses a signature, it sends no CORS headers.
        if (bucket) assert.match(String(refused), keptBack);
        else assert.equal(typeof refused === 'object' && JSON.parse(refused.text).code, 'url-invalid');
        await page.close();
      }
    });

    it('accepts no upload', async () => {
      const uploader = await signIn(apiUrl, 'teacher');
      const bytes = pdfOfSize(5_000);
      const { versionId, uploadUrl } = (await announce(uploader, taskId, bytes, { language: 'de' })).body;
      const page = await pageAt(named[0]);
      assert.match(String(await fetchInPage(page, uploadUrl, { method: 'PUT', body: 'x' })), keptBack);
      assert.equal((await complete(uploader, taskId, versionId)).status, 409);
      await page.close();
    });
  });

  describe('a signed URL in a page of another site', () => {
    it(`is not fetched, and ${bucket ? 'is shown in a frame, as a bucket does not limit frames' : 'shown in no frame'}`, async () => {
      const [url, framed] = [await urlOf(), await urlOf(demoTaskId)];
      for (const origin of unnamed) {
        const page = await pageAt(origin);
        for (const headers of [{}, { Range: 'bytes=0-99' }, { 'If-None-Match': '"x"' }]) {
          assert.match(String(await fetchInPage(page, url, { headers })), keptBack, origin);
        }
        await frameIn(page, framed);
        if (bucket) await waitUntil('the PDF', () => showsPdf(page, other));
        else await refusal(page);
        assert.equal(await showsPdf(page, other), bucket !== undefined);
        await page.close();
      }
    });

    it("is not shown in a platform's page either, if that is framed there", {
      skip: bucket !== undefined,
    }, async () => {
      const page = await pageAt(unnamed[0]);
      await frameIn(page, `${named[0]}/`);
      const platform = () => page.frames().find((frame) => frame.url() === `${named[0]}/`);
      await waitUntil('the page of the platform', () => platform() !== undefined);
      await frameIn(platform() as Frame, await urlOf(demoTaskId));
      await refusal(page);
      await page.close();
    });
  });
}
