import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { makeManualWhenMissing } from '../support/built-manual.ts';
import { startChromium } from '../support/chromium.ts';
import { startServer } from '../support/server-process.ts';
import { expect } from '../web/support/settled.ts';

const host = 'lectern.test';
await makeManualWhenMissing();
const [server, browser] = await Promise.all([
  startServer('serve', { LECTERN_PUBLIC_URL: `http://${host}` }),
  startChromium(),
]);
after(async () => {
  await browser.close();
  await server.end();
});

/** A page, its requests, and its problems. */
async function watchedPage() {
  const page = await browser.newPage();
  const requested: Array<string> = [];
  const problems: Array<string> = [];
  page.on('request', (request) => requested.push(request.url()));
  page.on('requestfailed', (request) => {
    const { errorText = '' } = request.failure() ?? {};
    // The manual prefetches what it links, and a navigation ends that.
    if (errorText !== 'net::ERR_ABORTED') problems.push(`${request.url()}: ${errorText}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  const elsewhere = (origin: string) =>
    requested.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'));
  return { page, problems, elsewhere };
}

describe('the page at /docs', () => {
  // Browsers may treat a loopback address differently, so the page is opened under another name too.
  for (const origin of [server.apiUrl, server.apiUrl.replace('127.0.0.1', host)]) {
    it(`shows the API, and loads nothing from another host: ${origin.replace(/\d+$/, '…')}`, async () => {
      const { page, problems, elsewhere } = await watchedPage();
      await page.goto(`${origin}/docs`);
      const shown = page.getByText('Sign in with e-mail and password');
      await shown.waitFor().catch(() => problems.push('the API is not shown'));
      await page.waitForLoadState('networkidle');
      assert.deepEqual(problems, []);
      assert.deepEqual(elsewhere(origin), []);

      await shown.click();
      await page.getByText('Returns a token for', { exact: false }).waitFor();
      assert.deepEqual(problems, []);
      await page.close();
    });
  }
});

describe('the manual', () => {
  it('links its pages, finds words, and loads nothing from another host', async () => {
    const { page, problems, elsewhere } = await watchedPage();
    await page.goto(`${server.apiUrl}/manual`);
    await page.getByRole('link', { name: 'Start in five minutes' }).first().click();
    await page.getByRole('heading', { name: 'Start in five minutes', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('searchbox').fill('LECTERN_TRUSTED_PROXIES');
    await page.getByRole('option').filter({ hasText: 'Settings' }).first().click();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/manual/settings');
    await page.reload();
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    assert.deepEqual(problems, []);
    assert.deepEqual(elsewhere(server.apiUrl), []);
    await page.close();
  });

  it('finds what people type, among its first five results', async () => {
    const { page } = await watchedPage();
    await page.goto(`${server.apiUrl}/manual/start`);
    await page.getByRole('button', { name: 'Search' }).click();
    for (const [words, expected] of Object.entries({
      'expired link': 'reading#when-a-link-has-expired',
      'link expired': 'when-something-is-wrong#expired-link-403-url-expired',
      'extra time': 'contest-day#extra-time-and-when-something-goes-wrong',
      'behind nginx': 'deployment#two-instances-behind-nginx',
      'reset password': 'when-something-is-wrong#reset-a-forgotten-password-or-get-back-in',
      'forgotten password': 'when-something-is-wrong#reset-a-forgotten-password-or-get-back-in',
      embargo: 'teaching#when-a-task-opens',
      s3: 'storage#where-the-pdfs-are-stored',
      backup: 'backup#backup',
      'large file': 'when-something-is-wrong#a-large-file-or-another-upload-is-refused',
      '403': 'when-something-is-wrong#_403-or-404-for-a-task',
      '404': 'when-something-is-wrong#_403-or-404-for-a-task',
      CORS: 'when-something-is-wrong#cors-error-or-an-empty-frame',
      clock: 'when-something-is-wrong#wrong-clock-new-links-expire-at-once',
    })) {
      await page.getByRole('searchbox').fill(words);
      const result = page.locator(`[role=option]:nth-child(-n + 5) a[href="/manual/${expected}"]`);
      await result.waitFor().catch(() => assert.fail(`"${words}" does not find ${expected}`));
    }
    await page.close();
  });

  it('is in Polish for students and teachers, with its sidebar and search', async () => {
    const { page, problems, elsewhere } = await watchedPage();
    await page.goto(`${server.apiUrl}/manual/pl/`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'pl');
    await page.getByRole('link', { name: 'Dzień zawodów' }).first().click();
    await page.getByRole('heading', { name: 'Dzień zawodów', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Szukaj' }).click();
    await page.getByRole('searchbox').fill('zestawy na sale');
    await page.getByRole('option').filter({ hasText: 'Broszury' }).first().click();
    await page.getByRole('heading', { name: 'Broszury', level: 1 }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/manual/pl/booklets');
    assert.deepEqual(problems, []);
    assert.deepEqual(elsewhere(server.apiUrl), []);
    await page.close();
  });
});
