import type { Page } from 'playwright-core';

/** A reply as a script of a page sees it. */
export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Fetches in the page; a string is the reason why the browser blocked the reply. */
export function fetchInPage(page: Page, address: string, init: object = {}): Promise<Seen | string> {
  return page.evaluate(
    async ({ address, init }) => {
      try {
        const response = await fetch(address, init);
        const headers = Object.fromEntries(response.headers);
        return { status: response.status, text: await response.text(), headers };
      } catch (error) {
        return String(error);
      }
    },
    { address, init },
  );
}

/**
 * The errors of Chromium and Firefox for a reply that they hide from a page, and for a request that they do not send.
 */
export const keptBack = /Failed to fetch|NetworkError when attempting to fetch/;
