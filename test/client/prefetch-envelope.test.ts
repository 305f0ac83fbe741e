import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EnvelopeCaches } from '../../client/src/envelope.ts';
import {
  createEnvelopeStore,
  EnvelopeError,
  type EnvelopeStore,
  envelopeCacheName,
  prefetchEnvelope,
  unlockEnvelope,
} from '../../client/src/envelope.ts';
import { LecternApiError, type LecternClient } from '../../client/src/index.ts';
import { pluck } from '../support/pluck.ts';
import { hourMs, minuteMs, secondMs } from '../support/settable-clock.ts';
import { sealEnvelope } from './sealed-envelope.ts';

const startMs = Date.UTC(2030, 0, 1, 9);
const iso = (ms: number) => new Date(ms).toISOString();
const { envelope, key } = sealEnvelope([Buffer.from('%PDF-1.7 sealed')], undefined, (index) => ({
  ...index,
  contestId: 'c1',
}));

type Answer = object | LecternApiError;

/** Time passes only while something waits. The server gives the scripted answers and repeats the last one. */
function createWorld({ nowMs = startMs - 6 * hourMs, chance = 0.5, envelopeBytes = envelope } = {}) {
  const world = {
    nowMs,
    chance,
    caches: new MemoryCaches(),
    asked: [] as Array<{ readonly atMs: number; readonly path: string; readonly body: unknown }>,
    fetched: [] as Array<{ readonly url: string; readonly init: RequestInit | undefined }>,
    answers: [] as Array<Answer>,
  };
  const client = {
    async post(path: string, { body }: { readonly body: unknown }) {
      world.asked.push({ atMs: world.nowMs, path, body });
      const answer = world.answers.length > 1 ? world.answers.shift() : world.answers[0];
      if (answer instanceof LecternApiError) throw answer;
      return answer;
    },
  } as unknown as Pick<LecternClient, 'post'>;
  const download = async (url: string | URL | Request, init?: RequestInit) => {
    world.fetched.push({ url: String(url), init });
    return new Response(new Uint8Array(envelopeBytes));
  };
  const timing = {
    nowMs: () => world.nowMs,
    random: () => world.chance,
    async wait(ms: number, signal: AbortSignal) {
      signal.throwIfAborted();
      world.nowMs += ms;
    },
  };
  const store = createEnvelopeStore(world.caches) as EnvelopeStore;
  const signal = new AbortController().signal;
  const contest = {
    contestId: 'c1',
    prefetchFrom: iso(startMs - 2 * hourMs),
    startsAt: iso(startMs),
    endsAt: iso(startMs + 5 * hourMs),
  };
  const prefetch = (part: object = {}) =>
    prefetchEnvelope(client, contest, { store, signal, timing, fetch: download, ...part });
  return { world, store, client, timing, signal, contest, prefetch };
}

const offer = (part: object = {}) => ({
  envelopeId: 'e1',
  url: 'https://files.example.org/e1?sig=x',
  size: envelope.length,
  opensAt: iso(startMs),
  ...part,
});
const refusal = (code: 'not-open-yet' | 'not-found' | 'closed' | 'network' | 'unavailable', facts = {}) =>
  new LecternApiError(code, code, { status: code === 'unavailable' ? 503 : 403, facts });
const kept = (part: object = {}) => ({
  contestId: 'c1',
  envelopeId: 'e1',
  opensAtMs: startMs,
  keepUntilMs: startMs + 5 * hourMs,
  size: envelope.length,
  ...part,
});

describe('an envelope that is fetched in advance', () => {
  it('is fetched once, without credentials, and stored with its metadata', async () => {
    const { world, store, prefetch } = createWorld();
    world.answers.push(offer());
    const seen: Array<string> = [];
    await prefetch({ onKept: ({ envelopeId }: { envelopeId: string }) => seen.push(envelopeId) });
    assert.equal(world.fetched.length, 1);
    const [{ url, init } = assert.fail()] = world.fetched;
    assert.deepEqual(
      [url, init?.credentials, init?.referrerPolicy],
      ['https://files.example.org/e1?sig=x', 'omit', 'no-referrer'],
    );
    assert.deepEqual(await store.list(), [kept()]);
    const [found = assert.fail()] = await store.list();
    const blob = await store.read(found);
    assert.deepEqual(Buffer.from(await (blob as Blob).arrayBuffer()), envelope);
    assert.deepEqual(seen, ['e1']);
  });

  it('is requested within ten minutes from the time that the contest sets, at random moments', async () => {
    const firsts = new Set<number>();
    for (const chance of [0, 0.2, 0.4, 0.6, 0.8, 0.99]) {
      const { world, prefetch, contest } = createWorld({ chance });
      world.answers.push(offer());
      await prefetch();
      const [{ atMs } = assert.fail()] = world.asked;
      const afterMs = atMs - Date.parse(contest.prefetchFrom);
      assert.ok(afterMs >= 0 && afterMs <= 10 * minuteMs, String(afterMs));
      firsts.add(atMs);
    }
    assert.equal(firsts.size, 6);
  });

  it('is requested in the first half of the remaining time, where that is short', async () => {
    const { world, prefetch } = createWorld({ nowMs: startMs - minuteMs, chance: 0.999 });
    world.answers.push(offer());
    await prefetch();
    assert.deepEqual(
      world.asked.map(({ atMs }) => atMs < startMs - minuteMs / 2),
      [true],
    );
  });

  it('is requested again before the start, at most every three minutes, and replaced by a newer one', async () => {
    for (const chance of [0, 0.4, 0.99]) {
      const { world, store, prefetch } = createWorld({ chance });
      world.answers.push(offer(), offer(), offer({ envelopeId: 'e2' }));
      await prefetch();
      const times = world.asked.map(({ atMs }) => atMs);
      assert.ok(times.length >= 3 && times.length <= 14, `${times.length} requests`);
      times.slice(1).forEach((atMs, at) => {
        assert.ok(atMs - (times[at] as number) >= 3 * minuteMs, String(atMs));
      });
      assert.ok((times.at(-1) as number) < startMs);
      assert.equal(world.fetched.length, 2);
      assert.deepEqual(await store.list(), [kept({ envelopeId: 'e2' })]);
    }
  });

  it('is not fetched again after a reload', async () => {
    const { world, store, prefetch } = createWorld();
    await store.put(kept(), new Blob(['x']));
    world.answers.push(offer());
    await prefetch();
    assert.equal(world.fetched.length, 0);
    assert.ok(world.asked.every(({ atMs }) => atMs >= startMs - 6 * hourMs + 3 * minuteMs));
  });

  it('is stored with the new start when the start moves, without another fetch', async () => {
    const { world, store, prefetch } = createWorld();
    const moved = startMs + hourMs;
    world.answers.push(offer(), offer({ opensAt: iso(moved) }));
    await prefetch();
    assert.deepEqual(pluck(await store.list(), 'opensAtMs'), [moved]);
    assert.equal(world.fetched.length, 1);
    assert.ok((world.asked.at(-1)?.atMs as number) > startMs, 'it is requested until the new start');
  });

  it('is fetched once where two tabs have the contest open', async () => {
    const { world, prefetch } = createWorld();
    world.answers.push(offer());
    await Promise.all([prefetch(), prefetch()]);
    assert.equal(world.fetched.length, 1);
  });

  it('is retried after failures with growing pauses, and never before the time that the server names', async () => {
    const { world, prefetch } = createWorld();
    const failures = [
      refusal('network'),
      refusal('network'),
      refusal('network'),
      refusal('unavailable', { retryAfterSeconds: 900 }),
    ];
    world.answers.push(...failures, offer());
    await prefetch();
    const pauses = world.asked.slice(1, 5).map(({ atMs }, at) => atMs - (world.asked[at]?.atMs as number));
    const [first = 0, second = 0, third = 0, named = 0] = pauses;
    assert.ok(first >= 15 * secondMs && second > first && third > second, String(pauses));
    assert.ok(named >= 900 * secondMs, String(named));
    assert.equal(world.fetched.length, 1);
  });

  it('waits for the time that a refusal names', async () => {
    const { world, prefetch } = createWorld();
    const opensAt = startMs - hourMs;
    world.answers.push(refusal('not-open-yet', { opensAt: iso(opensAt) }), offer());
    await prefetch();
    const [, { atMs } = assert.fail()] = world.asked;
    assert.ok(atMs >= opensAt && atMs <= opensAt + 10 * minuteMs);
  });

  it('is given up when it does not exist, or its time is over', async () => {
    for (const code of ['not-found', 'closed'] as const) {
      const { world, prefetch } = createWorld();
      world.answers.push(refusal(code));
      await prefetch();
      assert.equal(world.asked.length, 1, code);
    }
  });

  it('is not stored when its bytes differ from the announced ones', async () => {
    const { world, store, prefetch } = createWorld({ envelopeBytes: envelope.subarray(1) });
    world.answers.push(offer());
    await prefetch();
    assert.ok(world.fetched.length > 1, 'it was retried');
    assert.deepEqual(await store.list(), []);
    assert.equal(await world.caches.has(envelopeCacheName), false);
  });

  it('is not fetched where it does not fit next to those of other contests', async () => {
    const { world, store, prefetch } = createWorld();
    await store.put(kept({ contestId: 'other', size: 256 * 2 ** 20 }), new Blob(['x']));
    world.answers.push(offer());
    await prefetch();
    assert.deepEqual([world.asked.length, world.fetched.length], [1, 0]);
  });

  it('ends with its signal', async () => {
    const { world, store, prefetch } = createWorld();
    const ending = new AbortController();
    world.answers.push(offer());
    const onKept = () => ending.abort(new Error('signed out'));
    await assert.rejects(prefetch({ signal: ending.signal, onKept }), /signed out/);
    assert.equal((await store.list()).length, 1);
    await assert.rejects(prefetch({ signal: ending.signal }), /signed out/);
  });
});

describe('a stored envelope', () => {
  it('is deleted when the contest has ended, and the cache with the last of them', async () => {
    const { world, store } = createWorld();
    await store.put(kept(), new Blob(['x']));
    await store.put(kept({ contestId: 'c2', keepUntilMs: startMs + hourMs }), new Blob(['y']));
    await store.prune(startMs + 2 * hourMs);
    assert.deepEqual(await store.list(), [kept()]);
    await store.prune(startMs + 5 * hourMs);
    assert.equal(await world.caches.has(envelopeCacheName), false);
  });

  it('never exists in a browser without Cache Storage', () => {
    assert.equal(createEnvelopeStore(undefined), undefined);
  });
});

describe('the key of an envelope', () => {
  const unlocking = async (part: Parameters<typeof createWorld>[0] = {}, bytes: Buffer = envelope) => {
    const made = createWorld({ nowMs: startMs - minuteMs, ...part });
    const { client, store, signal, timing } = made;
    await store.put(kept(), new Blob([new Uint8Array(bytes)]));
    const unlock = () => unlockEnvelope(client, kept(), { store, signal, timing });
    return { ...made, unlock };
  };

  it("is requested at the person's own start, within a second, and opens it", async () => {
    for (const chance of [0, 0.999]) {
      const { world, unlock } = await unlocking({ chance });
      world.answers.push({ key });
      const { documents } = await unlock();
      const [{ atMs, path, body } = assert.fail()] = world.asked;
      assert.ok(atMs >= startMs && atMs <= startMs + secondMs);
      assert.deepEqual([path, body], ['/api/v1/contests/{contestId}/envelope-key', { envelopeId: 'e1' }]);
      assert.equal(Buffer.from((await documents[0]?.read()) ?? []).toString(), '%PDF-1.7 sealed');
    }
  });

  it('is requested again when the server is overloaded, and when the start was moved', async () => {
    const { world, store, unlock } = await unlocking();
    const moved = startMs + hourMs;
    world.answers.push(
      refusal('unavailable', { retryAfterSeconds: 2 }),
      refusal('not-open-yet', { opensAt: iso(moved) }),
      { key },
    );
    await unlock();
    assert.equal(world.asked.length, 3);
    assert.ok((world.asked[2]?.atMs as number) >= moved);
    assert.deepEqual(pluck(await store.list(), 'opensAtMs'), [moved]);
  });

  it('is requested only a few times by a device whose clock is ahead', async () => {
    const { world, unlock } = await unlocking();
    world.answers.push(refusal('not-open-yet', { opensAt: iso(startMs - secondMs) }));
    await assert.rejects(unlock(), /not-open-yet/);
    assert.ok(world.asked.length > 1 && world.asked.length < 10);
  });

  it('is not requested again after a refusal', async () => {
    const { world, store, unlock } = await unlocking();
    world.answers.push(refusal('not-found'));
    await assert.rejects(unlock(), /not-found/);
    assert.deepEqual([world.asked.length, (await store.list()).length], [1, 1]);
  });

  it('deletes an envelope that it does not open', async () => {
    const { world, unlock } = await unlocking({}, envelope.subarray(0, -1));
    world.answers.push({ key });
    await assert.rejects(unlock(), EnvelopeError);
    assert.equal(await world.caches.has(envelopeCacheName), false);
  });
});

/** A Cache Storage in memory: keys are whole addresses, and each match returns a new reply (Service Workers §5). */
export class MemoryCaches implements EnvelopeCaches {
  readonly #caches = new Map<string, Map<string, Blob>>();

  async has(name: string) {
    return this.#caches.has(name);
  }
  async delete(name: string) {
    return this.#caches.delete(name);
  }
  async open(name: string) {
    const cache = this.#caches.get(name) ?? new Map<string, Blob>();
    this.#caches.set(name, cache);
    const whole = (url: string) => new URL(url, 'https://lectern.example.org').href;
    return {
      keys: async () => [...cache.keys()].map((url) => ({ url })),
      match: async (url: string) => {
        const blob = cache.get(whole(url));
        return blob && new Response(blob);
      },
      put: async (url: string, reply: Response) => void cache.set(whole(url), await reply.blob()),
      delete: async (url: string) => cache.delete(whole(url)),
    };
  }
}
