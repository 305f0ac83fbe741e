/**
 * Time from the click on a task to its painted first page, and the bytes transferred: from a server on this machine, for PDFs of 1 MB and
 * of 40 MB, with and without pdf.js in the browser's cache.
 *
 *   npm run bench -- first-page
 */

import { createLecternClient } from 'lectern-client';
import type { BrowserContext, Page } from 'playwright-core';
import { signIn } from '../test/support/api-client.ts';
import { startChromium } from '../test/support/chromium.ts';
import { startServer } from '../test/support/server-process.ts';
import { makeStatement } from '../test/support/statements.ts';
import { median } from './support/processes.ts';
import { tableOf } from './support/table.ts';

const rounds = 5;
/** Pages of noise; each dictionary is next to its image, and the object table is at the end. */
const documents = {
  '1 MB, 8 pages': { pages: 8, imageBytes: 125_000, objectStreams: false },
  '40 MB, 160 pages': { pages: 160, imageBytes: 250_000, objectStreams: false },
} as const;

await using stack = new AsyncDisposableStack();
const server = await startServer('demo');
stack.defer(() => server.end());
const browser = await startChromium();
stack.defer(() => browser.close());
const { apiUrl } = server;
const teacher = createLecternClient({ baseUrl: apiUrl, token: (await signIn(apiUrl, 'teacher')).token });

async function publish(title: string, pdf: Blob): Promise<string> {
  const { taskId } = await teacher.post('/api/v1/tasks', {
    body: { title, primaryLanguage: 'en', visibility: 'signed-in', visibleFrom: '2020-01-01T00:00:00Z' },
  });
  await teacher.uploadDocument(taskId, { language: 'en', fileName: 'statement.pdf', pdf });
  return taskId;
}

interface Opening {
  readonly ms: number;
  /** Transferred bytes, with headers, of the app and of the PDF. */
  readonly appBytes: number;
  readonly pdfBytes: number;
}

/** Opens the task as a link in the list of tasks does. */
async function openTask(page: Page, context: BrowserContext, taskId: string): Promise<Opening> {
  await page.goto(`${apiUrl}/account`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const bytes = new Map<string, number>();
  const urls = new Map<string, string>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) =>
    bytes.set(requestId, (bytes.get(requestId) ?? 0) + encodedDataLength),
  );
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    bytes.set(requestId, Math.max(bytes.get(requestId) ?? 0, encodedDataLength)),
  );
  const ms = (await page.evaluate(follow, `/tasks/${taskId}`)) as number;
  const [app, pdf] = [apiUrl, server.filesUrl].map((origin) =>
    [...bytes].reduce((sum, [id, each]) => sum + (urls.get(id)?.startsWith(origin) ? each : 0), 0),
  );
  await session.detach();
  return { ms, appBytes: app ?? 0, pdfBytes: pdf ?? 0 };
}

/** Runs in the page. The reader sets a mark in the browser's timeline. */
const follow = (path: string) =>
  new Promise((resolve) => {
    const startedMs = performance.now();
    const { history, dispatchEvent, PopStateEvent } = globalThis as never as BrowserGlobals;
    new PerformanceObserver((list) => {
      const mark = list.getEntries().find(({ name }) => name === 'lectern-first-page');
      if (mark) resolve(mark.startTime - startedMs);
    }).observe({ type: 'mark' });
    history.pushState({}, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
  });

interface BrowserGlobals {
  readonly history: { pushState(state: object, unused: string, path: string): void };
  readonly dispatchEvent: (event: object) => void;
  readonly PopStateEvent: new (type: string) => object;
}

async function signInBy(page: Page): Promise<void> {
  await page.goto(`${apiUrl}/sign-in?next=%2Faccount`);
  await page.getByRole('textbox', { name: /e-mail/i }).fill('student@example.org');
  await page.locator('input[autocomplete="current-password"]').fill('lectern-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${apiUrl}/account`);
}

/** The page's session does not count the worker's script. */
async function workerBytes(page: Page, taskId: string): Promise<number> {
  const asked = page.waitForRequest(/\/pdf\.worker-/);
  await page.goto(`${apiUrl}/tasks/${taskId}`);
  const reply = await fetch((await asked).url(), { headers: { 'accept-encoding': 'br' } });
  return Number(reply.headers.get('content-length'));
}

const kB = (bytes: number) => (bytes / 1000).toFixed(0);
const line = tableOf(34, 16);

line([`median of ${rounds}`, 'first page, ms', 'app, kB', 'PDF, kB']);
for (const [name, shape] of Object.entries(documents)) {
  const pdf = await makeStatement(shape);
  /** One per round, because no first-time reader has the PDF in the cache. */
  const taskIds: Array<string> = [];
  for (let round = 0; round <= rounds; round += 1) taskIds.push(await publish(`${name} ${round}`, pdf));
  const [firstTaskId = '', ...others] = taskIds;
  for (const isCached of [false, true]) {
    const openings: Array<Opening> = [];
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await signInBy(page);
    if (isCached) await openTask(page, context, firstTaskId);
    for (const taskId of others) {
      const session = await context.newCDPSession(page);
      if (!isCached) await session.send('Network.clearBrowserCache');
      await session.detach();
      openings.push(await openTask(page, context, taskId));
    }
    const worker = isCached ? 0 : await workerBytes(page, firstTaskId);
    await context.close();
    const of = (column: keyof Opening) => median(openings.map((each) => each[column]));
    const title = `${name}, ${isCached ? 'pdf.js in the cache' : 'nothing in the cache'}`;
    line([title, of('ms').toFixed(0), kB(of('appBytes') + worker), kB(of('pdfBytes'))]);
  }
}
