import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startChromium } from '../support/chromium.ts';
import { startServer } from '../support/server-process.ts';
import { assertLooks, assertSpeaks } from './support/looks.ts';
import { shows } from './support/parts.ts';
import { t, textsIn } from './support/texts.ts';

const [server, browser] = await Promise.all([startServer('serve'), startChromium()]);
after(() => Promise.all([browser.close(), server.end()]));
const { apiUrl } = server;

const linkIn = (output: string) => /http\S+\/welcome#token=\S+/.exec(output)?.[0] ?? assert.fail(output);
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

describe('the first minute', () => {
  it('leads from the printed link to a PDF of the demo course, and removes the course', async () => {
    await server.waitForOutput(/\/welcome#token=/);
    const page = await browser.newPage({ locale: 'en-GB' });
    const complaints: Array<string> = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(apiUrl);
    await shows(page, t('signIn.notSetUp'));
    assert.equal(await page.locator('input[type="password"]').count(), 0);

    const link = linkIn(server.output());
    await page.goto(link);
    assert.equal(page.url(), `${apiUrl}/welcome`);
    await page.getByLabel(t('signUp.name')).fill('Ada Admin');
    await page.getByLabel(t('signIn.email')).fill('ada@example.org');
    const password = page.getByLabel(t('signIn.password'), { exact: true });
    await password.fill('short');
    await press(page, t('admin:welcome.submit'));
    await shows(page, t('account.tooShort', { count: 8 }));
    await assertLooks(page);
    await password.fill('correct horse battery');
    await press(page, t('admin:welcome.submit'));

    await page.waitForURL(`${apiUrl}/admin/start`);
    await shows(page, t('admin:start.publicFits'));
    await shows(page, t('admin:start.filesReached'));
    await shows(page, t('admin:storage.healthy'));
    await press(page, t('admin:start.demoCreate'));
    const task = page.getByRole('link', { name: t('admin:start.demoTask') });
    await task.waitFor();
    await assertLooks(page);
    await task.click();
    await page.locator('canvas').first().waitFor();

    await page.goto(`${apiUrl}/admin/start`);
    const remove = t('admin:start.demoRemove');
    await press(page, remove);
    await page.getByRole('dialog').getByRole('button', { name: remove }).click();
    await page.getByRole('button', { name: t('admin:start.demoCreate') }).waitFor();
    await page.goto(apiUrl);
    await page.getByRole('heading', { name: t('home.noneTitleStaff') }).waitFor();
    const start = { name: t('navigation.start') };
    await page.getByRole('main').getByRole('link', start).waitFor();

    await page.goto(link);
    await shows(page, t('admin:welcome.isSetUp'));
    await page.getByLabel(t('account.language')).selectOption('pl');
    await shows(page, textsIn('pl')('admin:welcome.isSetUp'));
    await assertSpeaks(page, 'pl');
    assert.deepEqual(complaints, []);
  });
});
