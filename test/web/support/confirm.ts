import type { Locator, Page } from 'playwright-core';
import { t } from './texts.ts';

/** The button of exactly this name on a page, or in a part of it. */
export const button = (where: Page | Locator, name: string | RegExp): Locator =>
  where.getByRole('button', { name, exact: true });

/** Confirms the open question with the button of this name. */
export const confirm = (page: Page, verb: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();

/** Chooses from a row's menu. @param of what the row is about, or the name of its menu */
export async function chooseInRow(page: Page, of: string | RegExp, action: string): Promise<void> {
  const name = typeof of === 'string' ? `${t('action.all')}: ${of}` : of;
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}
