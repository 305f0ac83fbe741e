import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Request } from 'playwright-core';
import { createClient, expect200, sessionCookie, signIn, trySignIn } from '../support/api-client.ts';
import { minuteMs } from '../support/settable-clock.ts';
import { makeStatement } from '../support/statements.ts';
import { assertAccessibleWithFrames, assertFitsWidth } from './support/looks.ts';
import { saving, shows, titled } from './support/parts.ts';
import { type PlatformVisit, startPlatform } from './support/platform.ts';
import { bytesOf, isRefusal, isSigned, publish } from './support/reader-page.ts';
import { expect } from './support/settled.ts';
import { like, t, textsIn } from './support/texts.ts';
import { startWebAppInTime } from './support/web-app.ts';

const platform = await startPlatform();
/** A site includes all ports, so a page on this host would send Lectern's cookies. */
const sameSiteHost = '127.0.0.1';
const { apiUrl, browser, client, nowMs, passTime } = await startWebAppInTime({
  LECTERN_EMBED_ORIGINS: ['platform.test', sameSiteHost].map(platform.originAt).join(),
  SIGNED_URL_TTL_SECONDS: '300',
});
/** Longer than a signed URL is valid. */
const urlMs = 6 * minuteMs;
const teacher = await client('teacher');
/** Too large to load at once: pages are loaded when opened. */
const scans = await makeStatement({ pages: 24, imageBytes: 120_000 });
const short = await makeStatement({ pages: 4, text: () => 'here it is' });
const longTitle = 'A title that is longer than a phone is wide';
const taskId = await publish(teacher, longTitle, { en: short, pl: short });

const visit = (more: PlatformVisit = {}) =>
  platform.open(browser, apiUrl, {
    getToken: async () => (await newSession()).token,
    timeMs: nowMs(),
    ...more,
  });
const newSession = () => signIn(apiUrl, 'student');
const endSession = (token: string) => createClient(apiUrl, token).post('/api/auth/sign-out');

/** Runs in the page and its frames: behaves like a browser that blocks storage in frames of other sites. */
function blockStorage(): void {
  const refuse = {
    get: () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    },
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']) {
    Object.defineProperty(window, name, refuse);
  }
  Object.defineProperty(document, 'cookie', refuse);
}

const isApi = (request: Request) => request.url().startsWith(`${apiUrl}/api/`);
const cookiesOf = async (requests: ReadonlyArray<Request>) =>
  (await Promise.all(requests.map((request) => request.headerValue('cookie')))).filter(
    (each) => each !== null,
  );

describe('a statement in the page of a platform', () => {
  it('stays readable after its URLs and tokens expire, without cookies, until access is removed', async () => {
    const framed = await publish(teacher, 'Framed', { en: scans });
    const tokens: Array<string> = [];
    const ends = new Map<string, number>();
    const { read, page, requests, answered, reasons, complaints, problems, close } = await visit({
      async getToken() {
        const { token } = await newSession();
        tokens.push(token);
        const endMs = nowMs() + 5 * minuteMs;
        ends.set(token, endMs);
        return { token, expiresAt: new Date(endMs) };
      },
    });
    const { reader, frame } = await read({ taskId: framed });
    for (const number of [8, 16, 24]) {
      await passTime(page, urlMs);
      // An earlier request may be pending with a token that was still valid.
      await answered();
      // As announced to the frame.
      for (const [token, endMs] of ends) if (endMs <= nowMs() && ends.delete(token)) await endSession(token);
      await reader.goTo(number);
      await reader.painted(number);
      assert.equal(await frame.getByRole('alert').count(), 0);
    }
    assert.ok(new Set(requests.map((request) => request.url()).filter(isSigned)).size >= 4);
    assert.ok(tokens.length >= 3, `${tokens.length} tokens`);
    assert.deepEqual([...new Set(reasons)], ['none', 'ending']);
    assert.equal((await createClient(apiUrl, tokens[0]).get('/api/v1/me')).status, 401);
    assert.deepEqual(await cookiesOf(requests), []);
    assert.deepEqual(await page.context().cookies(), []);
    const kept = await frame.evaluate(() => [
      location.href,
      JSON.stringify(history.state),
      document.documentElement.outerHTML,
      JSON.stringify({ ...localStorage, ...sessionStorage }),
    ]);
    for (const text of [...kept, ...requests.map((request) => request.url())]) {
      assert.ok(!tokens.some((token) => text.includes(token)), text);
    }
    assert.ok(!kept.some(isSigned));
    assert.deepEqual(await problems(), []);
    // A request pending when its URL expires is refused, and repeated with the next URL.
    assert.ok(complaints.every(isRefusal), complaints.join('\n'));

    await teacher.patch('/api/v1/tasks/{taskId}', {
      path: { taskId: framed },
      body: { visibility: 'restricted' },
    });
    await passTime(page, urlMs);
    await reader.goTo(20);
    const notice = frame.getByRole('status');
    await shows(
      notice,
      like((time) => t('refusals.not-found.ended', { time })),
    );
    await shows(notice, t('reader:notice.keepsLoaded'));
    assert.deepEqual(await problems(), ['not-found']);
    await reader.goTo(24);
    await reader.painted(24);
    await close();
  });

  it('sends only the token, even where it could send the cookie of another user', async () => {
    const reply = await trySignIn(apiUrl, 'outsider');
    expect200(reply);
    const [name, value] = sessionCookie(reply).split('=', 2) as [string, string];
    const { token } = await newSession();
    const { read, page, requests, complaints, close } = await visit({
      host: sameSiteHost,
      cookies: [{ name, value, url: apiUrl }],
      getToken: () => token,
    });
    await read({ taskId });
    const calls = requests.filter((request) => isApi(request) || isSigned(request.url()));
    assert.ok(calls.length >= 2);
    assert.deepEqual(await cookiesOf(calls), []);
    for (const call of calls) {
      const expected = isApi(call) ? `Bearer ${token}` : null;
      assert.equal(await call.headerValue('authorization'), expected);
    }
    const found = await page.context().cookies();
    assert.equal(found.map((each) => each.value).join(), value);
    assert.deepEqual(complaints, []);
    await close();
  });

  it('asks again when a token is refused, and reports it when the next one is too', async () => {
    const refused = await publish(teacher, 'Refused', { en: scans });
    const first = await newSession();
    const answers = [first.token, (await newSession()).token, 'unknown', 'unknown-too'];
    const { read, page, reasons, problems, close } = await visit({
      getToken: () => answers.shift() as string,
    });
    const { reader } = await read({ taskId: refused });
    await endSession(first.token);
    await passTime(page, urlMs);
    await reader.goTo(20);
    await reader.painted(20);
    assert.deepEqual(reasons, ['none', 'refused']);
    assert.deepEqual(await problems(), []);
    answers.push((await newSession()).token);
    await page.evaluate(() => (window as unknown as { shown: { reload(): void } }).shown.reload());
    const frame = page.frameLocator('iframe');
    await titled(frame, t('reader:token.unauthenticated.title'));
    await shows(frame, t('reader:token.unauthenticated.text'));
    assert.deepEqual(reasons.slice(2), ['none', 'refused']);
    assert.deepEqual(await problems(), ['unauthenticated']);
    await frame.getByRole('button', { name: t('action.retry') }).click();
    await titled(frame, 'Refused');
    await close();
  });

  it('shows that the page provided no token, retries on request, and has no link when there is nothing to show', async () => {
    let isSignedIn = false;
    const { embed, frame, problems, requests, close } = await visit({
      async getToken() {
        if (!isSignedIn) throw new Error('signed out');
        return (await newSession()).token;
      },
    });
    await embed({ taskId: 'ext:course 1/task#7' });
    const found = await frame();
    await titled(found, t('reader:token.token-missing.title'));
    assert.deepEqual((await problems()).toSorted(), ['token-failed', 'token-missing']);
    isSignedIn = true;
    await found.getByRole('button', { name: t('action.retry') }).click();
    await titled(found, t('errors.not-found'));
    assert.equal(await found.getByRole('link').count(), 0);
    await expect.poll(async () => (await problems()).at(-1)).toBe('not-found');
    const [call] = requests.filter(isApi);
    assert.equal(new URL(call?.url() as string).pathname, '/api/v1/tasks/ext%3Acourse%201%2Ftask%237');
    await close();
  });

  it('needs no storage, saves and opens the PDF, and neither takes the focus nor navigates the page', async () => {
    const { read, page, complaints, close } = await visit({ script: blockStorage });
    const address = page.url();
    await page.evaluate(() => document.body.appendChild(document.createElement('textarea')).focus());
    const { reader, frame } = await read({ taskId, language: 'en' });
    assert.equal(await page.evaluate(() => document.activeElement?.localName), 'textarea');
    await reader.goTo(3);
    await reader.painted(3);
    const { bytes } = await saving(page, () => reader.tool(t('reader:toolbar.download')).click());
    assert.deepEqual(bytes, await bytesOf(short));
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      reader.choose(t('reader:toolbar.newTab')),
    ]);
    await tab.close();
    await frame.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await reader.choose(t('reader:toolbar.print'));
    await frame.locator('body[data-printed]').waitFor();
    const steps = await page.evaluate(() => history.length);
    await reader.tool(t('reader:toolbar.language')).click();
    await frame.getByRole('menuitemradio', { name: 'Polish' }).click();
    await frame.waitForURL(/language=pl/);
    await reader.painted(1);
    assert.equal(await page.evaluate(() => history.length), steps);
    assert.deepEqual(complaints, []);
    await frame.evaluate(() => {
      try {
        (window.top as Window).location.href = 'about:blank';
      } catch {
        // Expected.
      }
    });
    assert.equal(page.url(), address);
    assert.match(complaints.join(), /is sandboxed/);
    await close();
  });

  it('is accessible and fits frames as narrow as a phone, and low ones, in the language set by the platform', async () => {
    const { page, read, complaints, close } = await visit();
    const texts = textsIn('pl');
    const { frame, reader } = await read({ taskId, uiLanguage: 'pl', title: 'Treść zadania' });
    await expect(frame.locator('html')).toHaveAttribute('lang', 'pl');
    await expect(page.locator('iframe')).toHaveAttribute('title', 'Treść zadania');
    for (const [at, [width, height]] of (
      [
        [1000, 200],
        [320, 568],
        [320, 240],
      ] as const
    ).entries()) {
      await page.setViewportSize({ width, height });
      await frame.waitForFunction((wide) => document.documentElement.clientWidth === wide, width);
      await assertFitsWidth(frame);
      const pages = await frame.locator('.pdfViewer').locator('..').boundingBox();
      assert.ok((pages?.height ?? 0) > height / 3, `${pages?.height} px of ${width} by ${height}`);
      const tools = frame.getByRole('region', { name: texts('reader:toolbar.label') });
      for (const tool of await tools.getByRole('button').filter({ visible: true }).all()) {
        const [box, label] = [await tool.boundingBox(), await tool.getAttribute('aria-label')];
        assert.ok(
          box && box.x >= 0 && box.x + box.width <= width && box.width >= 24,
          `${label} of ${width} by ${height}`,
        );
      }
      await reader.tool(texts('reader:toolbar.more')).click();
      await frame.getByRole('menuitem', { name: texts('reader:toolbar.next') }).click();
      await reader.painted(at + 2);
    }
    await assertAccessibleWithFrames(page);
    // The check includes the frame.
    await frame.evaluate(() => document.querySelector('button')?.removeAttribute('aria-label'));
    await assert.rejects(assertAccessibleWithFrames(page), /button-name/);
    assert.deepEqual(complaints, []);
    await close();
  });

  it('takes no token from a page of another origin, even in a browser that shows it there', async () => {
    const { embed, frame, page, reasons, requests, close } = await visit({ host: 'other.test' });
    await page.route(`${apiUrl}/embed/**`, async (route) => {
      const reply = await route.fetch();
      const policy = reply.headers()['content-security-policy']?.replace(/frame-ancestors [^;]+;/, '');
      await route.fulfill({
        response: reply,
        headers: { ...reply.headers(), 'content-security-policy': policy ?? '' },
      });
    });
    await embed({ taskId });
    const found = await frame();
    await found.getByRole('status').waitFor({ state: 'attached' });
    await page.clock.fastForward(16_000);
    await titled(found, t('reader:token.token-missing.title'));
    assert.deepEqual(requests.filter(isApi), []);
    assert.deepEqual(reasons, []);
    await close();
  });
});

describe('<lectern-document>', () => {
  it('shows what its attributes name while it is in the page', async () => {
    const [one, two] = [
      await publish(teacher, 'One', { en: short }),
      await publish(teacher, 'Two', { en: short }),
    ];
    const { page, close, complaints } = await visit();
    await page.evaluate(
      ({ url, taskId }) => {
        const element = document.createElement('lectern-document');
        for (const [name, value] of Object.entries({ url, 'task-id': taskId }))
          element.setAttribute(name, value);
        const ask = async () =>
          (
            await (
              window as never as { askPlatform(reason: string): Promise<{ token: string }> }
            ).askPlatform('none')
          ).token;
        Object.assign(element, { getToken: ask });
        element.style.height = '100%';
        document.querySelector('main')?.append(element);
        (window as never as { defineLecternDocument(): void }).defineLecternDocument();
        // As frameworks do when they render again.
        Object.assign(element, { getToken: () => ask() });
      },
      { url: apiUrl, taskId: one },
    );
    const frame = page.frameLocator('iframe');
    await titled(frame, 'One');
    const element = page.locator('lectern-document');
    await element.evaluate((each, taskId) => each.setAttribute('task-id', taskId), two);
    await titled(frame, 'Two');
    await expect(page.locator('iframe')).toHaveCount(1);
    const told = element.evaluate(
      (each) =>
        new Promise((resolve) =>
          each.addEventListener('lectern-error', (event) => resolve((event as CustomEvent).detail.code)),
        ),
    );
    await element.evaluate((each) => each.setAttribute('task-id', 'ext:none'));
    assert.equal(await told, 'not-found');
    await element.evaluate((each) => each.remove());
    assert.equal(await page.locator('iframe').count(), 0);
    assert.ok(
      complaints.every((line) => line.includes('404')),
      complaints.join('\n'),
    );
    await close();
  });
});
