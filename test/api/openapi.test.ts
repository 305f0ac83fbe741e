import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { errorTable, LecternError, problemOf } from '../../src/lib/errors.ts';
import { openTestApp } from '../support/app.ts';
import { checkReply, validatorOf } from '../support/check-reply.ts';
import { servedRoutes } from '../support/served-routes.ts';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: ReadonlyArray<string>;
  readonly security?: ReadonlyArray<object>;
  readonly parameters?: ReadonlyArray<object>;
  readonly requestBody?: { readonly required?: boolean };
  readonly responses: Readonly<Record<string, { $ref?: string; description?: string }>>;
}

const { app, send } = await openTestApp();
await app.api.ready();
const { body: document } = await send('GET /api/v1/openapi.json');

const stored = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');

const operations: ReadonlyArray<{ name: string; path: string; operation: Operation }> = Object.entries(
  document.paths as Record<string, Record<string, Operation>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    operation,
  })),
);
const inApi = operations.filter(({ path }) => path.startsWith('/api/v1/'));

type Node = Readonly<Record<string, unknown>>;

function nodesOf(node: unknown): ReadonlyArray<Node> {
  if (Array.isArray(node)) return node.flatMap(nodesOf);
  if (typeof node !== 'object' || node === null) return [];
  return [node as Node, ...Object.values(node).flatMap(nodesOf)];
}

/** The operations that break a rule, by name. */
const breaking = (
  checked: typeof operations,
  isFine: (operation: Operation, path: string) => boolean,
): ReadonlyArray<string> =>
  checked.filter(({ operation, path }) => !isFine(operation, path)).map(({ name }) => name);

describe('the OpenAPI document', () => {
  it('is the openapi.json of the repository', () => {
    assert.deepEqual(document.paths, JSON.parse(stored).paths, 'run: npm run generate');
  });

  it('is version 3.1, and describes how to sign in', () => {
    assert.match(document.openapi, /^3\.1\./);
    assert.deepEqual(Object.keys(document.components.securitySchemes), ['bearer', 'apiKey', 'cookie']);
    assert.deepEqual(document.servers, [{ url: 'http://127.0.0.1:8080' }]);
  });

  it('describes every route of the server', () => {
    const isOurs = (route: string) => !/openapi\.json|\*$/.test(route);
    const served = servedRoutes(app.api).filter(isOurs);
    const described = operations.map(({ name }) => name);
    assert.deepEqual(served.toSorted(), described.toSorted());
  });

  it('describes every operation', () => {
    assert.deepEqual(
      breaking(operations, ({ description }) => Boolean(description?.endsWith('.'))),
      [],
    );
  });

  it('gives every operation a summary and a documented tag', () => {
    const tags = new Set(document.tags.map(({ name }: { name: string }) => name));
    assert.deepEqual(
      breaking(operations, ({ summary, tags: own }) =>
        Boolean(summary && own?.every((tag) => tags.has(tag))),
      ),
      [],
    );
    assert.deepEqual(
      breaking(operations, ({ tags: own = [] }) => own.length === 1),
      [],
    );
  });

  it('names every operation by a unique verb and noun', () => {
    const verbs =
      'add|cancel|change|check|compare|complete|count|create|delete|examine|explain|get|import|list|preview|put|remove|request|reset|restore|revoke|set|sign|trace|update|watch';
    const isVerbAndNoun = new RegExp(`^(?:${verbs})(?:[A-Z][a-z]+)+$`);
    assert.deepEqual(
      breaking(operations, ({ operationId = '' }) => isVerbAndNoun.test(operationId)),
      [],
    );
    const names = operations.map(({ operation }) => operation.operationId);
    assert.deepEqual([...new Set(names)], names);
  });

  it('describes a success and the problems of every operation', () => {
    assert.deepEqual(
      breaking(operations, ({ responses }) => Object.keys(responses).some((status) => /^[23]/.test(status))),
      [],
    );
    assert.deepEqual(
      breaking(operations, ({ responses }) =>
        Object.entries(responses)
          .filter(([status]) => !/^[23]/.test(status))
          .every(([, { $ref = '' }]) => $ref.startsWith('#/components/responses/')),
      ),
      [],
    );
    for (const { content } of Object.values<{ content: object }>(document.components.responses)) {
      assert.deepEqual(
        Object.entries(content).map(([mediaType, { schema }]) => ({ mediaType, schema })),
        [{ mediaType: 'application/problem+json', schema: { $ref: '#/components/schemas/Problem' } }],
      );
    }
  });

  it('describes any other error of an operation as a problem too', () => {
    assert.deepEqual(
      breaking(
        operations,
        ({ responses }) => responses['default']?.$ref === '#/components/responses/Problem',
      ),
      [],
    );
  });

  it('describes refusals that come before routing: requests from other sites, and overload', () => {
    const isUnsafe = (name: string) => !name.startsWith('GET ');
    const unsafe = operations.filter(({ name }) => isUnsafe(name));
    assert.deepEqual(
      breaking(unsafe, ({ responses }) => '403' in responses),
      [],
    );
    const limited = operations.filter(({ path }) => path.startsWith('/api/'));
    assert.deepEqual(
      breaking(limited, ({ responses }) => '503' in responses),
      [],
    );
  });

  it('describes when to retry after too many attempts, and after overload', () => {
    const { TooManyRequests, ServiceUnavailable } = document.components.responses;
    for (const { headers } of [TooManyRequests, ServiceUnavailable]) {
      assert.deepEqual(headers, { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } });
    }
    assert.equal(document.components.headers.RetryAfter.required, true);
  });

  it('describes every success individually', () => {
    assert.doesNotMatch(JSON.stringify(document), /Default Response/);
  });

  it('marks a body that may be empty as optional', () => {
    const { requestBody } = document.paths['/api/v1/tasks/{taskId}/description-url'].post;
    assert.equal(requestBody.required, false);
  });

  it('defines each shape, list of words, parameter and error reply once', () => {
    // A single word only distinguishes shapes.
    const isWord = ({ enum: words }: Node) => Array.isArray(words) && words.length === 1;
    const isShared = (node: Node) =>
      !isWord(node) && ['properties', 'enum', 'x-extensible-enum', 'in'].some((key) => key in node);
    const spelled = Map.groupBy(nodesOf(document).filter(isShared), (node) => JSON.stringify(node));
    assert.deepEqual(
      [...spelled].filter(([, same]) => same.length > 1).map(([content]) => content),
      [],
    );
  });

  it('has null next to an enum, never in one, because generated Zod clients would not compile', () => {
    const lists = nodesOf(document).filter((node) => 'enum' in node);
    assert.ok(lists.length > 0);
    assert.deepEqual(
      lists.filter(({ enum: words }) => (words as ReadonlyArray<unknown>).includes(null)),
      [],
    );
  });

  it('names the shapes that clients refer to', () => {
    const { schemas } = document.components;
    for (const name of [
      'Task',
      'Document',
      'Contest',
      'Group',
      'Account',
      'IssuedUrl',
      'GroupPage',
      'Problem',
    ])
      assert.ok(schemas[name], name);
    const { yourRole } = schemas.Contest.properties;
    assert.deepEqual(yourRole, { anyOf: [{ $ref: '#/components/schemas/ContestRole' }, { type: 'null' }] });
  });

  it('has an example of every body, reply and error in JSON, valid by its schema', () => {
    const inJson = nodesOf(document).flatMap((node) =>
      Object.entries(node).filter(([mediaType]) => /^application\/.*json$/.test(mediaType)),
    ) as ReadonlyArray<[string, { schema: object; example: unknown }]>;
    assert.ok(inJson.length > operations.length);
    for (const [, { schema, example }] of inJson) {
      const validate = validatorOf(schema);
      assert.ok(validate(example), JSON.stringify([schema, example, validate.errors]));
    }
  });

  it('expresses nullable values in one way', () => {
    assert.deepEqual(
      nodesOf(document).filter(({ type, nullable }) => Array.isArray(type) || nullable !== undefined),
      [],
    );
  });

  it('names every object, in requests and in replies', () => {
    const places = new Map<Node, string>();
    for (const [name, schema] of Object.entries<Node>(document.components.schemas)) places.set(schema, name);
    assert.deepEqual(
      nodesOf(document).filter(
        (node) => node['type'] === 'object' && 'properties' in node && !places.has(node),
      ),
      [],
    );
  });

  it('leaves replies open to new members and new words', () => {
    const isReply = ({ operation }: (typeof operations)[number]) => operation.responses;
    const reached = new Set<string>();
    const follow = (node: unknown) => {
      for (const { $ref } of nodesOf(node)) {
        const [, name = ''] = /^#\/components\/schemas\/(.*)$/.exec(String($ref ?? '')) ?? [];
        if (name === '' || reached.has(name)) continue;
        reached.add(name);
        follow(document.components.schemas[name]);
      }
    };
    follow(operations.map(isReply));
    assert.ok(reached.has('Task') && !reached.has('NewTask'));
    for (const name of reached) {
      const nodes = nodesOf(document.components.schemas[name]);
      assert.ok(!nodes.some(({ additionalProperties }) => additionalProperties === false), name);
      // A word that distinguishes shapes is the only fixed one.
      assert.ok(!nodes.some(({ enum: words }) => Array.isArray(words) && words.length > 1), name);
    }
  });

  it('distinguishes shapes by a member that each of them requires', () => {
    const unions = nodesOf(document).filter((node) => 'oneOf' in node);
    assert.equal(unions.length, 3);
    for (const { oneOf, discriminator } of unions) {
      const { propertyName, mapping } = discriminator as { propertyName: string; mapping: object };
      const words = (oneOf as ReadonlyArray<{ $ref: string }>).map(({ $ref }) => {
        const { properties, required } = document.components.schemas[$ref.split('/').at(-1) ?? ''];
        assert.ok(required.includes(propertyName));
        return [properties[propertyName].enum[0], $ref];
      });
      assert.deepEqual(mapping, Object.fromEntries(words));
    }
  });

  it('names the cookie that the server sets', async () => {
    const newAccount = { email: 'ada@example.org', password: 'a-long-password', name: 'Ada' };
    for (const publicUrl of ['http://lectern.example.org', 'https://lectern.example.org']) {
      const one = await openTestApp({ LECTERN_PUBLIC_URL: publicUrl, LECTERN_SIGN_UP: 'open' });
      const { headers } = await one.send('POST /api/auth/sign-up/email', newAccount);
      const { body } = await one.send('GET /api/v1/openapi.json');
      const [name] = String(headers['set-cookie']).split('=');
      assert.equal(body.components.securitySchemes.cookie.name, name);
    }
  });

  it('takes at most 2,350 bytes an operation as it is served', async () => {
    const { text } = await send('GET /api/v1/openapi.json');
    assert.ok(
      text.length < 2350 * operations.length,
      `${text.length} bytes, ${operations.length} operations`,
    );
  });

  it('names the problem of a missing session wherever the API requires one', () => {
    assert.deepEqual(
      breaking(inApi, ({ security, responses }) => security?.length === 0 || '401' in responses),
      [],
    );
  });

  it('names the problem of an unknown id wherever a path has one', () => {
    assert.deepEqual(
      breaking(inApi, ({ responses }, path) => !path.includes('{') || '404' in responses),
      [],
    );
  });

  it('names the problem of an invalid request wherever there is a body, a query or an id', () => {
    assert.deepEqual(
      breaking(
        operations,
        ({ parameters = [], requestBody, responses }) =>
          (parameters.length === 0 && !requestBody) || '400' in responses,
      ),
      [],
    );
  });

  it('names the problems of a body: too large, or of another media type', () => {
    assert.deepEqual(
      breaking(
        operations,
        ({ requestBody, responses }) => !requestBody || ('413' in responses && '415' in responses),
      ),
      [],
    );
  });

  it('names a conflict for the URL of an incomplete version', () => {
    const { responses } = document.paths['/api/v1/tasks/{taskId}/description-url'].post;
    assert.ok('409' in responses);
  });

  it('lists exactly the codes of the table of errors', () => {
    assert.deepEqual(document.components.schemas.ErrorCode['x-extensible-enum'], Object.keys(errorTable));
  });

  it('has no dangling reference', () => {
    const named = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    assert.ok(named.length > 0);
    for (const [, kind = '', name = ''] of named)
      assert.ok(document.components[kind][name], `${kind} ${name}`);
  });
});

describe('the check of every reply that a test receives', () => {
  const problem = JSON.stringify(problemOf(new LecternError('overloaded', 'Try again.'), 'id'));
  const health = {
    method: 'GET',
    target: '/healthz',
    status: 200,
    text: '{"status":"ok","version":"1.2.3"}',
  };
  const json = { 'content-type': 'application/json; charset=utf-8' };
  const problemJson = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };

  it('accepts what the document describes', () => {
    checkReply({ ...health, headers: json });
    const overloaded = { method: 'GET', target: '/api/v1/tasks?limit=1', status: 503, text: problem };
    checkReply({ ...overloaded, headers: { ...problemJson, 'retry-after': '1' } });
  });

  it('refuses another status, media type or body, and a missing header', () => {
    assert.throws(
      () => checkReply({ ...health, status: 202, headers: json }),
      /GET \/healthz answered 202, a status that openapi.json does not name/,
    );
    assert.throws(
      () => checkReply({ ...health, headers: { 'content-type': 'text/html' } }),
      /as "text\/html"/,
    );
    assert.throws(
      () => checkReply({ ...health, text: '{"status":"so-so","version":"1.2.3"}', headers: json }),
      /status must be/,
    );
    assert.throws(
      () => checkReply({ ...health, text: '{"status":"ok","version":"1.2.3","more":1}', headers: json }),
      /additional/,
    );
    assert.throws(
      () =>
        checkReply({
          method: 'DELETE',
          target: '/api/v1/tasks/1',
          status: 503,
          headers: problemJson,
          text: problem,
        }),
      /without the header Retry-After/,
    );
    assert.throws(
      () => checkReply({ method: 'GET', target: '/api/v1/me', status: 401, headers: json, text: problem }),
      /GET \/api\/v1\/me may be cached/,
    );
  });
});

describe('the documentation', () => {
  it('names only addresses of the API that exist', () => {
    const patterns = operations.map(
      ({ path }) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '(?:\\{\\w+\\}|\\$\\w+)')}$`),
    );
    const isServed = (path: string) =>
      patterns.some((pattern) => pattern.test(path)) || /^\/api\/(?:auth|v1|v1\/openapi\.json)$/.test(path);
    for (const file of [
      'README.md',
      'docs/access.md',
      'docs/rights.md',
      'docs/errors.md',
      'docs/requests.md',
      'docs/signed-urls.md',
    ]) {
      const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
      // `$(…)` is an id that a command inside the address looks up.
      const plain = text.replaceAll(/\$\([^()]*(?:\\\([^()]*\\\)[^()]*)*\)/g, '$found');
      const named = [...plain.matchAll(/\/api\/[\w/.{}$-]*[\w}]/g)].map(([path]) => path);
      assert.deepEqual(
        named.filter((path) => !isServed(path)),
        [],
        file,
      );
    }
  });
});
