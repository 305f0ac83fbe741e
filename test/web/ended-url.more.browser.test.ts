import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { demoPassword } from '../support/api-client.ts';
import { startForeignSite } from '../support/chromium.ts';
import { hourMs } from '../support/settable-clock.ts';
import { makeStatement } from '../support/statements.ts';
import { assertAccessible, assertFits } from './support/looks.ts';
import { publish, publishInGroup, readerOf } from './support/reader-page.ts';
import { expect } from './support/settled.ts';
import { t } from './support/texts.ts';
import { signInForm, startWebAppInTime, type Visit } from './support/web-app.ts';

const site = await startForeignSite();
after(site.close);
const platform = `http://platform.localhost:${site.port}`;

const { apiUrl, open, client, nowMs, passTime } = await startWebAppInTime({
  LECTERN_EMBED_ORIGINS: platform,
});
const teacher = await client('teacher');
const statementIn = (language: string) => makeStatement({ pages: 1, text: () => `written in ${language}` });
const pdfs = { en: await statementIn('English'), pl: await statementIn('Polish') };

/** A URL for the teacher. */
async function urlOf(taskId: string, language?: string): Promise<string> {
  const body = language === undefined ? {} : { language };
  const fresh = await teacher.post('/api/v1/tasks/{taskId}/description-url', { path: { taskId }, body });
  return fresh.descriptionPdfUrl as string;
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true });
const openTask = (page: Page) => page.getByRole('link', { name: 'Open the task', exact: true });

/** Opens a URL in a browser an hour later, after it has expired. */
async function openLate(url: string, visit: Visit = {}) {
  const opened = await open(visit);
  const { page } = opened;
  await passTime(page, hourMs);
  const reply = await page.goto(url);
  assert.equal(reply?.status(), 403);
  return opened;
}

describe('a signed URL that has expired, in a browser', () => {
  it('leads to sign-in and then to the statement, in its language', async () => {
    const taskId = await publish(teacher, 'Late', pdfs);
    const { page } = await openLate(await urlOf(taskId, 'pl'));
    await heading(page, 'This link has expired').waitFor();
    assert.equal(await page.title(), 'This link has expired · Lectern');
    const expired = page.url();
    await openTask(page).click();
    const form = signInForm(page);
    await form.fill('student@example.org', demoPassword);
    await form.click();
    await readerOf(page).sheet(1).getByText('written in Polish').waitFor();
    assert.equal(page.url(), `${apiUrl}/tasks/${taskId}?language=pl`);
    await page.reload();
    await readerOf(page).sheet(1).getByText('written in Polish').waitFor();
    // No page between the two is left that would redirect forward.
    while (page.url() !== expired) await page.goBack();
    await heading(page, 'This link has expired').waitFor();
  });

  it('is a page that does not exist for users who may not read the task', async () => {
    const taskId = await publish(teacher, 'Not yours', pdfs);
    const path = { taskId };
    const url = await urlOf(taskId);
    await teacher.patch('/api/v1/tasks/{taskId}', { path, body: { visibility: 'restricted' } });
    const { page } = await openLate(url, { as: 'outsider' });
    await openTask(page).click();
    await heading(page, t('errors.not-found')).waitFor();
    assert.match(page.url(), /\/open\/[\w-]{40}$/);
    assert.equal(await page.getByText('Not yours').count(), 0);
    await assertAccessible(page);
  });

  it('shows when the task opens, and then opens it automatically', async () => {
    const opensAt = new Date(nowMs() + 2 * hourMs).toISOString();
    const taskId = await publishInGroup(teacher, 'Early', pdfs.en, { opensAt });
    const { page } = await openLate(await urlOf(taskId), { as: 'student' });
    await openTask(page).click();
    await heading(page, t('errors.not-open-yet')).waitFor();
    await passTime(page, hourMs);
    await readerOf(page).sheet(1).getByText('written in English').waitFor();
    assert.equal(new URL(page.url()).pathname, `/tasks/${taskId}`);
  });

  it('has one small accessible page, in both languages', async () => {
    const url = await urlOf(await publish(teacher, 'Looked at', pdfs));
    const { page, complaints } = await openLate(url, { width: 320 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await assertAccessible(page, colorScheme);
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(ground, colorScheme === 'light' ? 'rgb(248, 249, 250)' : 'rgb(31, 31, 31)');
    }
    await assertFits(page, 'in English', [320, 1280]);
    assert.equal(await page.locator('script').count(), 0);
    assert.deepEqual(
      complaints.filter((complaint) => !complaint.includes('status of 403')),
      [],
    );

    const { page: polish } = await open({ language: 'pl', width: 320 });
    await polish.goto(url);
    await heading(polish, 'Ten link wygasł').waitFor();
    await expect(polish.locator('html')).toHaveAttribute('lang', 'pl');
    await assertAccessible(polish);
    await assertFits(polish, 'in Polish', [320]);
  });

  it('opens the task in another tab, from a frame of a platform', async () => {
    const taskId = await publish(teacher, 'Framed', pdfs);
    const url = await urlOf(taskId);
    const { page, context } = await open({ as: 'student' });
    await passTime(page, hourMs);
    await page.goto(platform);
    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    }, url);
    const link = page.frameLocator('iframe').getByRole('link', { name: 'Open the task' });
    const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await readerOf(tab).sheet(1).getByText('written in English').waitFor();
    assert.equal(new URL(page.url()).origin, platform);
  });
});

describe('other refused signed URLs', () => {
  it('show that they were revoked, and lead to the task in the same way', async () => {
    const taskId = await publish(teacher, 'Revoked', pdfs);
    const { page } = await open({ as: 'student' });
    const student = await client('student');
    const fresh = await student.post('/api/v1/tasks/{taskId}/description-url', {
      path: { taskId },
      body: {},
    });
    await teacher.patch('/api/v1/tasks/{taskId}', { path: { taskId }, body: { visibility: 'restricted' } });
    const reply = await page.goto(String(fresh.descriptionPdfUrl));
    assert.equal(reply?.status(), 403);
    await heading(page, 'This link is no longer valid').waitFor();
    await openTask(page).click();
    await heading(page, t('errors.not-found')).waitFor();
  });

  it('lead only to the start page if they were modified', async () => {
    const url = await urlOf(await publish(teacher, 'Changed', pdfs));
    const { page } = await open({ as: 'student' });
    await page.goto(url.replace('&name=', '&name=x'));
    await heading(page, 'This link is not valid').waitFor();
    await expect(page.getByRole('link')).toHaveCount(1);
    await page.getByRole('link', { name: 'Go to Lectern' }).click();
    await heading(page, t('home.title')).waitFor();
    assert.equal(page.url(), `${apiUrl}/`);
  });
});
