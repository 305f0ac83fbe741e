import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, afterEach, describe, it } from 'node:test';
import {
  announce,
  complete,
  createClient,
  createOpenTask,
  pdfOfSize,
  type Reply,
  send,
  signIn,
  targetOf,
} from '../support/api-client.ts';
import { queryDatabase, storedFiles } from '../support/data-folder.ts';
import { startServer, waitUntil } from '../support/server-process.ts';

const server = await startServer('demo', { MAX_PDF_BYTES: '1000000' });
after(() => server.end());
const { apiUrl, filesUrl, dataDir } = server;
const teacher = await signIn(apiUrl, 'teacher');
const groupId = (await teacher.list<{ groupId: string }>('/api/v1/groups'))[0]?.groupId as string;
const taskId = await createOpenTask(teacher, 'A task without a PDF');
const filesBefore = await storedFiles(dataDir);
const documents = `/api/v1/tasks/${taskId}/documents`;
const announcement = { language: 'en', fileName: 'a.pdf', size: 100, sha256: 'a'.repeat(64) };

/** A refusal as it must be: a 4xx problem with this code, and nothing of the machine in it. */
function assertProblem(reply: Reply<object>, status: number, code: string, what: string) {
  assert.equal(`${reply.status} ${reply.body.code}`, `${status} ${code}`, `${what}: ${reply.text}`);
  assert.equal(reply.headers.get('content-type'), 'application/problem+json', what);
  assert.match(reply.body.requestId, /^[\da-f-]{36}$/);
  assert.equal(reply.body.status, status);
  assert.ok(!/node_modules|\.[jt]s:\d|\bat [\w.<]+ \(|SQLITE|\/work\/|\/tmp\//.test(reply.text), reply.text);
}

afterEach(async () => {
  await waitUntil('no file to be left behind', async () => {
    return JSON.stringify(await storedFiles(dataDir)) === JSON.stringify(filesBefore);
  });
  assert.deepEqual((await teacher.task(taskId)).documents, [], 'no document is visible');
  assert.equal((await createClient(apiUrl).get('/readyz')).status, 200);
});

describe('a body that is not what the API expects', () => {
  const cases: ReadonlyArray<[what: string, body: string | object, status?: number, code?: string]> = [
    ['half of an object', '{"title":'],
    ['no JSON', 'title=x'],
    ['a trailing comma', '{"title":"x",}'],
    ['an empty key of a prototype', '{"title":"x","__proto__":{"admin":true}}'],
    ['a constructor', '{"title":"x","constructor":{"prototype":{}}}'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a number', '1'],
    ['ten thousand brackets', '['.repeat(10_000)],
    ['a megabyte', JSON.stringify({ title: 'x'.repeat(1024 * 1024) }), 413, 'body-too-large'],
    ['no title', {}],
    ['a title that is a number', { title: 5 }],
    ['a title that is empty', { title: '' }],
    ['a title of spaces', { title: '   ' }],
    ['a title with a line break', { title: 'a\nb' }],
    ['a title with a NUL', { title: 'a\u0000b' }],
    ['a title with half a surrogate pair', '{"title":"a\\ud800b"}'],
    ['a title that is too long', { title: 'x'.repeat(301) }],
    ['an unknown member', { title: 'x', owner: 'me' }],
    ['a visibility that does not exist', { title: 'x', visibility: 'public' }],
    ['a language that is none', { title: 'x', primaryLanguage: '../en' }],
    ['everyone, but from no time', { title: 'x', visibility: 'signed-in' }],
    ['a time that is none', { title: 'x', embargoUntil: 'tomorrow' }],
    ['a day that does not exist', { title: 'x', embargoUntil: '2026-02-30T00:00:00Z' }],
    ['a leap second', { title: 'x', embargoUntil: '2016-12-31T23:59:60Z' }],
    ['a time with a line break', { title: 'x', embargoUntil: '2026-02-03\n00:00:00Z' }],
  ];
  const countTasks = async () => (await teacher.list('/api/v1/tasks')).length;
  for (const [what, body, status = 400, code = 'request-invalid'] of cases) {
    it(`is refused: ${what}`, async () => {
      const before = await countTasks();
      assertProblem(await teacher.post('/api/v1/tasks', body), status, code, what);
      assert.equal(await countTasks(), before, 'no task was made');
    });
  }

  it('is refused with another media type, or one that lies', async () => {
    for (const [type, status, code] of [
      ['text/plain', 415, 'media-type-unsupported'],
      ['application/x-www-form-urlencoded', 415, 'media-type-unsupported'],
      ['multipart/form-data; boundary=x', 415, 'media-type-unsupported'],
    ] as const) {
      const reply = await teacher.request('POST', '/api/v1/tasks', '{"title":"x"}', { 'content-type': type });
      assertProblem(reply, status, code, type);
    }
  });

  it('is refused by every other route as well', async () => {
    for (const [method, path, body] of [
      ['PUT', `/api/v1/groups/${groupId}/tasks/${taskId}`, { opensAt: null }],
      ['PUT', `/api/v1/groups/${groupId}/tasks/${taskId}`, { opensAt: '' }],
      ['PUT', `/api/v1/groups/${groupId}/tasks/${taskId}`, { opensAt: '2016-12-31T23:59:60Z' }],
      [
        'PUT',
        `/api/v1/groups/${groupId}/tasks/${taskId}`,
        { opensAt: '2026-01-02T00:00:00Z', closesAt: '2026-01-01T00:00:00Z' },
      ],
      ['POST', `/api/v1/groups/${groupId}/members`, { emails: [] }],
      ['POST', `/api/v1/groups/${groupId}/members`, { emails: ['not an address'] }],
      ['POST', `/api/v1/groups/${groupId}/members`, { emails: Array(501).fill('a@example.org') }],
      ['POST', '/api/v1/groups', { name: '\u2028' }],
      ['POST', '/api/v1/description-urls', { taskIds: [1] }],
      ['POST', '/api/v1/description-urls', { taskIds: [taskId, taskId] }],
      ['POST', `/api/v1/tasks/${taskId}/description-url`, { disposition: 'both' }],
      ['POST', `/api/v1/tasks/${taskId}/collaborators`, { emails: ['student@example.org'], role: 'god' }],
      ['PATCH', `/api/v1/tasks/${taskId}`, {}],
      ['POST', '/api/auth/sign-in/email', { email: 5, password: [] }],
      ['POST', '/api/auth/sign-in/email', '{"email":'],
      ['GET', '/api/v1/tasks?limit=0', undefined],
      ['GET', '/api/v1/tasks?limit=1e3', undefined],
      ['GET', '/api/v1/tasks?limit=5&limit=6', undefined],
      ['GET', '/api/v1/tasks?cursor=%00', undefined],
      ['GET', `/api/v1/tasks/${taskId}?language=x`, undefined],
      ['GET', `/api/v1/tasks/${taskId}?unknown=1`, undefined],
    ] as const) {
      assertProblem(await teacher.request(method, path, body), 400, 'request-invalid', `${method} ${path}`);
    }
  });
});

describe('an unknown id', () => {
  it('is a 404, whatever it looks like', async () => {
    const known = taskId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const id of [known, 'x', '%00', '%20', '..%2F..%2Fetc%2Fpasswd', "'%20or%201=1", '%F0%9F%A6%86']) {
      for (const path of [`tasks/${id}`, `groups/${id}`, `tasks/${taskId}/documents/en/versions/${id}`]) {
        const reply = await teacher.get(`/api/v1/${path}`);
        assertProblem(reply, 404, 'not-found', path);
      }
      assertProblem(await complete(teacher, taskId, id), 404, 'not-found', id);
      const versionId = decodeURIComponent(id);
      const fresh = await teacher.post(`/api/v1/tasks/${taskId}/description-url`, { versionId });
      assertProblem(fresh, 404, 'not-found', id);
    }
  });

  it('is a 400 when it is too long or no percent-encoding', async () => {
    // Beyond `ext:` and the longest id that a platform may give.
    assertProblem(await teacher.get(`/api/v1/tasks/${'x'.repeat(205)}`), 400, 'request-invalid', 'long');
    const reply = await send(apiUrl, '/api/v1/tasks/%ff', {
      headers: { authorization: `Bearer ${teacher.token}` },
    });
    assert.equal(reply.code, 'request-invalid');
  });
});

describe('a token of 100 kB', () => {
  it('is refused before it is read, and the server goes on', async () => {
    const reply = await send(apiUrl, '/api/v1/me', {
      headers: { authorization: `Bearer ${'e30.'.repeat(25_000)}` },
    });
    assert.equal(reply.code, 'request-invalid');
    assert.equal((await teacher.get('/api/v1/me')).status, 200);
  });
});

describe('an announcement', () => {
  const names = [
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '/etc/passwd',
    'a/b.pdf',
    'a\u0000.pdf',
    'a\r\nSet-Cookie: x=1.pdf',
    'a\tb.pdf',
    'a\u007f.pdf',
    'a\u0085.pdf',
    'a\u202efdp.exe',
    'a\u2028b.pdf',
    'ż'.repeat(101),
  ];
  for (const fileName of names) {
    it(`is refused with the file name ${JSON.stringify(fileName).slice(0, 40)}`, async () => {
      const reply = await teacher.post(documents, { ...announcement, fileName });
      assertProblem(reply, 400, 'file-name-invalid', fileName);
    });
  }

  it('is refused with half a surrogate pair in the file name', async () => {
    const reply = await teacher.post(documents, JSON.stringify({ ...announcement, fileName: 'a\ud800.pdf' }));
    assertProblem(reply, 400, 'file-name-invalid', 'surrogate');
  });

  it('is refused with a size, a hash or a language that cannot be', async () => {
    for (const changes of [
      { fileName: '' },
      { size: 0 },
      { size: -1 },
      { size: 1.5 },
      { size: '100' },
      { size: null },
      { sha256: 'A'.repeat(64) },
      { sha256: 'a'.repeat(63) },
      { sha256: `${'a'.repeat(64)}\n` },
      { language: 'not a language' },
      { language: 'e' },
      { objectKey: 'documents/mine.pdf' },
    ]) {
      const reply = await teacher.post(documents, { ...announcement, ...changes });
      assertProblem(reply, 400, 'request-invalid', JSON.stringify(changes));
    }
    const tooLarge = await teacher.post(documents, { ...announcement, size: 1_000_001 });
    assertProblem(tooLarge, 413, 'body-too-large', 'too large');
    const huge = await teacher.post(documents, { ...announcement, size: Number.MAX_SAFE_INTEGER });
    assertProblem(huge, 413, 'body-too-large', 'huge');
  });

  it('leaves no row behind when it is refused', () => {
    const rows = queryDatabase(dataDir, `select id from "documentVersions" where "taskId" = '${taskId}'`);
    assert.equal(rows.length, 0);
  });
});

describe('an upload', () => {
  it('that is not a PDF is refused when it is completed, and gone', async () => {
    for (const bytes of [
      Buffer.from('MZ this is no PDF %%EOF'),
      Buffer.from('<html>%PDF-1.7 %%EOF'),
      Buffer.from('%PDF-1.7 without an end'),
      Buffer.from('%'),
    ]) {
      const { versionId, uploadUrl } = (await announce(teacher, taskId, bytes)).body;
      assert.equal((await fetch(uploadUrl, { method: 'PUT', body: bytes })).status, 201);
      assertProblem(await complete(teacher, taskId, versionId), 422, 'not-a-pdf', bytes.toString());
      assertProblem(await complete(teacher, taskId, versionId), 404, 'not-found', 'again');
    }
  });

  it('of another size than announced is refused', async () => {
    const bytes = pdfOfSize(1000);
    for (const size of [999, 1001]) {
      const { versionId, uploadUrl } = (await announce(teacher, taskId, bytes, { size })).body;
      const put = await send(filesUrl, targetOf(uploadUrl), { method: 'PUT', body: bytes });
      assert.equal(put.status, 400);
      assert.equal(put.code, 'upload-size-mismatch');
      assertProblem(await complete(teacher, taskId, versionId), 409, 'upload-missing', 'not stored');
    }
  });

  it('without a length, in chunks, is refused', async () => {
    const bytes = pdfOfSize(1000);
    const { uploadUrl } = (await announce(teacher, taskId, bytes)).body;
    const headers = { 'transfer-encoding': 'chunked' };
    const put = await send(filesUrl, targetOf(uploadUrl), { method: 'PUT', headers, body: bytes });
    assert.equal(put.code, 'upload-size-mismatch');
  });

  it('with another hash than announced is refused', async () => {
    const { versionId, uploadUrl } = (await announce(teacher, taskId, pdfOfSize(1000))).body;
    const put = await send(filesUrl, targetOf(uploadUrl), { method: 'PUT', body: pdfOfSize(1000) });
    assert.equal(put.status, 400);
    assert.equal(put.code, 'upload-hash-mismatch');
    assertProblem(await complete(teacher, taskId, versionId), 409, 'upload-missing', 'not stored');
  });

  it('that is cut off midway leaves nothing, and may be sent again', async () => {
    const bytes = pdfOfSize(500_000);
    const announced = (await announce(teacher, taskId, bytes)).body;
    const target = targetOf(announced.uploadUrl);
    for (const end of ['destroy', 'end'] as const) {
      const socket = connect(Number(new URL(filesUrl).port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(`PUT ${target} HTTP/1.1\r\nHost: files\r\nContent-Length: ${bytes.length}\r\n\r\n`);
      socket.write(bytes.subarray(0, 250_000));
      const arriving = async () => (await storedFiles(dataDir)).some((file) => file.includes('incoming'));
      await waitUntil('the first half to arrive', arriving);
      socket[end]();
      await waitUntil('the half to be removed', async () => !(await arriving()));
      socket.destroy();
    }
    assertProblem(await complete(teacher, taskId, announced.versionId), 409, 'upload-missing', 'cut off');
    const metrics = await createClient(apiUrl).get('/metrics');
    assert.match(metrics.text, /lectern_uploads_total\{outcome="(aborted|upload-interrupted)"\} 2/);
  });
});

describe('a request that is hardly HTTP', () => {
  for (const [name, origin] of [
    ['API', apiUrl],
    ['file server', filesUrl],
  ] as const) {
    it(`gets a 4xx from the ${name}, without an echo`, async () => {
      for (const text of [
        'nonsense\r\n\r\n',
        'GET / HTTP/9.9\r\n\r\n',
        'GET /secret-path HTTP/1.1\r\n\r\n',
        'GET /secret-path HTTP/1.1\r\nHost: x\r\nBad Header: y\r\nConnection: close\r\n\r\n',
        `GET /secret-path HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
        `GET /secret-path${'/x'.repeat(50_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
        'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      ]) {
        const socket = connect(Number(new URL(origin).port), '127.0.0.1');
        socket.on('error', () => {});
        socket.write(text, 'latin1');
        let reply = '';
        socket.setEncoding('latin1').on('data', (part: string) => {
          reply += part;
        });
        await once(socket, 'close');
        assert.match(reply, /^HTTP\/1\.1 4\d\d /, JSON.stringify(text.slice(0, 60)));
        assert.ok(!reply.includes('secret-path'));
      }
    });
  }
});
