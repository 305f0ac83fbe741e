import type { Locator, Page } from 'playwright-core';
import { pdfOfSize } from '../../support/api-client.ts';
import { t } from './texts.ts';

export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export const pdfNamed = (name: string, size = 50_000): ChosenFile => ({
  name,
  mimeType: 'application/pdf',
  buffer: pdfOfSize(size),
});

/**
 * Drops files on the page's drop area, as from the desktop.
 * @param areaName if the page has another area than the one for PDFs of a task
 */
export async function dropFiles(
  page: Page,
  files: ReadonlyArray<ChosenFile>,
  areaName = t('tasks:upload.title'),
): Promise<void> {
  const plain = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    base64: buffer.toString('base64'),
  }));
  const dataTransfer = await page.evaluateHandle((chosen) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, base64 } of chosen) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return transfer;
  }, plain);
  const area = page.getByRole('region', { name: areaName });
  for (const event of ['dragenter', 'dragover', 'drop']) await area.dispatchEvent(event, { dataTransfer });
}

/** Chooses files with the button, by keyboard. */
export async function chooseFiles(page: Page, files: ReadonlyArray<ChosenFile>): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: t('tasks:upload.choose') }).press('Enter');
  await (await chooser).setFiles([...files]);
}

/** The row of a chosen file. */
export const fileRow = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** Chooses from one of Mantine's lists. */
export async function pick(field: Locator, option: string | RegExp): Promise<void> {
  await field.click();
  await field.page().getByRole('option', { name: option, exact: true }).click();
}
