import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, describe, it } from 'node:test';
import { createLecternClient, LecternApiError } from '../../client/src/index.ts';
import { signIn, taskTitled } from '../support/api-client.ts';
import { startServer } from '../support/server-process.ts';
import { refusedWith } from './refused-with.ts';
import { scripted } from './scripted-server.ts';

const server = await startServer('demo');
after(() => server.end());
const { token } = await signIn(server.apiUrl, 'teacher');
const client = createLecternClient({ baseUrl: server.apiUrl, token });
const taskId = await taskTitled(await signIn(server.apiUrl, 'student'), 'Sum of Squares');

describe('the client', () => {
  it('calls the API with typed paths, queries and bodies', async () => {
    const me = await client.get('/api/v1/me');
    assert.equal(me.email, 'teacher@example.org');
    const page = await client.get('/api/v1/tasks', { query: { limit: 2 } });
    assert.equal(page.items.length, 2);
    const task = await client.post('/api/v1/tasks', {
      body: { title: 'Żółw & friends', primaryLanguage: 'en' },
    });
    const path = { taskId: task.taskId };
    const { title } = await client.patch('/api/v1/tasks/{taskId}', { path, body: { title: 'Turtles' } });
    assert.equal(title, 'Turtles');
    assert.equal(await client.delete('/api/v1/tasks/{taskId}', { path }), undefined);
    await assert.rejects(client.get('/api/v1/tasks/{taskId}', { path }), refusedWith('not-found'));
  });

  it('turns problem details into an error with code, status, facts and requestId', async () => {
    const stranger = createLecternClient({ baseUrl: server.apiUrl, token: 'wrong' });
    await assert.rejects(stranger.get('/api/v1/me'), (error) => {
      assert.ok(error instanceof LecternApiError);
      assert.equal(error.code, 'unauthenticated');
      assert.equal(error.status, 401);
      assert.match(error.requestId ?? '', /^[0-9a-f-]{36}$/);
      return true;
    });
  });

  it('reports a missing value of the path', async () => {
    await assert.rejects(
      client.get('/api/v1/tasks/{taskId}', { path: { taskId: '' } }),
      /"taskId" .* is missing/,
    );
  });

  it('reads a reply as text, as a blob, or whole with its headers', async () => {
    const query = { format: 'csv', taskId } as const;
    const admin = createLecternClient({
      baseUrl: server.apiUrl,
      token: (await signIn(server.apiUrl, 'admin')).token,
    });
    const text = await admin.get('/api/v1/issued-urls', { query, parseAs: 'text' });
    assert.match(text, /^issueId,userId,/);
    const blob = await admin.get('/api/v1/issued-urls', { query, parseAs: 'blob' });
    assert.match(blob.type, /^text\/csv;/);
    assert.equal(await blob.text(), text);
    const reply = await admin.get('/api/v1/issued-urls', { query, parseAs: 'response' });
    assert.match(reply.headers.get('content-disposition') ?? '', /issued-urls\.csv/);
    assert.equal(await reply.text(), text);
  });

  it('reports `network` when no server answers', async () => {
    const nobody = createLecternClient({ baseUrl: 'http://127.0.0.1:1', attempts: 2 });
    await assert.rejects(nobody.get('/api/v1/me'), refusedWith('network'));
  });
});

const busy = (response: ServerResponse) =>
  void response
    .writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' })
    .end('{"code":"unavailable","detail":"Try again in a moment."}');
const ok = (response: ServerResponse) => void response.writeHead(200).end('{"id":"1"}');

describe('a request that fails', () => {
  it('is sent again after Retry-After when that is safe', async () => {
    const { client, seen } = await scripted(busy, ok);
    const startedMs = performance.now();
    assert.deepEqual(await client.get('/api/v1/me'), { id: '1' });
    assert.equal(seen.length, 2);
    // biome-ignore lint/plugin: a lower bound, which load can only exceed
    assert.ok(performance.now() - startedMs >= 990, 'not before the second that Retry-After names');
  });

  it('is given up after three attempts', async () => {
    const { client, seen } = await scripted(busy);
    await assert.rejects(client.get('/api/v1/me'), refusedWith('unavailable'));
    assert.equal(seen.length, 3);
  });

  it('is not sent again when that is not safe, or cannot help', async () => {
    const post = await scripted(busy);
    await assert.rejects(post.client.post('/api/auth/sign-out'), refusedWith('unavailable'));
    assert.equal(post.seen.length, 1);
    const html = await scripted((response) => void response.writeHead(404).end('<h1>nginx</h1>'));
    await assert.rejects(html.client.get('/api/v1/me'), refusedWith('reply-unreadable'));
    assert.equal(html.seen.length, 1);
  });

  it('ends at its timeout, and at the abort of its caller with its reason', async () => {
    const silent = await scripted(() => {});
    await assert.rejects(silent.client.post('/api/auth/sign-out'), refusedWith('network'));
    const impatient = { attempts: 1, timeoutMs: 50 };
    await assert.rejects(silent.client.get('/api/v1/me', impatient), {
      message: 'The server sent nothing for 0.05 seconds.',
    });
    const controller = new AbortController();
    const call = silent.client.get('/api/v1/me', { signal: controller.signal });
    controller.abort(new Error('the reader has left'));
    await assert.rejects(call, /the reader has left/);
  });
});

describe('an opened document', () => {
  it('has the name, size and hash of the PDF, and its bytes by range', async () => {
    const document = await client.openDocument(taskId, { language: 'en' });
    const whole = Buffer.from(await (await document.fetch()).arrayBuffer());
    assert.equal(whole.length, document.size);
    assert.equal(whole.subarray(0, 5).toString(), '%PDF-');
    const part = await document.fetch({ begin: 5, end: 20 });
    assert.equal(part.status, 206);
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), whole.subarray(5, 20));
  });

  it("takes Google's 400 ExpiredToken as the end of its URL, and continues with another", async () => {
    const storageUrls: Array<string> = [];
    const google = createLecternClient({
      baseUrl: server.apiUrl,
      token,
      fetch: (input, init) => {
        const url = String(input);
        if (url.startsWith(server.apiUrl)) return fetch(input, init);
        storageUrls.push(url);
        // As documented for XML replies: cloud.google.com/storage/docs/xml-api/reference-status
        const body = '<Error><Code>ExpiredToken</Code><Message>Invalid argument.</Message></Error>';
        return storageUrls.length > 1
          ? fetch(input, init)
          : Promise.resolve(
              new Response(body, { status: 400, headers: { 'content-type': 'application/xml' } }),
            );
      },
    });
    const document = await google.openDocument(taskId);
    assert.equal((await document.fetch({ begin: 0, end: 5 })).status, 206);
    assert.equal(new Set(storageUrls).size, 2);
  });

  it('is refused with the code of the API where the caller has no access', async () => {
    const outsider = createLecternClient({
      baseUrl: server.apiUrl,
      token: (await signIn(server.apiUrl, 'outsider')).token,
    });
    await assert.rejects(outsider.openDocument(taskId), refusedWith('not-found'));
  });
});
