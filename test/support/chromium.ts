import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumNames, findProgram } from './find-program.ts';

/** Starts Chromium without its own traffic. `hosts` are names that lead to this machine. */
export async function startChromium({
  hosts = [],
}: {
  hosts?: ReadonlyArray<string>;
} = {}): Promise<Browser> {
  const executablePath = findProgram(chromiumNames);
  if (!executablePath) throw new Error('install Chromium: apt-get install chromium');
  return chromium.launch({
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
      ...(hosts.length > 0
        ? [`--host-resolver-rules=${hosts.map((host) => `MAP ${host} 127.0.0.1`).join(',')}`]
        : []),
    ],
  });
}

/** A web site of somebody else: an empty page at every path, on a port of its own. */
export async function startForeignSite(): Promise<{ port: number; close(): void }> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>Another site</title>');
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The share of dark and of white pixels in a part of what the page shows. */
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

/** Runs in a page, where there is a decoder for PNG. */
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
