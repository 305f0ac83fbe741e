import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startServer } from '../support/server-process.ts';
import { assertHeard } from './support/heard.ts';
import { assertFitsWidth, assertLooks } from './support/looks.ts';
import { readerOf } from './support/reader-page.ts';
import { expect, gone } from './support/settled.ts';
import { t, textsIn } from './support/texts.ts';
import { signInForm, signOut, startWebApp } from './support/web-app.ts';

const { apiUrl, open, server } = await startWebApp({ LECTERN_SIGN_UP: 'open' });

const password = 'lectern-demo';

describe('signing in', () => {
  it('names a missing field, and focuses it', async (test) => {
    const { page, assertCalm } = await open({ path: '/sign-in?next=//' });
    await page.getByText(t('signUp.link')).waitFor();
    await page.getByText(t('signIn.demo')).waitFor();
    await assertHeard(test, 'sign-in', page.locator('body'));
    await page.getByRole('button', { name: t('signIn.submit') }).click();
    await page.getByText(t('rules.address')).waitFor();
    await page.getByText(t('signIn.forgottenAskTeacher')).waitFor();
    const email = page.getByRole('textbox', { name: t('signIn.email') });
    await expect(email).toHaveAttribute('aria-invalid', 'true');
    await email.and(page.locator(':focus')).waitFor();
    await page.getByLabel(t('account.language')).selectOption('pl');
    await page.getByRole('button', { name: textsIn('pl')('signIn.submit') }).click();
    await page.getByText(textsIn('pl')('rules.address')).waitFor();
    await gone(page.getByText(textsIn('pl')('rules.address')), () =>
      page.getByLabel(textsIn('pl')('account.language')).selectOption('en'),
    );
    assertCalm();
  });

  it('shows how long to wait after too many attempts, and that an account is disabled', async () => {
    const { page } = await open({ path: '/sign-in?error=email-unverified' });
    await page
      .getByRole('alert')
      .filter({ hasText: t('errors.email-unverified') })
      .waitFor();
    let refusal: object = { code: 'rate-limited', status: 429, retryAfterSeconds: 540 };
    await page.route('**/api/auth/sign-in/email', (route) =>
      route.fulfill({ status: 429, contentType: 'application/problem+json', body: JSON.stringify(refusal) }),
    );
    const { fill, click } = signInForm(page);
    await fill('student@example.org', password);
    await click();
    await page
      .getByRole('alert')
      .filter({ hasText: t('errors.rate-limited-wait', { when: 'in 9 minutes' }) })
      .waitFor();
    refusal = { code: 'account-disabled', status: 403 };
    await click();
    await page.getByRole('alert').filter({ hasText: 'disabled' }).waitFor();
    await expect(page.getByRole('alert')).toHaveCount(1);
  });
});

describe('the accounts of a demo', () => {
  it('sign in with one click', async () => {
    const { page, assertCalm } = await open({ path: '/sign-in?next=/account', width: 320 });
    await page.getByText(t('signIn.demo')).waitFor();
    await assertLooks(page, 'sign-in', [320, 1280]);
    await page.getByRole('button', { name: 'Tomasz Teacher', exact: true }).click();
    await page.getByRole('heading', { name: t('account.title') }).waitFor();
    await page.getByRole('button', { name: t('account.menu', { name: 'Tomasz Teacher' }) }).waitFor();
    assertCalm();
  });

  it('are not offered by other servers, not even with the data of a demo', async () => {
    const settingsOf = async (url: string) => (await fetch(`${url}/api/v1/settings`)).json();
    assert.equal((await settingsOf(apiUrl)).demoAccounts.length, 4);
    const served = await startServer('serve', { LECTERN_DATA_DIR: server.dataDir });
    try {
      const { demoAccounts, hasAccounts } = await settingsOf(served.apiUrl);
      assert.deepEqual([demoAccounts, hasAccounts], [[], true]);
    } finally {
      await served.end();
    }
  });
});

describe('while signing out', () => {
  it('the page sends no more requests', async () => {
    const { page, requests, assertCalm } = await open({ as: 'student', ownSession: true });
    await page.getByRole('link', { name: 'Sum of Squares' }).click();
    await readerOf(page).painted(1);
    const held = Promise.withResolvers<void>();
    const signedOut = Promise.withResolvers<void>();
    await page.route('**/api/auth/sign-out', async (route) => {
      const response = await route.fetch();
      signedOut.resolve();
      await held.promise;
      await route.fulfill({ response });
    });
    await signOut(page);
    await signedOut.promise;
    const before = requests.length;
    // When the user returns to its tab, a statement checks whether it is current.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await page
      .getByRole('status')
      .filter({ hasText: t('state.loading') })
      .filter({ visible: true })
      .waitFor();
    held.resolve();
    await page.getByRole('heading', { name: t('signIn.title') }).waitFor();
    assert.deepEqual(
      requests.slice(before).filter((request) => request.includes('/api/v1/tasks/')),
      [],
    );
    assertCalm();
  });

  it('nothing is lost if it fails', async () => {
    const { page } = await open({ as: 'student', ownSession: true, path: '/account' });
    const field = page.getByLabel(t('account.currentPassword'), { exact: true });
    await field.fill('typed before');
    await page.route('**/api/auth/sign-out', (route) => route.abort());
    await signOut(page);
    await page.getByText(t('errors.network')).waitFor();
    await field.waitFor();
    await expect(field).toHaveValue('typed before');
    await page.unroute('**/api/auth/sign-out');
    await signOut(page);
    await page.getByRole('heading', { name: t('signIn.title') }).waitFor();
  });
});

describe('two tabs', () => {
  it('are signed out and in together', async () => {
    const { page, context, assertCalm } = await open({ as: 'student', ownSession: true, path: '/' });
    const other = await context.newPage();
    await other.goto(`${apiUrl}/account`);
    await other.getByRole('heading', { name: t('account.title') }).waitFor();
    await signOut(page);
    await other.waitForURL(`${apiUrl}/sign-in?next=%2Faccount`);
    await page.getByRole('heading', { name: t('signIn.title') }).waitFor();
    const { fill, click } = signInForm(page);
    await fill('student@example.org', password);
    await click();
    await other.waitForURL(`${apiUrl}/account`);
    assertCalm();
  });
});

describe('the account page', () => {
  it('changes language and color scheme immediately, and the browser stores both', async () => {
    const { page, assertCalm } = await open({ as: 'student', path: '/account' });
    await page.getByLabel(t('account.language')).selectOption('Polski');
    await page.getByRole('heading', { name: 'Twoje konto' }).waitFor();
    await expect(page.locator('html')).toHaveAttribute('lang', 'pl');
    await page.getByLabel(textsIn('pl')('account.colorScheme')).selectOption('dark');
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await page.reload();
    await page.getByRole('heading', { name: 'Twoje konto' }).waitFor();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    assertCalm();
  });

  it('creates a calendar link, shows it once, and deletes it', async () => {
    const { page, assertCalm } = await open({ as: 'student', path: '/account', width: 360 });
    await page.getByRole('button', { name: t('calendar.make') }).click();
    const link = page.getByLabel(t('calendar.link'), { exact: true });
    await expect(link).toBeFocused();
    const address = await link.inputValue();
    const calendar = await fetch(address);
    assert.equal(calendar.status, 200);
    assert.match(await calendar.text(), /^BEGIN:VCALENDAR\r\n/);
    await assertFitsWidth(page);
    await assertLooks(page, 'calendar link');
    await page.reload();
    await page.getByRole('button', { name: t('calendar.renew') }).waitFor();
    assert.equal(await link.count(), 0);

    await page.getByRole('button', { name: t('calendar.end') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('calendar.end') })
      .click();
    await page.getByRole('button', { name: t('calendar.make') }).waitFor();
    assert.equal((await fetch(address)).status, 404);
    assertCalm();
  });
});
