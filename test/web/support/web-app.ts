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
  /** An account of the demo or an e-mail address of another one; nobody when it is left out. */
  readonly as?: DemoName | (string & {});
  readonly path?: string;
  readonly width?: number;
  readonly height?: number;
  /**
   * A session and a window that nobody else has, for who ends the session or must find nothing kept. Default: those
   * that the tests of a file share, one after the other.
   */
  readonly ownSession?: true;
  /** Of the browser; the app follows it. */
  readonly language?: 'en' | 'pl';
  readonly colorScheme?: ColorScheme;
  /**
   * What `Math.random()` is in the page, for who waits for what happens at a random moment within more than some seconds.
   * Wants a window of its own.
   */
  readonly random?: number;
}

/**
 * A page of the app in a browser window of its own until the test ends, and all that went on in it. The window goes on
 * to the next test unless it was closed, which a test does that leaves a clock or a slow network behind.
 */
export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors in the console, and exceptions that nobody caught. */
  readonly complaints: Array<string>;
  /** Addresses of all requests, as `GET https://…`. */
  readonly requests: Array<string>;
  /** That there were neither complaints, but for those expected, nor requests to anybody but the app and its storage. */
  assertCalm(isExpected?: (complaint: string) => boolean): void;
}

export interface WebAppUnderTest {
  readonly apiUrl: string;
  readonly browser: Browser;
  open(visit?: Visit): Promise<OpenPage>;
  /** The API as somebody of the demo, beside the browser. */
  client(as: DemoName | (string & {})): Promise<LecternClient>;
}

/** What `startWebApp` gives, on the storage under test: suites that call this run on the folder and on Ceph. */
export async function startStoredWebApp(
  settings: Readonly<Record<string, string>> = {},
  startBrowser = startChromium,
): Promise<WebAppUnderTest & { readonly server: ServerProcess }> {
  const ceph = process.env[cephVariable];
  if (!ceph) return startWebApp(settings, startBrowser);
  const { newCephBucket } = await import('../../servers/buckets.ts');
  // The bucket must know the origins of the pages.
  const [port, filesPort] = await freePorts();
  const bucket = await newCephBucket(JSON.parse(ceph), {
    origin: `http://127.0.0.1:${port}`,
    embedOrigins: settings['LECTERN_EMBED_ORIGINS'],
    name: `test-${randomBytes(8).toString('hex')}`,
  });
  const ports = { LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) };
  return startWebApp({ ...bucket, ...ports, ...settings }, startBrowser);
}

/** A demo with the built web app, and Chromium; both end after the tests. */
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
  /** The time of the server, and of pages when they open. */
  nowMs(): number;
  /** Lets time pass for the server and for a page. */
  passTime(page: Page, ms: number): Promise<void>;
}

/** The same on a server in this process whose time can be moved on. */
export async function startWebAppInTime(
  settings: Readonly<Record<string, string>> = {},
): Promise<WebAppInTime> {
  // The whole server, which takes a while to load. Most suites in a browser have theirs in a process of its own.
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
  /** Of the storage, from where PDFs come. */
  readonly storageUrl: string;
  readonly browser: Browser;
}

/** @param nowMs the time of pages when they open; default: that of this machine */
function webAppAt({ apiUrl, storageUrl, browser }: RunningApp, nowMs?: () => number): WebAppUnderTest {
  /** By account, so that a suite does not run into the limit on signing in. */
  const sessions = new Map<string, ReturnType<typeof newSession>>();
  const sessionOf = (as: string): ReturnType<typeof newSession> => {
    const session = sessions.get(as) ?? newSession(apiUrl, as);
    sessions.set(as, session);
    return session;
  };
  const storage = new URL(storageUrl).origin;
  /** Windows that no test has now, by account and language. */
  const windows = new Map<string, Array<AppWindow>>();
  /** What the test that runs has opened. */
  const opened: Array<{ readonly window: AppWindow; readonly key?: string }> = [];
  afterEach(async (test) => {
    for (const { window, key } of opened.splice(0)) {
      if (window.page.isClosed()) continue;
      if (key === undefined || !(test as TestContext).passed) await window.context.close();
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
      // As the state of a context, Playwright would load a page to set it.
      const signedIn = as ? await context.addInitScript(keepNothingButSignedIn) : undefined;
      if (nowMs) await page.clock.install({ time: nowMs() });
      if (visit.random !== undefined) await page.addInitScript(decideChance, visit.random);
      await page.goto(`${apiUrl}${path}`);
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

interface AppWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** By the test that has the window. */
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
    // What moves takes a tenth of the time of a suite. It moves in Firefox.
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

/** Ends what a test has begun in a window. */
async function tidy(window: AppWindow): Promise<AppWindow> {
  const { page, context } = window;
  page.removeAllListeners('dialog');
  for (const other of context.pages()) if (other !== page) await other.close();
  await Promise.all([
    page.unrouteAll({ behavior: 'ignoreErrors' }),
    context.unrouteAll({ behavior: 'ignoreErrors' }),
  ]);
  await Promise.all([context.setOffline(false), context.clearPermissions()]);
  // What is open goes on asking for news.
  await page.goto('about:blank');
  return window;
}

/** What somebody has who has signed in: suites about that itself do it by the page. */
async function newSession(apiUrl: string, as: string) {
  const reply = await trySignIn(apiUrl, as);
  const { token } = expect200(reply);
  const [name, value] = sessionCookie(reply).split('=', 2) as [string, string];
  const rest = { expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' } as const;
  return { token, cookie: { name, value, domain: new URL(apiUrl).hostname, path: '/', ...rest } };
}

/** Runs in the page: beside the cookie, the app keeps that somebody is signed in. */
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
 * Runs in every page: a component that renders on and on changes nothing that can be seen, and takes all of a core.
 * React tells its developer tools of every commit.
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
        if (commits === 300) reportError(new Error('The page renders on and on.'));
      },
    },
  });
}

/** Presses a button twice before the page can show that it was pressed. */
export const pressTwice = (button: Locator): Promise<void> =>
  button.evaluate((element) => {
    for (const _ of [1, 2]) (element as HTMLElement).click();
  });

/** The form to sign in, in either language. */
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
 * That the app loads anew when an admin opens a part of it that an update has replaced.
 * @param address of the app, without a slash at its end
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

/** By the menu of the account, in English. @param name whose account it must be; default: anybody's */
export async function signOut(page: Page, name?: string): Promise<void> {
  const menu = (of: string) => t('account.menu', { name: of });
  await page.getByRole('button', { name: name === undefined ? like(menu) : menu(name) }).click();
  await page.getByRole('menuitem', { name: t('account.signOut') }).click();
}
