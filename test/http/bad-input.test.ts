import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { after, describe, it } from 'node:test';
import { assertProblem, openTestApp } from '../support/app.ts';

const { app, core, send, person, task } = await openTestApp();
const teacher = await person('teacher');
const create = 'POST /api/v1/tasks';

const tasksStored = async () =>
  (await core.database.kysely.selectFrom('tasks').select('id').execute()).length;

describe('a body', () => {
  for (const [title, body] of [
    ['malformed JSON', '{"title": '],
    ['no JSON at all', 'title=A'],
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing', ''],
    ['a wrong type', '{"title": 5}'],
    ['an unknown member', '{"title": "A", "owner": "me"}'],
    ['an unknown word', '{"title": "A", "visibility": "public"}'],
    ['a text too long', JSON.stringify({ title: 'x'.repeat(301) })],
    ['a control character', '{"title": "a\\u0000b"}'],
    ['half of a surrogate pair', '{"title": "a\\ud800b"}'],
    ['__proto__', '{"title": "A", "__proto__": {"visibility": "signed-in"}}'],
    ['constructor.prototype', '{"title": "A", "constructor": {"prototype": {}}}'],
  ] as const) {
    it(`with ${title} is 400, without a stack trace, and leaves nothing behind`, async () => {
      const before = await tasksStored();
      const refused = await teacher.send(create, body, { 'content-type': 'application/json' });
      assertProblem(refused, 400, 'request-invalid');
      assert.doesNotMatch(refused.text, /node_modules|\.ts:|\.js:|stack/);
      assert.equal(await tasksStored(), before);
    });
  }

  it('of a megabyte is 413', async () => {
    const megabyte = JSON.stringify({ title: 'x'.repeat(1024 * 1024) });
    assertProblem(await teacher.send(create, megabyte), 413, 'body-too-large');
    assertProblem(await send('POST /api/auth/sign-in/email', megabyte), 413, 'body-too-large');
  });

  for (const type of [
    'application/xml',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'text/plain',
  ]) {
    it(`as ${type} is 415`, async () => {
      assertProblem(
        await teacher.send(create, '{"title":"A"}', { 'content-type': type }),
        415,
        'media-type-unsupported',
      );
    });
  }

  it('of a change that changes nothing is 400', async () => {
    const { id } = await task(teacher);
    assertProblem(await teacher.send(`PATCH /api/v1/tasks/${id}`, {}), 400, 'request-invalid');
  });
});

describe('a time', () => {
  const withEmbargo = (embargoUntil: unknown) =>
    teacher.send(create, { title: 'Under embargo', embargoUntil });

  for (const text of ['', 'tomorrow', '2026-11-24', '2026-11-24T12:00:00', '2026-13-01T00:00:00Z', 5]) {
    it(`is refused as ${JSON.stringify(text)} (RFC 3339 §5.6)`, async () => {
      assertProblem(await withEmbargo(text), 400, 'request-invalid');
    });
  }

  // Valid by RFC 3339 §5.7 or taken by some readers of it; none of them may become an empty date.
  for (const text of ['2016-12-31T23:59:60Z', '2030-11-24T12:00:00+05', '2030-11-24T12:00:00+0530']) {
    it(`is refused or understood, and never lost, as ${text}`, async () => {
      const { status, body } = await withEmbargo(text);
      const withoutEmbargo = core.database.kysely
        .selectFrom('tasks')
        .select('id')
        .where('title', '=', `Under embargo until ${text}`)
        .where('embargoUntil', 'is', null);
      assert.deepEqual(await withoutEmbargo.execute(), []);
      if (status === 201) assert.match(body.embargoUntil, /^(?:2017-01-01|2030-11-24)T/);
      else assert.deepEqual([status, body.code], [400, 'request-invalid']);
    });
  }
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

  it('with an id that cannot be one is 404 or 400, and no more', async () => {
    for (const id of [
      'x'.repeat(64),
      'x'.repeat(65),
      'x'.repeat(200),
      '%00',
      '%27%20or%201=1',
      '..%2f..',
      '%F0%9F%A6%89',
    ]) {
      const { status, body } = await teacher.send(`GET /api/v1/tasks/${id}`);
      assert.ok(['404 not-found', '400 request-invalid'].includes(`${status} ${body.code}`), id);
    }
  });

  it('that cannot be decoded is 400', async () => {
    assertProblem(await teacher.send('GET /api/v1/tasks/%E0%A4%A'), 400, 'request-invalid');
  });

  it('serves no bytes of a PDF, whatever the path', async () => {
    for (const path of ['/documents/ab/c.pdf', '/files/objects/documents/ab/c.pdf', '/../data/lectern.db']) {
      assertProblem(await teacher.send(`GET ${path}`), 404, 'not-found');
    }
  });

  it('with an unknown or wrong query is 400', async () => {
    const { id } = await task(teacher);
    for (const query of ['language=e', 'disposition=download', 'language=en&language=pl', 'ttl=5']) {
      assertProblem(await teacher.send(`GET /api/v1/tasks/${id}?${query}`), 400, 'request-invalid');
    }
  });
});

interface Parameter {
  readonly name: string;
  readonly schema: { readonly type?: string };
  readonly $ref?: string;
}

/** Those of every GET, as the API document has them. */
async function numericParameters(): Promise<ReadonlyArray<{ path: string; name: string }>> {
  const { paths, components } = (await send('GET /api/v1/openapi.json')).body;
  const gets = paths as Record<string, { get?: { parameters?: Array<Parameter> } }>;
  const shared = (ref: string): Parameter => components.parameters[ref.slice(ref.lastIndexOf('/') + 1)];
  return Object.entries(gets).flatMap(([path, { get }]) =>
    (get?.parameters ?? [])
      .map((parameter) => (parameter.$ref === undefined ? parameter : shared(parameter.$ref)))
      .filter(({ schema }) => schema.type === 'integer' || schema.type === 'number')
      .map(({ name }) => ({ path, name })),
  );
}

describe('a number in a query', () => {
  const texts = [
    '1e309',
    '-1e309',
    'Infinity',
    '-Infinity',
    'NaN',
    '0x10',
    '1.5',
    '+5',
    '05',
    '%205',
    '5%20',
    '',
  ];
  it('is 400 unless it is one of JSON (RFC 8259 §6) within the limits of its parameter', async () => {
    const admin = await person('admin');
    const numeric = await numericParameters();
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

describe('bytes that are no HTTP', () => {
  it('are refused with problem details and without an echo', async () => {
    await app.api.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((app.api.server.address() as AddressInfo).port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.write('SECRET / nonsense\r\n\r\n');
    await once(socket, 'close');
    const [head = '', body = ''] = text.split('\r\n\r\n');
    assert.match(head, /^HTTP\/1\.1 400 Bad Request\r\n/);
    assert.match(head, /\r\nContent-Type: application\/problem\+json\r\n/);
    assert.equal(JSON.parse(body).code, 'request-invalid');
    assert.doesNotMatch(text, /SECRET|nonsense/);
  });
  after(() => app.api.server.closeAllConnections());
});
