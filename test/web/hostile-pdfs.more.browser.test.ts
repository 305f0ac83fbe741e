import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startForeignSite } from '../support/chromium.ts';
import { activePdfs, brokenPdfs, costlyPdfs, type HostilePdf } from '../support/hostile-pdfs.ts';
import { makeStatement, toBlob } from '../support/statements.ts';
import { sized } from '../support/test-size.ts';
import { assertAccessible } from './support/looks.ts';
import { alerts, notice, shows, titled } from './support/parts.ts';
import { followLink, publish, readerOf, replace, replaceUnexamined } from './support/reader-page.ts';
import { createTask } from './support/teaching.ts';
import { t } from './support/texts.ts';
import { type OpenPage, startWebApp } from './support/web-app.ts';

const { open, client, apiUrl, server } = await startWebApp();
const evil = await startForeignSite();
after(() => evil.close());
const teacher = await client('teacher');

const active = activePdfs(`http://evil.test:${evil.port}`);
const broken = brokenPdfs();
const costly = costlyPdfs(sized(2 ** 24, 2 ** 30));
/** A busy machine takes minutes to inflate a gigabyte. */
const patienceMs = sized(30_000, 10 * 60_000);
/** One task with a file per language: `en-x-0`, `en-x-1`, … */
const hostile = [...active, ...broken, ...costly];
const taskId = await publish(teacher, 'Hostile', { en: await makeStatement({ pages: 1 }) });
for (const [at, pdf] of hostile.entries()) {
  const [language, { dataDir }] = [`en-x-${at}`, server];
  if (active.includes(pdf)) await replace(teacher, taskId, toBlob(pdf.bytes), language);
  else await replaceUnexamined(teacher, taskId, pdf.bytes, { dataDir, language });
}
const languageOf = (pdf: HostilePdf) => `en-x-${hostile.indexOf(pdf)}`;
const pathOf = (pdf: HostilePdf) => `/tasks/${taskId}?language=${languageOf(pdf)}`;

/** The task's page, with a record of everything else that it opens. */
async function openWatched(): Promise<OpenPage & { readonly events: ReadonlyArray<string> }> {
  const opened = await open({ as: 'student', path: `/tasks/${taskId}` });
  const { page, context } = opened;
  page.setDefaultTimeout(patienceMs);
  const events: Array<string> = [];
  page.on('dialog', (dialog) => {
    events.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('download', (download) => events.push(`download: ${download.url()}`));
  context.on('page', (other) => events.push(`window: ${other.url()}`));
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(`${apiUrl}/tasks/${taskId}`)) events.push(`navigation: ${frame.url()}`);
  });
  await readerOf(page).painted(1);
  return { ...opened, events };
}

/** Navigates, and waits for new pages or an error. */
async function settledAfter(page: Page, go: () => Promise<unknown>): Promise<'pages' | 'problem'> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('.pdfViewer .page, [role="alert"]')) {
      element.setAttribute('data-before', '');
    }
  });
  await go();
  await page.waitForFunction(() => !document.querySelector('[data-before]'));
  const pages = readerOf(page)
    .painted(1)
    .then(() => 'pages' as const);
  const problem = page
    .getByRole('alert')
    .first()
    .waitFor()
    .then(() => 'problem' as const);
  return Promise.any([pages, problem]);
}

describe('a hostile PDF, in the reader of the web app', () => {
  it('runs nothing, opens nothing and sends no requests, not even after a click', async () => {
    const { page, events, assertCalm } = await openWatched();
    for (const pdf of active) {
      const shown = await settledAfter(page, () => followLink(page, pathOf(pdf)));
      assert.equal(shown, 'pages', pdf.name);
      const { width, height } = (await readerOf(page).sheet(1).boundingBox()) ?? assert.fail(pdf.name);
      await readerOf(page)
        .sheet(1)
        .click({ position: { x: width / 2, y: height / 2 } });
      assert.deepEqual(events, [], pdf.name);
      assert.notEqual(await page.title(), 'ran', pdf.name);
    }
    assertCalm();
    assert.deepEqual(evil.asked, []);
  });

  it('leaves the page usable, however many resources it demands', async () => {
    const { page, complaints, events } = await openWatched();
    for (const pdf of hostile.slice(active.length)) {
      const shown = await settledAfter(page, () => followLink(page, pathOf(pdf)));
      if (broken.includes(pdf)) assert.equal(shown, pdf.pages ? 'pages' : 'problem', pdf.name);
      await titled(page, 'Hostile');
      // After a broken PDF, the next file shows that the reader still works.
      if (broken.includes(pdf)) continue;
      assert.equal(await settledAfter(page, () => page.goBack()), 'pages', `the page before: ${pdf.name}`);
    }
    assert.deepEqual([complaints, events], [[], []]);
  });
});

describe('a file that cannot be shown', () => {
  it('is reported as damaged or missing, and is loaded on request when it is there again', async () => {
    const damaged = await publish(teacher, 'Damaged', {});
    await replaceUnexamined(teacher, damaged, Buffer.from('%PDF-1.7\nnothing\n%%EOF\n'), server);
    const { page } = await open({ as: 'student', path: `/tasks/${damaged}` });
    await alerts(page, t('reader:broken.corrupt.title'));
    await assertAccessible(page);
    const mislaid = await publish(teacher, 'Mislaid', { en: await makeStatement({ pages: 1 }) });
    const objects = join(server.dataDir, 'files/objects');
    await rename(objects, `${objects}-away`);
    await followLink(page, `/tasks/${mislaid}`);
    await alerts(page, t('errors.object-not-found'));
    await rename(`${objects}-away`, objects);
    await page.getByRole('button', { name: t('action.retry') }).click();
    await readerOf(page).painted(1);
  });
});

describe('a teacher', () => {
  it('sees that a PDF has not been checked yet, and soon afterwards what it does', async () => {
    const own = await createTask(teacher, 'Suspicious');
    const launch = active.find(({ name }) => name === 'a program to start') as HostilePdf;
    await replace(teacher, own, toBlob(launch.bytes));
    const { page, context, assertCalm } = await open({ as: 'teacher', path: '/manage/tasks' });
    const waiting = { severity: 'warning', code: 'pdf-not-examined-yet', facts: {}, message: '' };
    const json = { versionId: 'v', pages: null, findings: [waiting] };
    await page.route('**/examination', (route) => route.fulfill({ json }), { times: 1 });
    await followLink(page, `/manage/tasks/${own}`);
    const yet = notice(page, 'status', t('tasks:preflight.found.pdf-not-examined-yet'));
    await yet.waitFor();
    const found = notice(page, 'alert', t('tasks:preflight.found.pdf-launch'));
    await shows(found, t('tasks:preflight.advice.pdf-launch'));
    assert.equal(await yet.count(), 0);
    assertCalm();
    await context.close();
  });
});
