import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as nextTurn, setTimeout } from 'node:timers/promises';
import {
  createChangeStreams,
  type Listening,
} from '../../../src/features/document-changes/change-streams.ts';
import { LecternError } from '../../../src/lib/errors.ts';
import { settableClock } from '../../support/settable-clock.ts';
import { upTo } from '../../support/up-to.ts';

function setUp({ maxStreams = 1000 } = {}) {
  const clock = settableClock();
  const listeners = new Map<string, () => void>();
  const revoked = new Set<string>();
  const counts: Array<number> = [];
  /** The outcome of the next decision about each reader. */
  const decisions = new Map<string, () => Promise<Listening>>();
  const asked: Array<string> = [];
  const streams = createChangeStreams({
    changes: {
      listen(subjectId, onChange) {
        listeners.set(subjectId, onChange);
        return () => void listeners.delete(subjectId);
      },
    },
    revocations: { isAnyRevoked: (tags) => tags.some((tag) => revoked.has(tag)) },
    clock,
    maxStreams,
    onCount: (open) => void counts.push(open),
  });
  const grantFor = (principalId: string, validUntilMs = Number.POSITIVE_INFINITY): Listening => {
    return { principalId, subjectId: 'task', validUntilMs, tags: [principalId] };
  };
  /** Opens a stream and collects its events; `undefined` is its end. */
  function open(principalId = 'reader', validUntilMs?: number) {
    const listening = grantFor(principalId, validUntilMs);
    const stream = streams.open(listening, async () => {
      asked.push(principalId);
      return decisions.get(principalId)?.() ?? listening;
    });
    const received: Array<string | undefined> = [];
    stream.body.on('data', (chunk) => received.push(String(chunk)));
    stream.body.on('end', () => received.push(undefined));
    return { ...stream, received };
  }
  const settle = () => setTimeout(0); // a decision and the turn after it
  const tickFor = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) await streams.tick();
    await settle();
  };
  return {
    ...{ clock, listeners, revoked, counts, decisions, asked, streams },
    ...{ grantFor, open, settle, tickFor },
  };
}

describe('a stream of changes', () => {
  it('begins with the time to reopen it, and has an event for each change', async () => {
    const { open, listeners, settle } = setUp();
    const { received } = open();
    listeners.get('task')?.();
    await settle();
    assert.match(received.join(''), /^retry: \d{4}\n\nevent: changed\ndata: \{\}\n\n$/);
  });

  it('sends heartbeats more often than proxies time out', async () => {
    const { open, settle, tickFor } = setUp();
    const { received } = open();
    await settle();
    await tickFor(30);
    assert.deepEqual(received.slice(1).join(''), ':\n\n:\n\n');
  });

  it('ends with the access, when the access is revoked, and after ten minutes', async () => {
    const { open, clock, revoked, listeners, counts, tickFor } = setUp();
    const [closing, removed, long] = [open('one', clock.nowMs() + 1000), open('two'), open('three')];
    clock.advance(1000);
    await tickFor(1);
    assert.equal(closing.received.at(-1), undefined);
    assert.notEqual(removed.received.at(-1), undefined);
    revoked.add('two');
    await tickFor(1);
    assert.equal(removed.received.at(-1), undefined);
    // The reader soon gets the reason as a refusal, which takes no part in spreading readers.
    assert.match(String(removed.received.at(-2)), /^retry: ([1-4]?\d?\d|500)\n\n$/);
    await tickFor(600);
    assert.equal(long.received.at(-1), undefined);
    assert.equal(listeners.size, 0);
    assert.equal(counts.at(-1), 0);
    closing.tell(); // no one listens, and nothing breaks
  });

  it('has an event only after a new decision that its reader may read the task', async () => {
    const { open, listeners, decisions, settle } = setUp();
    const { promise, reject } = Promise.withResolvers<Listening>();
    decisions.set('reader', () => promise);
    const { received } = open();
    listeners.get('task')?.();
    await settle();
    reject(new LecternError('closed', 'The window was shortened.'));
    await settle();
    assert.doesNotMatch(received.join(''), /changed/);
    assert.equal(received.at(-1), undefined);
    assert.equal(listeners.size, 0);
  });

  it('does not reuse a decision for a change that came after its request', async () => {
    const { open, listeners, asked, decisions, grantFor } = setUp();
    const { promise, resolve } = Promise.withResolvers<Listening>();
    decisions.set('reader', () => promise);
    const { received } = open();
    listeners.get('task')?.();
    listeners.get('task')?.();
    decisions.set('reader', () =>
      Promise.reject(new LecternError('not-found', 'It was deleted in the meantime.')),
    );
    resolve(grantFor('reader'));
    // The second decision follows the first by as many turns as the machine needs.
    const bound = upTo(100_000);
    while ((asked.length < 2 || received.at(-1) !== undefined) && bound()) await nextTurn();
    assert.equal(received.join('').match(/changed/g)?.length, 1);
    assert.equal(received.at(-1), undefined);
    assert.equal(asked.length, 2);
  });

  it('is authorized again at each heartbeat, and ends when its reader has signed out', async () => {
    const { open, decisions, asked, tickFor } = setUp();
    const { received } = open();
    await tickFor(14);
    decisions.set('reader', () => Promise.reject(new LecternError('unauthenticated', 'Signed out.')));
    await tickFor(15);
    assert.equal(received.at(-1), undefined);
    assert.ok(asked.length <= 2);
  });

  it('ends with the window of the latest decision', async () => {
    const { open, clock, decisions, grantFor, tickFor } = setUp();
    const { received } = open('reader', clock.nowMs() + 9000);
    const shortened = grantFor('reader', clock.nowMs() + 2000);
    decisions.set('reader', () => Promise.resolve(shortened));
    await tickFor(15);
    clock.advance(1999);
    await tickFor(1);
    assert.notEqual(received.at(-1), undefined);
    clock.advance(1);
    await tickFor(1);
    assert.equal(received.at(-1), undefined);
  });

  it('reports a change later that cannot be decided while the database is down', async () => {
    const { open, listeners, decisions, settle, tickFor } = setUp();
    decisions.set('reader', () => Promise.reject(new LecternError('unavailable', 'Try again.')));
    const { received } = open();
    listeners.get('task')?.();
    await settle();
    await tickFor(1);
    assert.doesNotMatch(received.join(''), /changed/);
    decisions.clear();
    await tickFor(1);
    assert.match(received.join(''), /event: changed/);
  });

  it('delays no other request while thousands of readers are decided about', async () => {
    const { open, listeners, asked, settle } = setUp({ maxStreams: 600 });
    const tellAll: Array<() => void> = [];
    for (let at = 0; at < 600; at += 1) {
      open(`reader ${at}`);
      tellAll.push(listeners.get('task') as () => void);
    }
    for (const tell of tellAll) tell();
    await new Promise(setImmediate);
    assert.ok(asked.length < 100);
    const bound = upTo(100_000);
    while (asked.length < 600 && bound()) await settle();
  });

  it('delays no other request while thousands of readers lose access', async () => {
    const { open, revoked, counts, streams } = setUp({ maxStreams: 600 });
    for (let at = 0; at < 600; at += 1) {
      open(`reader ${at}`);
      revoked.add(`reader ${at}`);
    }
    const ending = streams.tick();
    await nextTurn();
    assert.ok((counts.at(-1) ?? 0) > 500, `${counts.at(-1)} are left`);
    await ending;
    assert.equal(counts.at(-1), 0);
  });

  it('makes room when its reader disconnects, and is one of at most a hundred of an account', () => {
    const { open, counts, listeners } = setUp({ maxStreams: 1 });
    const { body } = open();
    assert.throws(() => open('other'), { code: 'overloaded' });
    body.destroy();
    assert.equal(counts.at(-1), 0);
    assert.equal(listeners.size, 0);
    open('other');
    const { open: openOne } = setUp();
    for (let at = 0; at < 100; at += 1) openOne('reader');
    assert.throws(() => openOne('reader'), { code: 'overloaded' });
    openOne('other');
  });

  it('ends immediately when the server stops, and no other begins', async () => {
    const { open, streams, settle } = setUp();
    const { received } = open();
    streams.close();
    await settle();
    assert.equal(received.at(-1), undefined);
    assert.throws(() => open('other'), { code: 'overloaded' });
  });
});
