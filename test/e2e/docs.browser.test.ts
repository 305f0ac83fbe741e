import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startChromium } from '../support/chromium.ts';
import { startServer } from '../support/server-process.ts';

const host = 'lectern.test';
const [server, browser] = await Promise.all([startServer('serve'), startChromium()]);
after(async () => {
  await browser.close();
  await server.end();
});

describe('the page at /docs', () => {
  // A page may treat an address of this machine differently, so it is looked at under another name too.
  for (const origin of [server.apiUrl, server.apiUrl.replace('127.0.0.1', host)]) {
    it(`shows the API, and loads nothing from another host: ${origin.replace(/\d+$/, '…')}`, async () => {
      const page = await browser.newPage();
      const requested: Array<string> = [];
      const problems: Array<string> = [];
      page.on('request', (request) => requested.push(request.url()));
      page.on('requestfailed', (request) =>
        problems.push(`${request.url()}: ${request.failure()?.errorText}`),
      );
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(String(error)));

      await page.goto(`${origin}/docs`);
      const shown = page.getByText('Sign in with e-mail and password');
      await shown.waitFor({ timeout: 15_000 }).catch(() => problems.push('the API is not shown'));
      await page.waitForLoadState('networkidle');
      assert.deepEqual(problems, []);
      const elsewhere = requested.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'));
      assert.deepEqual(elsewhere, []);

      await shown.click();
      await page.getByText('Gives a token for', { exact: false }).waitFor();
      assert.deepEqual(problems, []);
      await page.close();
    });
  }
});
