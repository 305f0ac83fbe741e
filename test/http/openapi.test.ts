import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { errorTable } from '../../src/errors.ts';
import { openTestApp } from '../support/app.ts';
import { servedRoutes } from '../support/served-routes.ts';
import { runLectern } from '../support/server-process.ts';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: ReadonlyArray<string>;
  readonly security?: ReadonlyArray<object>;
  readonly parameters?: ReadonlyArray<{ in: string; name: string }>;
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: object }> }>>;
}

const { app, send } = await openTestApp();
await app.api.ready();
const { body: document } = await send('GET /api/v1/openapi.json');

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

/** The operations that break a rule, by name. */
const breaking = (
  checked: typeof operations,
  isFine: (operation: Operation, path: string) => boolean,
): ReadonlyArray<string> =>
  checked.filter(({ operation, path }) => !isFine(operation, path)).map(({ name }) => name);

describe('the OpenAPI document', () => {
  it('is the openapi.json of the repository, and what `lectern openapi` prints', async () => {
    const stored = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));
    const { code, stdout } = await runLectern(['openapi'], {
      LECTERN_PUBLIC_URL: 'https://elsewhere.example.org',
    });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), stored, 'run: npm run generate');
    assert.deepEqual(document.paths, stored.paths);
  });

  it('is version 3.1, with the ways to sign in', () => {
    assert.match(document.openapi, /^3\.1\./);
    assert.deepEqual(Object.keys(document.components.securitySchemes), ['bearer', 'cookie']);
    assert.deepEqual(document.servers, [{ url: 'http://127.0.0.1:8080' }]);
  });

  it('describes every route of the server', () => {
    const isOurs = (route: string) => !/openapi\.json|\*$/.test(route);
    const served = servedRoutes(app.api).filter(isOurs);
    const described = operations.map(({ name }) => name);
    assert.deepEqual(served.toSorted(), described.toSorted());
  });

  it('gives every operation a summary and a tag that is explained', () => {
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

  it('names every operation by a verb and a noun, and none twice', () => {
    const verbs =
      'add|change|check|complete|count|create|delete|examine|explain|get|import|list|preview|remove|reset|set|sign|trace|update';
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
      breaking(operations, ({ responses }) =>
        Object.keys(responses).some((status) => status.startsWith('2')),
      ),
      [],
    );
    assert.deepEqual(
      breaking(operations, ({ responses }) =>
        Object.entries(responses)
          .filter(([status]) => !status.startsWith('2'))
          .every(([, { content }]) =>
            JSON.stringify(content?.['application/problem+json']?.schema).includes('schemas/Problem'),
          ),
      ),
      [],
    );
  });

  it('names the problem of a missing session wherever the API needs one', () => {
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

  it('names a conflict for the URL of a version that is not completed', () => {
    const { responses } = document.paths['/api/v1/tasks/{taskId}/description-url'].post;
    assert.ok('409' in responses);
  });

  it('lists exactly the codes of the table of errors', () => {
    assert.deepEqual(document.components.schemas.Problem.properties.code.enum, Object.keys(errorTable));
  });

  it('refers to nothing that is not there', () => {
    const named = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    const schemas = Object.keys(document.components.schemas);
    assert.ok(named.length > 0);
    for (const [, name = ''] of named) assert.ok(schemas.includes(name), name);
  });
});

describe('the documentation', () => {
  it('names only addresses of the API that exist', () => {
    const patterns = operations.map(
      ({ path }) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '(?:\\{\\w+\\}|\\$\\w+)')}$`),
    );
    const isServed = (path: string) =>
      patterns.some((pattern) => pattern.test(path)) || /^\/api\/(?:auth|v1|v1\/openapi\.json)$/.test(path);
    for (const file of ['README.md', 'docs/access.md', 'docs/errors.md', 'docs/signed-urls.md']) {
      const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
      // An id that a command inside the address finds out is `$(…)`.
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
