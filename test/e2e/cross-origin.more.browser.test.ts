import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { announce, complete, demoPassword, pdfOfSize, signIn, taskTitled } from '../support/api-client.ts';
import { startChromium, startForeignSite } from '../support/chromium.ts';
import { fetchInPage, keptBack } from '../support/fetch-in-page.ts';
import { startServer } from '../support/server-process.ts';

const [server, browser, foreign] = await Promise.all([
  startServer('demo'),
  startChromium(),
  startForeignSite(),
]);
after(async () => {
  await browser.close();
  foreign.close();
  await server.end();
});
const { apiUrl } = server;
const [teacher, student] = await Promise.all([signIn(apiUrl, 'teacher'), signIn(apiUrl, 'student')]);
const taskId = await taskTitled(student, 'Sum of Squares');
const detail = await student.task(taskId);
const url = detail.descriptionPdfUrl as string;

/** The same host as the server, so that the browser sends its cookie; and another site. */
const foreignOrigins = [`http://127.0.0.1:${foreign.port}`, `http://localhost:${foreign.port}`];

async function pageAt(address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(address);
  return page;
}

describe('a signed URL, for scripts of a page', () => {
  it('can be read in parts from the origin of the API, with the headers that a viewer needs', async () => {
    const page = await pageAt(`${apiUrl}/healthz`);
    // `If-None-Match` makes the browser send a preflight; a simple `Range` does not.
    for (const extra of [{}, { 'If-None-Match': '"x"' }]) {
      const seen = await fetchInPage(page, url, { headers: { Range: 'bytes=0-99', ...extra } });
      assert.ok(typeof seen === 'object', String(seen));
      assert.equal(seen.status, 206);
      assert.match(seen.text, /^%PDF-/);
      assert.equal(seen.headers['content-range'], `bytes 0-99/${detail.documents[0]?.size}`);
      assert.equal(seen.headers['accept-ranges'], 'bytes');
      assert.equal(seen.headers['content-length'], '100');
      assert.ok(seen.headers['etag']);
      assert.ok(seen.headers['content-disposition']);
    }
    const refused = await fetchInPage(page, `${url}x`);
    assert.ok(typeof refused === 'object', 'a refusal can be read as well');
    assert.equal(JSON.parse(refused.text).code, 'url-invalid');
    await page.close();
  });

  it('cannot be read from another origin', async () => {
    for (const origin of foreignOrigins) {
      const page = await pageAt(origin);
      for (const init of [
        {},
        { headers: { Range: 'bytes=0-99' } },
        { headers: { 'If-None-Match': '"x"' } },
      ]) {
        assert.match(String(await fetchInPage(page, url, init)), keptBack, origin);
      }
      await page.close();
    }
  });

  it('accepts an upload from the origin of the API', async () => {
    const bytes = pdfOfSize(50_000);
    const { versionId, uploadUrl } = (await announce(teacher, taskId, bytes, { language: 'de' })).body;
    const page = await pageAt(`${apiUrl}/healthz`);
    const status = await page.evaluate(
      async ({ uploadUrl, base64 }) => {
        const body = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const file = new Blob([body], { type: 'application/pdf' });
        return (await fetch(uploadUrl, { method: 'PUT', body: file })).status;
      },
      { uploadUrl, base64: bytes.toString('base64') },
    );
    assert.equal(status, 201);
    assert.equal((await complete(teacher, taskId, versionId)).status, 200);
    await page.close();
  });
});

describe('a page of another site, in a browser with a session', () => {
  const signInBody = JSON.stringify({ email: 'admin@example.org', password: demoPassword });
  const titles = async () => {
    const admin = await signIn(apiUrl, 'admin');
    return (await admin.list<{ name: string }>('/api/v1/groups')).map((group) => group.name);
  };

  for (const origin of foreignOrigins) {
    it(`can neither change nor read anything: ${origin.replace(/\d+$/, '…')}`, async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${apiUrl}/healthz`);
      const headers = { 'Content-Type': 'application/json' };
      const signedIn = await fetchInPage(page, '/api/auth/sign-in/email', {
        method: 'POST',
        headers,
        body: signInBody,
      });
      assert.equal(typeof signedIn === 'object' && signedIn.status, 200);
      const me = await fetchInPage(page, '/api/v1/me');
      assert.equal(typeof me === 'object' && me.status, 200, 'the cookie works at home');

      const before = await titles();
      await page.goto(origin);
      for (const init of [
        { mode: 'no-cors', method: 'POST', body: '{"name":"forged"}' },
        { method: 'POST', headers, body: '{"name":"forged"}' },
        { method: 'POST', body: '{"name":"forged"}' },
      ]) {
        await fetchInPage(page, `${apiUrl}/api/v1/groups`, { credentials: 'include', ...init });
      }
      await fetchInPage(page, `${apiUrl}/api/auth/sign-out`, {
        mode: 'no-cors',
        method: 'POST',
        credentials: 'include',
      });
      assert.match(
        String(await fetchInPage(page, `${apiUrl}/api/v1/me`, { credentials: 'include' })),
        keptBack,
      );

      for (const path of ['/api/v1/groups', '/api/auth/sign-out']) {
        await page.goto(origin);
        // A form of plain text can send a body that is JSON: {"name":"forged","x":"=y"}.
        await page.setContent(
          `<form method="post" enctype="text/plain" action="${apiUrl}${path}">
             <input name='{"name":"forged","x":"' value='y"}'><button>Win a prize</button>
           </form>`,
        );
        const [reply] = await Promise.all([page.waitForNavigation(), page.click('button')]);
        assert.equal(reply?.status(), 403, path);
        assert.equal(JSON.parse((await reply?.text()) ?? '').code, 'cross-origin', path);
      }
      assert.deepEqual(await titles(), before);
      await page.goto(`${apiUrl}/healthz`);
      const still = await fetchInPage(page, '/api/v1/me');
      assert.equal(typeof still === 'object' && still.status, 200, 'still signed in');
      await context.close();
    });
  }
});
