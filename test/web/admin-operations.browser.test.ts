import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { beginning, t, textsIn } from './support/texts.ts';
import {
  assertAccessible,
  assertFitsWidth,
  assertLooks,
  assertSpeaks,
  startWebApp,
} from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();

describe('the health of the storage', () => {
  it('is told as bad when a check has failed, what is unknown in the words of the server', async () => {
    const { page, context } = await open({ as: 'admin', path: '/admin/storage', language: 'pl' });
    const pl = textsIn('pl');
    const findings = [
      { id: 'range', title: 'a part', outcome: 'failed', detail: 'it is 200', remedy: 'Let ranges through.' },
      { id: 'new-check', title: 'something new', outcome: 'skipped', detail: 'see "a part"', remedy: null },
    ];
    await page.route('**/api/v1/storage-examinations', (route) =>
      route.fulfill({ json: { healthy: false, findings } }),
    );
    await page.getByRole('button', { name: pl('admin:storage.examine') }).click();
    await page.getByText(pl('admin:storage.unhealthy')).waitFor();
    const failed = page.getByRole('region', { name: pl('admin:storage.outcome.failed', { count: 1 }) });
    await failed.getByText(pl('admin:storage.check.range')).waitFor();
    assert.equal(await failed.getByText('Let ranges through.').getAttribute('lang'), 'en');
    assert.equal(await page.getByText('something new').getAttribute('lang'), 'en');
    await assertAccessible(page);
    await context.close();
  });
});

describe('the metrics', () => {
  const issued = (page: Page) => page.getByRole('region', { name: t('admin:metrics.issued') });
  const countOf = async (page: Page) => Number(await issued(page).getByText(/^\d+$/).first().textContent());

  it('grow while the page is open, and stand still on request', async () => {
    const { page, context, requests, assertCalm } = await open({ as: 'admin', path: '/admin/metrics' });
    await page.clock.install();
    await page.reload();
    await issued(page).waitFor();
    const before = await countOf(page);
    const student = await client('student');
    const { items } = await student.get('/api/v1/tasks', { query: { limit: 1 } });
    const taskId = items[0]?.taskId as string;
    for (const _ of [1, 2]) {
      await student.post('/api/v1/tasks/{taskId}/description-url', { path: { taskId }, body: {} });
    }
    await issued(page)
      .getByText(String(before + 2), { exact: true })
      .first()
      .waitFor();
    await page
      .getByRole('region', { name: 'Response time' })
      .getByText(beginning(t('admin:metrics.upTo', { time: '' })))
      .first()
      .waitFor();

    await page.getByRole('switch', { name: t('admin:metrics.live', { count: 3 }) }).uncheck();
    const polls = () => requests.filter((request) => request.endsWith('/api/v1/metrics-summary')).length;
    const stopped = polls();
    assert.ok(stopped > 1);
    await page.clock.runFor(30_000);
    assert.equal(polls(), stopped);
    assertCalm();
    await context.close();
  });
});

describe('the pages of admins', () => {
  const pages = [
    'accounts',
    'import',
    'issued-urls',
    'issued-urls?tab=trace',
    'keys',
    'api-keys',
    'storage',
    'metrics',
  ];

  for (const language of ['en', 'pl'] as const) {
    it(`are accessible and fit a narrow screen in both colour schemes, in ${language}`, async () => {
      const { page, context, assertCalm } = await open({ as: 'admin', language, width: 360 });
      const visit = async (path: string) => {
        await page.goto(`${apiUrl}/admin/${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        if (language === 'en') await assertLooks(page);
        else await assertSpeaks(page, language);
      };
      for (const path of pages) await visit(path);
      const { items } = await (await client('admin')).get('/api/v1/accounts', { query: { limit: 1 } });
      await visit(`accounts/${items[0]?.userId}`);
      assertCalm();
      await context.close();
    });
  }

  it('keep their dialogs accessible, and open by the keyboard alone', async () => {
    const { page, context, assertCalm } = await open({ as: 'admin', path: '/admin/accounts', width: 360 });
    await page.getByRole('button', { name: t('admin:accounts.create') }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: t('admin:accounts.create') });
    await dialog
      .getByRole('textbox', { name: t('admin:accounts.name') })
      .and(page.locator(':focus'))
      .waitFor();
    await assertAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByRole('button', { name: t('admin:accounts.create') })
      .and(page.locator(':focus'))
      .waitFor();

    await page.goto(`${apiUrl}/admin/keys`);
    await page.getByRole('button', { name: t('admin:keys.rotate') }).click();
    await page.getByText(t('admin:keys.rotated')).waitFor();
    const remove = page.getByRole('button', { name: beginning(t('admin:keys.remove', { id: '' })) });
    await remove.first().click();
    await page
      .getByRole('dialog')
      .locator(':focus', { hasText: t('action.cancel') })
      .waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
    assertCalm();
    await context.close();
  });
});
