import type { Page } from 'playwright-core';

/** Answers the question that is asked, by the button with this verb. */
export const confirm = (page: Page, verb: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
