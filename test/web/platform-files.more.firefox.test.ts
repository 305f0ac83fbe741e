import type { Frame } from 'playwright-core';
import { startFirefox } from '../support/firefox.ts';
import { platformFilesContract } from './support/platform-files.ts';
import { startWebApp } from './support/web-app.ts';

await platformFilesContract({
  start: (settings) => startWebApp(settings, startFirefox),
  // Firefox's viewer is a page with readable text.
  async showsPdf(page) {
    const textOf = (frame: Frame) => frame.evaluate(() => document.body?.textContent ?? '');
    const texts = page.frames().map((frame) => textOf(frame).catch(() => '')); // some navigate at the same time
    return (await Promise.all(texts)).some((text) => text.includes('Zażółć gęślą jaźń'));
  },
  refusesFrame: (frame) => frame.url().startsWith('about:neterror?e=cspBlocked'),
});
