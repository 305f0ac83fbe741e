import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createLecternClient } from 'lectern-client';
import type { NginxSite } from '../servers/nginx.ts';
import { startNginx } from '../servers/nginx.ts';
import { demoPassword, signIn } from '../support/api-client.ts';
import { makeManualWhenMissing } from '../support/built-manual.ts';
import { startChromium } from '../support/chromium.ts';
import { freePorts } from '../support/ports.ts';
import { startServer, waitUntil } from '../support/server-process.ts';
import { makeStatement } from '../support/statements.ts';
import { shows } from './support/parts.ts';
import { startPlatform } from './support/platform.ts';
import { publish, readerOf } from './support/reader-page.ts';
import { t } from './support/texts.ts';
import { signInForm } from './support/web-app.ts';

await makeManualWhenMissing();
const platform = await startPlatform();
const platformPort = Number(new URL(platform.originAt('127.0.0.1')).port);
const [apiPort, filesPort] = await freePorts();
const nginx = await startNginx(oneHostSite(platformPort, apiPort, filesPort));
const origin = `http://127.0.0.1:${nginx.ports[0]}`;
const publicUrl = `${origin}/lectern`;
const filesUrl = `${origin}/lectern-files`;
const [server, browser] = await Promise.all([
  startServer('demo', {
    LECTERN_PORT: String(apiPort),
    LECTERN_FILES_PORT: String(filesPort),
    LECTERN_PUBLIC_URL: publicUrl,
    LECTERN_FILES_URL: filesUrl,
    LECTERN_TRUSTED_PROXIES: '127.0.0.1',
    LECTERN_EMBED_ORIGINS: origin,
  }),
  startChromium(),
]);
after(async () => {
  await browser.close();
  await server.end();
  await nginx.stop();
});

const clientOf = async (name: 'student' | 'teacher') =>
  createLecternClient({ baseUrl: publicUrl, token: (await signIn(publicUrl, name)).token });

/** A window, with its errors and its requests to other parts of the host. */
async function openWindow() {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const wrong: Array<string> = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => wrong.push(String(error)));
  context.on('response', (reply) => {
    const isOurs =
      reply.url() === publicUrl ||
      [`${publicUrl}/`, `${filesUrl}/`, 'data:', 'blob:'].some((start) => reply.url().startsWith(start));
    if (!isOurs || reply.status() >= 400) wrong.push(`${reply.status()} ${reply.url()}`);
  });
  return { context, page, wrong };
}

describe("Lectern at a path of a platform's host", () => {
  it('is the whole app, from signing in to uploading, reading and reloading a statement', async () => {
    const { context, page, wrong } = await openWindow();
    const pdf = await makeStatement({ pages: 1, text: () => 'at a path' });
    const taskId = await publish(await clientOf('teacher'), 'At a path', { en: pdf });

    await page.goto(`${publicUrl}/tasks/${taskId}`);
    await page.waitForURL(`${publicUrl}/sign-in?**`);
    const form = signInForm(page);
    await form.fill('student@example.org', demoPassword);
    // The app learns from a 401 that it is signed out.
    for (const each of wrong.splice(0)) assert.match(each, /^401 |status of 401/);
    await form.click();
    const reader = readerOf(page);
    await shows(reader.sheet(1), 'at a path');
    assert.equal(page.url(), `${publicUrl}/tasks/${taskId}`);
    const [cookie, ...others] = (await context.cookies()).filter(({ name }) => name.includes('session'));
    assert.deepEqual([cookie?.path, others], ['/lectern', []]);

    await page.reload();
    await shows(reader.sheet(1), 'at a path');
    await page.goto(publicUrl);
    await page.getByRole('heading', { name: t('home.title') }).waitFor();
    assert.equal(page.url(), `${publicUrl}/`);
    await page.getByRole('link', { name: 'Lectern' }).first().click();
    const task = page.getByRole('link', { name: /At a path/ });
    await task.first().waitFor();
    assert.deepEqual(wrong, []);
    await context.close();
  });

  it('includes the manual and the API document', async () => {
    const { context, page, wrong } = await openWindow();
    await page.goto(`${publicUrl}/manual`);
    await page.getByRole('link', { name: 'Start in five minutes' }).first().click();
    await page.waitForURL(`${publicUrl}/manual/start`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('link', { name: 'API', exact: true }).first().click();
    await page.waitForURL(`${publicUrl}/docs`);
    const operation = page.getByText('/api/v1/tasks/{taskId}', { exact: true }).first();
    await page.getByRole('link', { name: 'account' }).waitFor();
    // Of a long list, the page has only the operations near the visible part.
    await waitUntil('the operation', async () => {
      await page.mouse.wheel(0, 500);
      return operation.isVisible();
    });
    assert.deepEqual(wrong, []);
    await context.close();
  });

  it("shows a statement in the platform's page", async () => {
    const { context, page, wrong } = await openWindow();
    const pdf = await makeStatement({ pages: 1, text: () => 'in a frame' });
    const taskId = await publish(await clientOf('teacher'), 'Framed', { en: pdf });
    const { token } = await signIn(publicUrl, 'student');
    await page.goto(origin);
    await page.waitForFunction(() => 'embedDocument' in window);
    wrong.length = 0; // the platform's page isn't Lectern's
    await page.evaluate(
      ({ url, taskId: id, token: given }) => {
        const { embedDocument } = window as unknown as typeof import('lectern-client/embed');
        embedDocument(document.getElementById('statement') as HTMLElement, {
          url,
          taskId: id,
          getToken: () => given,
        });
      },
      { url: publicUrl, taskId, token },
    );
    const isFrame = () => page.frames().find((frame) => frame.url().startsWith(`${publicUrl}/embed/`));
    if (!isFrame()) await page.waitForEvent('framenavigated', { predicate: () => isFrame() !== undefined });
    await readerOf(isFrame() as NonNullable<ReturnType<typeof isFrame>>)
      .sheet(1)
      .getByText('in a frame')
      .waitFor();
    assert.deepEqual(wrong, []);
    await context.close();
  });

  it('leads from an expired signed URL to the task', async () => {
    const { context, page } = await openWindow();
    const teacher = await clientOf('teacher');
    const path = { taskId: await publish(teacher, 'Ended', { en: await makeStatement({ pages: 1 }) }) };
    const student = await clientOf('student');
    const url = (await student.post('/api/v1/tasks/{taskId}/description-url', { path })).descriptionPdfUrl;
    await teacher.patch('/api/v1/tasks/{taskId}', { path, body: { visibility: 'restricted' } });
    assert.equal((await page.goto(String(url)))?.status(), 403);
    await page.getByRole('link', { name: 'Open the task' }).click();
    await page.waitForURL(`${publicUrl}/sign-in?**`);
    assert.match(new URL(page.url()).searchParams.get('next') ?? '', /\/open\/[\w-]{40}$/);
    await context.close();
  });

  it('passes on the path of a URL unchanged', async () => {
    const key = `${publicUrl}/api/v1/tasks/${encodeURIComponent('ext:a/b%')}`;
    const reply = await fetch(key, {
      headers: { authorization: `Bearer ${(await signIn(publicUrl, 'teacher')).token}` },
    });
    assert.equal(reply.status, 404);
    assert.equal(((await reply.json()) as { code: string }).code, 'not-found');
  });

  it('explains how to fix a proxy that does not strip the path', async () => {
    const reply = await fetch(`http://127.0.0.1:${apiPort}/lectern/sign-in`, {
      headers: { accept: 'text/html' },
    });
    assert.equal(reply.status, 404);
    assert.match(((await reply.json()) as { detail: string }).detail, /remove "\/lectern" from the path/);
  });

  it("writes no signature into nginx's log", () => {
    assert.doesNotMatch(nginx.logs(), /[?&]sig=/);
  });
});

/** A platform and Lectern on one host name, on this machine. */
function oneHostSite(platform: number, api: number, files: number): NginxSite {
  return {
    template: 'one-host.conf',
    edits: (port, folder) => [
      ['listen 443 ssl;', `listen 127.0.0.1:${port};`],
      ['listen [::]:443 ssl;', ''],
      ['ssl_certificate /etc/ssl/judge/judge.example.com.pem;', ''],
      ['ssl_certificate_key /etc/ssl/judge/judge.example.com.key;', ''],
      ['/var/log/nginx', join(folder, 'logs')],
      ['127.0.0.1:3000', `127.0.0.1:${platform}`],
      ['127.0.0.1:8080', `127.0.0.1:${api}`],
      ['127.0.0.1:8081', `127.0.0.1:${files}`],
    ],
  };
}
