import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, afterEach, type TestContext } from 'node:test';
import { createLecternClient, type LecternClient } from 'lectern-client';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect200, sessionCookie, trySignIn } from '../../support/api-client.ts';
import { startChromium } from '../../support/chromium.ts';
import { freePorts } from '../../support/ports.ts';
import { type ServerProcess, startServer } from '../../support/server-process.ts';
import { cephVariable } from '../../support/variables.ts';
import { like, t } from './texts.ts';

export type DemoName = 'admin' | 'teacher' | 'student' | 'outsider';
export type ColorScheme = 'light' | 'dark';

export interface Visit {
  /** An account of the demo, or the e-mail address of another; signed out by default. */
  readonly as?: DemoName | (string & {});
  readonly path?: string;
  readonly width?: number;
  readonly height?: number;
  /**
   * A separate session and window, for tests that end the session or need empty storage. Default: those that the tests of a file share, one
   * after the other.
   */
  readonly ownSession?: true;
  /** Language of the browser; the app follows it. */
  readonly language?: 'en' | 'pl';
  readonly colorScheme?: ColorScheme;
  /**
   * Value of `Math.random()` in the page, for tests that wait for something at a random moment within more than some seconds. Needs a
   * separate window.
   */
  readonly random?: number;
}

/**
 * A page of the app in a separate window, with everything that happened in it. Later tests reuse the window unless it was closed, so close
 * it if it has a changed clock or a slow network.
 */
export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Console errors and uncaught exceptions. */
  readonly complaints: Array<string>;
  /** All requests, as `GET https://…`. */
  readonly requests: Array<string>;
  /** Asserts that there were no unexpected complaints, and no requests except to the app and its storage. */
  assertCalm(isExpected?: (complaint: string) => boolean): void;
}

export interface WebAppUnderTest {
  readonly apiUrl: string;
  readonly browser: Browser;
  open(visit?: Visit): Promise<OpenPage>;
  /** An API client for a user of the demo, without the browser. */
  client(as: DemoName | (string & {})): Promise<LecternClient>;
}

/** `startWebApp` with the storage under test: suites that call this run on the folder and on Ceph. */
export async function startStoredWebApp(
  settings: Readonly<Record<string, string>> = {},
  startBrowser = startChromium,
): Promise<WebAppUnderTest & { readonly server: ServerProcess }> {
  const ceph = process.env[cephVariable];
  if (!ceph) return startWebApp(settings, startBrowser);
  const { newCephBucket } = await import('../../servers/buckets.ts');
  // The bucket's CORS rules need the origins of the pages.
  const [port, filesPort] = await freePorts();
  const bucket = await newCephBucket(JSON.parse(ceph), {
    origin: `http://127.0.0.1:${port}`,
    embedOrigins: settings['LECTERN_EMBED_ORIGINS'],
    name: `test-${randomBytes(8).toString('hex')}`,
  });
  const ports = { LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) };
  return startWebApp({ ...bucket, ...ports, ...settings }, startBrowser);
}

/** A demo with the built web app, and a browser; both are stopped after the tests. */
export async function startWebApp(
  settings: Readonly<Record<string, string>> = {},
  startBrowser = startChromium,
): Promise<WebAppUnderTest & { readonly server: ServerProcess }> {
  const [server, browser] = await Promise.all([startServer('demo', settings), startBrowser()]);
  after(async () => {
    await browser.close();
    await server.end();
  });
  const { apiUrl, filesUrl, env } = server;
  const storageUrl = env['S3_ENDPOINT'] ?? env['LECTERN_FILES_URL'] ?? filesUrl;
  return { ...webAppAt({ apiUrl, storageUrl, browser }), server };
}

export interface WebAppInTime extends WebAppUnderTest {
  /** The server's time, and that of new pages. */
  nowMs(): number;
  /** Advances the clocks of the server and of a page. */
  passTime(page: Page, ms: number): Promise<void>;
}

/** The same with a server in this process whose clock can be advanced. */
export async function startWebAppInTime(
  settings: Readonly<Record<string, string>> = {},
): Promise<WebAppInTime> {
  // Imported lazily: loading the whole server takes a while, and most browser suites start it as a process.
  const { startDemoApp } = await import('../../support/demo-app.ts');
  const [{ apiUrl, filesUrl, clock, end }, browser] = await Promise.all([
    startDemoApp(settings),
    startChromium(),
  ]);
  after(async () => {
    await browser.close();
    await end();
  });
  return {
    ...webAppAt({ apiUrl, storageUrl: filesUrl, browser }, clock.nowMs),
    nowMs: clock.nowMs,
    async passTime(page, ms) {
      clock.advance(ms);
      await page.clock.fastForward(ms);
    },
  };
}

interface RunningApp {
  readonly apiUrl: string;
  /** Origin of the storage that serves PDFs. */
  readonly storageUrl: string;
  readonly browser: Browser;
}

/** @param nowMs time of new pages; default: this machine's */
function webAppAt({ apiUrl, storageUrl, browser }: RunningApp, nowMs?: () => number): WebAppUnderTest {
  /** By account, so that a suite doesn't reach the limit of sign-ins. */
  const sessions = new Map<string, ReturnType<typeof newSession>>();
  const sessionOf = (as: string): ReturnType<typeof newSession> => {
    const session = sessions.get(as) ?? newSession(apiUrl, as);
    sessions.set(as, session);
    return session;
  };
  const storage = new URL(storageUrl).origin;
  /** Windows not in use, by account and language. */
  const windows = new Map<string, Array<AppWindow>>();
  /** Windows opened by the current test. */
  const opened: Array<{ readonly window: AppWindow; readonly key?: string }> = [];
  afterEach(async (test) => {
    // Its types lack `passed`.
    const { passed } = test as TestContext & { readonly passed: boolean };
    for (const { window, key } of opened.splice(0)) {
      if (window.page.isClosed()) continue;
      if (key === undefined || !passed) await window.context.close();
      else windows.set(key, [...(windows.get(key) ?? []), await tidy(window)]);
    }
  });

  return {
    apiUrl,
    browser,
    async open(visit = {}) {
      const { as, path = '/', width = 1280, height = 800, language = 'en', colorScheme = 'light' } = visit;
      const isShared = as !== undefined && !visit.ownSession && !nowMs;
      const key = `${as} ${language}`;
      const kept = isShared ? windows.get(key)?.pop() : undefined;
      const { page, context, seen } =
        kept ?? (await newWindow(browser, { width, height, language, colorScheme }));
      if (kept) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ media: null, colorScheme });
      }
      Object.assign(seen, { complaints: [], requests: [] });
      const { complaints, requests } = seen;
      if (as) {
        const { cookie } = await (visit.ownSession ? newSession(apiUrl, as) : sessionOf(as));
        await context.addCookies([cookie]);
      }
      // As storage state of the context, Playwright would load a page to set it.
      const signedIn = as ? await context.addInitScript(keepNothingButSignedIn) : undefined;
      if (nowMs) await page.clock.install({ time: nowMs() });
      if (visit.random !== undefined) await page.addInitScript(decideChance, visit.random);
      await page.goto(`${apiUrl}${path}`);
      await loadFont(page, language);
      await signedIn?.dispose();
      opened.push({ window: { page, context, seen }, ...(isShared && { key }) });
      return {
        page,
        context,
        complaints,
        requests,
        assertCalm(isExpected = () => false) {
          assert.deepEqual(
            complaints.filter((complaint) => !isExpected(complaint)),
            [],
          );
          const strangers = requests.filter((request) => {
            const { protocol, origin } = new URL(request.slice(request.indexOf(' ') + 1));
            return protocol.startsWith('http') && origin !== apiUrl && origin !== storage;
          });
          assert.deepEqual(strangers, []);
        },
      };
    },
    async client(as) {
      return createLecternClient({ baseUrl: apiUrl, token: (await sessionOf(as)).token });
    },
  };
}

/**
 * The font may replace another within 100 ms of the first paint. A test can click in this time, and miss the button that moves. A font that
 * cannot be loaded replaces none.
 */
async function loadFont(page: Page, language: 'en' | 'pl'): Promise<void> {
  const text = language === 'pl' ? 'aż' : 'a';
  await page
    .evaluate(`document.fonts.load('1em Figtree', '${text}').then(() => {}, () => {})`)
    .catch((error: unknown) => {
      if (!String(error).includes('context was destroyed')) throw error; // the page leads to another
    });
}

interface AppWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Belongs to the test that uses the window. */
  readonly seen: Pick<OpenPage, 'complaints' | 'requests'>;
}

type Look = Required<Pick<Visit, 'width' | 'height' | 'language' | 'colorScheme'>>;

async function newWindow(browser: Browser, look: Look): Promise<AppWindow> {
  const { width, height, language, colorScheme } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'en' ? 'en-GB' : 'pl-PL',
    timezoneId: 'Europe/Warsaw',
    colorScheme,
    // Animations take a tenth of a suite's time. Firefox keeps them.
    reducedMotion: browser.browserType().name() === 'chromium' ? 'reduce' : 'no-preference',
    acceptDownloads: true,
  });
  await context.addInitScript(complainOfEndlessRendering);
  const page = await context.newPage();
  const seen: AppWindow['seen'] = { complaints: [], requests: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') seen.complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => seen.complaints.push(String(error)));
  context.on('request', (request) => seen.requests.push(`${request.method()} ${request.url()}`));
  return { page, context, seen };
}

/** Resets a window after a test. */
async function tidy(window: AppWindow): Promise<AppWindow> {
  const { page, context } = window;
  page.removeAllListeners('dialog');
  for (const other of context.pages()) if (other !== page) await other.close();
  await Promise.all([
    page.unrouteAll({ behavior: 'ignoreErrors' }),
    context.unrouteAll({ behavior: 'ignoreErrors' }),
  ]);
  await Promise.all([context.setOffline(false), context.clearPermissions()]);
  // An open page would continue to poll.
  await page.goto('about:blank');
  return window;
}

/** A signed-in session; suites about signing in use the page instead. */
async function newSession(apiUrl: string, as: string) {
  const reply = await trySignIn(apiUrl, as);
  const { token } = expect200(reply);
  const [name, value] = sessionCookie(reply).split('=', 2) as [string, string];
  const rest = { expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' } as const;
  return { token, cookie: { name, value, domain: new URL(apiUrl).hostname, path: '/', ...rest } };
}

/** Runs in the page: besides the cookie, the app stores that there is a session. */
function keepNothingButSignedIn(): void {
  localStorage.clear();
  sessionStorage.clear();
  localStorage.setItem('lectern-signed-in', 'yes');
}

/** Runs in the page. */
function decideChance(value: number): void {
  Math.random = () => value;
}

/**
 * Runs in every page: a component that renders endlessly shows no visible change, but uses a whole core. React reports every commit to its
 * developer tools.
 */
function complainOfEndlessRendering(): void {
  let [since, commits] = [0, 0];
  Object.assign(window, {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberUnmount() {},
      onCommitFiberRoot() {
        const now = performance.now();
        if (now - since > 5000) [since, commits] = [now, 0];
        commits += 1;
        if (commits === 300) reportError(new Error('The page renders endlessly.'));
      },
    },
  });
}

/** Presses a button twice, before the page can show the first press. */
export const pressTwice = (button: Locator): Promise<void> =>
  button.evaluate((element) => {
    for (const _ of [1, 2]) (element as HTMLElement).click();
  });

/** The sign-in form, in either language. */
export function signInForm(page: Page) {
  return {
    async fill(email: string, password: string): Promise<void> {
      await page.getByRole('textbox', { name: /e-mail/i }).fill(email);
      await page.locator('input[autocomplete="current-password"]').fill(password);
    },
    click: () => page.locator('button[type="submit"]').click(),
  };
}

/**
 * Asserts that the app reloads when an admin opens a part that an update has replaced.
 * @param address the app's URL without a trailing slash
 */
export async function assertLoadsAnew(page: Page, address: string): Promise<void> {
  const parts = '**/assets/admin-pages*.js';
  const context = page.context();
  const later = `${new URL(`${address}/`).pathname}assets/app-later.js`;
  await context.route(parts, (route) => route.fulfill({ status: 404 }));
  await context.route(`${address}/`, async (route) => {
    await context.unroute(parts);
    await route.fulfill({ body: `<script type="module" src="${later}"></script>` });
  });
  const loaded = page.waitForEvent('load');
  await page.getByRole('link', { name: t('navigation.keys') }).click();
  await loaded;
  await page.getByRole('heading', { level: 1, name: t('navigation.keys') }).waitFor();
}

/** Signs out through the account menu, in English. @param name whose account it must be; default: any */
export async function signOut(page: Page, name?: string): Promise<void> {
  const menu = (of: string) => t('account.menu', { name: of });
  await page.getByRole('button', { name: name === undefined ? like(menu) : menu(name) }).click();
  await page.getByRole('menuitem', { name: t('account.signOut') }).click();
}
