import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { PlatformMessage, TokenReason } from 'lectern-client';
import { type EmbedOptions, embedDocument } from '../../client/src/embed-document.ts';
import { oddMessages } from './support/odd-messages.ts';

const lectern = 'https://lectern.example.org';

/** A platform's page, with the parts of a document that it uses, and the frame's side of the conversation. */
function openPage(options: Partial<EmbedOptions> = {}) {
  const posted: Array<{ message: PlatformMessage; to: string }> = [];
  const contentWindow = {
    postMessage: (message: PlatformMessage, to: string) => posted.push({ message, to }),
  };
  const view = new EventTarget();
  const attributes = new Map<string, string>();
  const frame = Object.assign(new EventTarget(), {
    contentWindow,
    style: {},
    src: '',
    setAttribute: (name: string, value: string) => attributes.set(name, value),
    remove: mock.fn(),
  });
  const ownerDocument = { defaultView: view, createElement: () => frame };
  const element = { ownerDocument, append: mock.fn() };
  const errors: Array<{ code: string; cause?: unknown }> = [];
  const reasons: Array<TokenReason> = [];
  const shown = embedDocument(element as never, {
    url: lectern,
    taskId: 'ext:course/7 ż',
    getToken(reason) {
      reasons.push(reason);
      return 'token';
    },
    onError: (error) => errors.push(error),
    ...options,
  });
  const say = (data: unknown, { source = contentWindow as unknown, origin = lectern } = {}) =>
    view.dispatchEvent(Object.assign(new Event('message'), { source, origin, data }));
  return {
    ...{ shown, frame, attributes, posted, errors, reasons, say },
    load: () => frame.dispatchEvent(new Event('load')),
    want: (request = 'question', from: Parameters<typeof say>[1] = {}) =>
      say({ type: 'lectern:token-wanted', request, reason: 'none' }, from),
  };
}

const codesOf = (errors: ReadonlyArray<{ code: string }>) => errors.map(({ code }) => code).join();

describe('a page that shows a document', () => {
  it('frames a URL with the task and the languages, without a token', () => {
    const { frame } = openPage({ language: 'pl', uiLanguage: 'en' });
    assert.equal(frame.src, `${lectern}/embed/tasks/ext%3Acourse%2F7%20%C5%BC?language=pl&uiLanguage=en`);
  });

  it('frames Lectern below its base path', () => {
    const { frame } = openPage({ url: `${lectern}/at/a-path/`, taskId: '1' });
    assert.equal(frame.src, `${lectern}/at/a-path/embed/tasks/1`);
  });

  it('gives the frame a title, but no referrer and no way to navigate the page', () => {
    const { frame, attributes } = openPage({ title: 'Zadanie' });
    const { title, referrerPolicy } = frame as unknown as HTMLIFrameElement;
    assert.deepEqual({ title, referrerPolicy }, { title: 'Zadanie', referrerPolicy: 'no-referrer' });
    assert.doesNotMatch(attributes.get('sandbox') as string, /top-navigation/);
    assert.equal(attributes.has('allow'), false);
  });

  it("sends the first message after each load, and answers questions, only to Lectern's origin", async () => {
    const { load, want, posted, reasons } = openPage({ url: `${lectern}/a-path` });
    load();
    want('one');
    await turn();
    load();
    assert.deepEqual(posted, [
      { message: { type: 'lectern:connect' }, to: lectern },
      { message: { type: 'lectern:token', request: 'one', token: 'token' }, to: lectern },
      { message: { type: 'lectern:connect' }, to: lectern },
    ]);
    assert.deepEqual(reasons, ['none']);
  });

  it('sends the expiry of a token, if known', async () => {
    const expiresAt = new Date('2026-11-26T09:00:00Z');
    const { want, posted } = openPage({ getToken: async () => ({ token: 'a', expiresAt }) });
    want('one');
    await turn();
    assert.deepEqual(posted[0]?.message, {
      type: 'lectern:token',
      request: 'one',
      token: 'a',
      expiresAt: '2026-11-26T09:00:00.000Z',
    });
  });

  for (const [title, from] of [
    ['another origin in the frame', { origin: 'https://evil.example.org' }],
    ['no origin', { origin: 'null' }],
    ['another window of Lectern', { source: {} }],
    ['no window', { source: null }],
  ] as const) {
    it(`gives no token to ${title}, and ignores problems from it`, async () => {
      const { want, say, posted, reasons, errors } = openPage();
      want('one', from);
      say({ type: 'lectern:problem', code: 'closed' }, from);
      await turn();
      assert.deepEqual([posted, reasons, errors], [[], [], []]);
    });
  }

  it('ignores malformed messages', async () => {
    const { say, posted, errors } = openPage();
    for (const data of [
      ...[undefined, null, 'lectern:token-wanted', {}, []],
      { type: 'lectern:token-wanted' },
      { type: 'lectern:token-wanted', request: 1, reason: 'none' },
      { type: 'lectern:token-wanted', request: 'a', reason: 'because' },
      { type: 'lectern:problem', code: {} },
      ...oddMessages('lectern:token-wanted', { request: 'a' }),
      ...oddMessages('lectern:problem', {}),
    ]) {
      say(data);
    }
    await turn();
    assert.deepEqual([posted, errors], [[], []]);
  });

  for (const [title, getToken] of [
    ['throws', () => Promise.reject(new Error('signed out'))],
    ['returns nothing', () => undefined as never],
    ['returns text that no header can contain', () => 'two words'],
    ['returns an invalid date', () => ({ token: 'a', expiresAt: new Date(Number.NaN) })],
  ] as const) {
    it(`reports to the frame that there is no token, and to the page why, when its source ${title}`, async () => {
      const { want, posted, errors } = openPage({ getToken });
      want('one');
      await turn();
      assert.deepEqual(posted[0]?.message, { type: 'lectern:no-token', request: 'one' });
      assert.equal(codesOf(errors), 'token-failed');
      assert.ok(errors[0]?.cause instanceof Error);
    });
  }

  it('passes on the errors that the reader shows', () => {
    const { say, errors } = openPage();
    say({ type: 'lectern:problem', code: 'closed' });
    assert.equal(codesOf(errors), 'closed');
  });

  it('reports an error when the frame sends no message, and only then', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const silent = openPage();
    const heard = openPage();
    const gone = openPage();
    heard.want();
    gone.shown.destroy();
    t.mock.timers.tick(60_000);
    assert.equal(codesOf(silent.errors), 'frame-silent');
    assert.deepEqual([heard.errors, gone.errors], [[], []]);
  });

  it('sends nothing after it was destroyed, not even a pending token', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { shown, frame, want, load, posted } = openPage({ getToken: () => promise });
    want('one');
    shown.destroy();
    resolve('token');
    want('two');
    load();
    await turn();
    assert.deepEqual(posted, []);
    assert.equal(frame.remove.mock.callCount(), 1);
  });

  it('refuses a URL that is not HTTP, and a task without an id', () => {
    for (const url of ['file:///srv/embed.js', 'lectern.example.org', '/lectern']) {
      assert.throws(() => openPage({ url }), {
        name: 'TypeError',
        message: '"url" must be an http or https URL, as in https://lectern.example.org.',
      });
    }
    assert.throws(() => openPage({ taskId: '' }), TypeError);
  });
});
