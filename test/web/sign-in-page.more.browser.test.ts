import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { queryDatabase } from '../support/data-folder.ts';
import { assertFitsWidth } from './support/looks.ts';
import { expect, gone } from './support/settled.ts';
import { t, textsIn } from './support/texts.ts';
import { signInForm, signOut, startWebApp } from './support/web-app.ts';

const { apiUrl, open, server } = await startWebApp({ LECTERN_SIGN_UP: 'open' });

const pathOf = (page: Page) => page.url().slice(apiUrl.length);
const password = 'lectern-demo';

describe('signing in', () => {
  it('works with the keyboard alone, and so does opening a task', async () => {
    const { page, assertCalm } = await open({ path: '/' });
    await page.waitForURL(`${apiUrl}/sign-in?next=%2F`);
    await page
      .getByRole('textbox', { name: t('signIn.email') })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.type('student@example.org');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: t('home.title'), exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: t('home.title'), exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await page
      .getByRole('link', { name: t('navigation.skip') })
      .and(page.locator(':focus'))
      .waitFor();
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

  it('reports a wrong password, and allows another attempt', async () => {
    const { page, complaints } = await open({ path: '/sign-in', language: 'pl' });
    const { fill, click } = signInForm(page);
    await fill('student@example.org', 'wrong');
    await click();
    await page
      .getByRole('alert')
      .filter({ hasText: textsIn('pl')('errors.credentials-invalid') })
      .waitFor();
    await page.locator('input[autocomplete="current-password"]:focus').waitFor();
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: textsIn('pl')('home.title'), exact: true }).waitFor();
    // The browser itself reports the refusal.
    assert.ok(
      complaints.every((text) => text.includes('401')),
      complaints.join('\n'),
    );
  });

  it('leads to the requested page, and to no other site', async () => {
    const { page, assertCalm } = await open({ as: 'student', ownSession: true });
    await signOut(page);
    await page.waitForURL(`${apiUrl}/sign-in`);
    await page.goto(`${apiUrl}/?text=sum&language=en`);
    await page.waitForURL(/\/sign-in\?next=/);
    const { fill, click } = signInForm(page);
    await fill('student@example.org', password);
    await click();
    await page.getByRole('searchbox').waitFor();
    assert.equal(pathOf(page), '/?text=sum&language=en');
    assertCalm();
  });

  it('is requested above the page after the session has expired', async () => {
    // A page without polling: otherwise it would notice before the click.
    const { page } = await open({ as: 'student', ownSession: true, path: '/account' });
    await page.getByRole('heading', { name: t('account.changePassword') }).waitFor();
    queryDatabase(server.dataDir, 'delete from "session" returning "id"');
    await page.getByRole('link', { name: 'Lectern' }).click();
    const again = page.getByRole('dialog', { name: t('signIn.ended') });
    await again.getByLabel(t('signIn.password'), { exact: true }).fill(password);
    await gone(again, () => again.getByRole('button', { name: t('signIn.submit'), exact: true }).click());
    await page.getByRole('link', { name: 'Sum of Squares' }).waitFor();
    assert.equal(pathOf(page), '/');
  });
});

describe('signing up, if it is open', () => {
  it('creates an account, and leads to the requested page', async () => {
    const { page, complaints } = await open({ path: '/account' });
    await page.getByRole('link', { name: t('signUp.link') }).click();
    await page.getByRole('heading', { name: t('signUp.title') }).waitFor();
    const submit = page.getByRole('button', { name: t('signUp.submit') });
    await submit.click();
    await page.getByText(t('rules.text')).waitFor();
    await page.getByText(t('account.tooShort', { count: 8 })).waitFor();
    await page.getByLabel(t('signUp.name')).fill('Nadia New');
    await page.getByLabel(t('signIn.email')).fill('student@example.org');
    await page.getByLabel(t('signIn.password'), { exact: true }).fill('correct horse battery');
    await submit.click();
    await page
      .getByRole('alert')
      .filter({ hasText: t('reasons.user-already-exists-use-another-email') })
      .waitFor();
    await page.getByLabel(t('signIn.email')).fill('nadia@example.org');
    await submit.click();
    await page.waitForURL(`${apiUrl}/account`);
    await page.getByRole('button', { name: t('account.menu', { name: 'Nadia New' }) }).waitFor();
    // The browser itself reports the refusal.
    assert.ok(
      complaints.every((text) => text.includes('400')),
      complaints.join('\n'),
    );
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

describe('the account page', () => {
  it('changes the password', async () => {
    const { page, complaints, requests } = await open({
      as: 'student',
      ownSession: true,
      path: '/account',
      width: 360,
    });
    await assertFitsWidth(page);
    const [current, next] = ['Current password', 'New password'].map((name) =>
      page.getByLabel(name, { exact: true }),
    );
    const submit = page.getByRole('button', { name: t('account.changePassword') });
    await current?.fill('wrong');
    await next?.fill('short');
    await submit.click();
    await page.getByText(t('account.tooShort', { count: 8 })).waitFor();
    await next?.fill('correct horse battery');
    await submit.click();
    await page
      .getByRole('alert')
      .filter({ hasText: t('account.wrongPassword') })
      .waitFor();
    await current?.fill(password);
    await submit.click();
    await page
      .getByRole('status')
      .filter({ hasText: t('account.changed') })
      .waitFor();
    await expect(page.locator('[name=new-password]')).toHaveValue('');
    // Still signed in; restores the old password for later tests.
    await current?.fill('correct horse battery');
    await next?.fill(password);
    await submit.click();
    await expect(page.locator('[name=new-password]')).toHaveValue('');
    assert.equal(requests.filter((request) => request.includes('change-password')).length, 3);
    assert.ok(
      complaints.every((text) => text.includes('400')),
      complaints.join('\n'),
    );
  });
});
