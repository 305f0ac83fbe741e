import type { Page } from 'playwright-core';

/** A reply as a script of a page sees it. */
export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Fetches in the page; a string is why the browser kept the reply back. */
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

/** What Chromium and Firefox say of a reply that they keep from a page, and of a request that they do not send. */
export const keptBack = /Failed to fetch|NetworkError when attempting to fetch/;
