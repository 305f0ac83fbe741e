import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { createRenewed, type Renewed } from '../../src/storage/renewed-credential.ts';
import { hourMs, minuteMs, secondMs, settableClock } from '../support/settable-clock.ts';

interface Credential {
  readonly name: string;
  readonly expiresAtMs: number | undefined;
}

describe('renewed credential', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  const closing: Array<() => void> = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
    mock.timers.reset();
  });

  async function opened(lifetimeMs?: number) {
    const provider = scriptedProvider(lifetimeMs);
    const renewed = await provider.open();
    closing.push(renewed.close);
    return { provider, renewed };
  }

  it('is available immediately, and is renewed before its end without a request', async () => {
    const { provider, renewed } = await opened();
    assert.equal(renewed.current().name, 'first');
    await provider.advance(49 * minuteMs);
    assert.equal(provider.loads(), 1);
    await provider.advance(minuteMs); // 10 minutes before the end
    assert.equal(provider.loads(), 2);
    await provider.answer('second');
    assert.equal(renewed.current().name, 'second');
    await provider.advance(50 * minuteMs);
    assert.equal(provider.loads(), 3);
  });

  it('fails at the start when the first one does not come, comes too late or has expired', async () => {
    const clock = settableClock();
    const parts = { clock, renewBeforeMs: 10 * minuteMs, timeoutMs: 5 * secondMs };
    const refused = new Error('no such account');
    await assert.rejects(createRenewed({ ...parts, load: () => Promise.reject(refused) }), {
      name: 'OperatorError',
      cause: refused,
      message: /no such account/,
    });

    let aborted = false;
    const hanging = createRenewed<Credential>({
      ...parts,
      load: (signal) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        return new Promise(() => {});
      },
    });
    mock.timers.tick(5 * secondMs);
    await assert.rejects(hanging, { name: 'OperatorError', message: /no response within 5000 ms/ });
    assert.ok(aborted);

    const past = { name: 'past', expiresAtMs: clock.nowMs() };
    await assert.rejects(createRenewed({ ...parts, load: async () => past }), {
      code: 'storage-unavailable',
    });
  });

  it('keeps the old one while renewals fail, retries after growing pauses, and logs that', async () => {
    const { provider, renewed } = await opened();
    await provider.advance(50 * minuteMs);
    for (const pauseSeconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      const before = provider.loads();
      await provider.fail();
      assert.equal(renewed.current().name, 'first');
      await provider.advance(pauseSeconds * secondMs - 1);
      assert.equal(provider.loads(), before);
      await provider.advance(1);
      assert.equal(provider.loads(), before + 1);
    }
    assert.equal(provider.warnings.length, 8);
    await provider.answer('second');
    assert.equal(renewed.current().name, 'second');
  });

  it('is refused once it has expired, and given again as soon as a renewal succeeds', async () => {
    const { provider, renewed } = await opened();
    await provider.advance(50 * minuteMs);
    await provider.fail();
    await provider.advance(secondMs); // the next load is running and hangs
    provider.clock.advance(10 * minuteMs);
    assert.throws(() => renewed.current(), { code: 'storage-unavailable' });
    await provider.answer('second');
    assert.equal(renewed.current().name, 'second');
  });

  it('loads only once at a time, however many requests come', async () => {
    const { provider, renewed } = await opened();
    provider.clock.advance(55 * minuteMs); // the machine slept: no timer fired
    for (let asked = 0; asked < 10; asked += 1) assert.equal(renewed.current().name, 'first');
    await provider.advance(0);
    assert.equal(provider.loads(), 2);
    await provider.answer('second');
    assert.equal(renewed.current().name, 'second');
    assert.equal(provider.loads(), 2);
  });

  it('gives up a renewal that hangs, and starts another', async () => {
    const { provider } = await opened();
    await provider.advance(50 * minuteMs);
    await provider.advance(5 * secondMs);
    assert.equal(provider.warnings.length, 1);
    await provider.advance(secondMs);
    assert.equal(provider.loads(), 3);
  });

  it('renews one that is shorter than the usual lead after half of its remaining time', async () => {
    const { provider } = await opened(8 * minuteMs);
    await provider.advance(4 * minuteMs - 1);
    assert.equal(provider.loads(), 1);
    await provider.advance(1);
    assert.equal(provider.loads(), 2);
  });

  it('waits longer than a timer can for one that lives for months', async () => {
    const days = 24 * hourMs;
    const { provider } = await opened(60 * days);
    await provider.advance(2 ** 31 - 1);
    await provider.advance(30 * days);
    assert.equal(provider.loads(), 1);
    await provider.advance(10 * days);
    assert.equal(provider.loads(), 2);
  });

  it('keeps one without an end forever, and loads nothing after it was closed', async () => {
    const unending = await opened(endless);
    await unending.provider.advance(1000 * hourMs);
    assert.equal(unending.renewed.current().name, 'first');
    assert.equal(unending.provider.loads(), 1);

    const { provider, renewed } = await opened();
    renewed.close();
    await provider.advance(2 * hourMs);
    assert.equal(provider.loads(), 1);
  });
});

const endless = Number.POSITIVE_INFINITY;

/** Gives the first credential immediately, and the others when the test does. */
function scriptedProvider(lifetimeMs = hourMs) {
  const clock = settableClock();
  const warnings: Array<object> = [];
  const waiting: Array<PromiseWithResolvers<Credential>> = [];
  let loads = 0;
  const credential = (name: string): Credential => ({
    name,
    expiresAtMs: lifetimeMs === endless ? undefined : clock.nowMs() + lifetimeMs,
  });
  return {
    clock,
    warnings,
    loads: () => loads,
    open: (): Promise<Renewed<Credential>> =>
      createRenewed({
        clock,
        renewBeforeMs: 10 * minuteMs,
        timeoutMs: 5 * secondMs,
        log: { warn: (facts) => warnings.push(facts) },
        load: () => {
          loads += 1;
          if (loads === 1) return Promise.resolve(credential('first'));
          const answer = Promise.withResolvers<Credential>();
          waiting.push(answer);
          return answer.promise;
        },
      }),
    answer(name: string) {
      waiting.pop()?.resolve(credential(name));
      return settled();
    },
    fail() {
      waiting.pop()?.reject(new Error('the provider does not answer'));
      return settled();
    },
    async advance(ms: number) {
      clock.advance(ms);
      mock.timers.tick(ms);
      await settled();
    },
  };
}

/** Runs pending promise callbacks. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
