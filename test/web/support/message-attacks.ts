import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Browser, Frame, Page } from 'playwright-core';
import { signIn } from '../../support/api-client.ts';
import { startForeignSite } from '../../support/chromium.ts';
import { waitUntil } from '../../support/server-process.ts';
import { makeStatement } from '../../support/statements.ts';
import { type PlatformPage, type PlatformVisit, startPlatform } from './platform.ts';
import { publish, readerOf } from './reader-page.ts';
import { t } from './texts.ts';
import { startWebApp } from './web-app.ts';

const ownHost = 'platform.localhost';
const alsoNamed = 'named.localhost';
const evilHost = 'evil.localhost';
/** A page of a site without scripts. */
const path = '/other';

interface Attacker extends Window {
  /** Messages that it received, with their origins. */
  readonly heard: ReadonlyArray<string>;
  /** How often it has posted all of its messages. */
  readonly rounds: number;
  /** The number of a question, given to it by the test. */
  knownRequest?: string;
  /** A window that it opened. */
  opened?: Window | null;
}

/**
 * Runs in the attacker's window: repeatedly posts everything that could help, to every window that it can reach.
 * @param told the origins from which it must not hear anything
 */
function attack({ stolen, told }: { stolen: string; told: ReadonlyArray<string> }): void {
  const attacker = window as unknown as { -readonly [Key in keyof Attacker]: Attacker[Key] };
  const heard: Array<string> = [];
  Object.assign(attacker, { heard, rounds: 0 });
  addEventListener('message', ({ origin, data }) => {
    if (told.includes(origin)) heard.push(`${origin} ${JSON.stringify(data)}`);
  });
  const messages = () => [
    { type: 'lectern:connect' },
    ...['', 'guessed', attacker.knownRequest].flatMap((request) => [
      { type: 'lectern:token', request, token: stolen },
      { type: 'lectern:no-token', request },
    ]),
    ...['none', 'ending', 'refused'].map((reason) => ({
      type: 'lectern:token-wanted',
      request: 'mine',
      reason,
    })),
    { type: 'lectern:problem', code: 'closed' },
  ];
  setInterval(() => {
    const roots: ReadonlyArray<Window | null | undefined> = [window.top, window.opener, attacker.opened];
    for (const root of roots) {
      const frames = root ? Array.from({ length: root.length }, (_, at) => root[at] as Window) : [];
      for (const target of [root, ...frames])
        if (target && target !== window) for (const message of messages()) target.postMessage(message, '*');
    }
    attacker.rounds += 1;
  }, 5);
}

/** Runs in a window: posts values that no program intends to post. */
function postOddities({ to, type, rest }: { to: string; type: string; rest: object }): void {
  const target = window.parent === window ? window[0] : window.parent;
  const cyclic: Record<string, unknown> = { type, ...rest };
  cyclic['token'] = cyclic;
  const { port1, port2 } = new MessageChannel();
  const big = 'x'.repeat(10_000_000);
  const values: ReadonlyArray<unknown> = [
    ...[undefined, null, true, 7, 7n, Number.NaN, '', type, big, [type], [[]]],
    ...[new Date(), /a/, new Error(type), new Blob([type]), new ArrayBuffer(9), new Uint8Array(9)],
    ...[new Map([['type', type]]), new Set([type]), new Map([[cyclic, cyclic]]), cyclic],
    ...[
      Object(type),
      { type: Object(type), ...rest },
      { type: [type], ...rest },
      { type: { type }, ...rest },
    ],
    ...[
      { type },
      { type, request: 7 },
      { type, request: Object('a') },
      { type, request: ['a'] },
      { type, code: 7 },
    ],
    { type, request: big, token: 'two words', reason: 'because', code: {} },
    JSON.parse(`{"__proto__":{"type":"${type}"},"constructor":{"type":"${type}"}}`),
    JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`),
    Array.from({ length: 100_000 }, (_, at) => ({ type, at })),
  ];
  for (const value of values) target?.postMessage(value, to);
  target?.postMessage({ type, port: port1, code: port2 }, to, [port1, port2]);
}

/** What other windows can do by `postMessage` to a statement in a platform's page (docs/embedding.md), in any browser. */
export async function messageAttacksContract(startBrowser: () => Promise<Browser>): Promise<void> {
  const platform = await startPlatform();
  const otherPort = await startForeignSite();
  after(otherPort.close);
  const { apiUrl, browser, client } = await startWebApp(
    { LECTERN_EMBED_ORIGINS: [ownHost, alsoNamed].map(platform.originAt).join() },
    startBrowser,
  );
  const [{ token }, { token: stolen }] = [await signIn(apiUrl, 'student'), await signIn(apiUrl, 'outsider')];
  const pdf = await makeStatement({ pages: 3 });
  const taskId = await publish(await client('teacher'), 'Attacked', { en: pdf });
  const visit = (more: PlatformVisit = {}) =>
    platform.open(browser, apiUrl, { host: ownHost, getToken: () => token, ...more });

  const tokensOf = ({ requests }: PlatformPage) =>
    Promise.all(
      requests
        .filter((request) => request.url().startsWith(`${apiUrl}/api/`))
        .map((request) => request.headerValue('authorization')),
    );
  const frameIn = async (page: Page, address: string, sandbox?: string): Promise<Frame> => {
    const added = page.waitForEvent('framenavigated', { predicate: (frame) => frame.url() === address });
    await page.evaluate(
      ([src, flags]) => {
        const frame = document.createElement('iframe');
        if (flags !== undefined) frame.setAttribute('sandbox', flags);
        document.body.append(Object.assign(frame, { src }));
      },
      [address, sandbox] as const,
    );
    return added;
  };
  const popupOf = async (page: Page | Frame, address: string): Promise<Page> => {
    const context = 'context' in page ? page.context() : page.page().context();
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate((url) => {
        (window as unknown as Attacker).opened = window.open(url);
      }, address),
    ]);
    await popup.waitForURL(address);
    return popup;
  };
  const roundsOf = (attacker: Frame) => attacker.evaluate(() => (window as unknown as Attacker).rounds);
  const goOn = async (attacker: Frame, rounds = 20) => {
    const before = await roundsOf(attacker);
    await waitUntil('more rounds of the attacker', async () => (await roundsOf(attacker)) >= before + rounds);
  };
  const heardBy = (attacker: Frame) => attacker.evaluate(() => (window as unknown as Attacker).heard);
  const attackWith = (attacker: Frame) =>
    attacker.evaluate(attack, { stolen, told: [apiUrl, platform.originAt(ownHost)] });

  const evil = platform.originAt(evilHost) + path;
  /** Frames and a window that attack a page together. */
  const attackersOf = async (page: Page): Promise<ReadonlyArray<Frame>> => [
    await frameIn(page, evil),
    await frameIn(page, evil, 'allow-scripts'), // its origin is "null"
    await frameIn(page, platform.originAt(alsoNamed) + path),
    await frameIn(page, platform.originAt(`${ownHost}.${evilHost}`) + path),
    await frameIn(page, platform.originAt(`evil${ownHost}`) + path),
    await frameIn(page, `http://${ownHost}:${otherPort.port}${path}`),
    (await popupOf(page, evil)).mainFrame(),
  ];

  describe('messages to a statement in the page of a platform', () => {
    it('are not accepted from other frames and windows, at any time, also when they know the question', async () => {
      let tellQuestion = async () => {};
      const visited = await visit({
        async getToken() {
          const tell = tellQuestion;
          tellQuestion = async () => {}; // each answer to an attacker would ask for another token
          await tell();
          return token;
        },
      });
      const { page, read, reasons, problems, complaints, close } = visited;
      await page.evaluate(() =>
        addEventListener('message', ({ data }) => {
          if (data?.request?.length > 9) (window as unknown as Attacker).knownRequest = data.request;
        }),
      );
      const attackers = await attackersOf(page);
      for (const attacker of attackers) await attackWith(attacker);
      const goOnAll = () => Promise.all(attackers.map((attacker) => goOn(attacker)));
      tellQuestion = async () => {
        const known = await page.evaluate(() => (window as unknown as Attacker).knownRequest);
        assert.ok(known);
        for (const attacker of attackers)
          await attacker.evaluate((request) => Object.assign(window, { knownRequest: request }), known);
        await goOnAll();
      };
      await read({ taskId });
      await goOnAll();
      const assertNothingHeard = async () => {
        for (const attacker of attackers) assert.deepEqual(await heardBy(attacker), [], attacker.url());
        assert.deepEqual(reasons, ['none']);
        assert.deepEqual(await problems(), []);
        assert.deepEqual([...new Set(await tokensOf(visited))], [`Bearer ${token}`]);
      };
      await assertNothingHeard();
      assert.deepEqual(complaints, []);

      // A page that replaces the statement in its frame gets no reply either.
      const statement = page.locator(`iframe[src^="${apiUrl}"]`);
      const inPlace = page.waitForEvent('framenavigated', { predicate: (frame) => frame.url() === evil });
      await statement.evaluate((frame, src) => Object.assign(frame, { src }), evil);
      const replacing = await inPlace;
      await attackWith(replacing);
      await goOn(replacing);
      assert.deepEqual(await heardBy(replacing), []);
      await assertNothingHeard();
      await close();
    });

    it('are not accepted from the window that has opened the page, or the frame outside of a page', async () => {
      const visited = await visit({ host: evilHost });
      const { page: opener, reasons, embed, close } = visited;
      const page = await popupOf(opener, `${platform.originAt(ownHost)}/`);
      await attackWith(opener.mainFrame());
      await embed({ taskId }, page.mainFrame());
      await readerOf(await visited.frame(page)).painted(1);
      await goOn(opener.mainFrame());
      assert.deepEqual([...new Set(await tokensOf(visited))], [`Bearer ${token}`]);
      await page.close();

      const asked = visited.requests.length;
      const outside = await popupOf(opener, `${apiUrl}/embed/tasks/${taskId}`);
      await outside.getByRole('heading', { level: 1, name: t('reader:token.not-framed.title') }).waitFor();
      await goOn(opener.mainFrame());
      const later = visited.requests.slice(asked).map((request) => request.url());
      assert.deepEqual(
        later.filter((url) => url.startsWith(`${apiUrl}/api/`)),
        [],
      );
      assert.deepEqual(await heardBy(opener.mainFrame()), []);
      assert.deepEqual(reasons, ['none']);
      await close();
    });

    it('are not exchanged with a page whose origin only resembles an allowed one, or that frames the platform', async () => {
      for (const host of [`${ownHost}.${evilHost}`, `evil${ownHost}`, evilHost]) {
        const visited = await visit({ host });
        const { page, embed, complaints, reasons, close } = visited;
        const platformFrame = await frameIn(page, `${platform.originAt(ownHost)}/`);
        await attackWith(page.mainFrame());
        await embed({ taskId }, host === evilHost ? platformFrame : page.mainFrame());
        await waitUntil('the refusal', () => complaints.some((line) => line.includes('frame-ancestors')));
        await goOn(page.mainFrame());
        assert.deepEqual(await heardBy(page.mainFrame()), []);
        assert.deepEqual(reasons, []);
        assert.deepEqual(await tokensOf(visited), []);
        await close();
      }
    });

    it('get a reply only for the statement that asked, in a page with two', async () => {
      const { page, embed, reasons, close } = await visit();
      await embed({ taskId });
      await embed({ taskId });
      const statements = () => page.frames().filter((frame) => frame.url().startsWith(`${apiUrl}/embed/`));
      await waitUntil('both frames', () => statements().length === 2);
      for (const frame of statements())
        await frame.getByRole('heading', { level: 1, name: 'Attacked' }).waitFor();
      assert.deepEqual(reasons, ['none', 'none']);
      await close();
    });

    it('that answer an earlier question, or that no program intends, change nothing on either side', async () => {
      const visited = await visit();
      const { page, read, reasons, problems, complaints, close } = visited;
      await page.evaluate(() => {
        addEventListener('message', ({ data }) => {
          (window as unknown as Attacker).knownRequest ??= data.request;
        });
      });
      const { frame } = await read({ taskId });
      await page.evaluate(
        ([to, stolenToken]) => {
          const { knownRequest: request } = window as unknown as Attacker;
          const replayed = { type: 'lectern:token', request, token: stolenToken };
          setInterval(() => window[0]?.postMessage(replayed, to), 1);
        },
        [apiUrl, stolen] as const,
      );
      const reloaded = page.waitForEvent('framenavigated');
      await page.evaluate(() => (window as unknown as { shown: { reload(): void } }).shown.reload());
      await reloaded;
      const reader = readerOf(frame);
      await reader.painted(1);

      const request = { request: '1-2-3-4' };
      for (const type of ['lectern:connect', 'lectern:token', 'lectern:no-token'])
        await page.evaluate(postOddities, { to: apiUrl, type, rest: request });
      for (const type of ['lectern:token-wanted', 'lectern:problem'])
        await frame.evaluate(postOddities, { to: platform.originAt(ownHost), type, rest: request });
      await reader.tool(t('reader:toolbar.next')).click();
      await reader.painted(2);
      assert.deepEqual(reasons, ['none', 'none']);
      assert.deepEqual(await problems(), []);
      assert.deepEqual([...new Set(await tokensOf(visited))], [`Bearer ${token}`]);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
