import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { assertHeard } from './support/heard.ts';
import { assertLooks } from './support/looks.ts';
import { alerts, confirm, focused, notice, press, shows, tells } from './support/parts.ts';
import { readerOf } from './support/reader-page.ts';
import { expect, gone } from './support/settled.ts';
import { t, textsIn } from './support/texts.ts';
import { signInForm, signOut, startWebApp } from './support/web-app.ts';

const { apiUrl, open } = await startWebApp({ LECTERN_SIGN_UP: 'open' });

const pathOf = (page: Page) => page.url().slice(apiUrl.length);
const password = 'lectern-demo';

describe('signing in', () => {
  it('works with the keyboard alone, and so does opening a task', async () => {
    const { page, assertCalm } = await open({ path: '/' });
    await page.waitForURL(`${apiUrl}/sign-in?next=%2F`);
    await focused(page.getByRole('textbox', { name: t('signIn.email') }));
    await page.keyboard.type('student@example.org');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: t('home.title'), exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: t('home.title'), exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await focused(page.getByRole('link', { name: t('navigation.skip') }));
    await page.keyboard.press('Enter');
    const task = page.getByRole('link', { name: 'Sum of Squares' }).and(page.locator(':focus'));
    for (let presses = 0; presses < 60 && !(await task.isVisible()); presses += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tasks\/[\w-]+(\?|$)/);
    await page.locator('#main:focus, #main :focus').first().waitFor();
    assertCalm();
  });

  it('names a missing field, a wrong password, how long to wait, and that an account is disabled', async (test) => {
    const { page } = await open({ path: '/sign-in?next=//&error=email-unverified' });
    await alerts(page, t('errors.email-unverified'));
    await page.goto(`${apiUrl}/sign-in?next=//`);
    await shows(page, t('signUp.link'));
    await shows(page, t('signIn.demo'));
    await assertHeard(test, 'sign-in', page.locator('body'));
    await page.getByRole('button', { name: t('signIn.submit') }).click();
    await shows(page, t('rules.address'));
    await shows(page, t('signIn.forgottenAskTeacher'));
    const email = page.getByRole('textbox', { name: t('signIn.email') });
    await expect(email).toHaveAttribute('aria-invalid', 'true');
    await focused(email);
    await page.getByLabel(t('account.language')).selectOption('pl');
    await page.getByRole('button', { name: textsIn('pl')('signIn.submit') }).click();
    await shows(page, textsIn('pl')('rules.address'));
    await gone(page.getByText(textsIn('pl')('rules.address')), () =>
      page.getByLabel(textsIn('pl')('account.language')).selectOption('en'),
    );

    const { fill, click } = signInForm(page);
    let refusal: object = { code: 'rate-limited', status: 429, retryAfterSeconds: 540 };
    const answer = '**/api/auth/sign-in/email';
    await page.route(answer, (route) =>
      route.fulfill({ status: 429, contentType: 'application/problem+json', body: JSON.stringify(refusal) }),
    );
    await fill('student@example.org', 'wrong');
    await click();
    await alerts(page, t('errors.rate-limited-wait', { when: 'in 9 minutes' }));
    refusal = { code: 'account-disabled', status: 403 };
    await click();
    await alerts(page, 'disabled');
    await expect(page.getByRole('alert')).toHaveCount(1);
    await page.unroute(answer);
    await click();
    await alerts(page, t('errors.credentials-invalid'));
    await page.locator('input[autocomplete="current-password"]:focus').waitFor();
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: t('home.title'), exact: true }).waitFor();
  });

  it('works with one click for the accounts of a demo', async () => {
    const { page, assertCalm } = await open({ path: '/sign-in?next=/account', width: 320 });
    await shows(page, t('signIn.demo'));
    await assertLooks(page, 'sign-in', [320, 1280]);
    await press(page, 'Tomasz Teacher');
    await page.getByRole('heading', { name: t('account.title') }).waitFor();
    await page.getByRole('button', { name: t('account.menu', { name: 'Tomasz Teacher' }) }).waitFor();
    assertCalm();
  });
});

describe('signing up, if it is open', () => {
  it('creates an account, and leads to the requested page', async () => {
    const { page, assertCalm } = await open({ path: '/account' });
    await page.getByRole('link', { name: t('signUp.link') }).click();
    await page.getByRole('heading', { name: t('signUp.title') }).waitFor();
    const submit = page.getByRole('button', { name: t('signUp.submit') });
    await submit.click();
    await shows(page, t('rules.text'));
    await shows(page, t('account.tooShort', { count: 8 }));
    await page.getByLabel(t('signUp.name')).fill('Nadia New');
    await page.getByLabel(t('signIn.email')).fill('student@example.org');
    await page.getByLabel(t('signIn.password'), { exact: true }).fill('correct horse battery');
    await submit.click();
    await alerts(page, t('reasons.user-already-exists-use-another-email'));
    await page.getByLabel(t('signIn.email')).fill('nadia@example.org');
    await submit.click();
    await page.waitForURL(`${apiUrl}/account`);
    await page.getByRole('button', { name: t('account.menu', { name: 'Nadia New' }) }).waitFor();
    // The browser itself reports the refusal.
    assertCalm((text) => text.includes('400'));
  });
});

describe('signing out', () => {
  it('leaves nothing behind: not on "back", and not for the next user', async () => {
    const { page, assertCalm } = await open({ as: 'student', ownSession: true, path: '/account' });
    await page.goto(`${apiUrl}/`);
    await page.getByRole('link', { name: 'Sum of Squares' }).waitFor();
    await signOut(page);
    await page.getByRole('heading', { name: t('signIn.title') }).waitFor();
    assert.equal(pathOf(page), '/sign-in');
    await page.goBack();
    await page.waitForURL(/\/sign-in/);
    assert.equal(await page.getByText('Sum of Squares').count(), 0);
    const { fill, click } = signInForm(page);
    await fill('outsider@example.org', password);
    await click();
    await page.getByRole('button', { name: /Oskar/ }).waitFor();
    assert.equal(await page.getByText('Sum of Squares').count(), 0);
    assertCalm();
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
    await notice(page, 'status', t('state.loading')).filter({ visible: true }).waitFor();
    held.resolve();
    await page.getByRole('heading', { name: t('signIn.title') }).waitFor();
    assert.ok(!requests.slice(before).some((request) => request.includes('/api/v1/tasks/')));
    assertCalm();
  });

  it('nothing is lost if it fails', async () => {
    const { page } = await open({ as: 'student', ownSession: true, path: '/account' });
    const field = page.getByLabel(t('account.currentPassword'), { exact: true });
    await field.fill('typed before');
    await page.route('**/api/auth/sign-out', (route) => route.abort());
    await signOut(page);
    await shows(page, t('errors.network'));
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
  it('changes the password', async () => {
    const visit = { as: 'student', ownSession: true, path: '/account', width: 360 } as const;
    const { page, requests, assertCalm } = await open(visit);
    const [current, next] = ['Current password', 'New password'].map((name) =>
      page.getByLabel(name, { exact: true }),
    );
    const submit = page.getByRole('button', { name: t('account.changePassword') });
    await current?.fill('wrong');
    await next?.fill('short');
    await submit.click();
    await shows(page, t('account.tooShort', { count: 8 }));
    await next?.fill('correct horse battery');
    await submit.click();
    await alerts(page, t('account.wrongPassword'));
    await current?.fill(password);
    await submit.click();
    await tells(page, t('account.changed'));
    await expect(page.locator('[name=new-password]')).toHaveValue('');
    // Still signed in; restores the old password for later tests.
    await current?.fill('correct horse battery');
    await next?.fill(password);
    await submit.click();
    await expect(page.locator('[name=new-password]')).toHaveValue('');
    assert.equal(requests.filter((request) => request.includes('change-password')).length, 3);
    assertCalm((text) => text.includes('400'));
  });

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
    const { page, assertCalm } = await open({ as: 'student', path: '/account' });
    await page.getByRole('button', { name: t('calendar.make') }).click();
    const link = page.getByLabel(t('calendar.link'), { exact: true });
    await focused(link);
    const address = await link.inputValue();
    const calendar = await fetch(address);
    assert.equal(calendar.status, 200);
    assert.match(await calendar.text(), /^BEGIN:VCALENDAR\r\n/);
    await assertLooks(page, 'calendar link');
    await page.reload();
    await page.getByRole('button', { name: t('calendar.renew') }).waitFor();
    assert.equal(await link.count(), 0);

    await page.getByRole('button', { name: t('calendar.end') }).click();
    await confirm(page, t('calendar.end'));
    await page.getByRole('button', { name: t('calendar.make') }).waitFor();
    assert.equal((await fetch(address)).status, 404);
    assertCalm();
  });
});
