import { expect as expectNow } from 'playwright/test';
import type { Locator, Page } from 'playwright-core';

/** Assertions about a page, each of which waits until it holds: the data of a page may arrive in parts. */
export const expect = expectNow.configure({ timeout: 30_000 });

/** Runs an action that saves, and waits until the API has replied, so that later reads see the change, on the page or elsewhere. */
export async function saved<T>(page: Page, act: () => Promise<T>): Promise<T> {
  const [result] = await Promise.all([
    act(),
    page.waitForResponse(
      (reply) => reply.request().method() !== 'GET' && reply.ok() && isTaken(new URL(reply.url())),
    ),
  ]);
  return result;
}

/** A dry run saves nothing. */
const isTaken = ({ pathname, searchParams }: URL) =>
  pathname.startsWith('/api/') && searchParams.get('dryRun') !== 'true';

/** Holds requests to an address until `release`. `asked` resolves with the first of them. */
export async function hold(page: Page, url: Parameters<Page['route']>[0]) {
  const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route(url, async (route) => {
    asked.resolve();
    await released.promise;
    await route.continue().catch(() => {}); // the page may have given it up
  });
  return { asked: asked.promise, release: released.resolve };
}

/** Presses Escape in a dialog that takes it: the topmost, as soon as it is shown, which may be a moment after its text is there. */
export async function pressEscape(dialog: Locator): Promise<void> {
  const page = dialog.page();
  await dialog.and(page.locator('[data-modal-content]:not([data-hidden])')).waitFor();
  await page.keyboard.press('Escape');
}

/** Runs an action that removes an element, and waits until it is gone. Fails if it never existed. */
export async function gone<T>(what: Locator, act: () => Promise<T>): Promise<T> {
  await what.waitFor({ state: 'attached' });
  const result = await act();
  await what.waitFor({ state: 'detached' });
  return result;
}
