import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { after } from 'node:test';
import type { EmbedOptions, EmbedToken, TokenReason } from 'lectern-client/embed';
import type { Browser, Frame, Page, Request } from 'playwright-core';
import { type ForeignFile, startForeignSite } from '../../support/chromium.ts';
import { readerOf } from './reader-page.ts';

const client = join(import.meta.dirname, '../../../client/src');

const page = `<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Course</title>
<link rel="icon" href="data:,">
<style>body { margin: 0 } main { height: 100dvh }</style>
<main id="statement" aria-label="Course"></main>
<script type="module">
  import * as lectern from '/client/embed.ts';
  Object.assign(window, lectern);
</script>`;

/** A platform that uses this repository's client library. */
function fileAt(path: string): ForeignFile | undefined {
  const [, name] = /^\/client\/([\w-]+\.ts)$/.exec(path) ?? [];
  if (name === undefined) return path === '/' ? { type: 'text/html', text: page } : undefined;
  return { type: 'text/javascript', text: stripTypeScriptTypes(readFileSync(join(client, name), 'utf8')) };
}

type Shown = Pick<EmbedOptions, 'taskId' | 'language' | 'uiLanguage' | 'title'>;
export type GetToken = (reason: TokenReason) => string | EmbedToken | Promise<string | EmbedToken>;

export interface PlatformVisit {
  /** Default: `platform.test`. */
  readonly host?: string;
  readonly width?: number;
  readonly height?: number;
  readonly language?: 'en' | 'pl';
  readonly cookies?: ReadonlyArray<{ readonly name: string; readonly value: string; readonly url: string }>;
  /** Runs first in every page and frame. */
  readonly script?: () => void;
  readonly getToken?: GetToken;
  /** Time of its pages when they open, in Unix milliseconds. It then passes, and can be advanced. */
  readonly timeMs?: number;
}

/** A platform's page in its own browser window, with everything that happened in it. */
export interface PlatformPage {
  readonly page: Page;
  /** Console errors and uncaught exceptions. */
  readonly complaints: Array<string>;
  /** Why tokens were requested, in order. */
  readonly reasons: Array<TokenReason>;
  /** Codes passed to `onError`. */
  readonly problems: () => Promise<ReadonlyArray<string>>;
  /** Requests to Lectern and its storage. */
  readonly requests: Array<Request>;
  /** Waits until all requests so far have been answered; for streams, until their head has arrived. */
  answered(): Promise<void>;
  /** Shows a statement with `embedDocument` in the page, or in another frame of the platform. */
  embed(shown: Shown, within?: Frame): Promise<void>;
  /** Lectern's frame in this or another page, once it exists. */
  frame(within?: Page): Promise<Frame>;
  /** Shows a statement, and waits for its first page. */
  read(shown: Shown): Promise<{ frame: Frame; reader: ReturnType<typeof readerOf> }>;
  close(): Promise<void>;
}

export interface Platform {
  originAt(host: string): string;
  open(browser: Browser, lecternUrl: string, visit?: PlatformVisit): Promise<PlatformPage>;
}

const ownHost = 'platform.test';

/** A web site with a page that shows statements. It is stopped after the tests. */
export async function startPlatform(): Promise<Platform> {
  const { port, close } = await startForeignSite(fileAt);
  after(close);
  const originAt = (host: string) => `http://${host}:${port}`;
  return {
    originAt,
    async open(browser, lecternUrl, visit = {}) {
      const { host = ownHost, width = 1000, height = 800, language = 'en', cookies = [], script } = visit;
      const context = await browser.newContext({
        viewport: { width, height },
        locale: language === 'en' ? 'en-GB' : 'pl-PL',
        timezoneId: 'Europe/Warsaw',
        acceptDownloads: true,
      });
      after(() => context.close());
      await context.addCookies([...cookies]);
      if (script) await context.addInitScript(script);
      const page = await context.newPage();
      if (visit.timeMs !== undefined) await page.clock.install({ time: visit.timeMs });
      const complaints: Array<string> = [];
      const requests: Array<Request> = [];
      const reasons: Array<TokenReason> = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      context.on('request', (request) => {
        if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== originAt(host))
          requests.push(request);
      });
      await context.exposeFunction('askPlatform', async (reason: TokenReason) => {
        reasons.push(reason);
        const given = await (visit.getToken ?? refuse)(reason);
        return typeof given === 'string'
          ? { token: given }
          : { ...given, expiresAt: given.expiresAt?.getTime() };
      });
      await page.goto(originAt(host));
      const frame = (within = page) => frameOf(within, lecternUrl);
      const embed = async (shown: Shown, within = page.mainFrame()) => {
        // Polls by time, because frames of other sites get no animation frames while out of view.
        await within.waitForFunction(() => 'embedDocument' in window, undefined, { polling: 50 });
        await within.evaluate(embedInPage, { url: lecternUrl, ...shown });
      };
      return {
        page,
        complaints,
        reasons,
        requests,
        async answered() {
          await Promise.all(requests.map((request) => request.response()));
        },
        problems: () => page.evaluate(() => (window as { problems?: Array<string> }).problems ?? []),
        embed,
        frame,
        async read(shown) {
          await embed(shown);
          const found = await frame();
          const reader = readerOf(found);
          await reader.painted(1);
          return { frame: found, reader };
        },
        close: () => context.close(),
      };
    },
  };
}

const refuse = (): never => {
  throw new Error('no user is signed in');
};

async function frameOf(page: Page, lecternUrl: string): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame.url().startsWith(`${lecternUrl}/embed/`));
  if (!find()) await page.waitForEvent('framenavigated', { predicate: () => find() !== undefined });
  return find() as Frame;
}

interface PlatformWindow extends Window {
  readonly embedDocument: typeof import('lectern-client/embed').embedDocument;
  readonly askPlatform: (reason: TokenReason) => Promise<{ token: string; expiresAt?: number }>;
  problems?: Array<string>;
  shown?: { destroy(): void; reload(): void };
}

/** Runs in the platform's page. */
function embedInPage(options: Omit<EmbedOptions, 'getToken'>): void {
  const platform = window as unknown as PlatformWindow;
  platform.problems = [];
  platform.shown = platform.embedDocument(document.getElementById('statement') as HTMLElement, {
    ...options,
    async getToken(reason) {
      const { token, expiresAt } = await platform.askPlatform(reason);
      return expiresAt === undefined ? token : { token, expiresAt: new Date(expiresAt) };
    },
    onError: ({ code }) => platform.problems?.push(code),
  });
}
