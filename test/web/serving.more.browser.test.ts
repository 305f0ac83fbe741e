import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { startForeignSite } from '../support/chromium.ts';
import { fetchInPage, keptBack } from '../support/fetch-in-page.ts';
import { alerts, titled } from './support/parts.ts';
import { t, textsIn } from './support/texts.ts';
import { assertLoadsAnew, startWebApp } from './support/web-app.ts';

const { apiUrl, client, open } = await startWebApp();
const html = { accept: 'text/html' };
const fetchPage = (path: string, init: RequestInit = {}) =>
  fetch(`${apiUrl}${path}`, { headers: html, ...init });
const scriptOf = async (path = '/') =>
  /src="(\/assets\/app-[^"]+\.js)"/.exec(await (await fetchPage(path)).text())?.[1];

describe('the web app, as it is served', () => {
  it('is one page at every URL outside the API', async () => {
    for (const path of ['/', '/sign-in', '/tasks/no-such-task', '/manage/tasks?text=a', '/no/such/page']) {
      const { status, headers } = await fetchPage(path);
      assert.equal(status, 200, path);
      assert.equal(headers.get('content-type'), 'text/html; charset=utf-8');
      assert.equal(headers.get('cache-control'), 'no-cache');
    }
    for (const [path, accept] of [
      ['/api/v1/no-such', 'text/html'],
      ['/no/such/page', 'application/json'],
      ['/assets/no-such.js', '*/*'],
    ] as const) {
      const reply = await fetch(`${apiUrl}${path}`, { headers: { accept } });
      assert.equal(reply.status, 404, path);
      assert.equal(reply.headers.get('content-type'), 'application/problem+json');
    }
    assert.equal((await fetchPage('/tasks/x', { method: 'POST' })).status, 404);
  });

  it('allows only scripts from this server and none from text, with a new nonce for styles in every reply', async () => {
    const policies = await Promise.all(
      ['/', '/tasks/x'].map(async (path) => {
        const reply = await fetchPage(path);
        const policy = reply.headers.get('content-security-policy') as string;
        const nonce = /style-src 'self' 'nonce-([\w+/=]+)'/.exec(policy)?.[1] as string;
        assert.ok((await reply.text()).includes(`property="csp-nonce" nonce="${nonce}"`));
        return { policy, nonce };
      }),
    );
    assert.notEqual(policies[0]?.nonce, policies[1]?.nonce);
    for (const { policy, nonce } of policies) {
      assert.ok(nonce.length >= 22);
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /script-src 'self'( 'wasm-unsafe-eval')?;/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.match(policy, /require-trusted-types-for 'script'/);
      assert.ok(!/'unsafe-(inline|eval)'/.test(policy));
    }
  });

  it('is compressed in advance, and cached permanently under names with a content hash', async () => {
    const path = (await scriptOf()) as string;
    const sizes = new Map<string, number>();
    for (const coding of ['br', 'gzip', 'identity']) {
      const reply = await fetch(`${apiUrl}${path}`, { headers: { 'accept-encoding': coding } });
      assert.equal(reply.status, 200);
      assert.equal(reply.headers.get('content-encoding'), coding === 'identity' ? null : coding);
      assert.equal(reply.headers.get('cache-control'), 'public, max-age=31536000, immutable');
      assert.match(reply.headers.get('content-type') ?? '', /^(text|application)\/javascript/);
      assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
      sizes.set(coding, Number(reply.headers.get('content-length')));
    }
    const [br, gzip, plain] = ['br', 'gzip', 'identity'].map((coding) => sizes.get(coding) as number);
    assert.ok((br as number) < (gzip as number) && (gzip as number) < (plain as number) / 2);
  });

  it('serves only files that the build made for browsers', async () => {
    for (const path of [
      '/.vite/manifest.json',
      '/assets/../../package.json',
      '/%2e%2e/package.json',
      '/assets/',
    ]) {
      const reply = await fetch(`${apiUrl}${path}`, { headers: { accept: '*/*' } });
      assert.equal(reply.status, 404, path);
    }
  });
});

describe('the web app, in a browser', () => {
  for (const { where, ...visit } of [
    { where: 'in its header', as: 'student', width: 360, colorScheme: 'dark' },
    { where: 'on the sign-in page', path: '/sign-in' },
  ] as const) {
    it(`paints its name before scripts and styles arrive, without moving it later: ${where}`, async () => {
      const { page, context } = await open(visit);
      const boxOf = async (picture: Locator) =>
        Object.values((await picture.boundingBox()) ?? {}).map(Math.round);
      const stays = page.locator('img[src="/favicon.svg"]:not(.opening img)');
      await stays.waitFor();
      const box = await boxOf(stays);
      // The app's font may have come in time, or not.
      await stays.evaluate((logo) => logo.parentElement?.style.setProperty('font-family', 'monospace'));
      assert.deepEqual(await boxOf(stays), box);
      await context.route('**/assets/**', () => {}); // never answered
      await page.reload({ waitUntil: 'commit' });
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
      assert.deepEqual(await boxOf(page.locator('.opening img')), box);
    });
  }

  it("requests texts in the user's language parallel to the app, not after it", async () => {
    const { page, context } = await open({ path: '/sign-in' });
    await page.evaluate(() => localStorage.setItem('lectern-language', 'pl'));
    const { promise: isAsked, resolve: noteAsked } = Promise.withResolvers<void>();
    page.on('request', (request) => /\/assets\/student\.pl-[\w-]+\.js$/.test(request.url()) && noteAsked());
    await context.route('**/assets/app-*.js', async (route) => {
      await isAsked;
      await route.continue();
    });
    await page.reload();
    await titled(page, textsIn('pl')('signIn.title'));
    await context.close();
  });

  it('requests the data of a page parallel to the app, only once', async () => {
    const { page: first, context } = await open({ as: 'student' });
    await first.getByRole('link', { name: 'Sum' }).first().click();
    await first.waitForURL(`${apiUrl}/tasks/*`);
    const task = `/api/v1${new URL(first.url()).pathname}`;
    await first.close();
    const lists = ['tasks?limit=200', 'openings?limit=20', 'contests?mine=true&limit=200'].concat(
      'groups?mine=true&limit=200',
    );
    const pages = {
      '/': ['/api/v1/me', ...lists.map((list) => `/api/v1/${list}`)],
      [task.slice('/api/v1'.length)]: ['/api/v1/me', task],
    };
    for (const [path, awaited] of Object.entries(pages)) {
      const page = await context.newPage();
      const asked: Array<string> = [];
      const { promise: allAsked, resolve: noteAll } = Promise.withResolvers<void>();
      page.on('request', (request) => {
        asked.push(request.url().slice(apiUrl.length));
        if (awaited.every((url) => asked.includes(url))) noteAll();
      });
      await page.route('**/assets/app-*.js', async (route) => {
        await allAsked;
        await route.continue();
      });
      await page.goto(apiUrl + path);
      const account = page.getByRole('button', { name: t('account.menu', { name: 'Stella Student' }) });
      const statement = page.locator('.pdfViewer .page[data-loaded="true"]').first();
      await (path === '/' ? account : statement).waitFor();
      for (const url of awaited) assert.deepEqual(asked.filter((each) => each === url).length, 1, url);
      await page.close();
    }
    await context.close();
  });

  it('keeps the page when a part of the app does not load, and retries', async () => {
    const { page, context } = await open({ as: 'admin' });
    const parts = '**/assets/admin-pages*.js';
    await context.route(parts, (route) => route.abort());
    const loads: Array<string> = [];
    page.on('load', () => loads.push(page.url()));
    await page.getByRole('link', { name: t('navigation.keys') }).click();
    await alerts(page, t('errors.network'));
    await context.unroute(parts);
    await page.getByRole('button', { name: t('action.retry') }).click();
    await titled(page, t('navigation.keys'));
    assert.deepEqual(loads, []);
    await context.close();
  });

  it('reloads when an update has replaced a part of it', async () => {
    const { page, context } = await open({ as: 'admin' });
    await assertLoadsAnew(page, apiUrl);
    await context.close();
  });

  it('refuses scripts and markup from text', async () => {
    const { page } = await open({ path: '/sign-in' });
    const refused = await page.evaluate(() => {
      const outcomes: Array<string> = [];
      const attempt = (what: () => void) => {
        try {
          what();
          outcomes.push('allowed');
        } catch (error) {
          outcomes.push((error as Error).name);
        }
      };
      attempt(() => document.createElement('div').setHTMLUnsafe('<img src=x>'));
      attempt(() => {
        document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>';
      });
      attempt(() => {
        document.createElement('script').src = 'https://evil.example/x.js';
      });
      return outcomes;
    });
    assert.deepEqual(refused, ['TypeError', 'TypeError', 'TypeError']);
  });
});

describe('a page of another site, in a browser with a session', () => {
  it('can neither change nor read anything', async () => {
    const foreign = await startForeignSite();
    after(foreign.close);
    const admin = await client('admin');
    const names = async () =>
      (await admin.get('/api/v1/groups', { query: { limit: 200 } })).items.map(({ name }) => name);
    const before = await names();
    const { page } = await open({ as: 'admin', ownSession: true });
    const groups = `${apiUrl}/api/v1/groups`;
    const body = '{"name":"forged"}';
    const headers = { 'Content-Type': 'application/json' };
    // The same host as the server, so that the browser sends its cookie; and another site.
    for (const origin of [`http://127.0.0.1:${foreign.port}`, `http://localhost:${foreign.port}`]) {
      await page.goto(origin);
      for (const [address, init] of [
        [groups, { mode: 'no-cors', method: 'POST', body }],
        [groups, { method: 'POST', headers, body }],
        [groups, { method: 'POST', body }],
        [`${apiUrl}/api/auth/sign-out`, { mode: 'no-cors', method: 'POST' }],
      ] as const) {
        await fetchInPage(page, address, { credentials: 'include', ...init });
      }
      const read = await fetchInPage(page, `${apiUrl}/api/v1/me`, { credentials: 'include' });
      assert.match(String(read), keptBack);
      for (const path of ['/api/v1/groups', '/api/auth/sign-out']) {
        await page.goto(origin);
        // A form of plain text can send a body that is JSON: {"name":"forged","x":"=y"}.
        await page.setContent(
          `<form method="post" enctype="text/plain" action="${apiUrl}${path}">
             <input name='{"name":"forged","x":"' value='y"}'><button>Win a prize</button>
           </form>`,
        );
        const [reply] = await Promise.all([page.waitForNavigation(), page.click('button')]);
        assert.equal(reply?.status(), 403, path);
        assert.equal(JSON.parse((await reply?.text()) ?? '').code, 'cross-origin', path);
      }
      await page.goto(`${apiUrl}/healthz`);
      const me = await fetchInPage(page, '/api/v1/me');
      assert.equal(typeof me === 'object' && me.status, 200, 'still signed in');
    }
    assert.deepEqual(await names(), before);
  });
});
