import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { operations } from '../properties/api-operations.ts';
import { assertProblem, openTestApp } from '../support/app.ts';
import { exchangeRaw, repliesIn } from '../support/raw-http.ts';
import { testDialect } from '../support/test-database.ts';

const { app, core, send, person, task, publish } = await openTestApp();
const teacher = await person('teacher');
const create = 'POST /api/v1/tasks';

const tasksStored = async () =>
  (await core.database.kysely.selectFrom('tasks').select('id').execute()).length;

describe('a body', () => {
  for (const [title, body] of [
    ['malformed JSON', '{"title": '],
    ['no JSON at all', 'title=A'],
    ['a list', '[]'],
    ['a control character', '{"title": "a\\u0000b"}'],
    ['a mark that reverses the direction of text', '{"title": "a\\u202eb"}'],
    ['a zero-width space', '{"title": "a\\u200bb"}'],
    ['half of a surrogate pair', '{"title": "a\\ud800b"}'],
    ['__proto__', '{"title": "A", "__proto__": {"visibility": "signed-in"}}'],
    ['constructor.prototype', '{"title": "A", "constructor": {"prototype": {}}}'],
    ['ten thousand brackets', '['.repeat(10_000)],
    ['a title of spaces', '{"title": "   "}'],
    ['a title with a line break', '{"title": "a\\nb"}'],
    ['an invalid language', '{"title": "x", "primaryLanguage": "../en"}'],
    ['signed-in visibility without a date', '{"title": "x", "visibility": "signed-in"}'],
    ['a day that does not exist', '{"title": "x", "embargoUntil": "2026-02-30T00:00:00Z"}'],
    ['a time with a line break', '{"title": "x", "embargoUntil": "2026-02-03\\n00:00:00Z"}'],
  ] as const) {
    it(`with ${title} is refused with 400, without a stack trace or side effect`, async () => {
      const before = await tasksStored();
      const refused = await teacher.send(create, body, { 'content-type': 'application/json' });
      assertProblem(refused, 400, 'request-invalid');
      assert.doesNotMatch(
        refused.text,
        /node_modules|\.[jt]s:|stack|\bat [\w.<]+ \(|SQLITE|\/work\/|\/tmp\//,
      );
      assert.equal(await tasksStored(), before);
    });
  }

  const forms = ['multipart/form-data', 'application/x-www-form-urlencoded'];
  for (const type of ['application/xml', 'text/plain', ...forms]) {
    it(`as ${type} is refused with 415`, async () => {
      const refused = await teacher.send(create, '{"title":"A"}', { 'content-type': type });
      assertProblem(refused, 415, 'media-type-unsupported');
    });
  }
});

describe('a time', () => {
  const withEmbargo = (embargoUntil: unknown) =>
    teacher.send(create, { title: 'Under embargo', embargoUntil });

  it('is refused in another format than that of RFC 3339 §5.6', async () => {
    const wrong = ['', 'tomorrow', '2026-11-24', '2026-11-24T12:00:00', '2026-13-01T00:00:00Z', 5];
    // Some parsers accept the first, and take the others for no time.
    const strange = ['2016-12-31T23:59:60Z', '2030-11-24T12:00:00+05', '2030-11-24T12:00:00+0530'];
    for (const text of [...wrong, ...strange]) {
      assertProblem(await withEmbargo(text), 400, 'request-invalid');
    }
  });
});

describe('an address', () => {
  it('that does not exist is 404', async () => {
    for (const route of [
      'GET /api/v1/nothing',
      'GET /api/v2/tasks',
      'DELETE /api/v1/tasks',
      'PUT /healthz',
    ]) {
      assertProblem(await send(route), 404, 'not-found');
    }
  });

  it('with an unknown id is 404, and 400 when it is too long or neither an id of Lectern nor external', async () => {
    const { id } = await task(teacher);
    const other = id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const strange = ['%20', '..%2F..%2Fetc%2Fpasswd', '%27%20or%201=1', '%F0%9F%A6%89', `${id}0`, ` ${id}`];
    // The longest valid id has 204 characters: `ext:` and an external id.
    const longest = `ext:${'x'.repeat(200)}`;
    for (const unknown of [other, 'ext%3Anothing', longest, 'x', ...strange]) {
      const isReference = unknown === other || unknown.startsWith('ext');
      for (const route of [`GET /api/v1/tasks/${unknown}`, `GET /api/v1/groups/${unknown}`]) {
        const reply = await teacher.send(route);
        if (isReference) assertProblem(reply, 404, 'not-found');
        else assertProblem(reply, 400, 'request-invalid');
      }
      for (const route of [
        `GET /api/v1/tasks/${id}/documents/en/versions/${unknown}`,
        `POST /api/v1/tasks/${id}/documents/${unknown}/complete`,
      ]) {
        assertProblem(await teacher.send(route), 404, 'not-found');
      }
      const versionId = decodeURIComponent(unknown);
      const fresh = await teacher.send(`POST /api/v1/tasks/${id}/description-url`, { versionId });
      assertProblem(fresh, 404, 'not-found');
    }
    assertProblem(await teacher.send(`GET /api/v1/tasks/${'x'.repeat(205)}`), 400, 'request-invalid');
    // PostgreSQL accepts no NUL in text.
    const [status, code] = testDialect === 'postgres' ? [400, 'request-invalid'] : [404, 'not-found'];
    assertProblem(await teacher.send('GET /api/v1/tasks/ext:%00'), Number(status), String(code));
  });

  it('that cannot be decoded is refused with 400', async () => {
    for (const id of ['%E0%A4%A', '%ff']) {
      assertProblem(await teacher.send(`GET /api/v1/tasks/${id}`), 400, 'request-invalid');
    }
  });

  it('serves no bytes of a PDF, whatever the path', async () => {
    const { id } = await task(teacher);
    await publish({ id }, teacher);
    const url: string = (await teacher.send(`GET /api/v1/tasks/${id}`)).body.descriptionPdfUrl;
    const target = url.slice(core.config.filesUrl.length);
    const folders = ['', '/files', '/files/objects', '/api/v1', '/docs', '/docs/static/%2e%2e'];
    for (const path of [...folders.map((folder) => folder + target), '/../data/lectern.db']) {
      const { status, body, text } = await teacher.send(`GET ${path}`);
      assert.match(`${status} ${body.code}`, /^(404 not-found|400 request-invalid)$/, path);
      assert.ok(!text.includes('%PDF'), path);
    }
  });
});

/** The numeric parameters of every documented GET. */
const numeric = operations
  .filter(({ method }) => method === 'GET')
  .flatMap(({ path, parameters }) =>
    parameters
      .filter(({ schema }) => schema.type === 'integer' || schema.type === 'number')
      .map(({ name }) => ({ path, name })),
  );

describe('a number in a query', () => {
  const texts = ['1e309', '-1e309', 'Infinity', 'NaN', '0x10', '1.5', '+5', '05', '%205', '5%20', ''];
  it('is refused with 400 unless it is a JSON number (RFC 8259 §6) within the limits of its parameter', async () => {
    const admin = await person('admin');
    assert.ok(numeric.length > 10, `${numeric.length} parameters`);
    for (const { path, name } of numeric) {
      const address = path.replaceAll(/\{\w+\}/g, 'x');
      for (const text of texts) {
        assertProblem(await admin.send(`GET ${address}?${name}=${text}`), 400, 'request-invalid');
      }
    }
    assert.equal((await admin.send('GET /api/v1/tasks?limit=1e2')).status, 200);
  });
});

describe('malformed HTTP', () => {
  after(() => app.api.server.closeAllConnections());

  it('is refused with problem details that do not repeat the request', async () => {
    await app.api.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.api.server.address() as AddressInfo;
    const [reply] = repliesIn(await exchangeRaw(port, 'SECRET / nonsense\r\n\r\n'));
    assert.equal(reply?.status, 400);
    assert.equal(reply?.headers.get('content-type'), 'application/problem+json');
    assert.equal(JSON.parse(String(reply?.body)).code, 'request-invalid');
    assert.doesNotMatch(String(reply?.body), /SECRET|nonsense/);
  });
});
