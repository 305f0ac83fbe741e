import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { maxPasswordLength, minPasswordLength } from '../../src/domain/accounts/auth-settings.ts';
import { demoAccounts, demoPassword } from '../../src/features/demo/seed.ts';
import { startSmtp } from '../servers/smtp.ts';
import { openTestApp } from '../support/app.ts';
import { startChromium } from '../support/chromium.ts';
import { freePorts } from '../support/ports.ts';
import { alerts, focused, shows, tells } from './support/parts.ts';
import { expect } from './support/settled.ts';
import { t, textsIn } from './support/texts.ts';

const smtp = await startSmtp();
const [port, filesPort] = await freePorts();
const { app, core, clock, person, send } = await openTestApp({
  LECTERN_PORT: String(port),
  LECTERN_FILES_PORT: String(filesPort),
  LECTERN_CONTACT: 'help@example.org',
  LECTERN_SIGN_UP: 'open',
  SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  MAIL_FROM: 'lectern@example.org',
});
clock.set(Date.now());
await app.start();
const browser = await startChromium();
after(() => browser.close());

interface Visit {
  readonly page: Page;
  readonly requests: ReadonlyArray<string>;
  /** The browser's complaints, including violations of the policy. */
  readonly complaints: ReadonlyArray<string>;
}

async function visit(url: string, width = 360): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width, height: 640 } });
  const [requests, complaints]: [Array<string>, Array<string>] = [[], []];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url);
  return { page, requests, complaints };
}
const newLink = async () => {
  const someone = await person();
  return { someone, ...(await core.setupLinks.create(someone.id)) };
};
const shown = (page: Page, text: string) => tells(page, text);

describe('the page to set a password', () => {
  it('names the account, sets its password by keyboard, signs in, and keeps the token out of the URL and the history', async () => {
    const { someone, url } = await newLink();
    const { page, requests, complaints } = await visit(url);
    assert.equal(page.url(), `http://127.0.0.1:${port}/set-password`);
    const { headers } = await send('GET /set-password', undefined, { accept: 'text/html' });
    assert.equal(headers['referrer-policy'], 'no-referrer');
    await focused(page.getByLabel(t('account.newPassword')));
    await shows(page, t('setPassword.account', { name: someone.name }));
    await expect(page.getByLabel(t('signIn.email'))).toHaveValue(someone.email);
    await page.keyboard.type('correct horse battery');
    await page.keyboard.press('Enter');
    await shows(page, t('setPassword.isSet'));
    await page.waitForURL(`http://127.0.0.1:${port}/`);
    await page.getByRole('button', { name: t('account.menu', { name: someone.name }) }).waitFor();
    const credentials = { email: someone.email, password: 'correct horse battery' };
    assert.equal((await send('POST /api/auth/sign-in/email', credentials)).status, 200);
    const origin = `http://127.0.0.1:${port}`;
    const isFile = (request: string) => /^GET \S+(?:\/assets\/[\w.-]+|\/[\w-]+\.(?:js|svg))$/.test(request);
    assert.deepEqual(requests.filter((request) => !isFile(request)).slice(0, 5), [
      `GET ${origin}/set-password`,
      `POST ${origin}/api/auth/set-link`,
      `POST ${origin}/api/auth/reset-password`,
      `POST ${origin}/api/auth/sign-in/email`,
      `GET ${origin}/api/v1/me`,
    ]);
    assert.ok(requests.every((request) => request.slice(request.indexOf(' ') + 1).startsWith(`${origin}/`)));
    const token = new URL(url).hash.slice('#token='.length);
    assert.ok(requests.every((request) => !request.includes(token)));
    assert.deepEqual(complaints, []);
    const kept =
      'JSON.stringify([localStorage, sessionStorage, history.state, document.documentElement.outerHTML])';
    assert.ok(!String(await page.evaluate(kept)).includes(token));
    assert.equal(await page.evaluate('history.length'), 2);
    await page.close();
  });

  it('explains a used link, and one that is incomplete', async () => {
    const { url } = await newLink();
    await core.database.kysely.deleteFrom('verification').execute();
    const { page } = await visit(url);
    await shown(page, t('setPassword.over'));
    assert.equal(await page.getByLabel(t('account.newPassword')).count(), 0);
    await page.goto('about:blank');
    await page.goto(url.replace(/#.*/, ''));
    await shown(page, t('setPassword.incomplete'));
    assert.equal(await page.getByRole('button').count(), 0);
    assert.equal(await page.getByLabel(t('account.newPassword')).count(), 0);
    await page.close();
  });

  it('explains a link used at the same time, and a sign-in that fails after the password was set', async () => {
    const { someone, url } = await newLink();
    const { page } = await visit(url);
    const set = async () => {
      await page.getByLabel(t('account.newPassword')).fill('correct horse battery');
      await page.keyboard.press('Enter');
    };
    await page.route('**/api/auth/sign-in/email', (route) => route.abort());
    await set();
    await shown(page, t('setPassword.done'));
    const other = await core.setupLinks.create(someone.id);
    await page.goto('about:blank');
    await page.goto(other.url);
    await page.getByLabel(t('account.newPassword')).waitFor();
    await core.setupLinks.create(someone.id);
    await set();
    await shown(page, t('setPassword.over'));
    await page.close();
  });

  it('shows the password on request, and allows another attempt if it is too short, or without a connection', async () => {
    const { url } = await newLink();
    const { page } = await visit(url, 320);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    assert.equal(await page.evaluate(overflow), 0);
    const field = page.getByLabel(t('account.newPassword'));
    await page.getByRole('button', { name: t('signIn.showPassword') }).click();
    await expect(field).toHaveAttribute('type', 'text');
    await expect(field).toHaveAttribute('maxlength', String(maxPasswordLength));
    await shows(page, t('account.passwordRule', { min: minPasswordLength, max: maxPasswordLength }));
    await field.fill('x'.repeat(minPasswordLength - 1));
    await page.keyboard.press('Enter');
    await shows(page, t('account.tooShort', { count: minPasswordLength }));
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await field.fill('x'.repeat(minPasswordLength));
    await page.context().setOffline(true);
    await page.keyboard.press('Enter');
    await alerts(page, t('errors.network'));
    await page.context().setOffline(false);
    await page.keyboard.press('Enter');
    await shows(page, t('setPassword.isSet'));
    await page.close();
  });
});

describe('the page for a forgotten password', () => {
  it('sends a link in the language of the page, with the same reply for every address', async () => {
    const someone = await person();
    const { page, complaints } = await visit(`http://127.0.0.1:${port}/sign-in`);
    await page.getByRole('link', { name: t('signIn.forgotten') }).click();
    await page.getByRole('heading', { name: t('forgottenPassword.title') }).waitFor();
    await page.getByLabel(t('account.language')).selectOption('pl');
    const pl = textsIn('pl');
    const field = page.getByLabel(pl('signIn.email'));
    await page.getByRole('heading', { name: pl('forgottenPassword.title') }).waitFor();
    await field.fill('nobody');
    await page.keyboard.press('Enter');
    await shows(page, pl('rules.address'));
    await focused(field);
    await field.fill('nobody@example.net');
    await page.keyboard.press('Enter');
    await shown(page, pl('forgottenPassword.sent', { email: 'nobody@example.net' }));
    await page.getByRole('button', { name: pl('forgottenPassword.again') }).click();
    const coming = smtp.nextTo(someone.email);
    await field.fill(someone.email);
    await page.keyboard.press('Enter');
    await shown(page, pl('forgottenPassword.sent', { email: someone.email }));
    const { parsed } = await coming;
    assert.equal(parsed.subject, 'Nowe hasło: Lectern');
    await page.goto(/http:\S+#token=\S+/.exec(parsed.text ?? '')?.[0] ?? '');
    await shows(page, pl('setPassword.account', { name: someone.name }));
    assert.ok(smtp.arrived.every(({ to }) => !to.includes('nobody@example.net')));
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('names a contact if no e-mail is sent', async () => {
    const page = await browser.newPage();
    await page.route('**/api/v1/settings', async (route) => {
      const reply = await route.fetch();
      await route.fulfill({ response: reply, json: { ...(await reply.json()), mail: 'off' } });
    });
    await page.goto(`http://127.0.0.1:${port}/forgot-password`);
    const contact = page.getByRole('link', { name: 'help@example.org' });
    await expect(contact).toHaveAttribute('href', 'mailto:help@example.org');
    assert.equal(await page.getByRole('textbox').count(), 0);
    await page.close();
  });
});

describe('the page to sign up, with e-mail', () => {
  it('requires no password, and sends a link that sets it and signs in', async () => {
    const email = 'new@example.org';
    const { page, complaints } = await visit(`http://127.0.0.1:${port}/sign-up`);
    await shows(page, t('signUp.byMail'));
    assert.equal(await page.locator('input[type="password"]').count(), 0);
    await page.getByLabel(t('signUp.name')).fill('Nora New');
    await page.getByLabel(t('signIn.email')).fill(email);
    const coming = smtp.nextTo(email);
    await page.getByRole('button', { name: t('signUp.send') }).click();
    await shown(page, t('signUp.sent', { email }));
    const { parsed } = await coming;
    await page.goto(/http:\S+#token=\S+/.exec(parsed.text ?? '')?.[0] ?? '');
    await shows(page, t('setPassword.account', { name: 'Nora New' }));
    await page.getByLabel(t('account.newPassword')).fill('correct horse battery');
    await page.getByLabel(t('account.newPassword')).press('Enter');
    await page.getByRole('button', { name: t('account.menu', { name: 'Nora New' }) }).waitFor();
    assert.equal((await core.accounts.findByEmail(email)).emailSource, 'mail');
    assert.deepEqual(complaints, []);
  });
});

describe('the accounts of a demo', () => {
  it('are not offered by other servers, not even with the data of a demo', async () => {
    for (const { email, name, role } of demoAccounts)
      await core.newAccounts.create({ email, name, role, password: demoPassword });
    const { body } = await send('GET /api/v1/settings');
    assert.deepEqual([body.demoAccounts, body.hasAccounts], [[], true]);
  });
});
