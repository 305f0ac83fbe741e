import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLecternClient } from 'lectern-client';
import type { Page } from 'playwright-core';
import { waitUntil } from '../support/server-process.ts';
import { confirm } from './support/confirm.ts';
import { localTime } from './support/local-time.ts';
import { assertAccessible, assertFitsWidth } from './support/looks.ts';
import { expect, gone, pressEscape } from './support/settled.ts';
import { t, textsIn } from './support/texts.ts';
import { startWebApp } from './support/web-app.ts';

const { apiUrl, open, client } = await startWebApp();
const path = '/admin/api-keys';

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
async function issue(
  name: string,
  scopes: Array<'read' | 'grant'>,
  expiresAt: string | null = null,
  limits: { taskIds?: Array<string>; groupIds?: Array<string> } = {},
) {
  return (await client('admin')).post('/api/v1/api-keys', { body: { name, scopes, expiresAt, ...limits } });
}

async function taskOfDemo(): Promise<string> {
  const query = { text: 'Sum of Squares', limit: 1 };
  const { items } = await (await client('admin')).get('/api/v1/tasks', { query });
  return items[0]?.taskId as string;
}

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

describe('API keys', () => {
  it('are created, shown once, used by a program, and revoked', async () => {
    const { page, context, assertCalm } = await open({ as: 'admin' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('link', { name: t('navigation.apiKeys') }).click();
    await page.getByText(t('admin:apiKeys.none')).waitFor();
    await page.getByRole('button', { name: t('admin:apiKeys.create') }).click();
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
    await page.getByRole('button', { name: t('admin:apiKeys.create') }).click();
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
    const { page, assertCalm } = await open({ as: 'admin', path });
    await page.getByRole('button', { name: t('admin:apiKeys.create') }).click();
    const dialog = dialogOf(page);
    await dialog.getByRole('textbox', { name: t('admin:apiKeys.name') }).fill('importer');
    const end = dialog.getByLabel(t('admin:apiKeys.expiresAt'));
    await end.fill(localTime(Date.now() - 60_000));
    const create = dialog.getByRole('button', { name: t('action.create') });
    await create.click();
    await dialog.getByText(t('admin:apiKeys.scopesMissing')).waitFor();
    await dialog.getByText(t('admin:apiKeys.expiresAtPast')).waitFor();

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
    const { items } = await (await client('admin')).get('/api/v1/api-keys', { query: { limit: 200 } });
    const made = items.find(({ name }) => name === 'importer');
    assert.deepEqual([made?.scopes, made?.expiresAt], [['sync', 'upload'], '2099-12-31T11:00:00Z']);
    assert.deepEqual(
      [made?.networks, made?.taskIds, made?.groupIds],
      [['192.0.2.0/24', '2001:db8::/32'], null, null],
    );
    assert.deepEqual(await ask(key, 'me'), { status: 401, code: 'api-key-invalid' });
    assertCalm();
  });

  it('end all links issued to a program and its readers when they are revoked', async () => {
    const { key } = await issue('portal', ['read', 'grant']);
    const taskId = await taskOfDemo();
    const [ofReader, own] = [await grantedUrl(key, taskId), await ownUrl(key, taskId)];
    const { page, assertCalm } = await open({ as: 'admin', path });
    await page.getByRole('button', { name: t('admin:apiKeys.revokeKey', { name: 'portal' }) }).click();
    await confirm(page, t('admin:apiKeys.revoke'));
    await page.getByText(t('admin:apiKeys.revoked', { name: 'portal' })).waitFor();
    for (const link of [own, ofReader])
      await waitUntil('the end of a link', async () => (await fetch(link)).status === 403);
    assertCalm();
  });

  it('show to how many tasks and groups they are limited, or that they are not', async () => {
    const admin = await client('admin');
    const { items } = await admin.get('/api/v1/groups', { query: { limit: 2 } });
    const groupIds = items.map(({ groupId }) => groupId);
    await issue('limited', ['read'], null, { taskIds: [await taskOfDemo()], groupIds });
    await issue('unlimited', ['read']);
    const { page, assertCalm } = await open({ as: 'admin', path });
    const counted = [
      t('admin:apiKeys.limitTasks', { count: 1 }),
      t('admin:apiKeys.limitGroups', { count: groupIds.length }),
    ];
    await rows(page).filter({ hasText: 'limited' }).first().getByText(counted.join(', ')).waitFor();
    await rows(page)
      .filter({ hasText: 'unlimited' })
      .getByText(t('admin:apiKeys.limitsNone'), { exact: true })
      .waitFor();
    assertCalm();
  });

  it('show that they have expired', async () => {
    const { key } = await issue('short-lived', ['read'], new Date(Date.now() + 1500).toISOString());
    await waitUntil('the end of the key', async () => (await ask(key, 'me')).code === 'api-key-expired');
    const { page, assertCalm } = await open({ as: 'admin', path });
    const row = rows(page).filter({ hasText: 'short-lived' });
    await row.getByText(t('admin:apiKeys.state.expired'), { exact: true }).waitFor();
    assertCalm();
  });

  it('are legible on a phone, also in dialogs, and accessible', async () => {
    await issue('x'.repeat(200), ['read', 'grant']);
    const { page, context, assertCalm } = await open({ as: 'admin', path, width: 360 });
    await rows(page).nth(1).waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
    await page.getByRole('button', { name: t('admin:apiKeys.create') }).click();
    const dialog = dialogOf(page);
    const name = dialog.getByRole('textbox', { name: t('admin:apiKeys.name') });
    await name.and(page.locator(':focus')).waitFor();
    await name.fill('phone');
    await dialog.getByRole('button', { name: t('action.create') }).click();
    await dialog.getByText(t('admin:apiKeys.scopesMissing')).waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
    await scopeNamed(page, 'grant').check();
    await dialog.getByRole('button', { name: t('action.create') }).click();
    await dialog.getByText(t('admin:apiKeys.once')).waitFor();
    await assertAccessible(page);
    await assertFitsWidth(page);
    assertCalm();
    await context.close();

    const polish = textsIn('pl');
    const other = await open({ as: 'admin', path, width: 360, language: 'pl' });
    await other.page.getByRole('button', { name: polish('admin:apiKeys.create') }).click();
    await other.page.getByText(polish('admin:apiKeys.scopeText.grant')).waitFor();
    await other.page.getByRole('button', { name: polish('action.create'), exact: true }).click();
    const missing = await other.page.getByText(polish('rules.text')).getAttribute('id');
    const focused = other.page.locator('input:focus');
    await expect(focused).toHaveAttribute('aria-describedby', new RegExp(missing as string));
    await expect(focused).toHaveAttribute('aria-invalid', 'true');
    await assertFitsWidth(other.page);
    other.assertCalm();
    await other.context.close();
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

    await page.goto(`${apiUrl}/admin/issued-urls?tab=trace`);
    const result = page.getByRole('region', { name: t('admin:trace.result') });
    const trace = async () => {
      await page.getByRole('textbox', { name: t('admin:trace.url') }).fill(granted);
      await page.getByRole('button', { name: t('admin:trace.submit'), exact: true }).click();
    };
    await trace();
    await result.getByText(t('issued:throughKey', { name: 'course' })).waitFor();
    // The reply for a reader named by a platform's token.
    const admin = await client('admin');
    const traced = await admin.post('/api/v1/issued-urls/trace', { body: { url: granted } });
    const issuer = 'https://judge.example.org';
    const issues = traced.issues.map((each) => ({ ...each, issuer, apiKeyId: null, apiKeyName: null }));
    await page.route('**/api/v1/issued-urls/trace', (route) =>
      route.fulfill({ json: { ...traced, issues } }),
    );
    await trace();
    await result.getByText(t('issued:throughToken', { name: issuer })).waitFor();
    assertCalm();
  });
});
