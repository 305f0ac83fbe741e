import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLecternClient } from 'lectern-client';
import type { Page } from 'playwright-core';
import { waitUntil } from '../support/server-process.ts';
import { freshUrl } from './support/fresh-url.ts';
import { assertHeard } from './support/heard.ts';
import { localTime } from './support/local-time.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { button, dialogOf, focused, press, rowsOf, saving, shows } from './support/parts.ts';
import { followLink } from './support/reader-page.ts';
import { expect, gone, pressEscape } from './support/settled.ts';
import { t, textsIn } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client, server } = await startWebApp();
const [admin, teacher, student] = await Promise.all([client('admin'), client('teacher'), client('student')]);
const { items: found } = await admin.get('/api/v1/tasks', { query: { text: 'Sum of Squares', limit: 1 } });
const taskId = found[0]?.taskId as string;

/** Everything that the page shows, stores or could show: its document with typed input, its storages, its URL. */
const keptBy = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input, textarea')].map(
      (field) => (field as HTMLInputElement).value,
    );
    const databases = await indexedDB.databases();
    return JSON.stringify([
      ...[document.documentElement.outerHTML, fields, location.href, history.state, document.cookie],
      ...[{ ...localStorage }, { ...sessionStorage }, databases, await caches.keys()],
    ]);
  });

/** All strings in the memory of the page's scripts, after garbage collection. */
async function memoryOf(page: Page): Promise<string> {
  const chunks: Array<string> = [];
  const inspector = await page.context().newCDPSession(page);
  inspector.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await inspector.send('HeapProfiler.collectGarbage');
  await inspector.send('HeapProfiler.takeHeapSnapshot', {});
  await inspector.detach();
  return chunks.join('');
}

async function trace(page: Page, url: string): Promise<void> {
  await page.getByRole('textbox', { name: t('admin:trace.url') }).fill(url);
  await press(page, t('admin:trace.submit'));
}
const result = (page: Page) => page.getByRole('region', { name: t('admin:trace.result') });

/** Replaces the issues of a traced URL, as other servers would reply. */
async function traceInstead(page: Page, url: string, of: (issue: object) => ReadonlyArray<object>) {
  const traced = await admin.post('/api/v1/issued-urls/trace', { body: { url } });
  const json = { ...traced, issues: traced.issues.flatMap(of) };
  await page.route('**/api/v1/issued-urls/trace', (route) => route.fulfill({ json }));
  await trace(page, url);
}

describe('the accounts', () => {
  it('have an accessible dialog that the keyboard alone can open', async (test) => {
    // All have signed in, and no key has been used for a reader, who would be one more.
    await client('outsider');
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/accounts' });
    await page.getByRole('link', { name: 'Stella Student' }).waitFor();
    await assertHeard(test, 'admin-accounts', page.locator('body'));
    await page.setViewportSize({ width: 360, height: 800 });
    const create = page.getByRole('button', { name: t('admin:accounts.create') });
    await create.focus();
    await page.keyboard.press('Enter');
    const dialog = dialogOf(page, t('admin:accounts.create'));
    await focused(dialog.getByRole('textbox', { name: t('admin:accounts.name') }));
    await assertAccessible(page);
    await gone(dialog, () => pressEscape(dialog));
    await focused(create);
    assertCalm();
  });
});

describe('API keys', () => {
  const rows = (page: Page) => rowsOf(page, t('admin:apiKeys.title'));
  const dialog = (page: Page) => dialogOf(page, t('admin:apiKeys.create'));
  const nameIn = (page: Page) => dialog(page).getByRole('textbox', { name: t('admin:apiKeys.name') });
  const keyIn = (page: Page) => dialog(page).getByRole('textbox', { name: t('admin:apiKeys.key') });
  const scopeIn = (page: Page, scope: 'read' | 'sync' | 'upload') =>
    dialog(page).getByRole('checkbox', { name: t(`admin:apiKeys.scope.${scope}`), exact: true });
  /** Status and code of a request with a key. */
  async function ask(key: string, to: string): Promise<{ status: number; code: string | undefined }> {
    const reply = await fetch(`${apiUrl}/api/v1/${to}`, { headers: { Authorization: `Bearer ${key}` } });
    return { status: reply.status, code: ((await reply.json()) as { code?: string }).code };
  }
  /** Creates a key through the API, without the page. */
  const issue = (name: string, scopes: Array<'read' | 'grant'>, more: object = {}) =>
    admin.post('/api/v1/api-keys', { body: { name, scopes, expiresAt: null, ...more } });

  it('are created, shown once, used by a program, and revoked', async () => {
    const { page, context, assertCalm } = await open({ as: 'admin' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('link', { name: t('navigation.apiKeys') }).click();
    await shows(page, t('admin:apiKeys.none'));
    await press(page, t('admin:apiKeys.create'));
    await nameIn(page).fill(' judge ');
    await scopeIn(page, 'read').check();
    await press(dialog(page), t('action.create'));
    await shows(page, t('admin:apiKeys.once'));
    await shows(page, t('admin:apiKeys.onceText'));
    // The pressed button is gone. Without a new focus, a screen reader is at the start of the page.
    await focused(keyIn(page));
    const key = await keyIn(page).inputValue();
    assert.match(key, /^lectern_key_/);
    await press(dialog(page), t('action.copy'));
    await button(dialog(page), t('action.copied')).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), key);
    assert.ok((await keptBy(page)).includes(key));
    assert.ok((await memoryOf(page)).includes(key));

    // A click outside the dialog doesn't lose the key.
    await page.mouse.click(5, 400);
    await gone(dialog(page), () => button(dialog(page), t('action.close')).last().click());
    assert.ok(!(await keptBy(page)).includes(key));
    await waitUntil('the end of the key in memory', async () => !(await memoryOf(page)).includes(key));
    await press(page, t('admin:apiKeys.create'));
    await expect(nameIn(page)).toHaveValue('');
    assert.ok(!(await keptBy(page)).includes(key));
    await gone(dialog(page), () => pressEscape(dialog(page)));

    const row = rows(page).filter({ hasText: 'judge' });
    const unused = row.getByText(t('admin:apiKeys.unused'));
    await unused.waitFor();
    await shows(row, t('admin:apiKeys.state.valid'), { exact: true });
    assert.equal((await ask(key, 'tasks')).status, 200);
    await page.reload();
    await row.waitFor();
    assert.equal(await unused.count(), 0);
    assert.ok(!(await keptBy(page)).includes(key));

    const name = 'judge';
    const question = page
      .getByRole('dialog')
      .filter({ hasText: t('admin:apiKeys.revokeQuestion', { name }) });
    for (const answer of [t('action.cancel'), t('admin:apiKeys.revoke')]) {
      assert.equal((await ask(key, 'tasks')).status, 200);
      await press(row, t('admin:apiKeys.revokeKey', { name }));
      await gone(question, () => press(question, answer));
    }
    await shows(row, t('admin:apiKeys.state.revoked'), { exact: true });
    assert.deepEqual(await ask(key, 'tasks'), { status: 401, code: 'api-key-revoked' });
    await focused(page.getByRole('button', { name: t('admin:apiKeys.create') }));
    assert.equal(await row.getByRole('button').count(), 0);
    assertCalm();
  });

  it('have the chosen scopes and networks until the chosen date, and show their limits', async () => {
    await issue('x'.repeat(200), ['read', 'grant']);
    const { items: groups } = await admin.get('/api/v1/groups', { query: { limit: 2 } });
    const groupIds = groups.map(({ groupId }) => groupId);
    await issue('limited', ['read'], { taskIds: [taskId], groupIds });
    const expiresAt = new Date(Date.now() + 1500).toISOString();
    const short = await issue('short-lived', ['read'], { expiresAt });
    await waitUntil('its end', async () => (await ask(short.key, 'me')).code === 'api-key-expired');
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/api-keys', width: 360 });
    const counted = [
      t('admin:apiKeys.limitTasks', { count: 1 }),
      t('admin:apiKeys.limitGroups', { count: groupIds.length }),
    ];
    for (const [name, text] of [
      ['limited', counted.join(', ')],
      ['xxxxxxx', t('admin:apiKeys.limitsNone')],
      ['short-lived', t('admin:apiKeys.state.expired')],
    ] as const)
      await rows(page).filter({ hasText: name }).getByText(text, { exact: true }).waitFor();
    const looksRight = async () => {
      await assertAccessible(page);
      await assertFitsWidth(page);
    };
    await looksRight();
    await press(page, t('admin:apiKeys.create'));
    const end = dialog(page).getByLabel(t('admin:apiKeys.expiresAt'));
    await end.fill(localTime(Date.now() - 60_000));
    await press(dialog(page), t('action.create'));
    await shows(dialog(page), t('admin:apiKeys.scopesMissing'));
    await shows(dialog(page), t('admin:apiKeys.expiresAtPast'));
    const missing = (await dialog(page).getByText(t('rules.text')).getAttribute('id')) as string;
    await focused(nameIn(page));
    await expect(nameIn(page)).toHaveAttribute('aria-describedby', new RegExp(missing));
    await expect(nameIn(page)).toHaveAttribute('aria-invalid', 'true');
    await looksRight();
    await nameIn(page).fill('importer');
    for (const scope of ['read', 'sync', 'upload', 'grant'] as const)
      await shows(dialog(page), t(`admin:apiKeys.scopeText.${scope}`));
    await scopeIn(page, 'sync').check();
    await scopeIn(page, 'upload').check();
    await end.fill('2099-12-31T12:00');
    const networks = dialog(page).getByRole('textbox', { name: t('admin:apiKeys.networks') });
    await networks.fill('192.0.2.0/24\n example.org');
    await press(dialog(page), t('action.create'));
    await shows(dialog(page), t('admin:apiKeys.networkWrong', { network: 'example.org' }));
    await networks.fill('192.0.2.0/24\n\n 2001:db8::/32 ');
    await press(dialog(page), t('action.create'));
    const key = await keyIn(page).inputValue();
    await looksRight();
    // The key has not been copied.
    await pressEscape(dialog(page));
    const question = dialogOf(page, t('admin:uncopied.title'));
    await shows(question, t('admin:uncopied.text', { what: t('admin:apiKeys.key') }));
    await gone(question, () => press(question, t('admin:uncopied.keep')));
    await expect(keyIn(page)).toHaveValue(key);
    await pressEscape(dialog(page));
    await gone(dialog(page), () => press(question, t('admin:uncopied.discard')));
    assert.ok(!(await keptBy(page)).includes(key));
    const row = rows(page).filter({ hasText: 'importer' });
    await shows(row, [t('admin:apiKeys.scope.sync'), t('admin:apiKeys.scope.upload')].join(', '));
    await shows(row, '192.0.2.0/24, 2001:db8::/32');
    await shows(row, t('admin:apiKeys.state.until', { time: '31 Dec 2099, 12:00' }));
    const { items } = await admin.get('/api/v1/api-keys', { query: { limit: 200 } });
    assert.partialDeepStrictEqual(items.find(({ name }) => name === 'importer') ?? {}, {
      ...{ scopes: ['sync', 'upload'], expiresAt: '2099-12-31T11:00:00Z' },
      ...{ networks: ['192.0.2.0/24', '2001:db8::/32'], taskIds: null, groupIds: null },
    });
    assert.deepEqual(await ask(key, 'me'), { status: 401, code: 'api-key-invalid' });
    assertCalm();
  });

  it('are shown with the readers who got links through them, in the list and in a trace', async () => {
    const { key } = await issue('course', ['read', 'grant']);
    const program = createLecternClient({ baseUrl: apiUrl, token: key });
    const items = [{ taskId, reader: { externalId: '7', name: 'Ada' } }];
    const [granted] = (await program.post('/api/v1/granted-urls', { body: { items } })).items;
    assert.ok(granted?.outcome === 'issued');
    // One for the program itself.
    await program.get('/api/v1/tasks/{taskId}', { path: { taskId }, query: {} });

    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/issued-urls' });
    const records = rowsOf(page, t('issued:title'));
    const throughKey = t('issued:throughKey', { name: 'course' });
    const ofAda = records.filter({ hasText: throughKey });
    await shows(ofAda, 'Ada');
    await shows(ofAda, t('issued:ground.granted'));
    await shows(records.filter({ hasText: 'course' }), t('issued:ownKey'));
    await followLink(page, '/admin/issued-urls?tab=trace');
    const url = granted.descriptionPdfUrl as string;
    await trace(page, url);
    await shows(result(page), throughKey);
    // The reply for a reader named by a platform's token.
    const issuer = 'https://judge.example.org';
    await traceInstead(page, url, (each) => [{ ...each, issuer, apiKeyId: null, apiKeyName: null }]);
    await shows(result(page), t('issued:throughToken', { name: issuer }));
    await followLink(page, '/admin/accounts?text=Ada');
    await shows(page, t('address.external', { externalId: '7' }));
    assertCalm();
  });
});

describe('the issued links', () => {
  it('tell who may have got a pasted one, why one is not valid, and that one has expired', async () => {
    const url = await freshUrl(student);
    const { items } = await admin.get('/api/v1/issued-urls', { query: { limit: 1 } });
    const { stdout } = await server.lectern(['sign', items[0]?.objectKey as string, '--ttl', '1']);
    const expired = stdout.trim();
    await waitUntil('the end of the link', async () => (await fetch(expired)).status === 403);
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/issued-urls?tab=trace' });
    await trace(page, url);
    await shows(result(page), 'student@example.org');
    for (const [changed, text] of [
      [url.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')), t('admin:trace.reason.signature')],
      [url.replace(/kid=[^&]+/, 'kid=0a0a0a0a'), t('admin:trace.reason.key-unknown')],
      [url.replace(/&sig=.*/, ''), t('admin:trace.reason.malformed')],
      ['https://files.example.com/documents/a.pdf', t('admin:trace.reason.outside-files-url')],
      ['no-such-issue', t('admin:trace.unknownId')],
      [expired, t('admin:trace.expired')],
    ] as const) {
      await trace(page, changed);
      await shows(result(page), text);
      assert.equal(await result(page).getByText('student@example.org').count(), 0);
    }
    await shows(result(page), t('issued:operator'));
    await trace(page, new URL(url).searchParams.get('issue') ?? assert.fail(url));
    await shows(result(page), t('admin:trace.byId'));
    await shows(result(page), 'student@example.org');
    // The reply for a storage whose signatures can't contain an issue id.
    const other = { issueId: 'other', email: 'other@example.org' };
    await traceInstead(page, url, (issue) => [issue, { ...issue, ...other }]);
    await shows(result(page), t('admin:trace.several', { count: 2 }));
    await expect(result(page).getByRole('table').getByRole('row')).toHaveCount(3);
    assertCalm();
  });

  it('are listed with filters in the URL, counted, and exported as CSV', async () => {
    await freshUrl(student);
    await teacher.get('/api/v1/tasks/{taskId}', { path: { taskId }, query: {} });

    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/issued-urls' });
    const rows = rowsOf(page, t('issued:title'));
    const of = (email: string) => rows.filter({ hasText: email }).first();
    await of('teacher@example.org').waitFor();
    await page.getByText(/^\d+ links in the last 30 days\. Peak at /).waitFor();

    const reader = page.getByRole('combobox', { name: t('admin:issued.reader') });
    const task = page.getByRole('combobox', { name: t('admin:issued.task') });
    await reader.fill('stella');
    await gone(of('teacher@example.org'), () =>
      page.getByRole('option', { name: 'student@example.org' }).click(),
    );
    await task.fill('squares');
    await page.getByRole('option', { name: 'Sum of Squares' }).click();
    await page.waitForURL(({ searchParams }) => searchParams.has('userId') && searchParams.has('taskId'));
    await of('student@example.org').waitFor();

    const link = page.getByRole('link', { name: t('issued:csv') });
    const { name, bytes } = await saving(page, () => link.click());
    assert.equal(name, 'issued-urls.csv');
    const [, ...records] = String(bytes).trim().split('\n');
    assert.ok(records.length > 0 && records.every((record) => record.includes('student@example.org')));

    await page.reload();
    await of('student@example.org').waitFor();
    await expect(reader).toHaveValue('student@example.org');
    await expect(task).toHaveValue('Sum of Squares');
    await page.getByLabel(t('issued:filter.until')).fill('2020-01-01T00:00');
    await shows(page, t('issued:empty'));
    await page.waitForURL((url) => url.searchParams.get('until')?.includes('2019-12-31T23:00') === true);
    assertCalm();
  });
});

describe('signing keys', () => {
  it('are rotated, and removing one invalidates the URLs that it signed', async () => {
    const { page, requests, assertCalm } = await open({ as: 'admin', path: '/admin/keys' });
    const rows = rowsOf(page, t('admin:keys.title'));
    await rows.filter({ hasText: t('admin:keys.needed') }).waitFor();
    const id = (await rows.nth(1).locator('code').textContent()) as string;
    const old = rows.filter({ hasText: id });
    const url = await freshUrl(student);
    assert.equal((await fetch(url)).status, 200);

    // The first click is already answered when the second one comes.
    await page.getByRole('button', { name: t('admin:keys.rotate') }).dblclick({ delay: 100 });
    await rows.nth(2).waitFor();
    // A new key signs only once all instances know it.
    await old.filter({ hasText: t('admin:keys.verifies') }).waitFor();
    assert.equal((await fetch(url)).status, 200);

    await press(page, t('admin:keys.remove', { id }));
    const question = page.getByRole('dialog').filter({ hasText: t('admin:keys.removeQuestion', { id }) });
    await focused(button(question, t('action.cancel')));
    await page.setViewportSize({ width: 360, height: 800 });
    await assertAccessible(page);
    await assertFitsWidth(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await gone(old, () => press(question, t('action.remove')));
    await waitUntil('the refusal', async () => (await fetch(url)).status === 403);
    assert.equal(((await (await fetch(url)).json()) as { code: string }).code, 'url-invalid');
    assert.equal((await fetch(await freshUrl(student))).status, 200);
    assert.equal(page.url(), `${apiUrl}/admin/keys`);
    assert.equal(requests.filter((request) => /^POST .*\/signing-keys$/.test(request)).length, 1);
    assertCalm();
  });
});

describe('the health of the storage', () => {
  it('shows failed checks first, and unknown ones with the text of the server', async () => {
    const { page } = await open({ as: 'admin', path: '/admin/keys', language: 'pl' });
    const pl = textsIn('pl');
    const findings = [
      { id: 'range', title: 'a part', outcome: 'failed', detail: 'it is 200', remedy: 'Let ranges through.' },
      { id: 'downloads', title: 'a download', outcome: 'ok', detail: 'it is 404', remedy: null },
      { id: 'new-check', title: 'something new', outcome: 'skipped', detail: 'see "a part"', remedy: null },
    ];
    await page.route('**/api/v1/storage-examinations', (route) =>
      route.fulfill({ json: { healthy: false, findings } }),
    );
    await followLink(page, '/admin/health');
    await shows(page, pl('admin:storage.unhealthy'));
    const failed = page.getByRole('region', { name: pl('admin:storage.outcome.failed', { count: 1 }) });
    await shows(failed, pl('admin:storage.check.range'));
    await expect(failed.getByText('Let ranges through.')).toHaveAttribute('lang', 'en');
    await expect(page.getByText('something new')).toHaveAttribute('lang', 'en');
    const passed = page.getByText(pl('admin:storage.check.downloads'));
    await expect(passed).toBeHidden();
    await page.getByText(pl('admin:storage.outcome.ok', { count: 1 })).click();
    await expect(passed).toBeVisible();
    await assertAccessible(page);
  });
});

describe('the health of the server', () => {
  it('is shown as sentences that say what to do about failures', async () => {
    const { page, context, assertCalm } = await open({ as: 'admin', path: '/admin/keys' });
    const summary = await admin.get('/api/v1/metrics-summary');
    await page.route('**/api/v1/metrics-summary', (route) =>
      route.fulfill({
        json: {
          ...summary,
          signIns: { succeeded: 2, refused: 30 },
          requests: { ...summary.requests, byStatusClass: { '2xx': 10, '5xx': 5 } },
          overloadRefusals: { 'event-loop': 2 },
        },
      }),
    );
    await followLink(page, '/admin/health');
    const server = page.getByRole('region', { name: t('admin:health.server') });
    for (const sentence of [
      t('admin:health.signInsRefused', { count: 30 }),
      t('admin:health.signInsRemedy'),
      t('admin:health.failures', { count: 3 }),
      t('admin:health.overload', { count: 2 }),
      t('admin:health.backups'),
    ])
      await shows(server, sentence);
    assertCalm();
    await context.close();
  });
});
