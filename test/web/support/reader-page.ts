import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LecternClient } from 'lectern-client';
import type { Frame, Page } from 'playwright-core';
import { pdfOfSize } from '../../support/api-client.ts';
import { toBlob } from '../../support/statements.ts';
import { t } from './texts.ts';

/** A task that everybody signed in may read, with a PDF for each language. */
export async function publish(
  teacher: LecternClient,
  title: string,
  pdfs: Readonly<Record<string, Blob>>,
): Promise<string> {
  const [primaryLanguage = 'en'] = Object.keys(pdfs);
  const body = {
    title,
    primaryLanguage,
    visibility: 'signed-in',
    visibleFrom: '2020-01-01T00:00:00Z',
  } as const;
  const { taskId } = await teacher.post('/api/v1/tasks', { body });
  for (const [language, pdf] of Object.entries(pdfs)) await replace(teacher, taskId, pdf, language);
  return taskId;
}

export interface Window {
  readonly opensAt: string;
  readonly closesAt?: string;
}

/** A task of a group of the student's, in a window. */
export async function publishInGroup(
  teacher: LecternClient,
  title: string,
  pdf: Blob,
  window: Window,
): Promise<string> {
  const taskId = await publish(teacher, title, { en: pdf });
  await teacher.patch('/api/v1/tasks/{taskId}', { path: { taskId }, body: { visibility: 'restricted' } });
  const { items } = await teacher.get('/api/v1/groups', { query: { limit: 1 } });
  const groupId = items[0]?.groupId as string;
  await teacher.put('/api/v1/groups/{groupId}/tasks/{taskId}', { path: { taskId, groupId }, body: window });
  return taskId;
}

export async function replace(
  teacher: LecternClient,
  taskId: string,
  pdf: Blob,
  language = 'en',
): Promise<void> {
  await teacher.uploadDocument(taskId, { language, fileName: `statement.${language}.pdf`, pdf });
}

/**
 * The same for a PDF that the server would refuse or take seconds for: as one that was uploaded before uploads were
 * examined. It lies in the folder of the server.
 */
export async function replaceUnexamined(
  teacher: LecternClient,
  taskId: string,
  bytes: Buffer,
  { dataDir, language = 'en' }: { dataDir: string; language?: string },
): Promise<void> {
  const uploaded = pdfOfSize(Math.max(bytes.length, 1000));
  await replace(teacher, taskId, toBlob(uploaded), language);
  const padded = Buffer.concat([bytes, Buffer.alloc(uploaded.length - bytes.length, '\n')]);
  const folder = join(dataDir, 'files/objects');
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await readFile(path)).equals(uploaded)) return writeFile(path, padded);
  }
  assert.fail('what was uploaded is not in the folder');
}

/** Goes to a page of the app as a link in it does: without loading the app anew. */
export const followLink = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);

export const bytesOf = async (blob: Blob): Promise<Buffer> => Buffer.from(await blob.arrayBuffer());

/** What a reader does and sees on the page of a task, or in a frame of it. */
export function readerOf(page: Page | Frame) {
  const sheet = (number: number) => page.locator(`.pdfViewer .page[data-page-number="${number}"]`);
  const tool = (name: string) => page.getByRole('button', { name, exact: true });
  const pageField = page.getByRole('textbox', { name: t('reader:toolbar.page'), exact: true });
  return {
    sheet,
    tool,
    pageField,
    pages: page.getByRole('region', { name: /^Statement: / }),
    /** pdf.js adds the text of a page after its image. */
    painted: (number: number) => sheet(number).locator('.endOfContent').waitFor({ state: 'attached' }),
    async goTo(number: number): Promise<void> {
      await pageField.fill(String(number));
      await pageField.press('Enter');
    },
    async isAt(number: number): Promise<void> {
      await page.waitForFunction(
        (wanted) => document.querySelector<HTMLInputElement>('input[aria-label="Page"]')?.value === wanted,
        String(number),
      );
    },
    /** Where the upper edge of a page is, from the upper edge of what shows the pages. */
    async offsetOf(number: number): Promise<number> {
      const [own, frame] = [
        await sheet(number).boundingBox(),
        await sheet(number).locator('../..').boundingBox(),
      ];
      return (own?.y ?? Number.NaN) - (frame?.y ?? Number.NaN);
    },
    widthOf: async (number: number) => Math.round((await sheet(number).boundingBox())?.width ?? 0),
    /** As if the reader came back to the tab: the app then asks for a newer version. */
    comeBack: () =>
      page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))),
  };
}

/** That no signed URL is in the address, the history, the document or what the browser keeps. */
export async function assertNoSignedUrl(page: Page): Promise<void> {
  const kept = await page.evaluate(() => ({
    address: location.href,
    state: JSON.stringify(history.state),
    document: document.documentElement.outerHTML,
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
  }));
  for (const [where, text] of Object.entries(kept)) {
    assert.ok(!isSigned(text), `a signed URL is in: ${where}`);
  }
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  await session.detach();
  for (const { url } of entries) assert.ok(!isSigned(url), url);
}

/** Of the embedded store, or of S3. */
export const isSigned = (text: string): boolean => /[?&](amp;)?(sig|X-Amz-Signature)=/i.test(text);

/** Of the browser, about a request for a PDF that was refused. */
export const isRefusal = (complaint: string): boolean =>
  /^(Access to fetch at|Failed to load resource:)/.test(complaint) && isSigned(complaint);
