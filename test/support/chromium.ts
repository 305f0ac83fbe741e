import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Browser, chromium, type Download, type LaunchOptions, type Page } from 'playwright-core';
import { chromiumNames, findProgram, headlessShellNames } from './find-program.ts';

/**
 * Starts a Chromium without a PDF viewer. One for all suites would cost more, because Playwright's server would be
 * between.
 */
export function startChromium(): Promise<Browser> {
  return chromium.launch(launchOptions());
}

/** The whole Chromium, with its PDF viewer. */
export function startChromiumWithViewer(): Promise<Browser> {
  return chromium.launch(launchOptions(chromiumNames));
}

/** Disables Chromium's own traffic. All names below `.test` lead to this machine. */
function launchOptions(names = [...headlessShellNames, ...chromiumNames]): LaunchOptions {
  const executablePath = findProgram(names);
  if (!executablePath) throw new Error('install Chromium: apt-get install chromium');
  return {
    executablePath,
    // Playwright's own list keeps the PDF viewer from loading.
    ignoreDefaultArgs: ['--disable-component-extensions-with-background-pages'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP *.test 127.0.0.1',
    ],
  };
}

export async function contentOf(download: Download): Promise<Buffer> {
  return buffer(await download.createReadStream());
}

export interface ForeignFile {
  readonly type: string;
  readonly text: string;
}

/** Another web site on its own port: the files that are given by path, else an empty page. */
export async function startForeignSite(
  fileAt: (path: string) => ForeignFile | undefined = () => undefined,
): Promise<{
  port: number;
  /** The requested paths. */
  asked: ReadonlyArray<string>;
  close(): void;
}> {
  const asked: Array<string> = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const file = fileAt(request.url ?? '') ?? {
      type: 'text/html',
      text: '<!doctype html><title>Another site</title>',
    };
    response.setHeader('Content-Type', file.type);
    response.end(file.text);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The positions of the viewer's toolbar and of the text of the first page, in a window of 900 by 1100 pixels. */
const toolbar = { x: 0, y: 0, width: 900, height: 50 };
const text = { x: 350, y: 100, width: 500, height: 200 };

/**
 * Whether Chromium's viewer fills the page and shows dark text on white paper.
 * @param counter another page, which counts the pixels
 */
export async function paintsPdf(page: Page, counter: Page): Promise<boolean> {
  const [bar, paper] = [await pixelShares(page, counter, toolbar), await pixelShares(page, counter, text)];
  return bar.dark > 0.8 && paper.white > 0.8 && paper.dark > 0.004;
}

/** The share of dark and of white pixels in a part of the page. */
export async function pixelShares(
  page: Page,
  counter: Page,
  clip: { x: number; y: number; width: number; height: number },
): Promise<{ dark: number; white: number }> {
  const png = await page.screenshot({ clip });
  const { dark, white } = await counter.evaluate<{ dark: number; white: number }>(
    `(${countPixelsInBrowser})('${png.toString('base64')}')`,
  );
  const all = clip.width * clip.height;
  return { dark: dark / all, white: white / all };
}

/** Runs in a page, which can decode PNG. */
const countPixelsInBrowser = `async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let [dark, white] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const parts = [data[at], data[at + 1], data[at + 2]];
    if (parts.every((part) => part > 250)) white += 1;
    else if (parts.every((part) => part < 100)) dark += 1;
  }
  return { dark, white };
}`;
