import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLecternClient } from 'lectern-client';
import type { Page } from 'playwright-core';
import { contentOf } from '../support/chromium.ts';
import { waitUntil } from '../support/server-process.ts';
import { button } from './support/confirm.ts';
import { freshUrl } from './support/fresh-url.ts';
import { assertHeard } from './support/heard.ts';
import { localTime } from './support/local-time.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { followLink } from './support/reader-page.ts';
import { expect, gone, pressEscape } from './support/settled.ts';
import { beginning, t, textsIn } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client, server } = await startWebApp();
const [admin, teacher, student] = await Promise.all([client('admin'), client('teacher'), client('student')]);

async function taskOfDemo(): Promise<string> {
  const { items } = await admin.get('/api/v1/tasks', { query: { text: 'Sum of Squares', limit: 1 } });
  return items[0]?.taskId as string;
}

const rows = (page: Page) => page.getByRole('table', { name: t('admin:apiKeys.title') }).getByRole('row');
const dialogOf = (page: Page) => page.getByRole('dialog', { name: t('admin:apiKeys.create') });
const scopeNamed = (page: Page, scope: 'read' | 'sync' | 'upload' | 'grant') =>
  dialogOf(page).getByRole('checkbox', { name: t(`admin:apiKeys.scope.${scope}`), exact: true });

/** Status and code of a request with a key. */
async function ask(key: string, to: string): Promise<{ status: number; code: string | undefined }> {
  const reply = await fetch(`${apiUrl}/api/v1/${to}`, { headers: { Authorization: `Bearer ${key}` } });
  return { status: reply.status, code: ((await reply.json()) as { code?: string }).code };
}

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

/** Creates a key through the API, without the page. */
const issue = (name: string, scopes: Array<'read' | 'grant'>, more: object = {}) =>
  admin.post('/api/v1/api-keys', { body: { name, scopes, expiresAt: null, ...more } });

/** A URL for a reader named by a program. */
async function grantedUrl(key: string, taskId: string): Promise<string> {
  const program = createLecternClient({ baseUrl: apiUrl, token: key });
  const items = [{ taskId, reader: { externalId: '7', name: 'Ada' } }];
  const granted = await program.post('/api/v1/granted-urls', { body: { items } });
  const [item] = granted.items;
  assert.ok(item?.outcome === 'issued');
  return item.descriptionPdfUrl as string;
}

/** A URL for the program itself. */
async function ownUrl(key: string, taskId: string): Promise<string> {
  const program = createLecternClient({ baseUrl: apiUrl, token: key });
  const task = await program.get('/api/v1/tasks/{taskId}', { path: { taskId }, query: {} });
  return task.descriptionPdfUrl as string;
}

async function trace(page: Page, url: string): Promise<void> {
  await page.getByRole('textbox', { name: t('admin:trace.url') }).fill(url);
  await button(page, t('admin:trace.submit')).click();
}
const result = (page: Page) => page.getByRole('region', { name: t('admin:trace.result') });

describe('the accounts', () => {
  it('have an accessible dialog that the keyboard alone can open', async (test) => {
    // All have signed in, and no key has been used for a reader, who would be one more.
    await client('outsider');
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/accounts' });
    await page.getByRole('link', { name: 'Stella Student' }).waitFor();
    await assertHeard(test, 'admin-accounts', page.locator('body'));
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByRole('button', { name: t('admin:accounts.create') }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: t('admin:accounts.create') });
    await dialog
      .getByRole('textbox', { name: t('admin:accounts.name') })
      .and(page.locator(':focus'))
      .waitFor();
    await assertAccessible(page);
    await gone(dialog, () => pressEscape(dialog));
    await page
      .getByRole('button', { name: t('admin:accounts.create') })
      .and(page.locator(':focus'))
      .waitFor();
    assertCalm();
  });
});

describe('API keys', () => {
  it('are created, shown once, used by a program, and revoked', async () => {
    const { page, context, assertCalm } = await open({ as: 'admin' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('link', { name: t('navigation.apiKeys') }).click();
    await page.getByText(t('admin:apiKeys.none')).waitFor();
    await button(page, t('admin:apiKeys.create')).click();
    const dialog = dialogOf(page);
    await dialog.getByRole('textbox', { name: t('admin:apiKeys.name') }).fill(' judge ');
    await scopeNamed(page, 'read').check();
    await dialog.getByRole('button', { name: t('action.create') }).click();
    await dialog.getByText(t('admin:apiKeys.once')).waitFor();
    await dialog.getByText(t('admin:apiKeys.onceText')).waitFor();
    const field = dialog.getByRole('textbox', { name: t('admin:apiKeys.key') });
    // The pressed button is gone. Without a new focus, a screen reader is at the start of the page.
    await expect(field).toBeFocused();
    const key = await field.inputValue();
    assert.match(key, /^lectern_key_/);
    await dialog.getByRole('button', { name: t('action.copy') }).click();
    await dialog.getByRole('button', { name: t('action.copied') }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), key);
    assert.ok((await keptBy(page)).includes(key));
    assert.ok((await memoryOf(page)).includes(key));

    // A click outside the dialog doesn't lose the key.
    await page.mouse.click(5, 400);
    await gone(dialog, () =>
      dialog
        .getByRole('button', { name: t('action.close') })
        .last()
        .click(),
    );
    assert.ok(!(await keptBy(page)).includes(key));
    await waitUntil('the end of the key in memory', async () => !(await memoryOf(page)).includes(key));
    await button(page, t('admin:apiKeys.create')).click();
    await expect(dialog.getByRole('textbox', { name: t('admin:apiKeys.name') })).toHaveValue('');
    assert.ok(!(await keptBy(page)).includes(key));
    await gone(dialog, () => pressEscape(dialog));

    const row = rows(page).filter({ hasText: 'judge' });
    await row.getByText(t('admin:apiKeys.unused')).waitFor();
    await row.getByText(t('admin:apiKeys.state.valid'), { exact: true }).waitFor();
    assert.equal((await ask(key, 'tasks')).status, 200);
    await page.reload();
    await row.waitFor();
    assert.equal(await row.getByText(t('admin:apiKeys.unused')).count(), 0);
    assert.ok(!(await keptBy(page)).includes(key));

    await row.getByRole('button', { name: t('admin:apiKeys.revokeKey', { name: 'judge' }) }).click();
    const question = page
      .getByRole('dialog')
      .filter({ hasText: t('admin:apiKeys.revokeQuestion', { name: 'judge' }) });
    await question.getByRole('button', { name: t('action.cancel') }).click();
    assert.equal((await ask(key, 'tasks')).status, 200);
    await row.getByRole('button', { name: t('admin:apiKeys.revokeKey', { name: 'judge' }) }).click();
    await question.getByRole('button', { name: t('admin:apiKeys.revoke'), exact: true }).click();
    await row.getByText(t('admin:apiKeys.state.revoked'), { exact: true }).waitFor();
    assert.deepEqual(await ask(key, 'tasks'), { status: 401, code: 'api-key-revoked' });
    await page
      .getByRole('button', { name: t('admin:apiKeys.create') })
      .and(page.locator(':focus'))
      .waitFor();
    assert.equal(await row.getByRole('button').count(), 0);
    assertCalm();
  });

  it('have the chosen scopes until the chosen date', async () => {
    await issue('x'.repeat(200), ['read', 'grant']);
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/api-keys', width: 360 });
    await rows(page).nth(1).waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
    await button(page, t('admin:apiKeys.create')).click();
    const dialog = dialogOf(page);
    const name = dialog.getByRole('textbox', { name: t('admin:apiKeys.name') });
    const end = dialog.getByLabel(t('admin:apiKeys.expiresAt'));
    await end.fill(localTime(Date.now() - 60_000));
    const create = button(dialog, t('action.create'));
    await create.click();
    await dialog.getByText(t('admin:apiKeys.scopesMissing')).waitFor();
    await dialog.getByText(t('admin:apiKeys.expiresAtPast')).waitFor();
    const missing = (await dialog.getByText(t('rules.text')).getAttribute('id')) as string;
    await expect(name).toBeFocused();
    await expect(name).toHaveAttribute('aria-describedby', new RegExp(missing));
    await expect(name).toHaveAttribute('aria-invalid', 'true');
    await assertAccessible(page);
    await assertFitsWidth(page);
    await name.fill('importer');

    for (const scope of ['read', 'sync', 'upload', 'grant'] as const) {
      await dialog.getByText(t(`admin:apiKeys.scopeText.${scope}`)).waitFor();
    }
    await scopeNamed(page, 'sync').check();
    await scopeNamed(page, 'upload').check();
    await end.fill('2099-12-31T12:00');
    const networks = dialog.getByRole('textbox', { name: t('admin:apiKeys.networks') });
    await networks.fill('192.0.2.0/24\n example.org');
    await create.click();
    await dialog.getByText(t('admin:apiKeys.networkWrong', { network: 'example.org' })).waitFor();
    await networks.fill('192.0.2.0/24\n\n 2001:db8::/32 ');
    await create.click();
    const key = await dialog.getByRole('textbox', { name: t('admin:apiKeys.key') }).inputValue();
    await assertAccessible(page);
    await assertFitsWidth(page);
    // The key has not been copied.
    await pressEscape(dialog);
    const question = page.getByRole('dialog', { name: t('admin:uncopied.title') });
    await question.getByText(t('admin:uncopied.text', { what: t('admin:apiKeys.key') })).waitFor();
    await gone(question, () => question.getByRole('button', { name: t('admin:uncopied.keep') }).click());
    await expect(dialog.getByRole('textbox', { name: t('admin:apiKeys.key') })).toHaveValue(key);
    await pressEscape(dialog);
    await gone(dialog, () => question.getByRole('button', { name: t('admin:uncopied.discard') }).click());
    assert.ok(!(await keptBy(page)).includes(key));
    const row = rows(page).filter({ hasText: 'importer' });
    const scopes = [t('admin:apiKeys.scope.sync'), t('admin:apiKeys.scope.upload')].join(', ');
    await row.getByText(scopes).waitFor();
    await row.getByText('192.0.2.0/24, 2001:db8::/32').waitFor();
    await row.getByText(t('admin:apiKeys.state.until', { time: '31 Dec 2099, 12:00' })).waitFor();
    const { items } = await admin.get('/api/v1/api-keys', { query: { limit: 200 } });
    const made = items.find(({ name }) => name === 'importer');
    assert.deepEqual([made?.scopes, made?.expiresAt], [['sync', 'upload'], '2099-12-31T11:00:00Z']);
    assert.deepEqual(
      [made?.networks, made?.taskIds, made?.groupIds],
      [['192.0.2.0/24', '2001:db8::/32'], null, null],
    );
    assert.deepEqual(await ask(key, 'me'), { status: 401, code: 'api-key-invalid' });
    assertCalm();
  });

  it('show their limits, or that they have none or have expired', async () => {
    const { items } = await admin.get('/api/v1/groups', { query: { limit: 2 } });
    const groupIds = items.map(({ groupId }) => groupId);
    await issue('limited', ['read'], { taskIds: [await taskOfDemo()], groupIds });
    await issue('free', ['read']);
    const expiresAt = new Date(Date.now() + 1500).toISOString();
    const { key } = await issue('short-lived', ['read'], { expiresAt });
    await waitUntil('the end of the key', async () => (await ask(key, 'me')).code === 'api-key-expired');
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/api-keys' });
    const counted = [
      t('admin:apiKeys.limitTasks', { count: 1 }),
      t('admin:apiKeys.limitGroups', { count: groupIds.length }),
    ];
    for (const [name, text] of [
      ['limited', counted.join(', ')],
      ['free', t('admin:apiKeys.limitsNone')],
      ['short-lived', t('admin:apiKeys.state.expired')],
    ] as const)
      await rows(page).filter({ hasText: name }).getByText(text, { exact: true }).waitFor();
    assertCalm();
  });

  it('are shown with the readers who got links through them, in the list and in a trace', async () => {
    const { key } = await issue('course', ['read', 'grant']);
    const taskId = await taskOfDemo();
    const granted = await grantedUrl(key, taskId);
    await ownUrl(key, taskId);

    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/issued-urls' });
    const records = page.getByRole('table', { name: t('issued:title') }).getByRole('row');
    const ofAda = records.filter({ hasText: t('issued:throughKey', { name: 'course' }) });
    await ofAda.getByText('Ada').waitFor();
    await ofAda.getByText(t('issued:ground.granted')).waitFor();
    await records.filter({ hasText: 'course' }).getByText(t('issued:ownKey')).waitFor();

    await followLink(page, '/admin/issued-urls?tab=trace');
    await trace(page, granted);
    await result(page)
      .getByText(t('issued:throughKey', { name: 'course' }))
      .waitFor();
    // The reply for a reader named by a platform's token.
    const traced = await admin.post('/api/v1/issued-urls/trace', { body: { url: granted } });
    const issuer = 'https://judge.example.org';
    const issues = traced.issues.map((each) => ({ ...each, issuer, apiKeyId: null, apiKeyName: null }));
    await page.route('**/api/v1/issued-urls/trace', (route) =>
      route.fulfill({ json: { ...traced, issues } }),
    );
    await trace(page, granted);
    await result(page)
      .getByText(t('issued:throughToken', { name: issuer }))
      .waitFor();
    assertCalm();
  });
});

describe('tracing a pasted link', () => {
  it('says why one is not valid, that one has expired, or who may have got it', async () => {
    const url = await freshUrl(student);
    const { items } = await admin.get('/api/v1/issued-urls', { query: { limit: 1 } });
    const { stdout } = await server.lectern(['sign', items[0]?.objectKey as string, '--ttl', '1']);
    const expired = stdout.trim();
    await waitUntil('the end of the link', async () => (await fetch(expired)).status === 403);
    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/issued-urls?tab=trace' });
    await trace(page, url);
    await result(page).getByText('student@example.org').waitFor();
    for (const [changed, text] of [
      [url.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')), t('admin:trace.reason.signature')],
      [url.replace(/kid=[^&]+/, 'kid=0a0a0a0a'), t('admin:trace.reason.key-unknown')],
      [url.replace(/&sig=.*/, ''), t('admin:trace.reason.malformed')],
      ['https://files.example.com/documents/a.pdf', t('admin:trace.reason.outside-files-url')],
      [expired, t('admin:trace.expired')],
    ] as const) {
      await trace(page, changed);
      await result(page).getByText(text).waitFor();
      assert.equal(await result(page).getByText('student@example.org').count(), 0);
    }
    await result(page).getByText(t('issued:operator')).waitFor();

    // The reply for a storage whose signatures can't contain an issue id.
    const traced = await admin.post('/api/v1/issued-urls/trace', { body: { url } });
    const others = traced.issues.map((issue) => ({ ...issue, issueId: 'other', email: 'other@example.org' }));
    await page.route('**/api/v1/issued-urls/trace', (route) =>
      route.fulfill({ json: { ...traced, issues: [...traced.issues, ...others] } }),
    );
    await trace(page, url);
    await result(page)
      .getByText(t('admin:trace.several', { count: 2 }))
      .waitFor();
    await expect(result(page).getByRole('table').getByRole('row')).toHaveCount(3);
    assertCalm();
  });
});

describe('the issued links', () => {
  it('are listed with filters in the URL, shown in a chart, and exported as CSV', async () => {
    await freshUrl(student);
    const path = { taskId: await taskOfDemo() };
    await teacher.get('/api/v1/tasks/{taskId}', { path, query: {} });

    const { page, assertCalm } = await open({ as: 'admin', path: '/admin/issued-urls' });
    const rows = page.getByRole('table', { name: t('issued:title') }).getByRole('row');
    await rows.filter({ hasText: 'teacher@example.org' }).first().waitFor();
    await page.getByRole('img', { name: /Links over time\. \d+ links\. Peak at \w+ \d\d:00: / }).waitFor();

    await page.getByRole('combobox', { name: t('admin:issued.reader') }).fill('stella');
    await gone(rows.filter({ hasText: 'teacher@example.org' }).first(), () =>
      page.getByRole('option', { name: 'student@example.org' }).click(),
    );
    await page.waitForURL((url) => url.searchParams.has('userId'));
    await page.getByRole('combobox', { name: t('admin:issued.task') }).fill('squares');
    await page.getByRole('option', { name: 'Sum of Squares' }).click();
    await page.waitForURL((url) => url.searchParams.has('taskId'));
    await rows.filter({ hasText: 'student@example.org' }).first().waitFor();

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: t('issued:csv') }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'issued-urls.csv');
    const [, ...records] = String(await contentOf(download))
      .trim()
      .split('\n');
    assert.ok(records.length > 0 && records.every((record) => record.includes('student@example.org')));

    await page.reload();
    await rows.filter({ hasText: 'student@example.org' }).first().waitFor();
    await expect(page.getByRole('combobox', { name: t('admin:issued.reader') })).toHaveValue(
      'student@example.org',
    );
    await expect(page.getByRole('combobox', { name: t('admin:issued.task') })).toHaveValue('Sum of Squares');

    await page.getByLabel(t('issued:filter.until')).fill('2020-01-01T00:00');
    await page.getByText(t('issued:empty')).waitFor();
    await page.waitForURL((url) => url.searchParams.get('until')?.includes('2019-12-31T23:00') === true);
    assertCalm();
  });
});

describe('signing keys', () => {
  it('are rotated, and removing one invalidates the URLs that it signed', async () => {
    const { page, requests, assertCalm } = await open({ as: 'admin', path: '/admin/keys' });
    const rows = page.getByRole('table', { name: t('admin:keys.title') }).getByRole('row');
    await rows.filter({ hasText: t('admin:keys.needed') }).waitFor();
    const old = (await rows.nth(1).locator('code').textContent()) as string;
    const url = await freshUrl(student);
    assert.equal((await fetch(url)).status, 200);

    // The first click is already answered when the second one comes.
    await page.getByRole('button', { name: t('admin:keys.rotate') }).dblclick({ delay: 100 });
    await rows.nth(2).waitFor();
    // A new key signs only once all instances know it.
    await rows
      .filter({ hasText: old })
      .filter({ hasText: t('admin:keys.verifies') })
      .waitFor();
    assert.equal((await fetch(url)).status, 200);

    await page.getByRole('button', { name: t('admin:keys.remove', { id: old }) }).click();
    const question = page
      .getByRole('dialog')
      .filter({ hasText: t('admin:keys.removeQuestion', { id: old }) });
    await question.locator(':focus', { hasText: t('action.cancel') }).waitFor();
    await page.setViewportSize({ width: 360, height: 800 });
    await assertAccessible(page);
    await assertFitsWidth(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await gone(rows.filter({ hasText: old }), () =>
      question.getByRole('button', { name: t('action.remove'), exact: true }).click(),
    );
    await waitUntil('the refusal', async () => (await fetch(url)).status === 403);
    assert.equal(((await (await fetch(url)).json()) as { code: string }).code, 'url-invalid');
    assert.equal((await fetch(await freshUrl(student))).status, 200);
    assert.equal(page.url(), `${apiUrl}/admin/keys`);
    assert.equal(
      requests.filter((request) => request.startsWith('POST') && request.endsWith('/signing-keys')).length,
      1,
    );
    assertCalm();
  });
});

describe('the health of the storage', () => {
  it('shows failed checks first, and unknown ones with the text of the server', async () => {
    const { page } = await open({ as: 'admin', path: '/admin/storage', language: 'pl' });
    const pl = textsIn('pl');
    const findings = [
      { id: 'range', title: 'a part', outcome: 'failed', detail: 'it is 200', remedy: 'Let ranges through.' },
      { id: 'new-check', title: 'something new', outcome: 'skipped', detail: 'see "a part"', remedy: null },
    ];
    await page.route('**/api/v1/storage-examinations', (route) =>
      route.fulfill({ json: { healthy: false, findings } }),
    );
    await page.getByRole('button', { name: pl('admin:storage.examine') }).click();
    await page.getByText(pl('admin:storage.unhealthy')).waitFor();
    const failed = page.getByRole('region', { name: pl('admin:storage.outcome.failed', { count: 1 }) });
    await failed.getByText(pl('admin:storage.check.range')).waitFor();
    await expect(failed.getByText('Let ranges through.')).toHaveAttribute('lang', 'en');
    await expect(page.getByText('something new')).toHaveAttribute('lang', 'en');
    await assertAccessible(page);
  });
});

describe('the metrics', () => {
  const issued = (page: Page) => page.getByRole('region', { name: t('admin:metrics.issued') });
  const countOf = async (page: Page) => Number(await issued(page).getByText(/^\d+$/).first().textContent());

  it('grow while the page is open, and can be paused', async () => {
    const { page, context, requests, assertCalm } = await open({ as: 'admin', path: '/admin/metrics' });
    await page.clock.install();
    await page.reload();
    await issued(page).waitFor();
    const before = await countOf(page);
    for (const _ of [1, 2]) await freshUrl(student);
    await issued(page)
      .getByText(String(before + 2), { exact: true })
      .first()
      .waitFor();
    const rates = page.getByRole('region', { name: t('admin:metrics.rates'), exact: true }).first();
    const chart = rates.getByRole('img', { name: t('admin:metrics.ratesChart') });
    await chart.waitFor();
    const scale = await chart.locator('> :first-child > span').allTextContents();
    assert.ok(scale.length > 1 && scale.every((tick) => Number.isFinite(Number(tick))), scale.join(' '));
    assert.equal(scale.at(-1), '0');
    await chart.hover();
    await chart.locator('strong', { hasText: /^\d\d:\d\d:\d\d$/ }).waitFor();
    await rates.getByText(t('admin:metrics.ratesNumbers')).click();
    await rates.getByRole('columnheader', { name: t('admin:metrics.issued') }).waitFor();
    await expect(rates.getByRole('row').nth(1)).toHaveText(/^\d\d:\d\d:\d\d[\d.]+$/);
    await page
      .getByRole('region', { name: 'Response time' })
      .getByText(beginning(t('admin:metrics.upTo', { time: '' })))
      .first()
      .waitFor();

    await page.getByRole('switch', { name: t('admin:metrics.live', { count: 3 }) }).uncheck();
    const polls = () => requests.filter((request) => request.endsWith('/api/v1/metrics-summary')).length;
    const stopped = polls();
    assert.ok(stopped > 1);
    await page.clock.runFor(30_000);
    assert.equal(polls(), stopped);
    assertCalm();
    await context.close();
  });
});
