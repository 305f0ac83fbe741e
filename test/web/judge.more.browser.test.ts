import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createLecternClient } from 'lectern-client';
import type { Frame, Page } from 'playwright-core';
import { readableUntil, type Task, tasks, userOf, users } from '../../examples/judge/judge.ts';
import { startChromium } from '../support/chromium.ts';
import { isFree } from '../support/ports.ts';
import { judgeFolder, startJudge } from './support/judge.ts';
import { readerOf } from './support/reader-page.ts';
import { t } from './support/texts.ts';

const host = 'judge.test';
const [judge, browser] = await Promise.all([startJudge(host), startChromium()]);
after(() => browser.close());
const pdf = readFileSync(join(judgeFolder, 'problems/42/statement/problem.en.pdf'));

/** The cookies of somebody who filled in the judge's form. */
async function signIn(name: string) {
  const { password = '' } = users.find((user) => user.name === name) ?? {};
  const body = new URLSearchParams({ name, password });
  const reply = await fetch(`${judge.url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const cookies = reply.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] as string);
  const tokens = Object.fromEntries(cookies.map((cookie) => cookie.split('=')));
  return {
    ask: (path: string) => fetch(`${judge.url}${path}`, { headers: { cookie: cookies.join('; ') } }),
    access: tokens['access'] as string,
    refresh: tokens['refresh'] as string,
  };
}

const claimsOf = (token: string) =>
  JSON.parse(String(Buffer.from(token.split('.')[1] as string, 'base64url')));

/** Signs in at the judge's page in a browser window of their own. */
async function visit(name: string) {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const complaints: Array<string> = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(judge.url.replace('localhost', host));
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(users.find((user) => user.name === name)?.password as string);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(`Signed in as ${name}`).waitFor();
  return {
    page,
    complaints,
    /** Opens a task in the judge's list, and gives the frame of Lectern's. */
    async open(title: string): Promise<Frame> {
      await page.goto(new URL('/', page.url()).href);
      await page.getByRole('link', { name: title }).click();
      return frameOf(page);
    },
    close: () => context.close(),
  };
}

async function frameOf(page: Page): Promise<Frame> {
  const frame = await page.locator('#statement iframe').elementHandle();
  return (await frame?.contentFrame()) as Frame;
}

describe('the judge of examples/judge', () => {
  it('is set up by the commands of its README', () => {
    const { lines } = judge;
    assert.deepEqual(lines.slice(0, 2).toSorted(), [
      'created    42 "Sum of squares"  uploaded en',
      'created    43 "Longest path"  uploaded en',
    ]);
    assert.deepEqual(lines.slice(2, -1), [
      ...['task 42: changed', 'task 43: changed'],
      ...['group 5: created', 'members: 1 added, 0 changed, 0 removed'],
      ...['contest 9: created', 'participants: 1 added, 0 changed, 0 removed'],
      'tasks: 1 added, 0 changed, 0 removed',
      ...['task 42: unchanged', 'task 43: unchanged'],
      ...['group 5: unchanged', 'members: 0 added, 0 changed, 0 removed'],
      ...['contest 9: unchanged', 'participants: 0 added, 0 changed, 0 removed'],
      'tasks: 0 added, 0 changed, 0 removed',
      judge.url,
    ]);
    const { id, title, descriptionPdfUrl } = JSON.parse(lines.at(-1) as string);
    assert.deepEqual([id, title, new URL(descriptionPdfUrl).hostname], [42, 'Sum of squares', '127.0.0.1']);
  });

  it('has a URL in its JSON that delivers the PDF, for whom it lets read', async () => {
    const reply = await (await signIn('Ada')).ask('/tasks/42');
    assert.equal(reply.headers.get('cache-control'), 'no-store');
    const { descriptionPdfUrl } = (await reply.json()) as { descriptionPdfUrl: string };
    const delivered = await fetch(descriptionPdfUrl);
    assert.deepEqual(Buffer.from(await delivered.arrayBuffer()), pdf);
    assert.equal((await (await signIn('Bob')).ask('/tasks/42')).status, 403);
    assert.equal((await fetch(`${judge.url}/tasks/42`)).status, 401);
  });

  it('asks for URLs that end with the window of the task, while it lasts', async () => {
    assert.equal((await (await signIn('Bob')).ask('/tasks/43')).status, 200);
    const [bob, task] = [userOf(8), tasks.find(({ id }) => id === 43) as Task];
    for (const [at, expected] of [
      ['2026-01-10T09:29:59Z', undefined],
      ['2026-01-10T09:30:00Z', '2099-01-10T13:30:00.000Z'],
      ['2099-01-10T13:30:00Z', undefined],
    ] as const) {
      assert.equal(readableUntil(bob, task, Date.parse(at)), expected);
    }
  });

  it('signs tokens for Lectern with another secret, of which Lectern takes no others', async () => {
    const { access, refresh, ask } = await signIn('Ada');
    const { exp, token_id, ...claims } = claimsOf(access);
    assert.deepEqual(claims, { user_id: 7, username: 'Ada', role: 'student', type: 'access' });
    assert.ok(Math.abs(exp - Date.now() / 1000 - 180 * 60) < 60 && token_id);
    const by = (token: string) => createLecternClient({ baseUrl: judge.lecternUrl, token }).get('/api/v1/me');
    const token = await (await ask('/lectern-token')).text();
    const { exp: endOfToken, ...forLectern } = claimsOf(token);
    assert.deepEqual(forLectern, {
      ...{ user_id: 7, username: 'Ada', role: 'student', aud: 'lectern' },
      lectern_tasks: [{ task: 'ext:42' }],
    });
    assert.ok(Math.abs(endOfToken - Date.now() / 1000 - 10 * 60) < 60);
    assert.equal((await by(token)).name, 'Ada');
    for (const own of [access, refresh]) await assert.rejects(by(own), { code: 'token-signature' });
    const headers = { cookie: `refresh=${refresh}` };
    const reply = await fetch(`${judge.url}/refresh`, { method: 'POST', headers, redirect: 'manual' });
    assert.match(String(reply.headers.getSetCookie()), /^access=[^;]/);
  });

  it('shows in its page what Lectern lets be read: by a grant, by a group, by a contest', async () => {
    const words = {
      'Sum of squares': 'print the sum of their squares',
      'Longest path': 'a directed graph without cycles',
    };
    for (const [name, titles] of [
      ['Ada', ['Sum of squares', 'Longest path']],
      ['Bob', ['Longest path']],
      ['Grace', ['Sum of squares']],
    ] as const) {
      const { open, complaints, close } = await visit(name);
      for (const title of titles) {
        const frame = await open(title);
        await readerOf(frame).painted(1);
        await frame.getByRole('heading', { level: 1, name: title }).waitFor();
        await frame.getByText(words[title]).waitFor();
        assert.equal(new URL(frame.url()).origin, judge.lecternUrl);
      }
      assert.deepEqual(complaints, []);
      await close();
    }
  });

  it('shows nothing to whoever has no grant', async () => {
    const { open, close } = await visit('Bob');
    const frame = await open('Sum of squares');
    await frame.getByRole('heading', { level: 1, name: t('errors.not-found') }).waitFor();
    assert.equal(await frame.locator('.pdfViewer').count(), 0);
    await close();
  });

  it('is stopped by the commands of its README', async () => {
    const { code, log } = await judge.stop();
    assert.equal(code, 0, log);
    for (const url of [judge.url, judge.lecternUrl]) assert.ok(await isFree(Number(new URL(url).port)), url);
  });
});
