import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startCertifiedProvider } from '../servers/certified-provider.ts';
import { freePorts } from '../support/ports.ts';
import { assertLooks } from './support/looks.ts';
import { alerts, shows, titled } from './support/parts.ts';
import { expect, hold } from './support/settled.ts';
import { t } from './support/texts.ts';
import { signOut, startWebApp } from './support/web-app.ts';

const [port, filesPort] = await freePorts();
const lecternUrl = `http://127.0.0.1:${port}`;
const person = (login: string) => ({
  ...{ email: `${login}@example.org`, email_verified: true, name: `Person ${login}` },
});
const provider = await startCertifiedProvider(lecternUrl, {
  student: person('student'),
  new: person('new'),
  admin: person('admin'),
});
after(() => provider.stop());
const ports = { LECTERN_PORT: String(port), LECTERN_FILES_PORT: String(filesPort) };
const { apiUrl, open } = await startWebApp({ ...ports, ...provider.settings });

const name = 'School';
const button = (page: Page) => page.getByRole('button', { name: t('signIn.withProvider', { name }) });
const pathOf = (page: Page) => page.url().slice(apiUrl.length);

/** Like a provider that never responds, see test/features/oidc/oidc-protocol.test.ts. */
const answerNothing = (page: Page) =>
  page.route('**/api/auth/sign-in/oidc', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      json: { code: 'provider-unavailable', status: 503 },
    }),
  );

/** On the provider's page: enters a login, and consents. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

describe('the button of the sign-in provider', () => {
  it('leads to the provider and back to the requested page, signed in, and signing out there leads back too', async () => {
    const { page, complaints } = await open({ path: '/?text=sum' });
    await button(page).waitFor();
    await assertLooks(page, 'signing in with both methods');
    // After the back button of the browser, it can be pressed again.
    for (const isFirst of [true, false]) {
      await button(page).click();
      await page.waitForURL(`${provider.issuer}/interaction/*`);
      if (isFirst) await page.goBack();
    }
    await signInThere(page, 'student');
    await page.getByRole('link', { name: 'Sum of Squares' }).waitFor();
    assert.equal(pathOf(page), '/?text=sum');
    await page.reload();
    await page.getByRole('link', { name: 'Sum of Squares' }).waitFor();
    assert.ok(!complaints.some((text) => text.includes(apiUrl)), complaints.join('\n'));
    await signOut(page);
    await shows(page, t('signIn.signedOut', { name }));
    await page.getByRole('link', { name: t('signIn.signOutThere', { name }) }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.waitForURL(`${apiUrl}/sign-in`);
    await button(page).click();
    await page.getByPlaceholder('Enter any login').waitFor();
  });

  it('creates an account for a new user, who has no password to change', async () => {
    const { page } = await open({ path: '/account' });
    await button(page).click();
    await signInThere(page, 'new');
    await page.getByRole('button', { name: t('account.menu', { name: 'Person new' }) }).waitFor();
    await shows(page, t('account.noPassword', { name }));
    assert.equal(await page.getByLabel(t('account.currentPassword')).count(), 0);
    assert.equal(pathOf(page), '/account');
    await assertLooks(page, 'an account without a password');
  });

  it('waits for what stands above it, which would move it under a click', async () => {
    const { page } = await open({ path: '/sign-in' });
    await button(page).waitFor();
    const { asked, release } = await hold(page, '**/assets/demo-accounts*.js');
    await page.reload();
    await asked;
    await shows(page, t('state.loading'));
    assert.equal(await button(page).count(), 0);
    release();
    await button(page).waitFor();
  });
});

describe('a sign-in that fails', () => {
  it('because the user cancels is explained, and can be retried', async () => {
    const { page } = await open({ path: '/account' });
    await button(page).click();
    await page.getByRole('link', { name: 'Cancel' }).click();
    await alerts(page, t('errors.provider-refused'));
    await assertLooks(page, 'a canceled sign-in');
    await button(page).click();
    await signInThere(page, 'student');
    await page.waitForURL(`${apiUrl}/account`);
  });

  it('shows no text from the URL, and reports at the button that the provider does not respond', async () => {
    const { page } = await open({ path: '/sign-in' });
    for (const error of ['Call this number', '<b>number</b>', 'requestId', 'number']) {
      await page.goto(`${apiUrl}/sign-in?error=${encodeURIComponent(error)}`);
      await alerts(page, t('errors.internal'));
      assert.equal(await page.getByText('number').count(), 0);
    }
    await answerNothing(page);
    await button(page).click();
    await alerts(page, t('errors.provider-unavailable'));
  });

  it('stays explained after the rest of the page has loaded', async () => {
    const { page } = await open({ path: '/sign-in' });
    await answerNothing(page);
    const { promise: isTold, resolve: noteTold } = Promise.withResolvers<void>();
    await page.route('**/favicon.svg', async (route) => {
      await isTold;
      await route.continue();
    });
    await page.addInitScript(() =>
      addEventListener('pageshow', () => Object.assign(window, { isPageShown: true })),
    );
    await page.goto(`${apiUrl}/sign-in`, { waitUntil: 'commit' });
    await button(page).click();
    await alerts(page, t('errors.provider-unavailable'));
    noteTold();
    await page.waitForFunction(() => 'isPageShown' in window);
    // By then, changes made by the event are painted.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    await expect(page.getByRole('alert').filter({ hasText: t('errors.provider-unavailable') })).toBeVisible();
  });
});

describe('without passwords', () => {
  it('there is only the button, on the sign-in page and for admins', async () => {
    const { page, context } = await open({ path: '/sign-in' });
    await context.route('**/api/v1/settings', async (route) => {
      const reply = await route.fetch();
      await route.fulfill({ response: reply, json: { ...(await reply.json()), passwordSignIn: 'off' } });
    });
    await page.goto(`${apiUrl}/admin/accounts`);
    await button(page).waitFor();
    assert.equal(await page.getByRole('textbox').count(), 0);
    await assertLooks(page, 'signing in with only the button');
    await button(page).click();
    await signInThere(page, 'admin');
    await page.getByRole('link', { name: 'Stella Student' }).click();
    await titled(page, 'Stella Student');
    await page.getByRole('button', { name: t('admin:accounts.disable') }).waitFor();
    await expect(page.getByText(t('admin:setupLink.title'))).toHaveCount(0);
    await context.close();
  });
});
