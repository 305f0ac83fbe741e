import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ListeningPage, listenInView } from '../../web/src/features/schedule/listen-in-view.ts';

/** Locks shared by all tabs of a browser, as in the Web Locks API: a name has one holder, and the others wait. */
class BrowserLocks {
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #held = new Set<string>();

  async query(): Promise<LockManagerSnapshot> {
    return { held: [...this.#held].map((name) => ({ name })), pending: [] };
  }

  async request(name: string, { signal }: LockOptions, run: () => unknown): Promise<unknown> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const turn = before.then(async () => {
      signal?.throwIfAborted();
      this.#held.add(name);
      return Promise.resolve(run()).finally(() => this.#held.delete(name));
    });
    this.#last.set(
      name,
      turn.catch(() => {}),
    );
    return turn;
  }
}

const settle = () => new Promise(setImmediate);

/** Tabs of one browser, each with a stream while it listens. */
function openBrowser(locks: unknown) {
  let streams = 0;
  let most = 0;
  let opened = 0;
  function openTab(isVisible = true) {
    const document = Object.assign(new EventTarget(), {
      visibilityState: isVisible ? ('visible' as const) : ('hidden' as const),
    } as { visibilityState: DocumentVisibilityState });
    const tab = {
      ends: 0,
      fail: () => {},
      async show(visible: boolean) {
        document.visibilityState = visible ? 'visible' : 'hidden';
        document.dispatchEvent(new Event('visibilitychange'));
        await settle();
      },
      close: () => {},
    };
    function listen(signal: AbortSignal): Promise<void> {
      streams += 1;
      opened += 1;
      most = Math.max(most, streams);
      const { promise, reject } = Promise.withResolvers<void>();
      tab.fail = () => reject(new Error('closed'));
      signal.addEventListener('abort', () => reject(signal.reason));
      return promise.finally(() => {
        streams -= 1;
      });
    }
    const onEnd = () => {
      tab.ends += 1;
    };
    tab.close = listenInView(listen, onEnd, { document, locks } as unknown as ListeningPage);
    return tab;
  }
  return { openTab, streams: () => streams, most: () => most, opened: () => opened };
}

describe('a stream of changes of a statement', () => {
  it('is open while the tab is visible', async () => {
    const { openTab, streams, opened } = openBrowser(new BrowserLocks());
    const tab = openTab(false);
    await settle();
    assert.equal(opened(), 0);
    for (const isVisible of [true, false, true]) {
      await tab.show(isVisible);
      assert.equal(streams(), isVisible ? 1 : 0);
    }
    tab.close();
    await settle();
    await tab.show(true);
    assert.deepEqual([streams(), opened(), tab.ends], [0, 2, 0]);
  });

  it('is open in at most three visible tabs of a browser, and in another one when one of them closes', async () => {
    const { openTab, streams, most } = openBrowser(new BrowserLocks());
    const tabs = [];
    for (let at = 0; at < 8; at += 1) {
      tabs.push(openTab());
      await settle();
    }
    assert.equal(streams(), 3);
    while (tabs.length > 3) {
      tabs.shift()?.close();
      await settle();
      assert.ok(streams() >= 1);
    }
    assert.equal(most(), 3);
  });

  it('is open in each tab if locks do not exist or are blocked', async () => {
    const refusing = { query: () => Promise.reject(new DOMException('no storage', 'SecurityError')) };
    for (const locks of [undefined, refusing]) {
      const { openTab, streams } = openBrowser(locks);
      for (let at = 0; at < 4; at += 1) openTab();
      await settle();
      assert.equal(streams(), 4);
    }
  });

  it('reports when it has ended for good', async () => {
    const tab = openBrowser(new BrowserLocks()).openTab();
    await settle();
    tab.fail();
    await settle();
    assert.equal(tab.ends, 1);
  });
});
