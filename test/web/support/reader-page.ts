import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LecternClient } from 'lectern-client';
import type { Frame, Page } from 'playwright-core';
import { pdfOfSize } from '../../support/api-client.ts';
import { toBlob } from '../../support/statements.ts';
import { t } from './texts.ts';

/** Publishes a task that all signed-in users may read, with a PDF per language. */
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

/** Publishes a task with a window in a group of the student. */
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
 * The same with a PDF that the server would refuse, or take seconds to examine, as if it had been uploaded before PDFs were examined.
 * Writes it into the server's folder.
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
  assert.fail('the uploaded file is not in the folder');
}

/** Navigates like a link in the app, without reloading it. */
export const followLink = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);

export const bytesOf = async (blob: Blob): Promise<Buffer> => Buffer.from(await blob.arrayBuffer());

/** A reader's actions, and what they see, on a task's page or in a frame. */
export function readerOf(page: Page | Frame) {
  const sheet = (number: number) => page.locator(`.pdfViewer .page[data-page-number="${number}"]`);
  const tool = (name: string) => page.getByRole('button', { name, exact: true });
  const pageField = page.getByRole('textbox', { name: t('reader:toolbar.page'), exact: true });
  return {
    sheet,
    tool,
    pageField,
    /** Chooses an item of the menu with the rare actions, in English. */
    async choose(name: string): Promise<void> {
      await tool(t('reader:toolbar.more')).click();
      await page.getByRole('menuitem', { name }).click();
    },
    pages: page.getByRole('region', { name: /^Statement: / }),
    /** pdf.js adds a page's text after its image. */
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
    /** Distance of a page's top from the top of its container. */
    async offsetOf(number: number): Promise<number> {
      const [own, frame] = [
        await sheet(number).boundingBox(),
        await sheet(number).locator('../..').boundingBox(),
      ];
      return (own?.y ?? Number.NaN) - (frame?.y ?? Number.NaN);
    },
    widthOf: async (number: number) => Math.round((await sheet(number).boundingBox())?.width ?? 0),
    /** Simulates a return to the tab: the app then checks for a newer version. */
    comeBack: () =>
      page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))),
  };
}

/** Asserts that no signed URL is in the URL, history, document or storage of a page. */
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

/** Whether it has a signature of the built-in file server or of S3. */
export const isSigned = (text: string): boolean => /[?&](amp;)?(sig|X-Amz-Signature)=/i.test(text);

/** Whether it is the browser's complaint about a refused request for a PDF. */
export const isRefusal = (complaint: string): boolean =>
  /^(Access to fetch at|Failed to load resource:)/.test(complaint) && isSigned(complaint);
