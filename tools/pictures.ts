/** `npm run pictures` takes the pictures of the README and the manual from the demo, light and dark. It needs Chromium. */
import type { Browser, Page } from 'playwright-core';
import { startChromium } from '../test/support/chromium.ts';
import { exitOnSignals, startServer } from '../test/support/server-process.ts';

interface Picture {
  /** In docs/images/, without `.png` and `-dark.png`. */
  readonly name: string;
  /** A button of the demo's sign-in page. */
  readonly person: string;
  readonly width: number;
  readonly height: number;
  /** Opens what the picture shows, from the home page. */
  open(page: Page): Promise<void>;
}

const openContest = (name: string, tab: string) => async (page: Page) => {
  await page.getByRole('navigation').getByRole('link', { name: 'Contests' }).click();
  await page.getByRole('heading', { level: 1, name: 'Contests' }).waitFor();
  await page.getByRole('link', { name }).first().click();
  await page.getByRole('tab', { name: tab }).click();
  await page.getByRole('heading', { name: 'Tasks' }).first().waitFor();
};
const statementOf = (title: string) => async (page: Page) => {
  await page.getByRole('link', { name: title }).first().click();
  // The text of a page is laid over it once it is drawn.
  await page.locator('.textLayer').first().getByText('Input').first().waitFor();
};

const pictures: ReadonlyArray<Picture> = [
  {
    ...{ name: 'statement', person: 'Stella Student', width: 1280, height: 860 },
    open: statementOf('Canal Locks'),
  },
  {
    ...{ name: 'phone', person: 'Stella Student', width: 390, height: 780 },
    open: statementOf('Canal Locks'),
  },
  {
    ...{ name: 'prepare', person: 'Tomasz Teacher', width: 1280, height: 860 },
    open: openContest('Winter Challenge', 'Prepare'),
  },
];

async function take(
  browser: Browser,
  url: string,
  picture: Picture,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const { name, person, width, height, open } = picture;
  const context = await browser.newContext({
    ...{ viewport: { width, height }, deviceScaleFactor: 2, colorScheme, locale: 'en-GB' },
    ...{ timezoneId: 'Europe/Warsaw', reducedMotion: 'reduce' },
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('button', { name: `Account of ${person}` }).waitFor();
  await open(page);
  await page.waitForLoadState('load');
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const path = `docs/images/${name}${colorScheme === 'dark' ? '-dark' : ''}.png`;
  await page.screenshot({ path });
  process.stdout.write(`Wrote ${path}.\n`);
  await context.close();
}

exitOnSignals();
process.chdir(new URL('..', import.meta.url).pathname);
const [server, browser] = await Promise.all([startServer('demo'), startChromium()]);
try {
  for (const picture of pictures) {
    for (const colorScheme of ['light', 'dark'] as const)
      await take(browser, server.apiUrl, picture, colorScheme);
  }
} finally {
  await browser.close();
  await server.end();
}
