/**
 * Page loads of the web app, measured with the browser's performance API: in Chromium on this machine, and throttled like Lighthouse's
 * phone (4 times the CPU time, 150 ms round trips, 1.6 Mbit/s). Cold cache.
 *
 *   npm run bench -- page-load
 */
import type { CDPSession, Page } from 'playwright-core';
import { signIn, taskTitled } from '../test/support/api-client.ts';
import { startChromium } from '../test/support/chromium.ts';
import { startServer } from '../test/support/server-process.ts';
import { median } from './support/processes.ts';
import { tableOf } from './support/table.ts';

const rounds = 3;
const conditions = {
  'this machine': undefined,
  'slow phone': {
    cpu: 4,
    network: { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 },
  },
} as const;

interface Load {
  /** Milliseconds from the start of the navigation. */
  readonly firstPaint: number;
  readonly largestPaint: number;
  /** Until the main content is visible. */
  readonly usable: number;
  /** Time beyond 50 ms, summed over all tasks of the main thread. */
  readonly blocking: number;
  /** Cumulative layout shift, unitless. */
  readonly shift: number;
  /** Transferred kilobytes: scripts, styles, and everything. */
  readonly scripts: number;
  readonly styles: number;
  readonly all: number;
  /** Files of the app and responses of the API. */
  readonly requests: number;
}

await using stack = new AsyncDisposableStack();
const server = await startServer('demo');
stack.defer(() => server.end());
const browser = await startChromium();
stack.defer(() => browser.close());
const student = await signIn(server.apiUrl, 'student');
/** A page has loaded when its main content is visible: pages with live updates are never network-idle. */
const pages = {
  'sign in': { path: '/sign-in', as: undefined, shows: 'input[autocomplete="current-password"]' },
  'tasks of a student': { path: '/', as: 'student', shows: 'a[href^="/tasks/"]' },
  'a task with its PDF': {
    path: `/tasks/${await taskTitled(student, 'Sum')}`,
    as: 'student',
    shows: '.pdfViewer .page[data-loaded="true"]',
  },
  'tasks of a teacher': { path: '/manage/tasks', as: 'teacher', shows: 'a[href^="/manage/tasks/"]' },
} as const;

async function load(
  { path, as, shows }: (typeof pages)[keyof typeof pages],
  condition: (typeof conditions)[keyof typeof conditions],
): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  if (as) await signInBy(page, as);
  const devTools = await context.newCDPSession(page);
  if (condition) await slowDown(devTools, condition);
  await devTools.send('Network.clearBrowserCache');
  await page.addInitScript(observe);
  await page.goto(server.apiUrl + path);
  await page.locator(shows).first().waitFor();
  const usable = (await page.evaluate('performance.now()')) as number;
  const result = (await page.evaluate('window.lecternLoad()')) as Omit<Load, 'usable'>;
  await context.close();
  return { ...result, usable };
}

async function signInBy(page: Page, name: string): Promise<void> {
  await page.goto(`${server.apiUrl}/sign-in?next=%2Faccount`);
  await page.getByRole('textbox', { name: /e-mail/i }).fill(`${name}@example.org`);
  await page.locator('input[autocomplete="current-password"]').fill('lectern-demo');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.apiUrl}/account`);
}

async function slowDown(
  devTools: CDPSession,
  { cpu, network }: NonNullable<(typeof conditions)['slow phone']>,
): Promise<void> {
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', network);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
}

/** Runs in the page, before its scripts. */
const observe = `(() => {
  const seen = { largestPaint: 0, shift: 0, blocking: 0 };
  const watch = (type, onEntry) =>
    new PerformanceObserver((list) => list.getEntries().forEach(onEntry)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => { seen.largestPaint = entry.startTime; });
  watch('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
  watch('longtask', (entry) => { seen.blocking += Math.max(0, entry.duration - 50); });
  window.lecternLoad = () => {
    const entries = [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')];
    const bytes = (list) => list.reduce((sum, entry) => sum + entry.transferSize, 0) / 1000;
    const firstPaint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    const scripts = bytes(entries.filter(({ name }) => /[.]m?js$/.test(name)));
    const styles = bytes(entries.filter(({ name }) => name.endsWith('.css')));
    return { firstPaint, ...seen, scripts, styles, all: bytes(entries), requests: entries.length };
  };
})()`;

const columns = [
  'firstPaint',
  'largestPaint',
  'usable',
  'blocking',
  'shift',
  'scripts',
  'styles',
  'all',
  'requests',
] as const;
const titles = [
  ...['first paint, ms', 'largest, ms', 'usable, ms', 'blocking, ms', 'shift'],
  ...['scripts, kB', 'styles, kB', 'all, kB', 'requests'],
];
const line = tableOf(24, 16);

for (const [name, condition] of Object.entries(conditions)) {
  process.stdout.write('\n');
  line([`${name}, ${rounds} rounds`, ...titles]);
  for (const [title, visit] of Object.entries(pages)) {
    const loads: Array<Load> = [];
    for (let round = 0; round < rounds; round += 1) loads.push(await load(visit, condition));
    const cells = columns.map((column) => {
      const value = median(loads.map((each) => each[column]));
      return column === 'shift' ? value.toFixed(3) : value.toFixed(0);
    });
    line([title, ...cells]);
  }
}
