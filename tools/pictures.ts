import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { demoPassword } from '../src/demo/seed.ts';
import { startChromium } from '../test/support/chromium.ts';
import { startServer } from '../test/support/server-process.ts';

/** Takes the pictures of the README anew, from a demo: `npm run build && node tools/pictures.ts`. */

interface Picture {
  readonly name: string;
  readonly as: 'student' | 'teacher' | 'admin';
  readonly path?: string;
  /** Leads on from there to what the picture shows. */
  readonly go?: (page: Page) => Promise<unknown>;
  readonly isPhone?: true;
  readonly isDark?: true;
  readonly language?: 'pl';
}

const openTask = (title: string) => (page: Page) => page.getByRole('link', { name: title }).first().click();
const openTab = (name: string) => (page: Page) => page.getByRole('tab', { name }).click();

const pictures: ReadonlyArray<Picture> = [
  { name: 'tasks', as: 'student' },
  {
    name: 'statement',
    as: 'student',
    go: async (page) => {
      await openTask('Canal Locks')(page);
      await page.locator('canvas').first().waitFor();
    },
  },
  { name: 'documents', as: 'teacher', path: '/manage/tasks', go: openTask('River Crossing') },
  {
    name: 'access',
    as: 'teacher',
    path: '/manage/tasks',
    go: async (page) => {
      await openTask('River Crossing')(page);
      await openTab('Who can read')(page);
      await page.locator('input[type=email]').fill('student@example.org');
      await page.keyboard.press('Enter');
      await page.locator('[aria-live] section').waitFor();
    },
  },
  {
    name: 'contest',
    as: 'teacher',
    path: '/manage/contests',
    go: async (page) => {
      await openTask('Long Challenge')(page);
      await openTab('Tasks')(page);
    },
  },
  { name: 'issued', as: 'admin', path: '/admin/issued-urls', isDark: true },
  { name: 'phone', as: 'student', isPhone: true, isDark: true },
  {
    name: 'phone-statement',
    as: 'student',
    isPhone: true,
    language: 'pl',
    go: async (page) => {
      await openTask('Zażółć gęślą jaźń')(page);
      await page.locator('canvas').first().waitFor();
    },
  },
  {
    name: 'phone-teacher',
    as: 'teacher',
    path: '/manage/tasks',
    isPhone: true,
    go: openTask('River Crossing'),
  },
];

const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 1.5, hasTouch: true };
const desktop = { viewport: { width: 1280, height: 860 } };

async function take(browser: Browser, apiUrl: string, picture: Picture): Promise<void> {
  const { name, as, path = '/', go, isPhone, isDark, language } = picture;
  const options: BrowserContextOptions = {
    ...(isPhone ? phone : desktop),
    locale: language === 'pl' ? 'pl-PL' : 'en-GB',
    timezoneId: 'Europe/Warsaw',
    colorScheme: isDark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${apiUrl}/sign-in?next=${encodeURIComponent(path)}`);
  await page.locator('input[autocomplete="username"]').fill(`${as}@example.org`);
  await page.locator('input[autocomplete="current-password"]').fill(demoPassword);
  await page.keyboard.press('Enter');
  await page.locator('main h1').waitFor();
  await go?.(page);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `docs/images/${name}.png` });
  await context.close();
}

const server = await startServer('demo');
const browser = await startChromium();
try {
  for (const picture of pictures) await take(browser, server.apiUrl, picture);
} finally {
  await browser.close();
  await server.end();
}
