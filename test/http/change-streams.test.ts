import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Grant } from '../../src/access/decide.ts';
import { createChangeStreams } from '../../src/http/change-streams.ts';
import { settableClock } from '../support/settable-clock.ts';

function setUp({ maxStreams = 1000 } = {}) {
  const clock = settableClock();
  const listeners = new Map<string, () => void>();
  const revoked = new Set<string>();
  const counts: Array<number> = [];
  const streams = createChangeStreams({
    documentChanges: {
      listen(taskId, onChange) {
        listeners.set(taskId, onChange);
        return () => void listeners.delete(taskId);
      },
    },
    revocations: {
      tagsOf: ({ principalId, taskId }) => [principalId, taskId],
      isAnyRevoked: (tags) => tags.some((tag) => revoked.has(tag)),
    },
    clock,
    maxStreams,
    onCount: (open) => void counts.push(open),
  });
  const grantFor = (principalId: string, validUntilMs: number | null = null) =>
    ({ principalId, taskId: 'task', validUntilMs, readerEpoch: 0, taskEpoch: 0 }) as Grant;
  /** Opens a stream; what comes of it is gathered, and `undefined` is its end. */
  function open(principalId = 'reader', validUntilMs: number | null = null) {
    const stream = streams.open(grantFor(principalId, validUntilMs));
    const received: Array<string | undefined> = [];
    stream.body.on('data', (chunk) => received.push(String(chunk)));
    stream.body.on('end', () => received.push(undefined));
    return { ...stream, received };
  }
  const settle = () => new Promise(setImmediate);
  return { clock, listeners, revoked, counts, streams, open, settle };
}

describe('a stream of changes', () => {
  it('begins with when to open it again, and has an event for each change', async () => {
    const { open, listeners, settle } = setUp();
    const { received } = open();
    listeners.get('task')?.();
    await settle();
    assert.match(received.join(''), /^retry: \d{4}\n\nevent: changed\ndata: \{\}\n\n$/);
  });

  it('shows that it is alive more often than proxies wait', async () => {
    const { open, streams, settle } = setUp();
    const { received } = open();
    await settle();
    for (let second = 0; second < 30; second += 1) streams.tick();
    await settle();
    assert.deepEqual(received.slice(1).join(''), ':\n\n:\n\n');
  });

  it('ends with the access, when that is taken away, and after ten minutes', async () => {
    const { open, streams, clock, revoked, listeners, counts, settle } = setUp();
    const [closing, removed, long] = [open('one', clock.nowMs() + 1000), open('two'), open('three')];
    clock.advance(1000);
    streams.tick();
    await settle();
    assert.equal(closing.received.at(-1), undefined);
    assert.notEqual(removed.received.at(-1), undefined);
    revoked.add('two');
    streams.tick();
    await settle();
    assert.equal(removed.received.at(-1), undefined);
    for (let second = 0; second < 600; second += 1) streams.tick();
    await settle();
    assert.equal(long.received.at(-1), undefined);
    assert.equal(listeners.size, 0);
    assert.equal(counts.at(-1), 0);
    closing.tell(); // nobody listens, and nothing breaks
  });

  it('makes room when its reader goes', () => {
    const { open, counts, listeners } = setUp({ maxStreams: 1 });
    const { body } = open();
    assert.throws(() => open('other'), { code: 'overloaded' });
    body.destroy();
    assert.equal(counts.at(-1), 0);
    assert.equal(listeners.size, 0);
    open('other');
  });

  it('is one of a hundred at most for an account', () => {
    const { open } = setUp();
    for (let at = 0; at < 100; at += 1) open('reader');
    assert.throws(() => open('reader'), { code: 'overloaded' });
    open('other');
  });

  it('ends at once when the server stops, and no other begins', async () => {
    const { open, streams, settle } = setUp();
    const { received } = open();
    streams.close();
    await settle();
    assert.equal(received.at(-1), undefined);
    assert.throws(() => open('other'), { code: 'overloaded' });
  });
});
