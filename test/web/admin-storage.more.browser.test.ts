import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshUrl } from './support/fresh-url.ts';
import { assertFitsWidth } from './support/looks.ts';
import { press, shows, tells } from './support/parts.ts';
import { expect } from './support/settled.ts';
import { t } from './support/texts.ts';
import { startStoredWebApp } from './support/web-app.ts';

const { open, client, server } = await startStoredWebApp();

const urlOfStudent = async () => freshUrl(await client('student'));

describe('tools for admins on real storage', () => {
  it('show its health, check by check', async () => {
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/storage' });
    await page.getByRole('button', { name: t('admin:storage.examine') }).click();
    await tells(page, t('admin:storage.healthy'));
    const passed = page.getByRole('region', {
      name: new RegExp(t('admin:storage.outcome.ok', { count: 2 }).replace('2', '\\d+')),
    });
    await shows(passed, t('admin:storage.check.unsigned-get-refused'));
    // The demo is served by plain HTTP, like its storage.
    const warnings = page.getByRole('region', { name: /\d warnings?/ });
    await expect(warnings).toHaveText(
      new RegExp(`${t('admin:storage.check.https')}.*${t('admin:storage.remedy')} `),
    );
    assert.equal(await page.getByRole('region', { name: /failed/ }).count(), 0);
    await page.getByRole('button', { name: t('admin:storage.again') }).waitFor();
    assertCalm();
  });

  it('show who got a pasted link, for which task and until when, and forget the link', async () => {
    const url = await urlOfStudent();
    const { page, requests, assertCalm } = await open({
      as: 'admin',
      path: '/admin/issued-urls?tab=trace',
      width: 360,
    });
    await page.getByRole('textbox', { name: t('admin:trace.url') }).fill(`  ${url}\n`);
    await press(page, t('admin:trace.submit'));
    const result = page.getByRole('region', { name: t('admin:trace.result') });
    await shows(result, t('admin:trace.valid'));
    const told = (await result.textContent()) ?? '';
    for (const word of [
      'student@example.org',
      'Sum of Squares',
      'member of a group',
      t('issued:disposition.inline'),
    ]) {
      assert.ok(told.includes(word), `${word} in ${told}`);
    }
    await assertFitsWidth(page);

    const { searchParams } = new URL(url);
    const signature = (searchParams.get('sig') ?? searchParams.get('X-Amz-Signature')) as string;
    assert.ok(!page.url().includes(signature));
    assert.ok(!(await page.content()).includes(signature));
    await expect(page.getByRole('textbox', { name: t('admin:trace.url') })).toHaveValue('');
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    assert.ok(!kept.includes(signature));
    assert.ok(requests.every((request) => !request.includes(signature)));
    assert.ok(!server.output().includes(signature));
    assertCalm();
  });
});
