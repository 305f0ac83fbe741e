import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertHeard } from './support/heard.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { expect, gone, pressEscape } from './support/settled.ts';
import { beginning, t, textsIn } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();

describe('the health of the storage', () => {
  it('shows failed checks first, and unknown ones with the text of the server', async () => {
    const { page } = await open({ as: 'admin', path: '/admin/storage', language: 'pl' });
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
    await expect(failed.getByText('Let ranges through.')).toHaveAttribute('lang', 'en');
    await expect(page.getByText('something new')).toHaveAttribute('lang', 'en');
    await assertAccessible(page);
  });
});

describe('the metrics', () => {
  const issued = (page: Page) => page.getByRole('region', { name: t('admin:metrics.issued') });
  const countOf = async (page: Page) => Number(await issued(page).getByText(/^\d+$/).first().textContent());

  it('grow while the page is open, and can be paused', async () => {
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
    const rates = page.getByRole('region', { name: t('admin:metrics.rates'), exact: true }).first();
    const chart = rates.getByRole('img', { name: t('admin:metrics.ratesChart') });
    await chart.waitFor();
    const scale = await chart.locator('> :first-child > span').allTextContents();
    assert.ok(scale.length > 1 && scale.every((tick) => Number.isFinite(Number(tick))), scale.join(' '));
    assert.equal(scale.at(-1), '0');
    await chart.hover();
    await chart.locator('strong', { hasText: /^\d\d:\d\d:\d\d$/ }).waitFor();
    await rates.getByText(t('admin:metrics.ratesNumbers')).click();
    await rates.getByRole('columnheader', { name: t('admin:metrics.issued') }).waitFor();
    await expect(rates.getByRole('row').nth(1)).toHaveText(/^\d\d:\d\d:\d\d[\d.]+$/);
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
  it('have accessible dialogs that the keyboard alone can open', async (test) => {
    // Makes the list independent of which suites ran before.
    await Promise.all((['student', 'teacher', 'outsider'] as const).map(client));
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/accounts' });
    await page.getByRole('link', { name: 'Stella Student' }).waitFor();
    await assertHeard(test, 'admin-accounts', page.locator('body'));
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByRole('button', { name: t('admin:accounts.create') }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: t('admin:accounts.create') });
    await dialog
      .getByRole('textbox', { name: t('admin:accounts.name') })
      .and(page.locator(':focus'))
      .waitFor();
    await assertAccessible(page);
    await gone(dialog, () => pressEscape(dialog));
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
  });
});
