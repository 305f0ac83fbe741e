import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endEarly } from '../support/end-early.ts';
import { pluck } from '../support/pluck.ts';
import { waitUntil } from '../support/server-process.ts';
import { refusedWith } from './refused-with.ts';
import { type Reply, scripted } from './scripted-server.ts';

const patience = { timeout: 10_000 };

/** A stream that ends, unless `goesOn`. */
const streamOf =
  (text: string, { goesOn = false } = {}): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`retry: 10\n\n${text}`);
    if (!goesOn) response.end();
  };
const refusal =
  (status: number, code: string, headers = {}): Reply =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
      .end(JSON.stringify({ code, status, title: code, detail: code, requestId: '1', type: 'about:blank' }));
const changed = 'event: changed\ndata: {}\n\n';

describe('watching a task or a contest', () => {
  it('reports each change, across streams, until the signal ends it', patience, async () => {
    const { client, seen } = await scripted(
      streamOf(changed + changed),
      streamOf(': nothing\n\nevent: other\ndata: 1\n\n'),
      streamOf(changed, { goesOn: true }),
    );
    const ending = new AbortController();
    let changes = 0;
    const heard: Array<boolean> = [];
    const watching = client.watchTask('ext:1', {
      versionId: 'v 1',
      onChange: () => {
        changes += 1;
      },
      onListening: (isListening) => heard.push(isListening),
      signal: ending.signal,
    });
    await waitUntil('three changes', () => changes === 3);
    assert.deepEqual(heard, [true, false, true, false, true]);
    assert.equal(seen[0]?.url, '/api/v1/tasks/ext%3A1/changes?versionId=v+1');
    assert.equal(seen[0]?.headers.accept, 'text/event-stream');
    ending.abort();
    await assert.rejects(watching, { name: 'AbortError' });
    assert.equal(heard.at(-1), false);
    assert.equal(seen.length, 3);
  });

  it(
    "reports a change when a stream was reopened, unless the server knows the client's state",
    patience,
    async () => {
      const { client } = await scripted(streamOf(''), streamOf('', { goesOn: true }));
      const ending = new AbortController();
      const told = Promise.withResolvers<void>();
      const watching = client.watchTask('1', { onChange: told.resolve, signal: ending.signal });
      await told.promise;
      ending.abort();
      await assert.rejects(watching);
    },
  );

  it('of a contest asks with the revision that the client has by then', patience, async () => {
    const { client, seen } = await scripted(streamOf(changed), refusal(404, 'not-found'));
    let revision = 'one';
    const onChange = () => {
      revision = 'two';
    };
    const watching = client.watchContest('c', { revision: () => revision, onChange });
    await assert.rejects(watching, refusedWith('not-found'));
    assert.deepEqual(
      pluck(seen, 'url'),
      ['one', 'two'].map((each) => `/api/v1/contests/c/changes?revision=${each}`),
    );
  });

  it('ends with the access', patience, async () => {
    const { client } = await scripted(streamOf(''), refusal(403, 'closed'));
    await assert.rejects(client.watchTask('1', { versionId: '1', onChange() {} }), refusedWith('closed'));
  });

  it('reconnects when the server is overloaded, or a proxy answers instead', patience, async (context) => {
    const { client, seen } = await scripted(
      refusal(503, 'overloaded', { 'retry-after': '5' }),
      (response) => void response.writeHead(502).end('<html>'),
      streamOf(changed, { goesOn: true }),
    );
    const pauses = endEarly(context, { from: '/client/src/', isMeant: (ms) => ms >= 1000 && ms < 10_000 });
    const ending = new AbortController();
    const told = Promise.withResolvers<void>();
    const watching = client.watchTask('1', { onChange: told.resolve, signal: ending.signal });
    await told.promise;
    assert.equal(seen.length, 3);
    ending.abort();
    await assert.rejects(watching);
    const [asked = 0, usual = 0, ...others] = pauses;
    // Both include up to half as much again at random.
    assert.ok(asked >= 5000 && asked <= 7500 && usual >= 2000 && usual <= 3000, pauses.join());
    assert.deepEqual(others, []);
  });

  it('begins after a random pause on request, which the signal ends too', patience, async () => {
    const { client, seen } = await scripted();
    const ending = new AbortController();
    const watching = client.watchTask('1', { onChange() {}, beginWithinMs: 1e9, signal: ending.signal });
    ending.abort();
    await assert.rejects(watching, { name: 'AbortError' });
    assert.equal(seen.length, 0);
  });

  it('refuses a reply that is not an event stream', patience, async () => {
    const { client } = await scripted((response) => void response.writeHead(200).end('{}'));
    await assert.rejects(client.watchTask('1', { onChange() {} }), refusedWith('reply-unreadable'));
  });
});
