import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, describe, it } from 'node:test';
import {
  announce,
  complete,
  createOpenTask,
  download,
  pdfOfSize,
  send,
  sha256,
  signIn,
  targetOf,
  taskTitled,
  upload,
} from '../support/api-client.ts';
import { startServer } from '../support/server-process.ts';

const server = await startServer('demo');
after(() => server.end());
const { apiUrl, filesUrl } = server;

const [teacher, student] = await Promise.all([signIn(apiUrl, 'teacher'), signIn(apiUrl, 'student')]);
const taskId = await taskTitled(student, 'Zażółć');
const detail = await student.task(taskId);
const url = detail.descriptionPdfUrl as string;
const target = targetOf(url);
const pdf = await download(url);
const query = target.slice(target.indexOf('?') + 1).split('&');
const path = target.slice(0, target.indexOf('?'));

const get = (headers: Record<string, string>) => send(filesUrl, target, { headers });

/** All of these targets must be refused as made up, without a byte of the PDF. */
async function assertRefused(targets: Iterable<string>) {
  for (const changed of targets) {
    const { status, code, bytes } = await send(filesUrl, changed);
    assert.equal(status, 403, changed);
    assert.equal(code, 'url-invalid', changed);
    assert.ok(!bytes.includes('%PDF'));
  }
}

describe('a signed URL', () => {
  it('gives the exact bytes that the detail announces', async () => {
    const document = detail.documents.find((each) => each.language === detail.language);
    assert.equal(sha256(pdf), document?.sha256);
    assert.equal(pdf.length, document?.size);
    const { headers } = await get({});
    assert.equal(headers['content-type'], 'application/pdf');
    assert.match(headers['content-disposition'] ?? '', /^inline; filename=.*; filename\*=UTF-8''za%C5%BC/);
    assert.match(headers['cache-control'] ?? '', /^private, max-age=\d+, immutable$/);
  });

  it('gives parts: from the start, from the end, and from the middle on', async () => {
    for (const [range, expected] of [
      ['bytes=0-99', pdf.subarray(0, 100)],
      ['bytes=-100', pdf.subarray(-100)],
      ['bytes=100-', pdf.subarray(100)],
      [`bytes=0-${pdf.length + 5000}`, pdf],
    ] as const) {
      const { status, headers, bytes } = await get({ range });
      assert.equal(status, 206, range);
      assert.deepEqual(bytes, expected, range);
      assert.match(headers['content-range'] ?? '', new RegExp(`^bytes \\d+-\\d+/${pdf.length}$`));
    }
  });

  it('answers 416 beyond the end, 304 to the ETag, and all of it to an outdated If-Range', async () => {
    const beyond = await get({ range: `bytes=${pdf.length}-` });
    assert.equal(beyond.status, 416);
    assert.equal(beyond.headers['content-range'], `bytes */${pdf.length}`);
    const etag = (await get({})).headers.etag as string;
    const cached = await get({ 'if-none-match': etag });
    assert.equal(cached.status, 304);
    assert.equal(cached.bytes.length, 0);
    assert.equal((await get({ 'if-none-match': '"another"' })).status, 200);
    assert.equal((await get({ range: 'bytes=0-9', 'if-range': etag })).status, 206);
    assert.equal((await get({ range: 'bytes=0-9', 'if-range': '"another"' })).status, 200);
  });

  it('is for GET alone: 405 for every other method', async () => {
    for (const method of ['HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      const { status, headers, bytes } = await send(filesUrl, target, { method });
      assert.equal(status, 405, method);
      assert.match(headers.allow ?? '', /\bGET\b/, method);
      assert.ok(!bytes.includes('%PDF'));
    }
    assert.deepEqual(await download(url), pdf, 'and the file is as it was');
  });

  it('is refused after the change of any character', async () => {
    const others = 'aA0bB1-_.~%/&=?+:@#';
    for (const [at, character] of [...target].entries()) {
      const flipped =
        character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
      const replacements = new Set([...others, flipped, String.fromCharCode(character.charCodeAt(0) ^ 1)]);
      replacements.delete(character);
      // A target that does not begin with a slash is no HTTP/1.1: the parser refuses it with a 400.
      if (at === 0) continue;
      await assertRefused(
        [...replacements].map((other) => target.slice(0, at) + other + target.slice(at + 1)),
      );
    }
  });

  it('is refused without a character, with one twice, or with two exchanged', async () => {
    const changed = new Set<string>();
    for (let at = 1; at < target.length; at += 1) {
      changed.add(target.slice(0, at) + target.slice(at + 1));
      changed.add(target.slice(0, at) + target.charAt(at) + target.slice(at));
      changed.add(target.slice(0, at) + target.charAt(at + 1) + target.charAt(at) + target.slice(at + 2));
    }
    changed.delete(target);
    await assertRefused(changed);
  });

  it('is refused with its first slash changed', async () => {
    for (const other of ['a', '*', '%2F', '']) {
      const { status, bytes } = await send(filesUrl, other + target.slice(1));
      assert.ok(status === 400 || status === 403, `${status}`);
      assert.ok(!bytes.includes('%PDF'));
    }
    await assertRefused([`/${target}`, `/.${target}`, `/x/..${target}`]);
  });

  it('is refused with parameters added, repeated, missing or reordered', async () => {
    const withQuery = (parameters: ReadonlyArray<string>) => `${path}?${parameters.join('&')}`;
    const changed = [
      ...query.map((_, at) => withQuery(query.toSpliced(at, 1))),
      ...query.map((parameter, at) => withQuery(query.toSpliced(at, 0, parameter))),
      ...query.map((parameter) => withQuery([...query, parameter])),
      ...query.flatMap((parameter, from) =>
        query.map((_, to) => withQuery(query.toSpliced(from, 1).toSpliced(to, 0, parameter))),
      ),
      ...['x=1', 'download=1', 'expires=9999999999', ''].flatMap((extra) =>
        [0, 3, query.length].map((at) => withQuery(query.toSpliced(at, 0, extra))),
      ),
      withQuery(query.toReversed()),
      path,
      `${path}?`,
      '/',
      `${target}#page=2`,
    ].filter((each) => each !== target);
    await assertRefused(changed);
  });

  it('is refused in another encoding of the same path and name', async () => {
    const encoded = (text: string) =>
      text.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
    await assertRefused([
      encoded(path) + target.slice(path.length),
      path.replaceAll('/documents/', '/documents%2F') + target.slice(path.length),
      path.replace('/documents/', '/documents//') + target.slice(path.length),
      path.replace('/documents/', '/documents/./') + target.slice(path.length),
      target.replace(/%C5/, '%c5'),
      target.replace('%20', '+'),
      target.replace('%20', '%2520'),
    ]);
  });

  it('opens no other object, and a URL for reading is none for writing', async () => {
    const other = targetOf(
      (await student.task(await taskTitled(student, 'Sum'))).descriptionPdfUrl as string,
    );
    const otherPath = other.slice(0, other.indexOf('?'));
    await assertRefused([otherPath + target.slice(path.length), otherPath, path, `${path}?sig=`]);

    const bytes = pdfOfSize(500);
    const { uploadUrl } = (await announce(teacher, taskId, bytes)).body;
    assert.equal((await send(filesUrl, targetOf(uploadUrl), { method: 'PUT', body: bytes })).status, 201);
    await assertRefused([targetOf(uploadUrl)]);
  });

  it('is refused as an absolute target too, when anything in it is changed', async () => {
    const ask = async (line: string) => {
      const socket = connect(Number(new URL(filesUrl).port), '127.0.0.1');
      socket.end(`${line}\r\nHost: files\r\nConnection: close\r\n\r\n`);
      return Buffer.concat(await socket.toArray()).toString('latin1');
    };
    for (const line of [
      `GET ${filesUrl}${target}x HTTP/1.1`,
      `GET http://evil.example${target}x HTTP/1.1`,
      `GET ${target} x HTTP/1.1`,
      `GET ${target}\t HTTP/1.1`,
      `GET ${target}\x00 HTTP/1.1`,
      `GET ${target}\u00e9 HTTP/1.1`,
      `get ${target} HTTP/1.1`,
    ]) {
      const reply = await ask(line);
      assert.match(reply, /^HTTP\/1\.1 40[03] /, line);
      assert.ok(!reply.includes('%PDF'), line);
    }
  });

  it('has a twin for saving the file, which is signed as well', async () => {
    const saved = await student.freshUrl(taskId, { disposition: 'attachment', language: 'pl' });
    const reply = await send(filesUrl, targetOf(saved));
    assert.equal(reply.status, 200);
    assert.match(reply.headers['content-disposition'] ?? '', /^attachment; /);
    await assertRefused([
      targetOf(saved).replace('&download=1', ''),
      targetOf(saved).replace('download=1', 'download=0'),
    ]);
  });
});

describe('an upload URL', () => {
  it('takes these very bytes, again and again, and never others', async () => {
    const bytes = pdfOfSize(3000);
    const { uploadUrl } = (await announce(teacher, taskId, bytes)).body;
    const put = (target: string, body: Uint8Array) => send(filesUrl, target, { method: 'PUT', body });
    const uploadTarget = targetOf(uploadUrl);
    assert.equal((await put(uploadTarget, bytes)).status, 201);
    assert.equal((await put(uploadTarget, bytes)).status, 200);
    assert.equal((await put(uploadTarget, pdfOfSize(3000))).code, 'upload-hash-mismatch');
    for (let at = uploadTarget.indexOf('?') + 1; at < uploadTarget.length; at += 1) {
      const other = uploadTarget.charAt(at) === 'a' ? 'b' : 'a';
      const { status } = await put(uploadTarget.slice(0, at) + other + uploadTarget.slice(at + 1), bytes);
      assert.ok(status === 403 || status === 405, `${status} at ${at}`);
    }
  });
});

describe('completing an upload', () => {
  it('may be repeated, also at the same time', async () => {
    const bytes = pdfOfSize(200_000);
    const newTask = await createOpenTask(teacher, 'Completed by an impatient client');
    const { versionId, uploadUrl } = (await announce(teacher, newTask, bytes)).body;
    await send(filesUrl, targetOf(uploadUrl), { method: 'PUT', body: bytes });
    const replies = await Promise.all(Array.from({ length: 5 }, () => complete(teacher, newTask, versionId)));
    replies.push(await complete(teacher, newTask, versionId));
    assert.deepEqual(
      replies.map((reply) => reply.status),
      Array(6).fill(200),
    );
    assert.deepEqual(await download(await student.freshUrl(newTask)), bytes);
  });
});

describe('the API server', () => {
  it('serves no PDF bytes at all', async () => {
    const under = [
      '',
      '/files',
      '/api/v1',
      '/docs',
      '/docs/static',
      '/docs/static/..',
      '/docs/static/%2e%2e',
    ];
    for (const each of [path, ...under.map((prefix) => prefix + target)]) {
      const reply = await send(apiUrl, each, { headers: { authorization: `Bearer ${student.token}` } });
      assert.ok(reply.status === 404 || reply.status === 400, `${reply.status} for ${each}`);
      assert.match(reply.code ?? '', /^(not-found|request-invalid)$/);
      assert.ok(!reply.bytes.includes('%PDF'));
    }
  });
});

describe('a large PDF', () => {
  it('streams whole and in parts', async () => {
    const bytes = pdfOfSize(20_000_000);
    const largeTask = await createOpenTask(teacher, 'Large');
    await upload(teacher, largeTask, bytes);
    const large = targetOf(await student.freshUrl(largeTask));
    assert.equal(sha256((await send(filesUrl, large)).bytes), sha256(bytes));
    const middle = await send(filesUrl, large, { headers: { range: 'bytes=1000000-10999999' } });
    assert.equal(middle.status, 206);
    assert.ok(middle.bytes.equals(bytes.subarray(1_000_000, 11_000_000)));
  });
});
