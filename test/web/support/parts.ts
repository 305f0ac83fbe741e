import type { Locator, Page } from 'playwright-core';
import { contentOf } from '../../support/chromium.ts';
import { expect, gone } from './settled.ts';
import { beginning, t } from './texts.ts';

/** A page, a frame, or a part of it. */
type Where = Pick<Locator, 'getByLabel' | 'getByRole' | 'getByText'>;

/** The button of exactly this name. */
export const button = (where: Where, name: string | RegExp): Locator =>
  where.getByRole('button', { name, exact: true });

export const press = (where: Where, name: string | RegExp): Promise<void> => button(where, name).click();

export const save = (where: Where): Promise<void> => press(where, t('action.save'));

/** The field of this label, which ends with a mark if the field is required. */
export const field = (where: Where, label: string): Locator => where.getByLabel(beginning(label));

/** Asserts that this has the focus, soon. */
export const focused = (what: Locator): Promise<void> => expect(what).toBeFocused();

/** Waits for the page with this title. */
export const titled = (where: Where, name: string | RegExp): Promise<void> =>
  where.getByRole('heading', { level: 1, name }).waitFor();

/** Waits for a text. */
export const shows = (where: Where, text: string | RegExp, options?: { exact: true }): Promise<void> =>
  where.getByText(text, options).waitFor();

/** The alert or status with a text. */
export const notice = (where: Where, role: 'alert' | 'status', text: string | RegExp): Locator =>
  where.getByRole(role).filter({ hasText: text });

/** Waits for an alert with a text. */
export const alerts = (where: Where, text: string | RegExp): Promise<void> =>
  notice(where, 'alert', text).waitFor();

/** Waits for a status with a text. */
export const tells = (where: Where, text: string | RegExp): Promise<void> =>
  notice(where, 'status', text).waitFor();

/** The dialog of this name. */
export const dialogOf = (page: Page, name: string): Locator => page.getByRole('dialog', { name });

/** The rows of the table of this name, with its head. */
export const rowsOf = (where: Where, name: string): Locator =>
  where.getByRole('table', { name }).getByRole('row');

/** Confirms the open question with the button of this name. */
export const confirm = (page: Page, verb: string): Promise<void> => press(page.getByRole('dialog'), verb);

/** Opens a question with a button, and confirms it with the one of the same name in it. */
export async function pressAndConfirm(where: Locator, name: string): Promise<void> {
  await press(where, name);
  await confirm(where.page(), name);
}

/** Removes a row with its button, and waits until it is gone. */
export async function removeWith(page: Page, name: string): Promise<void> {
  await press(page, name);
  await gone(button(page, name), () => confirm(page, t('action.remove')));
}

/** Chooses from a row's menu. @param of what the row is about, or the name of its menu */
export async function chooseInRow(page: Page, of: string | RegExp, action: string): Promise<void> {
  await press(page, typeof of === 'string' ? `${t('action.all')}: ${of}` : of);
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Runs an action that saves a file, and reads it. */
export async function saving(
  page: Page,
  act: () => Promise<unknown>,
): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), bytes: await contentOf(download) };
}
