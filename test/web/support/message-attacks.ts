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
 * Between two rounds of messages. Without a pause, windows on a slow machine receive more than they can handle, and do nothing else.
 */
const roundMs = 20;

/** Runs in the attacker's window: repeatedly posts everything that could help, to every window that it can reach. */
function attack({ stolen, roundMs }: { stolen: string; roundMs: number }): void {
  const attacker = window as unknown as { -readonly [Key in keyof Attacker]: Attacker[Key] };
  const heard: Array<string> = [];
  Object.assign(attacker, { heard, rounds: 0 });
  addEventListener('message', ({ origin, data }) => heard.push(`${origin} ${JSON.stringify(data)}`));
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
  }, roundMs);
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

  /** Asserts that tokens were wanted only for these reasons, and that an attacker has learned and changed nothing. */
  async function assertUntouched(visited: PlatformPage, reasons: ReadonlyArray<string>, attacker?: Frame) {
    if (attacker) {
      await goOn(attacker);
      assert.deepEqual(await heardBy(attacker), []);
    }
    assert.deepEqual(visited.reasons, reasons);
    assert.deepEqual(await visited.problems(), []);
    assert.deepEqual([...new Set(await tokensOf(visited))], reasons.map(() => `Bearer ${token}`).slice(0, 1));
    await visited.close();
  }

  const evil = platform.originAt(evilHost) + path;
  const attackers: Readonly<Record<string, (page: Page) => Promise<Frame>>> = {
    'a frame of another origin': (page) => frameIn(page, evil),
    'a sandboxed frame, whose origin is null': (page) => frameIn(page, evil, 'allow-scripts'),
    'a frame of another allowed origin': (page) => frameIn(page, platform.originAt(alsoNamed) + path),
    'a frame whose origin begins like an allowed one': (page) =>
      frameIn(page, platform.originAt(`${ownHost}.${evilHost}`) + path),
    'a frame whose origin ends like an allowed one': (page) =>
      frameIn(page, platform.originAt(`evil${ownHost}`) + path),
    'a frame of the same host on another port': (page) =>
      frameIn(page, `http://${ownHost}:${otherPort.port}${path}`),
    'a window that the page has opened': async (page) => (await popupOf(page, evil)).mainFrame(),
  };

  describe('messages to a statement in the page of a platform', () => {
    for (const [name, open] of Object.entries(attackers)) {
      it(`are not accepted from ${name}, at any time, also when it knows the question`, async () => {
        let tellQuestion = async () => {};
        const visited = await visit({
          async getToken() {
            await tellQuestion();
            return token;
          },
        });
        const { page, read, complaints } = visited;
        await page.evaluate(() =>
          addEventListener('message', ({ data }) => {
            if (data?.request?.length > 9) (window as unknown as Attacker).knownRequest = data.request;
          }),
        );
        const attacker = await open(page);
        await attacker.evaluate(attack, { stolen, roundMs });
        tellQuestion = async () => {
          const known = await page.evaluate(() => (window as unknown as Attacker).knownRequest);
          assert.ok(known);
          await attacker.evaluate((request) => Object.assign(window, { knownRequest: request }), known);
          await goOn(attacker);
        };
        await read({ taskId });
        await assertUntouched(visited, ['none'], attacker);
        assert.deepEqual(complaints, []);
      });
    }

    it('are not accepted from the window that has opened the page', async () => {
      const visited = await visit({ host: evilHost });
      const { page: opener, embed } = visited;
      const page = await popupOf(opener, `${platform.originAt(ownHost)}/`);
      await opener.evaluate(attack, { stolen, roundMs });
      await embed({ taskId }, page.mainFrame());
      await readerOf(await visited.frame(page)).painted(1);
      await assertUntouched(visited, ['none'], opener.mainFrame());
    });

    it('get no reply for a page that replaces the frame', async () => {
      const visited = await visit();
      const { page, read } = visited;
      await read({ taskId });
      const inPlace = page.waitForEvent('framenavigated', { predicate: (frame) => frame.url() === evil });
      await page.locator('iframe').evaluate((frame, src) => Object.assign(frame, { src }), evil);
      const attacker = await inPlace;
      await attacker.evaluate(attack, { stolen, roundMs });
      await assertUntouched(visited, ['none'], attacker);
    });

    it('are not accepted outside a frame from the window that has opened it', async () => {
      const visited = await visit({ host: evilHost });
      const { page } = visited;
      const opened = await popupOf(page, `${apiUrl}/embed/tasks/${taskId}`);
      await page.evaluate(attack, { stolen, roundMs });
      await opened.getByRole('heading', { level: 1, name: t('reader:token.not-framed.title') }).waitFor();
      await assertUntouched(visited, [], page.mainFrame());
    });

    it('are not exchanged at all if another page frames that of the platform', async () => {
      const visited = await visit({ host: evilHost });
      const { page, embed, complaints } = visited;
      const inner = await frameIn(page, `${platform.originAt(ownHost)}/`);
      await page.evaluate(attack, { stolen, roundMs });
      await embed({ taskId }, inner);
      await waitUntil('the refusal', () => complaints.some((line) => line.includes('frame-ancestors')));
      await assertUntouched(visited, [], page.mainFrame());
    });

    it('are not exchanged with a page whose origin only begins or ends like an allowed one', async () => {
      for (const host of [`${ownHost}.${evilHost}`, `evil${ownHost}`]) {
        const visited = await visit({ host });
        const { embed, complaints } = visited;
        await embed({ taskId });
        await waitUntil('the refusal', () => complaints.some((line) => line.includes('frame-ancestors')));
        await assertUntouched(visited, []);
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
  });
}
