import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { remoteObject } from '../../src/storage/remote-object.ts';
import { sendToProvider } from '../../src/storage/send-to-provider.ts';
import { sha256 } from '../contracts/driver-contract.ts';
import { minuteMs, secondMs } from '../support/settable-clock.ts';

const timeoutMs = 10 * secondMs;
const unavailable = { code: 'storage-unavailable' };
/** More than a stream reads ahead. */
const chunk = Buffer.alloc(100_000, 'x');

function useMockTimers(): void {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());
}

describe('reading an object from a provider', () => {
  useMockTimers();
  it('allows a reader any time', async () => {
    const fetch = async () => chunks(chunk, chunk, chunk);
    const object = remoteObject({ size: 3 * chunk.length, timeoutMs, fetch });
    let received = 0;
    for await (const { length } of object.stream()) {
      received += length;
      mock.timers.tick(minuteMs);
    }
    assert.equal(received, object.size);
  });

  it('ends when the storage stops in the middle, and so does the request', async () => {
    let signal: AbortSignal | undefined;
    const object = remoteObject({
      size: 2 * chunk.length,
      timeoutMs,
      async fetch(_range, given) {
        signal = given;
        return chunksThenNothing(given);
      },
    });
    const read = object.read();
    setImmediate(() => mock.timers.tick(timeoutMs));
    await assert.rejects(read, unavailable);
    assert.ok(signal?.aborted);
  });

  for (const [title, size] of [
    ['fewer', chunk.length + 1],
    ['more', chunk.length - 1],
  ] as const) {
    it(`fails when the storage sends ${title} bytes than requested`, async () => {
      const object = remoteObject({ size, timeoutMs, fetch: async () => chunks(chunk) });
      await assert.rejects(object.read(), unavailable);
      await assert.rejects(object.stream().toArray(), unavailable);
    });
  }
});

describe('sending an object to a provider', () => {
  useMockTimers();
  const expected = { size: 2 * chunk.length, sha256: sha256(Buffer.concat([chunk, chunk])) };

  it('allows an uploader any time', async () => {
    async function* slow() {
      for (let sent = 0; sent < 2; sent += 1) {
        mock.timers.tick(minuteMs);
        yield chunk;
      }
    }
    let received = 0;
    await sendToProvider(slow(), expected, timeoutMs, async (body) => {
      for await (const { length } of body) received += length;
    });
    assert.equal(received, expected.size);
  });

  it('ends when the storage stops reading, and closes the source', async () => {
    let closed = false;
    async function* source() {
      try {
        yield* chunks(chunk, chunk);
      } finally {
        closed = true;
      }
    }
    const sent = sendToProvider(source(), expected, timeoutMs, async (body, signal) => {
      await body[Symbol.asyncIterator]().next();
      setImmediate(() => mock.timers.tick(timeoutMs));
      await endOf(signal);
    });
    await assert.rejects(sent, /moved nothing within 10000 ms/);
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(closed);
  });

  it('ends when the storage has all bytes and does not answer', async () => {
    const sent = sendToProvider(chunks(chunk, chunk), expected, timeoutMs, async (body, signal) => {
      await body.toArray();
      setImmediate(() => mock.timers.tick(timeoutMs));
      await endOf(signal);
    });
    await assert.rejects(sent, /moved nothing within 10000 ms/);
  });

  it('sends no request for an object that was announced as empty and is not', async () => {
    const nothing = { size: 0, sha256: sha256('') };
    let requests = 0;
    const sent = sendToProvider(chunks(chunk), nothing, timeoutMs, async () => {
      requests += 1;
    });
    await assert.rejects(sent, { code: 'upload-size-mismatch' });
    assert.equal(requests, 0);
  });

  it('reports why the source was refused, whatever error the client throws', async () => {
    const wrong = { ...expected, sha256: sha256('other') };
    const sent = sendToProvider(chunks(chunk, chunk), wrong, timeoutMs, async (body) => {
      await body.toArray().catch(() => {
        throw new Error('socket hang up');
      });
    });
    await assert.rejects(sent, { code: 'upload-hash-mismatch' });
  });
});

async function* chunks(...parts: ReadonlyArray<Buffer>): AsyncGenerator<Buffer> {
  yield* parts;
}

async function* chunksThenNothing(signal: AbortSignal): AsyncGenerator<Buffer> {
  yield chunk;
  await endOf(signal);
}

/** Behaves like a client whose request is aborted. */
function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
}
