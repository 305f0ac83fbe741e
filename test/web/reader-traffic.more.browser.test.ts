import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { makeStatement } from '../support/statements.ts';
import { cephVariable } from '../support/variables.ts';
import { followLink, isSigned, publish, readerOf } from './support/reader-page.ts';
import { hold } from './support/settled.ts';
import { t } from './support/texts.ts';
import { startStoredWebApp } from './support/web-app.ts';

const { open, client } = await startStoredWebApp();
const teacher = await client('teacher');
const shape = { pages: 160, imageBytes: 250_000 } as const;
const isOfPdf = ({ href }: URL) => isSigned(href);
const outline = [{ title: 'The end', page: 160 }];

/**
 * Counts the bytes of all replies of a page, with headers, as the browser does: those received up to a time in Unix milliseconds, because a
 * busy machine reports a moment only after more has arrived.
 */
async function countBytes(page: Page): Promise<(untilMs?: number) => number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const received: Array<{ readonly at: number; readonly bytes: number }> = [];
  const byRequest = new Map<string, number>();
  /** Converts the monotonic seconds of these events to the page's time. */
  let toWallTime = 0;
  const add = (id: string, at: number, bytes: number) => {
    received.push({ at, bytes });
    byRequest.set(id, (byRequest.get(id) ?? 0) + bytes);
  };
  session.on('Network.requestWillBeSent', ({ wallTime, timestamp }) => {
    toWallTime = wallTime - timestamp;
  });
  session.on('Network.dataReceived', ({ requestId, timestamp, encodedDataLength }) =>
    add(requestId, timestamp, encodedDataLength),
  );
  session.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) =>
    add(requestId, timestamp, Math.max(0, encodedDataLength - (byRequest.get(requestId) ?? 0))),
  );
  return (untilMs = Number.POSITIVE_INFINITY) =>
    received.reduce((sum, { at, bytes }) => sum + ((at + toWallTime) * 1000 <= untilMs ? bytes : 0), 0);
}

/** The page's session doesn't count the worker's script. */
async function workerBytes(requests: ReadonlyArray<string>): Promise<number> {
  const path = requests.find((request) => /\/pdf\.worker-\S+\.js$/.test(request))?.split(' ')[1];
  assert.ok(path, 'the worker has a separate file');
  const reply = await fetch(path, { headers: { 'accept-encoding': 'br' } });
  assert.equal(reply.headers.get('content-encoding'), 'br');
  return Number(reply.headers.get('content-length'));
}

describe('a PDF of 40 MB', () => {
  // The layout of the file is the same for every storage.
  for (const objectStreams of process.env[cephVariable] ? [true] : [true, false]) {
    const table = objectStreams ? 'object streams' : 'a classic table, and each page next to its image';
    it(`shows its first page after at most 1 MB, with all of pdf.js: ${table}`, async () => {
      const pdf = await makeStatement({ ...shape, objectStreams, outline });
      assert.ok(pdf.size > 39_000_000);
      const path = `/tasks/${await publish(teacher, 'Scans', { en: pdf })}`;
      const { page, requests, assertCalm } = await open({
        as: 'student',
        path: '/account',
        ownSession: true,
      });
      const reader = readerOf(page);
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.ok(
        !requests.some((request) => /pdf\.worker|pdf-engine/.test(request)),
        'loaded only for a statement',
      );
      const bytes = await countBytes(page);
      await followLink(page, path);
      const shown = await page.waitForFunction(() => {
        const [mark] = performance.getEntriesByName('lectern-first-page');
        return mark && performance.timeOrigin + mark.startTime;
      });
      const first = bytes(await shown.jsonValue()) + (await workerBytes(requests));
      assert.ok(first > 500_000, `${first} bytes are less than pdf.js takes`);
      assert.ok(first <= 1_000_000, `${first} bytes`);

      // The last page is close, too.
      await reader.painted(1);
      const before = bytes();
      await reader.goTo(160);
      await reader.painted(160);
      assert.ok(bytes() - before < 1_500_000, `${bytes() - before} bytes to the last page`);
      await reader.goTo(1);
      // Loading a page that is left again yields to the next one.
      const { asked, release } = await hold(page, isOfPdf);
      const aborted = page.waitForEvent('requestfailed', (request) => isSigned(request.url()));
      await reader.goTo(80);
      await asked;
      await reader.goTo(120);
      await aborted;
      release();
      await page.unroute(isOfPdf);
      await reader.painted(120);
      await reader.tool(t('reader:toolbar.panel')).click();
      await page.getByRole('tab', { name: t('reader:panel.outline') }).click();
      await page.getByRole('button', { name: 'The end' }).click();
      await reader.isAt(160);
      assert.ok(bytes() < 6_000_000, `${bytes()} bytes in all`);
      assertCalm();
    });
  }
});
