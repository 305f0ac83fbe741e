import type { Locator, Page } from 'playwright-core';

/**
 * Does what saves something, and waits until the API has taken it, so that what is read next is what was saved: on the
 * page, or beside it.
 */
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

/** Does what ends something that is there, and waits until it is gone. What was never there fails. */
export async function gone<T>(what: Locator, act: () => Promise<T>): Promise<T> {
  await what.waitFor({ state: 'attached' });
  const result = await act();
  await what.waitFor({ state: 'detached' });
  return result;
}
