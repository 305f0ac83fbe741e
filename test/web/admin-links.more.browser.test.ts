import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { contentOf } from '../support/chromium.ts';
import { waitUntil } from '../support/server-process.ts';
import { freshUrl } from './support/fresh-url.ts';
import { expect, gone } from './support/settled.ts';
import { t } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client, server } = await startWebApp();

const urlOfStudent = async () => freshUrl(await client('student'));

async function trace(page: Page, url: string): Promise<void> {
  await page.getByRole('textbox', { name: t('admin:trace.url') }).fill(url);
  await page.getByRole('button', { name: t('admin:trace.submit'), exact: true }).click();
}
const result = (page: Page) => page.getByRole('region', { name: t('admin:trace.result') });

describe('tracing a pasted link', () => {
  it('says why one is not valid, and removes the previous result', async () => {
    const url = await urlOfStudent();
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/issued-urls?tab=trace' });
    await trace(page, url);
    await result(page).getByText('student@example.org').waitFor();
    const cases = [
      [url.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')), t('admin:trace.reason.signature')],
      [url.replace(/kid=[^&]+/, 'kid=0a0a0a0a'), t('admin:trace.reason.key-unknown')],
      [url.replace(/&sig=.*/, ''), t('admin:trace.reason.malformed')],
      ['https://files.example.com/documents/a.pdf', t('admin:trace.reason.outside-files-url')],
    ] as const;
    for (const [changed, text] of cases) {
      await trace(page, changed);
      await result(page).getByText(text).waitFor();
      assert.equal(await result(page).getByText('student@example.org').count(), 0);
    }
    assertCalm();
  });

  it('works for an expired one, and for one from the command line', async () => {
    const admin = await client('admin');
    await urlOfStudent();
    const { items } = await admin.get('/api/v1/issued-urls', { query: { limit: 1 } });
    const { stdout } = await server.lectern(['sign', items[0]?.objectKey as string, '--ttl', '1']);
    const url = stdout.trim();
    await waitUntil('the end of the link', async () => (await fetch(url)).status === 403);
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/issued-urls?tab=trace' });
    await trace(page, url);
    await result(page).getByText(t('admin:trace.expired')).waitFor();
    await result(page).getByText(t('issued:operator')).waitFor();
    assertCalm();
  });

  it('lists everybody who may have got it if the link does not identify the reader', async () => {
    const admin = await client('admin');
    const url = await urlOfStudent();
    const traced = await admin.post('/api/v1/issued-urls/trace', { body: { url } });
    const { page } = await open({ as: 'admin', path: '/admin/issued-urls?tab=trace' });
    // The reply for a storage whose signatures can't contain an issue id.
    const others = traced.issues.map((issue) => ({ ...issue, issueId: 'other', email: 'other@example.org' }));
    await page.route('**/api/v1/issued-urls/trace', (route) =>
      route.fulfill({ json: { ...traced, issues: [...traced.issues, ...others] } }),
    );
    await trace(page, url);
    await result(page)
      .getByText(t('admin:trace.several', { count: 2 }))
      .waitFor();
    const rows = result(page).getByRole('table').getByRole('row');
    await expect(rows).toHaveCount(3);
  });
});

describe('the issued links', () => {
  it('are listed with filters in the URL, shown in a chart, and exported as CSV', async () => {
    await urlOfStudent();
    const teacher = await client('teacher');
    const { items } = await teacher.get('/api/v1/tasks', { query: { text: 'Sum of Squares', limit: 1 } });
    await teacher.get('/api/v1/tasks/{taskId}', { path: { taskId: items[0]?.taskId as string }, query: {} });

    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/issued-urls' });
    const rows = page.getByRole('table', { name: t('issued:title') }).getByRole('row');
    await rows.filter({ hasText: 'teacher@example.org' }).first().waitFor();
    await page.getByRole('img', { name: /Links over time\. \d+ links\. Peak at \w+ \d\d:00: / }).waitFor();

    await page.getByRole('combobox', { name: t('admin:issued.reader') }).fill('stella');
    await gone(rows.filter({ hasText: 'teacher@example.org' }).first(), () =>
      page.getByRole('option', { name: 'student@example.org' }).click(),
    );
    await page.waitForURL((url) => url.searchParams.has('userId'));
    await page.getByRole('combobox', { name: t('admin:issued.task') }).fill('squares');
    await page.getByRole('option', { name: 'Sum of Squares' }).click();
    await page.waitForURL((url) => url.searchParams.has('taskId'));
    await rows.filter({ hasText: 'student@example.org' }).first().waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: t('issued:csv') }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'issued-urls.csv');
    const [header, ...records] = String(await contentOf(download))
      .trim()
      .split('\n');
    assert.match(header as string, /^issueId,userId,userExternalId,email,/);
    assert.ok(records.length > 0 && records.every((record) => record.includes('student@example.org')));

    await page.reload();
    await rows.filter({ hasText: 'student@example.org' }).first().waitFor();
    await waitUntil('the names of what was chosen', async () => {
      const chosen = ['Reader', 'Task'].map((name) => page.getByRole('combobox', { name }).inputValue());
      return (await Promise.all(chosen)).join() === 'student@example.org,Sum of Squares';
    });

    await page.getByLabel(t('issued:filter.until')).fill('2020-01-01T00:00');
    await page.getByText(t('issued:empty')).waitFor();
    await page.waitForURL((url) => url.searchParams.get('until')?.includes('2019-12-31T23:00') === true);
    assertCalm();
  });
});

describe('signing keys', () => {
  it('are rotated, and removing one invalidates the URLs that it signed', async () => {
    const { page, requests, assertCalm } = await open({ as: 'admin', path: '/admin/keys' });
    const rows = page.getByRole('table', { name: t('admin:keys.title') }).getByRole('row');
    await rows.filter({ hasText: t('admin:keys.needed') }).waitFor();
    const old = (await rows.nth(1).locator('code').textContent()) as string;
    const url = await urlOfStudent();
    assert.equal((await fetch(url)).status, 200);

    // The first click is already answered when the second one comes.
    await page.getByRole('button', { name: t('admin:keys.rotate') }).dblclick({ delay: 100 });
    await rows.nth(2).waitFor();
    // A new key signs only once all instances know it.
    await rows
      .filter({ hasText: old })
      .filter({ hasText: t('admin:keys.verifies') })
      .waitFor();
    assert.equal((await fetch(url)).status, 200);

    await page.getByRole('button', { name: t('admin:keys.remove', { id: old }) }).click();
    const question = page
      .getByRole('dialog')
      .filter({ hasText: t('admin:keys.removeQuestion', { id: old }) });
    await gone(rows.filter({ hasText: old }), () =>
      question.getByRole('button', { name: t('action.remove'), exact: true }).click(),
    );
    await waitUntil('the refusal', async () => (await fetch(url)).status === 403);
    assert.equal(((await (await fetch(url)).json()) as { code: string }).code, 'url-invalid');
    assert.equal((await fetch(await urlOfStudent())).status, 200);
    assert.equal(page.url(), `${apiUrl}/admin/keys`);
    assert.equal(
      requests.filter((request) => request.startsWith('POST') && request.endsWith('/signing-keys')).length,
      1,
    );
    assertCalm();
  });
});
