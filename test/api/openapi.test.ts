import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { errorTable, LecternError, problemOf } from '../../src/lib/errors.ts';
import { openTestApp } from '../support/app.ts';
import { checkReply, validatorOf } from '../support/check-reply.ts';
import { pluck } from '../support/pluck.ts';
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

const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      ...{ path, method, operation },
    })),
);

type Node = Readonly<Record<string, unknown>>;

function nodesOf(node: unknown): ReadonlyArray<Node> {
  if (Array.isArray(node)) return node.flatMap(nodesOf);
  if (typeof node !== 'object' || node === null) return [];
  return [node as Node, ...Object.values(node).flatMap(nodesOf)];
}

const isProblem = ({ $ref = '' }) => $ref.startsWith('#/components/responses/');
const tags = new Set(document.tags.map(({ name }: { name: string }) => name));
const verbs =
  'accept|add|cancel|change|check|compare|complete|count|create|delete|examine|explain|get|import|list|preview|put|remove|replay|request|reset|restore|revoke|set|sign|test|trace|update|watch';
const isVerbAndNoun = new RegExp(`^(?:${verbs})(?:[A-Z][a-z]+)+$`);

/** What the description of each operation must have. */
const rules: Readonly<Record<string, (operation: Operation, path: string, method: string) => boolean>> = {
  'a description in sentences': ({ description }) => Boolean(description?.endsWith('.')),
  'a summary, and one documented tag': ({ summary, tags: own = [] }) =>
    Boolean(summary && own.length === 1 && own.every((tag) => tags.has(tag))),
  'a name of a verb and a noun': ({ operationId = '' }) => isVerbAndNoun.test(operationId),
  'a success': ({ responses }) => Object.keys(responses).some((status) => /^[23]/.test(status)),
  'problems for all errors that it names': ({ responses }) =>
    Object.entries(responses).every(([status, reply]) => /^[23]/.test(status) || isProblem(reply)),
  'a problem for any other error': ({ responses }) =>
    responses['default']?.$ref === '#/components/responses/Problem',
  'the refusal of requests from other sites, before routing': ({ responses }, _, method) =>
    method === 'get' || '403' in responses,
  'the refusal by overload, before routing': ({ responses }, path) =>
    !path.startsWith('/api/') || '503' in responses,
  'the problem of a missing session, where the API requires one': ({ security, responses }, path) =>
    !path.startsWith('/api/v1/') || security?.length === 0 || '401' in responses,
  'the problem of an unknown id, where its path has one': ({ responses }, path) =>
    !path.includes('{') || '404' in responses,
  'the problem of an invalid request, where it has a body, a query or an id': (operation) =>
    (!operation.parameters?.length && !operation.requestBody) || '400' in operation.responses,
  'the problems of a body that is too large, or of another media type': ({ requestBody, responses }) =>
    !requestBody || ('413' in responses && '415' in responses),
};

describe('the OpenAPI document', () => {
  for (const [what, isFine] of Object.entries(rules)) {
    it(`has for every operation: ${what}`, () => {
      const breaking = operations.filter(({ operation, path, method }) => !isFine(operation, path, method));
      assert.deepEqual(pluck(breaking, 'name'), []);
    });
  }

  it('is the openapi.json of the repository', () => {
    assert.deepEqual(document.paths, JSON.parse(stored).paths, 'run: npm run generate');
  });

  it('is version 3.1, and describes how to sign in', () => {
    assert.match(document.openapi, /^3\.1\./);
    assert.deepEqual(Object.keys(document.components.securitySchemes), ['bearer', 'apiKey', 'cookie']);
    assert.deepEqual(document.servers, [{ url: 'http://127.0.0.1:8080' }]);
  });

  it('describes every route of the server', () => {
    const served = servedRoutes(app.api).filter((route) => !/openapi\.json|\*$/.test(route));
    assert.deepEqual(served.toSorted(), operations.map(({ name }) => name).toSorted());
  });

  it('describes problems in one shape and media type', () => {
    for (const { content } of Object.values<{ content: object }>(document.components.responses)) {
      assert.deepEqual(
        Object.entries(content).map(([mediaType, { schema }]) => ({ mediaType, schema })),
        [{ mediaType: 'application/problem+json', schema: { $ref: '#/components/schemas/Problem' } }],
      );
    }
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

  it('names the shapes that clients refer to', () => {
    const { schemas } = document.components;
    const names = ['Task', 'Document', 'Contest', 'Group', 'Account', 'IssuedUrl', 'GroupPage', 'Problem'];
    for (const name of names) assert.ok(schemas[name], name);
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

  const named: ReadonlySet<unknown> = new Set(Object.values(document.components.schemas));
  for (const [what, isWrong] of Object.entries<(node: Node) => boolean>({
    'no null in an enum, because generated Zod clients would not compile': ({ enum: words }) =>
      Array.isArray(words) && words.includes(null),
    'one way to express nullable values': ({ type, nullable }) =>
      Array.isArray(type) || nullable !== undefined,
    'a name for every object, in requests and in replies': (node) =>
      node['type'] === 'object' && 'properties' in node && !named.has(node),
  })) {
    it(`has ${what}`, () => {
      assert.deepEqual(nodesOf(document).filter(isWrong), []);
    });
  }

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

  it('lists exactly the codes of the table of errors', () => {
    assert.deepEqual(document.components.schemas.ErrorCode['x-extensible-enum'], Object.keys(errorTable));
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

  const remove = { method: 'DELETE', target: '/api/v1/tasks/1', status: 503, text: problem };
  const read = { method: 'GET', target: '/api/v1/me', status: 401, text: problem };
  for (const [what, reply, message] of [
    ['another status', { ...health, status: 202, headers: json }, /202, a status that openapi.json does not/],
    ['another media type', { ...health, headers: { 'content-type': 'text/html' } }, /as "text\/html"/],
    [
      'another word',
      { ...health, text: '{"status":"so-so","version":"1"}', headers: json },
      /status must be/,
    ],
    ['a member', { ...health, text: '{"status":"ok","version":"1","more":1}', headers: json }, /additional/],
    ['no Retry-After', { ...remove, headers: problemJson }, /without the header Retry-After/],
    ['no ban on caching', { ...read, headers: json }, /GET \/api\/v1\/me may be cached/],
  ] as const) {
    it(`refuses a reply that the document does not describe: ${what}`, () => {
      assert.throws(() => checkReply(reply), message);
    });
  }
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
