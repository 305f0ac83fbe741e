import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLecternClient } from 'lectern-client';
import type { Browser, Locator } from 'playwright-core';
import { sha256 } from '../../support/api-client.ts';
import { makeStatement } from '../../support/statements.ts';
import { freshUrl } from './fresh-url.ts';
import { confirm, dialogOf, focused, press, rowsOf, shows, tells, titled } from './parts.ts';
import { publishInGroup, readerOf } from './reader-page.ts';
import { expect, pressEscape } from './settled.ts';
import { chooseFiles, fileRow, pdfNamed, pick } from './teacher-tasks.ts';
import { beginning, t } from './texts.ts';
import { type DemoName, signOut, startWebApp } from './web-app.ts';

/** Types key by key like a person: in Firefox, React doesn't notice text filled in by Playwright. */
async function type(field: Locator, text: string): Promise<void> {
  await field.click();
  await field.page().keyboard.type(text);
}

/** Shares of dark and white pixels. */
const inkOf = (canvas: Locator): Promise<{ dark: number; white: number }> =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext('2d') as CanvasRenderingContext2D;
    const { data } = context.getImageData(0, 0, width, height);
    let [dark, white] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
      const parts = data.subarray(at, at + 3);
      if (parts.every((part) => part > 250)) white += 1;
      else if (parts.every((part) => part < 100)) dark += 1;
    }
    return { dark: dark / (width * height), white: white / (width * height) };
  });

/** What each kind of user does, from signing in to signing out, in any browser. */
export async function journeysContract(startBrowser: () => Promise<Browser>): Promise<void> {
  const { apiUrl, open, client } = await startWebApp({}, startBrowser);
  const [teacher, student, admin] = await Promise.all([
    client('teacher'),
    client('student'),
    client('admin'),
  ]);

  /** Opens a page as a user who has to sign in first. */
  async function signInAs(as: DemoName, path: string) {
    const opened = await open({ path });
    const { page } = opened;
    await focused(page.getByRole('textbox', { name: t('signIn.email') }));
    await page.keyboard.type(`${as}@example.org`);
    await page.keyboard.press('Tab');
    await page.keyboard.type('lectern-demo');
    await page.keyboard.press('Enter');
    return opened;
  }

  describe('a participant', () => {
    it('opens a contest and one of its tasks, with links to the others above', async () => {
      const { items: contests } = await student.get('/api/v1/contests', { query: { mine: true } });
      const { contestId = '', name = '' } = contests.find(({ phase }) => phase === 'running') ?? {};
      const path = { contestId };
      const { items: tasks } = await student.get('/api/v1/contests/{contestId}/tasks', { path });
      const names = tasks.map(({ label, title }) => `${label} ${title}`);
      const [first = '', second = ''] = names;

      const { page, context, assertCalm } = await signInAs('student', '/');
      await titled(page, t('home.title'));
      await page.getByRole('region', { name, exact: true }).getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByRole('link', { name: first, exact: true }).click();

      const reader = readerOf(page);
      await reader.painted(1);
      await shows(reader.sheet(1), tasks[0]?.title as string);
      const { dark, white } = await inkOf(reader.sheet(1).locator('canvas'));
      assert.ok(white > 0.8 && dark > 0.001, `dark text on white paper: ${dark} and ${white}`);
      await reader.choose(t('reader:toolbar.next'));
      await reader.painted(2);
      await reader.isAt(2);

      const strip = page.getByRole('navigation', { name, exact: true });
      await page.locator('[role=timer]').waitFor();
      const links = strip.getByRole('listitem').getByRole('link');
      const labels = () => links.evaluateAll((all) => all.map((link) => link.getAttribute('aria-label')));
      await expect.poll(labels).toEqual(names);
      await strip.getByRole('link', { name: second, exact: true }).click();
      await titled(page, tasks[1]?.title as string);
      await reader.painted(1);
      await page.goBack();
      await titled(page, tasks[0]?.title as string);
      assertCalm();
      await context.close();
    });

    it('finds a task of a group, sees that another one is closed, and signs out', async () => {
      const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
      const window = { opensAt: ago(120_000), closesAt: ago(60_000) };
      const closed = await publishInGroup(teacher, 'Too late', await makeStatement({ pages: 1 }), window);
      const { page, context, assertCalm } = await signInAs('student', '/');
      await page.getByRole('link', { name: 'Sum of Squares', exact: true }).waitFor();
      assert.equal(await page.getByText('Too late').count(), 0);
      await type(page.getByRole('searchbox', { name: t('home.search') }), 'zazolc');
      await tells(page, t('home.count', { count: 1 }));
      await page.getByRole('link', { name: 'Zażółć gęślą jaźń', exact: true }).click();
      await readerOf(page).painted(1);

      await page.goto(`${apiUrl}/tasks/${closed}`);
      await titled(page, t('errors.closed'));
      assert.equal(await page.locator('.pdfViewer').count(), 0);
      await signOut(page);
      await page.getByRole('heading', { name: t('signIn.title') }).waitFor();
      await page.goto(`${apiUrl}/`);
      await page.waitForURL(/\/sign-in\?next=/);
      assert.equal(await page.getByText('Sum of Squares').count(), 0);
      // The browser itself reports the refusal of a closed statement.
      assertCalm((complaint) => complaint.includes(closed));
      await context.close();
    });
  });

  describe('a teacher', () => {
    it('creates a task, uploads its PDF, adds it to a group and a contest, and sees who can read it', async () => {
      const { page, context, assertCalm } = await signInAs('teacher', '/manage/tasks');
      await page.getByRole('button', { name: t('tasks:tasks.new') }).click();
      const making = dialogOf(page, t('tasks:newTask.title'));
      await type(making.getByLabel(t('tasks:newTask.name')), 'Lanterns');
      await making.getByRole('button', { name: t('action.create') }).click();
      await titled(page, 'Lanterns');
      const path = { taskId: new URL(page.url()).pathname.split('/').at(-1) as string };

      const pdf = pdfNamed('statement.en.pdf');
      await chooseFiles(page, [pdf]);
      await page.getByRole('button', { name: t('tasks:upload.start', { count: 1 }) }).click();
      await shows(fileRow(page, pdf.name), beginning(t('tasks:upload.done')));
      const versions = rowsOf(page, t('tasks:documents.versionsOf', { language: 'English' }));
      await shows(versions.filter({ hasText: pdf.name }), t('tasks:documents.current'));
      const { documents } = await teacher.get('/api/v1/tasks/{taskId}/documents', { path });
      assert.equal(documents.map((document) => document.sha256).join(), sha256(pdf.buffer));
      await assert.rejects(student.get('/api/v1/tasks/{taskId}', { path, query: {} }), {
        code: 'not-found',
      });

      await page.getByRole('tab', { name: t('tasks:task.tabs.usages') }).click();
      for (const place of ['Algorithms 101', 'Winter Challenge']) {
        await page.getByRole('button', { name: t('schedule:usages.add') }).click();
        const assign = dialogOf(page, t('schedule:usages.add'));
        await pick(
          assign.getByRole('combobox', { name: t('schedule:usages.groupOrContest') }),
          beginning(place),
        );
        await assign.getByRole('button', { name: t('action.save') }).click();
        // The participants are members of the group, so they can already read it.
        if (place === 'Algorithms 101') await press(page, t('schedule:access.gains.confirm'));
        await page.getByRole('link', { name: place }).waitFor();
      }
      assert.equal((await student.get('/api/v1/tasks/{taskId}', { path, query: {} })).title, 'Lanterns');

      await page.getByRole('tab', { name: t('tasks:task.tabs.access') }).click();
      for (const [email, answer] of [
        ['student@example.org', 'Yes.'],
        ['outsider@example.org', 'No.'],
      ] as const) {
        await page.getByLabel(t('tasks:person.email')).selectText();
        await page.keyboard.type(email);
        await page.getByRole('button', { name: t('tasks:access.ask') }).click();
        const answered = page.getByRole('region', { name: t('tasks:access.answer', { email }) });
        await shows(answered, beginning(`${answer} ${email}`));
      }
      assertCalm();
      await context.close();
    });
  });

  describe('an admin', () => {
    it('creates accounts and an API key, and finds out who got a link', async () => {
      const { page, context, assertCalm } = await signInAs('admin', '/admin/import');
      const people = 'name,email,role,group\nPetra Pupil,petra@example.org,,Algorithms 101';
      await type(page.getByRole('textbox', { name: /List of people/ }), people);
      await page.getByRole('button', { name: t('admin:import.check') }).click();
      await page.getByRole('button', { name: t('admin:import.apply', { count: 1 }) }).click();
      const link = await page.getByRole('textbox', { name: 'petra@example.org' }).inputValue();
      const petra = await open({ path: link.slice(new URL(link).origin.length) });
      await type(petra.page.getByLabel(t('account.newPassword')), 'correct horse battery');
      await petra.page.keyboard.press('Enter');
      await petra.page.getByRole('button', { name: t('account.menu', { name: 'Petra Pupil' }) }).waitFor();
      await petra.page.getByRole('link', { name: 'Sum of Squares', exact: true }).waitFor();
      petra.assertCalm();
      await petra.context.close();

      await page.goto(`${apiUrl}/admin/api-keys`);
      await page.getByRole('button', { name: t('admin:apiKeys.create') }).click();
      const dialog = dialogOf(page, t('admin:apiKeys.create'));
      await type(dialog.getByRole('textbox', { name: t('admin:apiKeys.name') }), 'portal');
      for (const scope of ['read', 'grant'] as const) {
        const name = t(`admin:apiKeys.scope.${scope}`);
        await dialog.getByRole('checkbox', { name, exact: true }).check();
      }
      await dialog.getByRole('button', { name: t('action.create') }).click();
      const key = await dialog.getByRole('textbox', { name: t('admin:apiKeys.key') }).inputValue();
      await pressEscape(dialog);
      await confirm(page, t('admin:uncopied.discard'));
      const program = createLecternClient({ baseUrl: apiUrl, token: key });
      const { items } = await program.get('/api/v1/tasks', { query: { text: 'Sum of Squares', limit: 1 } });
      const task = { taskId: items[0]?.taskId as string, reader: { externalId: '7', name: 'Ada' } };
      await program.post('/api/v1/granted-urls', { body: { items: [task] } });
      const url = await freshUrl(student);

      await page.getByRole('link', { name: t('navigation.issuedUrls') }).click();
      const rows = rowsOf(page, t('issued:title'));
      const granted = rows.filter({ hasText: t('issued:throughKey', { name: 'portal' }) });
      await shows(granted, 'Ada');
      await rows.filter({ hasText: 'student@example.org' }).first().waitFor();
      await page.goto(`${apiUrl}/admin/issued-urls?tab=trace`);
      await type(page.getByRole('textbox', { name: t('admin:trace.url') }), url);
      await press(page, t('admin:trace.submit'));
      const result = page.getByRole('region', { name: t('admin:trace.result') });
      await shows(result, t('admin:trace.valid'));
      await shows(result, 'student@example.org');

      await page.goto(`${apiUrl}/admin/api-keys`);
      await page.getByRole('button', { name: t('admin:apiKeys.revokeKey', { name: 'portal' }) }).click();
      await confirm(page, t('admin:apiKeys.revoke'));
      await shows(page, t('admin:apiKeys.revoked', { name: 'portal' }));
      await assert.rejects(program.get('/api/v1/me'), { code: 'api-key-revoked' });
      assert.equal((await admin.get('/api/v1/api-keys', { query: { limit: 9 } })).items.length, 1);
      assertCalm();
      await context.close();
    });
  });
  it('leaves a page while its list is loading, without a complaint', async () => {
    const { page, context, assertCalm } = await signInAs('admin', '/');
    await titled(page, t('home.title'));
    await page.evaluate(() => {
      const { fetch } = window;
      window.fetch = async (input, init) => {
        const reply = await fetch(input, init);
        if (!String(input).includes('/api-keys')) return reply;
        const body = new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"items": ['));
            init?.signal?.addEventListener('abort', () => {
              controller.error(new DOMException('Aborted', 'AbortError'));
              performance.mark('aborted');
            });
            performance.mark('begun');
          },
        });
        return new Response(body, { headers: reply.headers });
      };
    });
    await page.getByRole('link', { name: t('navigation.apiKeys') }).click();
    await page.waitForFunction(() => performance.getEntriesByName('begun').length > 0);
    await page.getByRole('link', { name: t('navigation.keys') }).click();
    await titled(page, t('navigation.keys'));
    await page.waitForFunction(() => performance.getEntriesByName('aborted').length > 0);
    assertCalm();
    await context.close();
  });

  it('leaves for another page while code is loading', async () => {
    const { page, context } = await signInAs('admin', '/');
    await titled(page, t('home.title'));
    await context.route('**/assets/admin-pages*.js', () => {}); // never answered
    const asked = page.waitForRequest('**/assets/admin-pages*.js');
    await page.goto(`${apiUrl}/admin/keys`);
    await asked;
    await page.goto(`${apiUrl}/account`);
    await titled(page, t('account.title'));
    assert.equal(new URL(page.url()).pathname, '/account');
    await context.close();
  });
}
