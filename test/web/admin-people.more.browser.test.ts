import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { startSmtp } from '../servers/smtp.ts';
import { contentOf } from '../support/chromium.ts';
import { button } from './support/confirm.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { expect, gone, pressEscape } from './support/settled.ts';
import { pick } from './support/teacher-tasks.ts';
import { beginning, like, t } from './support/texts.ts';
import { pressTwice, signInForm, startWebApp } from './support/web-app.ts';

const smtp = await startSmtp();
const { apiUrl, open, client } = await startWebApp({
  SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
  MAIL_FROM: 'School <lectern@example.org>',
  LECTERN_SIGN_UP: 'open',
});
const password = 'correct horse battery';
/** Matches any time. */
const signInText = (state: 'link-unused' | 'link-expired' | 'signedIn') =>
  like((time) => t(`admin:accounts.signIn.${state}`, { time }));
/** The browser's own complaint about a refusal, besides what the page does. */
const isRefusal = (complaint: string) => complaint.startsWith('Failed to load resource');

/** Sets a password with a link, which also signs in, in a separate window. */
async function beginAs(email: string, setupLink: string): Promise<Page> {
  const { page } = await open({ path: new URL(setupLink).pathname + new URL(setupLink).hash });
  await page.locator('input[autocomplete="new-password"]').fill(password);
  await expect(page.locator('input[autocomplete="username"]')).toHaveValue(email);
  await page.locator('button[type="submit"]').click();
  await page.getByText(t('setPassword.isSet')).waitFor();
  await page.waitForURL(`${apiUrl}/`);
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
  const check = (page: Page) => button(page, t('admin:import.check')).click();
  const changesIn = (page: Page) => page.getByRole('table', { name: t('admin:import.changes') });
  async function choose(page: Page, name: string, bytes: Buffer): Promise<void> {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      button(page, t('admin:import.choose')).click(),
    ]);
    await chooser.setFiles({ name, mimeType: 'text/csv', buffer: bytes });
  }

  it('shows all problems with their lines, changes nothing, keeps the input, and creates a named group', async () => {
    const { page, complaints } = await openImport(360);
    const field = fieldOf(page);
    const wrong =
      'name,email,role,group\nMaria,maria,,\nJan,jan@example.org,boss,\nOla,ola@example.org,,Nowhere';
    await field.fill(wrong);
    await check(page);
    const problems = page.getByRole('alert');
    await problems.getByText(t('admin:import.problems', { count: 3 })).waitFor();
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
    await button(page, t('admin:import.line', { line: '3' })).click();
    assert.equal(
      await field.evaluate((element) => {
        const { value, selectionStart, selectionEnd } = element as unknown as HTMLTextAreaElement;
        return value.slice(selectionStart, selectionEnd);
      }),
      'Jan,jan@example.org,boss,',
    );
    const admin = await client('admin');
    const { items } = await admin.get('/api/v1/accounts', { query: { limit: 200 } });
    assert.ok(items.every(({ email }) => email !== 'jan@example.org'));

    // "Imię;Nazwisko;E-mail;Grupa" and "Łucja;Żak" as Excel saves them in Poland.
    const excel =
      'Imi\xea;Nazwisko;E-mail;Grupa\r\n\xa3ucja;\xafak;lucja@example.org;3b\r\nJan;Lis;lis@example.org;3b';
    await page.setViewportSize({ width: 1280, height: 800 });
    await choose(page, 'klasa.csv', Buffer.from(excel, 'latin1'));
    await page.getByText(t('admin:import.encoding', { encoding: 'Windows-1250' })).waitFor();
    await check(page);
    await problems.getByText(t('admin:import.problems', { count: 1 })).waitFor();
    await button(problems, t('admin:import.createGroupNamed', { name: '3b' })).click();
    await page.getByRole('heading', { name: t('admin:import.wouldCreate', { count: 2 }) }).waitFor();
    await expect
      .poll(async () => (await cellsOf(changesIn(page).getByRole('row'))).map((row) => row[1]))
      .toEqual(['Łucja Żak', 'Jan Lis']);
    const { items: groups } = await admin.get('/api/v1/groups', { query: { mine: true } });
    assert.deepEqual(
      groups.filter(({ name }) => name === '3b').map(({ yourRole }) => yourRole),
      ['staff'],
    );
    assert.deepEqual(
      complaints.filter((each) => !isRefusal(each)),
      [],
    );
  });

  it('previews the changes, applies them, shows the links of new people once, and asks before losing them', async () => {
    const { page, context, requests, assertCalm } = await openImport();
    const field = fieldOf(page);
    await field.fill(list);
    await check(page);
    await page.getByRole('heading', { name: t('admin:import.wouldCreate', { count: 2 }) }).waitFor();
    const changes = changesIn(page).getByRole('row');
    await expect
      .poll(() => cellsOf(changes))
      .toEqual([
        [
          '2',
          'Maria Nowak',
          'maria@example.org',
          'Student',
          'Algorithms 101',
          `${t('admin:import.change.create')}, ${t('admin:import.change.add-to-group')}`,
        ],
        ['3', 'Jan Kowalski', 'jan@example.org', 'Teacher', '', t('admin:import.change.create')],
      ]);
    await page.getByText(t('admin:import.unchanged', { count: 1 })).waitFor();

    // If it were applied twice, the second reply would have no changes and no links.
    await pressTwice(page.getByRole('button', { name: t('admin:import.apply', { count: 2 }) }));
    await page
      .getByRole('status')
      .filter({ hasText: t('admin:import.done', { count: 2 }) })
      .waitFor();
    await page.getByText(t('admin:import.linksOnce', { count: 2 })).waitFor();
    assert.equal(requests.filter((request) => request.includes('people-import?invite=')).length, 1);
    const link = await page.getByRole('textbox', { name: 'maria@example.org' }).inputValue();
    await page.getByRole('link', { name: t('admin:accounts.title') }).click();
    const leaving = page.getByRole('dialog', { name: t('admin:uncopied.title') });
    await leaving.getByText(t('admin:uncopied.text', { what: t('admin:import.links') })).waitFor();
    await gone(leaving, () => button(leaving, t('admin:uncopied.keep')).click());
    await expect(page.getByRole('textbox', { name: 'maria@example.org' })).toHaveValue(link);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: t('admin:import.downloadLinks') }).click(),
    ]);
    const lines = String(await contentOf(download))
      .replace('\uFEFF', '')
      .trim()
      .split('\r\n');
    assert.equal(lines[0], 'name,email,setupLink');
    assert.equal(lines[1], `Maria Nowak,maria@example.org,${link}`);
    assert.equal(lines.length, 3);

    // The file was lost. The same list changes nothing again, and gives new links.
    await page.getByRole('button', { name: t('admin:import.again') }).click();
    await field.fill(list);
    await check(page);
    await button(page, t('admin:import.renewLinks')).click();
    await page
      .getByRole('dialog')
      .filter({ hasText: t('admin:import.renewQuestion') })
      .getByRole('button', { name: t('admin:import.renewLinks'), exact: true })
      .click();
    await page
      .getByRole('status')
      .filter({ hasText: t('admin:import.renewed', { count: 2 }) })
      .waitFor();
    await page.getByText(t('admin:import.skippedLinks', { count: 1 })).waitFor();
    const newLink = await page.getByRole('textbox', { name: 'maria@example.org' }).inputValue();
    assert.notEqual(newLink, link);
    assertCalm();

    const maria = await beginAs('maria@example.org', newLink);
    await maria.getByRole('button', { name: t('account.menu', { name: 'Maria Nowak' }) }).waitFor();
    await Promise.all([maria.context().close(), context.close()]);
  });

  it('keeps the input when the session expires', async () => {
    const { page, context } = await openImport();
    const field = fieldOf(page);
    await field.fill(list);
    const again = page.getByRole('dialog', { name: t('signIn.ended') });
    const signInAgain = async (typed: string) => {
      await again.locator('input[autocomplete="current-password"]').fill(typed);
      await again.locator('button[type="submit"]').click();
    };
    await context.clearCookies();
    await check(page);
    await again.locator('input[autocomplete="current-password"]:focus').waitFor();
    await expect(again.locator('input[autocomplete="username"]')).toHaveValue('admin@example.org');
    await signInAgain('not it');
    await again.getByRole('alert').waitFor();
    await gone(again, () => signInAgain('lectern-demo'));
    await expect(field).toHaveValue(list);
    // The request that the expired session refused is sent again.
    await page.locator('#planned-changes').waitFor();

    await page.goto(`${apiUrl}/manage/tasks`);
    await page.getByRole('button', { name: t('tasks:newTask.title') }).click();
    const dialog = page.getByRole('dialog', { name: t('tasks:newTask.title') });
    await dialog.getByLabel(beginning(t('tasks:newTask.name'))).fill('Evening Train');
    await context.clearCookies();
    await dialog.getByRole('button', { name: t('action.create') }).click();
    await again.waitFor();
    await assertAccessible(page, 'a page with an expired session');
    await gone(again, () => signInAgain('lectern-demo'));
    await page.getByRole('heading', { level: 1, name: 'Evening Train' }).waitFor();

    await context.clearCookies();
    // A pending request of the page may already have found the session expired, and opened the dialog over the tabs.
    await page.getByRole('tab', { name: t('tasks:task.tabs.placements') }).dispatchEvent('click');
    await again.getByRole('button', { name: t('signIn.somebodyElse') }).click();
    await page.waitForURL(`${apiUrl}/sign-in?next=*`);
  });

  it('invites the people of a list by e-mail, again on request, without showing links', async () => {
    const { page, assertCalm } = await openImport();
    const fill = async () => {
      await fieldOf(page).fill('name,email\nIda,ida@example.org');
      await check(page);
      await page.getByRole('checkbox', { name: t('admin:import.invite') }).check();
    };
    const says = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
    const first = smtp.nextTo('ida@example.org');
    await fill();
    await assertAccessible(page, 'an import that invites');
    await button(page, t('admin:import.apply', { count: 1 })).click();
    await says(t('admin:import.invited', { count: 1 }));
    assert.equal(await page.getByText('set-password').count(), 0);
    assert.equal((await first).parsed.subject, 'Your account at School');
    const second = smtp.nextTo('ida@example.org');
    await button(page, t('admin:import.again')).click();
    await fill();
    await button(page, t('admin:import.renewInvitations')).click();
    await button(page.getByRole('dialog'), t('admin:import.renewInvitations')).click();
    await says(t('admin:import.reinvited', { count: 1 }));
    await second;
    assertCalm();
  });

  it('accepts a text file, refuses other files, and offers an example', async () => {
    const { page, assertCalm } = await openImport();
    const refusal = page.getByRole('alert').filter({ hasText: t('admin:import.notText') });
    const xlsx = 'PK\x03\x04\0\0name,email\nJózef,j@example.org';
    await choose(page, 'people.xlsx', Buffer.from(xlsx, 'latin1'));
    await gone(refusal, () => choose(page, 'people.csv', Buffer.from('name,email\nJózef,j@example.org')));
    await expect(fieldOf(page)).toHaveValue('name,email\nJózef,j@example.org');
    await choose(page, 'unicode.txt', Buffer.from('\ufeffname\temail\nJózef,j@example.org', 'utf16le'));
    await page.getByText(t('admin:import.encoding', { encoding: 'UTF-16' })).waitFor();
    await expect(fieldOf(page)).toHaveValue('name\temail\nJózef,j@example.org');
    const [example] = await Promise.all([
      page.waitForEvent('download'),
      button(page, t('admin:import.example')).click(),
    ]);
    await choose(page, 'example.csv', await contentOf(example));
    await check(page);
    await page.locator('#planned-changes').waitFor();
    assertCalm();
  });
});

describe('accounts', () => {
  it('are created with a link to set the password, after a refusal keeps the input, and found by search and filter', async () => {
    const { page, context, assertCalm } = await open({ as: 'admin', path: '/admin/accounts' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: t('admin:accounts.create') }).click();
    const dialog = page.getByRole('dialog', { name: t('admin:accounts.create') });
    await dialog.getByRole('textbox', { name: t('admin:accounts.name') }).fill('Nina New');
    const email = dialog.getByRole('textbox', { name: t('admin:accounts.email') });
    await email.fill('student@example.org');
    await button(dialog, t('action.create')).click();
    await dialog
      .getByRole('alert')
      .filter({ hasText: t('reasons.email-taken') })
      .waitFor();
    await email.fill('nina@example.org');
    await button(dialog, t('action.create')).click();
    const field = dialog.getByRole('textbox', { name: t('admin:setupLink.label') });
    await expect(field).toBeFocused();
    const link = await field.inputValue();
    await dialog.getByText(t('admin:setupLink.once')).waitFor();
    // Neither a click outside nor Escape loses the link.
    await page.mouse.click(5, 400);
    await pressEscape(dialog);
    const question = page.getByRole('dialog', { name: t('admin:uncopied.title') });
    await gone(question, () => question.getByRole('button', { name: t('admin:uncopied.keep') }).click());
    await dialog.getByRole('button', { name: t('action.copy') }).click();
    await dialog.getByRole('button', { name: t('action.copied') }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
    await gone(dialog, () =>
      dialog
        .getByRole('button', { name: t('action.close') })
        .last()
        .click(),
    );

    await page.getByRole('searchbox', { name: t('admin:accounts.search') }).fill('NINA');
    await page.waitForURL(`${apiUrl}/admin/accounts?text=NINA`);
    const rows = page.getByRole('table', { name: t('admin:accounts.title') }).getByRole('row');
    await expect(rows).toHaveCount(2);
    await page.getByRole('cell', { name: signInText('link-unused') }).waitFor();
    // The field shows the search of the URL, however that changed.
    const search = page.getByRole('searchbox', { name: t('admin:accounts.search') });
    await page
      .getByRole('navigation')
      .getByRole('link', { name: t('navigation.accounts') })
      .click();
    await page.waitForURL(`${apiUrl}/admin/accounts`);
    await rows.nth(2).waitFor();
    await expect(search).toHaveValue('');
    await page.goBack();
    await page.waitForURL(`${apiUrl}/admin/accounts?text=NINA`);
    await expect(rows).toHaveCount(2);
    await expect(search).toHaveValue('NINA');

    const nina = await beginAs('nina@example.org', link);
    await nina.getByRole('button', { name: t('account.menu', { name: 'Nina New' }) }).waitFor();
    await page.reload();
    await page.getByRole('cell', { name: signInText('signedIn') }).waitFor();
    await search.fill('');
    const student = rows.filter({ hasText: 'student@example.org' });
    await gone(student, () =>
      pick(page.getByRole('combobox', { name: t('admin:accounts.role') }), t('admin:role.teacher')),
    );
    await rows.filter({ hasText: 'teacher@example.org' }).waitFor();
    const state = page.getByRole('combobox', { name: t('admin:accounts.state') });
    await pick(state, t('admin:accounts.disabled'));
    await page.waitForURL(`${apiUrl}/admin/accounts?role=teacher&disabled=true`);
    await page.reload();
    await page.getByText(t('admin:accounts.none')).waitFor();
    assertCalm(isRefusal);
    await Promise.all([nina.context().close(), context.close()]);
  });

  it('have their address confirmed by an admin, and are deleted after a question', async () => {
    const email = 'una@example.org';
    await fetch(`${apiUrl}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, name: 'Una Unverified' }),
    });
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/accounts?text=una@' });
    await page.getByText(t('address.unverified', { email })).waitFor();
    await page.getByRole('link', { name: 'Una Unverified' }).click();
    await page.getByText(t('admin:address.about', { email })).waitFor();
    const confirm = button(page, t('admin:address.confirm'));
    await confirm.click();
    await page
      .getByRole('dialog')
      .filter({ hasText: t('admin:address.question', { email, name: 'Una Unverified' }) })
      .waitFor();
    await gone(page.getByText(t('admin:address.about', { email })), () => confirm.last().click());
    await page.getByRole('heading', { name: t('admin:setupLink.title') }).waitFor();

    await button(page, t('admin:accounts.delete')).click();
    const question = page
      .getByRole('dialog')
      .filter({ hasText: t('admin:accounts.deleteQuestion', { name: 'Una Unverified' }) });
    await question.locator(':focus', { hasText: t('action.cancel') }).waitFor();
    await button(question, t('admin:accounts.delete')).click();
    await page.waitForURL(`${apiUrl}/admin/accounts`);
    await page.getByText(t('admin:accounts.deleted', { name: 'Una Unverified' })).waitFor();
    await page.getByRole('link', { name: 'Oskar Outsider' }).waitFor();
    assert.equal(await page.getByText('Una Unverified', { exact: true }).count(), 0);
    assertCalm();
  });

  it('can be disabled, which stops the owner at the next request, and enabled again', async () => {
    const outsider = await open({ as: 'outsider', ownSession: true });
    const { page, context, assertCalm } = await open({ as: 'admin', path: '/admin/accounts' });
    await page.getByRole('link', { name: 'Oskar Outsider' }).click();
    await page.getByRole('heading', { level: 1, name: 'Oskar Outsider' }).waitFor();
    await page.getByRole('button', { name: t('admin:accounts.disable') }).click();
    const question = page
      .getByRole('dialog')
      .filter({ hasText: t('admin:accounts.disableQuestion', { name: 'Oskar Outsider' }) });
    await question.locator(':focus', { hasText: t('action.cancel') }).waitFor();
    await gone(question, () => pressEscape(question));
    await page.getByRole('button', { name: t('admin:accounts.disable') }).click();
    await question.getByRole('button', { name: t('admin:accounts.disable'), exact: true }).click();
    await page.getByRole('button', { name: t('admin:accounts.enable') }).waitFor();

    await outsider.page.reload();
    await outsider.page.waitForURL(`${apiUrl}/sign-in*`);
    const form = signInForm(outsider.page);
    await form.fill('outsider@example.org', 'lectern-demo');
    await form.click();
    await outsider.page.getByRole('alert').filter({ hasText: 'disabled' }).waitFor();

    await page.getByRole('button', { name: t('admin:accounts.enable') }).click();
    await page.getByRole('button', { name: t('admin:accounts.disable') }).waitFor();
    await form.click();
    await outsider.page.waitForURL((url) => url.pathname === '/');
    assertCalm();
    await Promise.all([context.close(), outsider.context.close()]);
  });

  it('change role and name, and link to the URLs issued to them', async () => {
    const { page, assertCalm } = await open({
      as: 'admin',
      path: '/admin/accounts?text=teacher%40',
    });
    await page.getByRole('link', { name: 'Tomasz Teacher' }).click();
    await page.getByRole('textbox', { name: t('admin:accounts.name') }).fill('Tomasz Tester');
    await page.getByRole('button', { name: t('action.save') }).click();
    await page.getByRole('heading', { level: 1, name: 'Tomasz Tester' }).waitFor();
    await page.getByRole('link', { name: t('admin:accounts.issued') }).click();
    await page.waitForURL(`${apiUrl}/admin/issued-urls?userId=*`);
    await expect(page.getByRole('combobox', { name: t('admin:issued.reader') })).toHaveValue(
      'teacher@example.org',
    );
    assertCalm();
  });

  it('cannot disable or demote themselves', async () => {
    const { page } = await open({ as: 'admin', path: '/admin/accounts?text=admin%40' });
    await page.getByRole('link', { name: 'Ada Admin' }).click();
    await page.getByText(t('admin:accounts.ownState')).waitFor();
    for (const name of [t('admin:accounts.delete'), t('admin:accounts.disable')])
      assert.equal(await button(page, name).count(), 0);
    await expect(page.getByRole('combobox', { name: t('admin:accounts.role') })).toBeDisabled();
  });

  it('are only for admins, like everything below /admin', async () => {
    const all = ['accounts', 'import', 'issued-urls', 'keys', 'api-keys', 'storage', 'metrics'];
    for (const { as, paths } of [
      { as: 'student', paths: ['accounts'] },
      { as: 'teacher', paths: all },
    ] as const) {
      const { page, context, requests } = await open({ as });
      for (const path of paths) {
        await page.goto(`${apiUrl}/admin/${path}`);
        await page.getByRole('heading', { level: 1, name: t('errors.not-found') }).waitFor();
      }
      assert.ok(
        requests.every(
          (request) =>
            !/\/api\/v1\/(signing-keys|api-keys|metrics|accounts|issued-urls|storage)/.test(request),
        ),
      );
      await context.close();
    }
  });
});

/** The cells of the rows of a table, without its head. */
const cellsOf = async (rows: Locator) =>
  (await rows.allInnerTexts()).slice(1).map((row) => row.split('\t').map((cell) => cell.trim()));
