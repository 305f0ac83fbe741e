import assert from 'node:assert/strict';
import { it } from 'node:test';
import { waitUntil } from '../support/server-process.ts';
import { makeStatement } from '../support/statements.ts';
import { assertNoSignedUrl, isRefusal, isSigned, publish, readerOf } from './support/reader-page.ts';
import { startStoredWebApp } from './support/web-app.ts';

/** In real time, because real storage has no test clock. reader-notices.more has the rest, with a clock that moves. */
const { open, client } = await startStoredWebApp({ SIGNED_URL_TTL_SECONDS: '3' });
const teacher = await client('teacher');
/** Too large to load at once: pages are loaded when opened. */
const scans = await makeStatement({ pages: 24, imageBytes: 120_000 });

it('an expired signed URL is not noticed while reading, even on a slow network', async () => {
  const taskId = await publish(teacher, 'Slow', { en: scans });
  const { page, context, requests, assertCalm } = await open({ as: 'student', path: `/tasks/${taskId}` });
  const reader = readerOf(page);
  await reader.painted(1);
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 300,
    downloadThroughput: 60_000,
    uploadThroughput: 60_000,
  });
  for (const number of [12, 24]) {
    const until = Date.now() + 4000;
    await waitUntil('the URL to expire', () => Date.now() > until);
    await reader.goTo(number);
    await reader.painted(number);
    assert.equal(await page.getByRole('alert').count(), 0);
  }
  const urls = new Set(requests.filter(isSigned));
  assert.ok(urls.size >= 3, `${urls.size} URLs`);
  await assertNoSignedUrl(page);
  // On a slow machine a URL may expire while a request is pending: the browser complains, the reader asks again.
  assertCalm(isRefusal);
  await context.close();
});
