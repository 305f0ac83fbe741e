import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { startSmtp } from '../servers/smtp.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import {
  alerts,
  button,
  dialogOf,
  field,
  focused,
  notice,
  press,
  rowsOf,
  saving,
  shows,
  tells,
  titled,
} from './support/parts.ts';
import { expect, gone, pressEscape } from './support/settled.ts';
import { pick } from './support/teacher-tasks.ts';
import { like, t } from './support/texts.ts';
import { pressTwice, signInForm, startWebApp } from './support/web-app.ts';

const smtp = await startSmtp();
const { apiUrl, open, client } = await startWebApp({
  SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  MAIL_FROM: 'School <lectern@example.org>',
  LECTERN_SIGN_UP: 'open',
});
/** Matches any time. */
const signInText = (state: 'link-unused' | 'link-expired' | 'signedIn') =>
  like((time) => t(`admin:accounts.signIn.${state}`, { time }));
/** The browser's own complaint about a refusal, besides what the page does. */
const isRefusal = (complaint: string) => complaint.startsWith('Failed to load resource');

/** Sets a password with a link, which also signs in, in a separate window. */
async function beginAs(name: string, email: string, setupLink: string): Promise<Page> {
  const { page } = await open({ path: new URL(setupLink).pathname + new URL(setupLink).hash });
  await page.locator('input[autocomplete="new-password"]').fill('correct horse battery');
  await expect(page.locator('input[autocomplete="username"]')).toHaveValue(email);
  await page.locator('button[type="submit"]').click();
  await shows(page, t('setPassword.isSet'));
  await page.waitForURL(`${apiUrl}/`);
  await button(page, t('account.menu', { name })).waitFor();
  return page;
}

describe('importing people', () => {
  const list = [
    'name,email,role,group',
    'Maria Nowak,maria@example.org,,Algorithms 101',
    'Jan Kowalski,jan@example.org,teacher,',
    'Stella Student,student@example.org,,Algorithms 101',
  ].join('\n');
  const openImport = (width = 1280) => open({ as: 'admin', path: '/admin/import', width });
  const fieldOf = (page: Page) => page.getByRole('textbox', { name: /List of people/ });
  const check = (page: Page) => press(page, t('admin:import.check'));
  /** The cells of each planned change. */
  const changesIn = async (page: Page) =>
    (await rowsOf(page, t('admin:import.changes')).allInnerTexts())
      .slice(1)
      .map((row) => row.split('\t').map((cell) => cell.trim()));
  const linkOf = (page: Page, email: string) => page.getByRole('textbox', { name: email });
  async function choose(page: Page, name: string, bytes: Buffer): Promise<void> {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      press(page, t('admin:import.choose')),
    ]);
    await chooser.setFiles({ name, mimeType: 'text/csv', buffer: bytes });
  }

  it('shows all problems with their lines, changes nothing, keeps the input, and creates a named group', async () => {
    const { page, assertCalm } = await openImport(360);
    const field = fieldOf(page);
    const wrong =
      'name,email,role,group\nMaria,maria,,\nJan,jan@example.org,boss,\nOla,ola@example.org,,Nowhere';
    await field.fill(wrong);
    await check(page);
    const problems = page.getByRole('alert');
    await shows(problems, t('admin:import.problems', { count: 3 }));
    await expect(problems.getByRole('listitem')).toHaveText(
      [
        'Line 2 "maria" is not an e-mail address. Correct it.',
        'Line 3 "boss" is not a role. Use student, teacher, admin.',
        `Line 4 There is no group "Nowhere". Correct its name, or create it first. ${t('admin:import.createGroup')}`,
      ],
      { useInnerText: true },
    );
    await assertFitsWidth(page);
    await assertAccessible(page);
    await expect(field).toHaveValue(wrong);
    await press(page, t('admin:import.line', { line: '3' }));
    const selected = await field.evaluate((element) => {
      const { value, selectionStart, selectionEnd } = element as unknown as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
    assert.equal(selected, 'Jan,jan@example.org,boss,');
    const admin = await client('admin');
    const { items } = await admin.get('/api/v1/accounts', { query: { limit: 200 } });
    assert.ok(items.every(({ email }) => email !== 'jan@example.org'));

    // "Imię;Nazwisko;E-mail;Grupa" and "Łucja;Żak" as Excel saves them in Poland.
    const excel =
      'Imi\xea;Nazwisko;E-mail;Grupa\r\n\xa3ucja;\xafak;lucja@example.org;3b\r\nJan;Lis;lis@example.org;3b';
    await page.setViewportSize({ width: 1280, height: 800 });
    await choose(page, 'klasa.csv', Buffer.from(excel, 'latin1'));
    await shows(page, t('admin:import.encoding', { encoding: 'Windows-1250' }));
    await check(page);
    await shows(problems, t('admin:import.problems', { count: 1 }));
    await press(problems, t('admin:import.createGroupNamed', { name: '3b' }));
    await page.getByRole('heading', { name: t('admin:import.wouldCreate', { count: 2 }) }).waitFor();
    const names = async () => (await changesIn(page)).map(([, name]) => name);
    await expect.poll(names).toEqual(['Łucja Żak', 'Jan Lis']);
    const { items: groups } = await admin.get('/api/v1/groups', { query: { mine: true } });
    const made = groups.filter(({ name }) => name === '3b').map(({ yourRole }) => yourRole);
    assert.deepEqual(made, ['staff']);

    // A table of a spreadsheet program is no text.
    await choose(page, 'people.xlsx', Buffer.from('PK\x03\x04\0\0name,email\nJózef,j@example.org', 'latin1'));
    const refusal = notice(page, 'alert', t('admin:import.notText'));
    await refusal.waitFor();
    const example = await saving(page, () => press(page, t('admin:import.example')));
    await gone(refusal, () => choose(page, example.name, example.bytes));
    await expect(field).toHaveValue(String(example.bytes).replace('\uFEFF', '').replaceAll('\r\n', '\n'));
    await check(page);
    await page.locator('#planned-changes').waitFor();
    assertCalm(isRefusal);
  });

  it('previews the changes, applies them, shows the links of new people once, and asks before losing them', async () => {
    const { page, context, requests, assertCalm } = await openImport();
    await fieldOf(page).fill(list);
    await check(page);
    await page.getByRole('heading', { name: t('admin:import.wouldCreate', { count: 2 }) }).waitFor();
    const [create, add] = [t('admin:import.change.create'), t('admin:import.change.add-to-group')];
    await expect
      .poll(() => changesIn(page))
      .toEqual([
        ['2', 'Maria Nowak', 'maria@example.org', 'Student', 'Algorithms 101', `${create}, ${add}`],
        ['3', 'Jan Kowalski', 'jan@example.org', 'Teacher', '', create],
      ]);
    await shows(page, t('admin:import.unchanged', { count: 1 }));

    // If it were applied twice, the second reply would have no changes and no links.
    await pressTwice(button(page, t('admin:import.apply', { count: 2 })));
    await tells(page, t('admin:import.done', { count: 2 }));
    await shows(page, t('admin:import.linksOnce', { count: 2 }));
    assert.equal(requests.filter((request) => request.includes('people-import?invite=')).length, 1);
    const link = await linkOf(page, 'maria@example.org').inputValue();
    await page.getByRole('link', { name: t('admin:accounts.title') }).click();
    const leaving = dialogOf(page, t('admin:uncopied.title'));
    await shows(leaving, t('admin:uncopied.text', { what: t('admin:import.links') }));
    await gone(leaving, () => press(leaving, t('admin:uncopied.keep')));
    await expect(linkOf(page, 'maria@example.org')).toHaveValue(link);
    const { bytes } = await saving(page, () => press(page, t('admin:import.downloadLinks')));
    const lines = String(bytes).replace('\uFEFF', '').trim().split('\r\n');
    assert.deepEqual(lines.slice(0, 2), ['name,email,setupLink', `Maria Nowak,maria@example.org,${link}`]);
    assert.equal(lines.length, 3);

    // The file was lost. The same list changes nothing again, and gives new links.
    await press(page, t('admin:import.again'));
    await fieldOf(page).fill(list);
    await check(page);
    await press(page, t('admin:import.renewLinks'));
    const question = page.getByRole('dialog').filter({ hasText: t('admin:import.renewQuestion') });
    await press(question, t('admin:import.renewLinks'));
    await tells(page, t('admin:import.renewed', { count: 2 }));
    await shows(page, t('admin:import.skippedLinks', { count: 1 }));
    const newLink = await linkOf(page, 'maria@example.org').inputValue();
    assert.notEqual(newLink, link);
    assertCalm();
    const maria = await beginAs('Maria Nowak', 'maria@example.org', newLink);
    await Promise.all([maria.context().close(), context.close()]);
  });

  it('keeps the input when the session expires', async () => {
    const { page, context } = await openImport();
    await fieldOf(page).fill(list);
    const again = dialogOf(page, t('signIn.ended'));
    const password = again.locator('input[autocomplete="current-password"]');
    const signInAgain = async (typed: string) => {
      await password.fill(typed);
      await again.locator('button[type="submit"]').click();
    };
    await context.clearCookies();
    await check(page);
    await focused(password);
    await expect(again.locator('input[autocomplete="username"]')).toHaveValue('admin@example.org');
    await signInAgain('not it');
    await again.getByRole('alert').waitFor();
    await gone(again, () => signInAgain('lectern-demo'));
    await expect(fieldOf(page)).toHaveValue(list);
    // The request that the expired session refused is sent again.
    await page.locator('#planned-changes').waitFor();

    await page.goto(`${apiUrl}/manage/tasks`);
    await page.getByRole('button', { name: t('tasks:newTask.title') }).click();
    const dialog = dialogOf(page, t('tasks:newTask.title'));
    await field(dialog, t('tasks:newTask.name')).fill('Evening Train');
    await context.clearCookies();
    await press(dialog, t('action.create'));
    await again.waitFor();
    await assertAccessible(page, 'a page with an expired session');
    await gone(again, () => signInAgain('lectern-demo'));
    await titled(page, 'Evening Train');

    await context.clearCookies();
    // A pending request of the page may already have found the session expired, and opened the dialog over the tabs.
    await page.getByRole('tab', { name: t('tasks:task.tabs.usages') }).dispatchEvent('click');
    await press(again, t('signIn.somebodyElse'));
    await page.waitForURL(`${apiUrl}/sign-in?next=*`);
  });

  it('invites the people of a list by e-mail, again on request, without showing links', async () => {
    const { page, assertCalm } = await openImport();
    const fill = async () => {
      await fieldOf(page).fill('name,email\nIda,ida@example.org');
      await check(page);
      await page.getByRole('checkbox', { name: t('admin:import.invite') }).check();
    };
    const first = smtp.nextTo('ida@example.org');
    await fill();
    await assertAccessible(page, 'an import that invites');
    await press(page, t('admin:import.apply', { count: 1 }));
    await tells(page, t('admin:import.invited', { count: 1 }));
    assert.equal(await page.getByText('set-password').count(), 0);
    assert.equal((await first).parsed.subject, 'Your account at School');
    const second = smtp.nextTo('ida@example.org');
    await press(page, t('admin:import.again'));
    await fill();
    await press(page, t('admin:import.renewInvitations'));
    await press(page.getByRole('dialog'), t('admin:import.renewInvitations'));
    await tells(page, t('admin:import.reinvited', { count: 1 }));
    await second;
    assertCalm();
  });
});

describe('accounts', () => {
  const asksAbout = (page: Page, question: string): Locator =>
    page.getByRole('dialog').filter({ hasText: question });

  it('are created with a link to set the password, after a refusal keeps the input, and found by search and filter', async () => {
    const { page, context, assertCalm } = await open({ as: 'admin', path: '/admin/accounts' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: t('admin:accounts.create') }).click();
    const dialog = dialogOf(page, t('admin:accounts.create'));
    await dialog.getByRole('textbox', { name: t('admin:accounts.name') }).fill('Nina New');
    const email = dialog.getByRole('textbox', { name: t('admin:accounts.email') });
    await email.fill('student@example.org');
    await press(dialog, t('action.create'));
    await alerts(dialog, t('reasons.email-taken'));
    await email.fill('nina@example.org');
    await press(dialog, t('action.create'));
    const made = dialog.getByRole('textbox', { name: t('admin:setupLink.label') });
    await focused(made);
    const link = await made.inputValue();
    await shows(dialog, t('admin:setupLink.once'));
    // Neither a click outside nor Escape loses the link.
    await page.mouse.click(5, 400);
    await pressEscape(dialog);
    const question = dialogOf(page, t('admin:uncopied.title'));
    await gone(question, () => press(question, t('admin:uncopied.keep')));
    await press(dialog, t('action.copy'));
    await button(dialog, t('action.copied')).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
    await gone(dialog, () => button(dialog, t('action.close')).last().click());

    const search = page.getByRole('searchbox', { name: t('admin:accounts.search') });
    await search.fill('NINA');
    await page.waitForURL(`${apiUrl}/admin/accounts?text=NINA`);
    const rows = rowsOf(page, t('admin:accounts.title'));
    await expect(rows).toHaveCount(2);
    await page.getByRole('cell', { name: signInText('link-unused') }).waitFor();
    // The field shows the search of the URL, however that changed.
    const navigation = page.getByRole('navigation');
    await navigation.getByRole('link', { name: t('navigation.accounts') }).click();
    await page.waitForURL(`${apiUrl}/admin/accounts`);
    await rows.nth(2).waitFor();
    await expect(search).toHaveValue('');
    await page.goBack();
    await page.waitForURL(`${apiUrl}/admin/accounts?text=NINA`);
    await expect(rows).toHaveCount(2);
    await expect(search).toHaveValue('NINA');

    const nina = await beginAs('Nina New', 'nina@example.org', link);
    await page.reload();
    await page.getByRole('cell', { name: signInText('signedIn') }).waitFor();
    await search.fill('');
    const role = page.getByRole('combobox', { name: t('admin:accounts.role') });
    await gone(rows.filter({ hasText: 'student@example.org' }), () => pick(role, t('admin:role.teacher')));
    await rows.filter({ hasText: 'teacher@example.org' }).waitFor();
    await pick(page.getByRole('combobox', { name: t('admin:accounts.state') }), t('admin:accounts.disabled'));
    await page.waitForURL(`${apiUrl}/admin/accounts?role=teacher&disabled=true`);
    await page.reload();
    await shows(page, t('admin:accounts.none'));
    assertCalm(isRefusal);
    await Promise.all([nina.context().close(), context.close()]);
  });

  it('have their address confirmed by an admin, and are deleted after a question', async () => {
    const [email, name] = ['una@example.org', 'Una Unverified'];
    await fetch(`${apiUrl}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, name }),
    });
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/accounts?text=una@' });
    await shows(page, t('address.unverified', { email }));
    await page.getByRole('link', { name }).click();
    const about = page.getByText(t('admin:address.about', { email }));
    await about.waitFor();
    await press(page, t('admin:address.confirm'));
    const confirming = asksAbout(page, t('admin:address.question', { email, name }));
    await gone(about, () => press(confirming, t('admin:address.confirm')));
    await page.getByRole('heading', { name: t('admin:setupLink.title') }).waitFor();

    await press(page, t('admin:accounts.delete'));
    const deleting = asksAbout(page, t('admin:accounts.deleteQuestion', { name }));
    await focused(button(deleting, t('action.cancel')));
    await press(deleting, t('admin:accounts.delete'));
    await page.waitForURL(`${apiUrl}/admin/accounts`);
    await shows(page, t('admin:accounts.deleted', { name }));
    await page.getByRole('link', { name: 'Oskar Outsider' }).waitFor();
    assert.equal(await page.getByText(name, { exact: true }).count(), 0);
    assertCalm();
  });

  it('can be disabled, which stops the owner at the next request, and enabled again', async () => {
    const outsider = await open({ as: 'outsider', ownSession: true });
    const { page, context, assertCalm } = await open({ as: 'admin', path: '/admin/accounts' });
    await page.getByRole('link', { name: 'Oskar Outsider' }).click();
    await titled(page, 'Oskar Outsider');
    const [disable, enable] = [t('admin:accounts.disable'), t('admin:accounts.enable')];
    await press(page, disable);
    const question = asksAbout(page, t('admin:accounts.disableQuestion', { name: 'Oskar Outsider' }));
    await focused(button(question, t('action.cancel')));
    await gone(question, () => pressEscape(question));
    await press(page, disable);
    await press(question, disable);
    await button(page, enable).waitFor();

    await outsider.page.reload();
    await outsider.page.waitForURL(`${apiUrl}/sign-in*`);
    const form = signInForm(outsider.page);
    await form.fill('outsider@example.org', 'lectern-demo');
    await form.click();
    await alerts(outsider.page, 'disabled');

    await press(page, enable);
    await button(page, disable).waitFor();
    await form.click();
    await outsider.page.waitForURL((url) => url.pathname === '/');
    assertCalm();
    await Promise.all([context.close(), outsider.context.close()]);
  });

  it('change role and name, link to the URLs issued to them, and cannot disable or demote themselves', async () => {
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/accounts?text=teacher%40' });
    await page.getByRole('link', { name: 'Tomasz Teacher' }).click();
    await page.getByRole('textbox', { name: t('admin:accounts.name') }).fill('Tomasz Tester');
    await press(page, t('action.save'));
    await titled(page, 'Tomasz Tester');
    await page.getByRole('link', { name: t('admin:accounts.issued') }).click();
    await page.waitForURL(`${apiUrl}/admin/issued-urls?userId=*`);
    const reader = page.getByRole('combobox', { name: t('admin:issued.reader') });
    await expect(reader).toHaveValue('teacher@example.org');

    await page.goto(`${apiUrl}/admin/accounts?text=admin%40`);
    await page.getByRole('link', { name: 'Ada Admin' }).click();
    await shows(page, t('admin:accounts.ownState'));
    for (const name of [t('admin:accounts.delete'), t('admin:accounts.disable')])
      assert.equal(await button(page, name).count(), 0);
    await expect(page.getByRole('combobox', { name: t('admin:accounts.role') })).toBeDisabled();
    assertCalm();
  });

  it('are only for admins, like everything below /admin', async () => {
    const { page, requests } = await open({ as: 'teacher' });
    for (const path of ['accounts', 'import', 'issued-urls', 'keys', 'api-keys', 'health']) {
      await page.goto(`${apiUrl}/admin/${path}`);
      await titled(page, t('errors.not-found'));
    }
    const ofAdmins = /\/api\/v1\/(signing-keys|api-keys|metrics|accounts|issued-urls|storage)/;
    assert.ok(!requests.some((request) => ofAdmins.test(request)));
  });
});
