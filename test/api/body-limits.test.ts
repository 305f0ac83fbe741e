import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { openTestApp } from '../support/app.ts';

const { send, person, program: createProgram } = await openTestApp();
const { body: document } = await send('GET /api/v1/openapi.json');

interface Schema {
  readonly $ref?: string;
  readonly type?: string | ReadonlyArray<string>;
  readonly enum?: ReadonlyArray<string>;
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly anyOf?: ReadonlyArray<Schema>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly maxProperties?: number;
}

const bodies = Object.entries(
  document.paths as Record<string, Record<string, { requestBody?: never }>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { requestBody }]) => {
    const { content, description = '' } = (requestBody ?? {}) as {
      content?: Record<string, { schema: Schema }>;
      description?: string;
    };
    const schema = content?.['application/json']?.schema;
    const route = `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, 'x')}`;
    return schema ? [{ route, schema, description }] : [];
  }),
);

const named = ($ref: string): Schema => document.components.schemas[$ref.slice($ref.lastIndexOf('/') + 1)];

/** The sizes that a text names, in bytes. */
const sizesIn = (text: string) =>
  [...text.matchAll(/(\d+) ([KM])iB/g)].map(
    ([, count, unit]) => Number(count) * 1024 ** (unit === 'K' ? 1 : 2),
  );

/** The paths of strings, arrays and maps without a documented limit. */
function unlimited(given: Schema, path: string): ReadonlyArray<string> {
  const schema = given.$ref ? named(given.$ref) : given;
  const { type, anyOf = [], items, properties = {}, additionalProperties: others } = schema;
  const kinds = [type ?? []].flat();
  const isFixed = schema.enum || schema.pattern?.match(/^\^\[[^\]]+\]\{\d+\}\$$/);
  return [
    ...(kinds.includes('string') && schema.maxLength === undefined && !isFixed ? [path] : []),
    ...(kinds.includes('array') && schema.maxItems === undefined ? [path] : []),
    ...(others instanceof Object && schema.maxProperties === undefined ? [path] : []),
    ...anyOf.flatMap((each) => unlimited(each, path)),
    ...(items ? unlimited(items, `${path}[]`) : []),
    ...(others instanceof Object ? unlimited(others, `${path}.*`) : []),
    ...Object.entries(properties).flatMap(([name, each]) => unlimited(each, `${path}.${name}`)),
  ];
}

/** The most bytes that its schema permits, with non-ASCII letters escaped, as Python's `json.dumps` sends them. */
function largest(given: Schema, isAscii = false): string {
  const schema =
    given.maxItems && given.maxItems > 1000 ? { ...given, items: withShortTexts(given.items) } : given;
  const { $ref, type, maxLength = 100, maxItems = 1, items = {}, properties = {} } = schema;
  const [shape] = schema.anyOf ?? [];
  if (shape) return largest({ maxLength, ...shape }, isAscii);
  if ($ref) return largest(named($ref));
  if (schema.enum) return JSON.stringify(schema.enum.findLast((word) => word !== null));
  const [kind] = [type ?? 'object'].flat();
  if (kind === 'array') return `[${Array(maxItems).fill(largest(items)).join(', ')}]`;
  if (kind === 'object') {
    const members = Object.entries(properties).map(
      ([name, each]) => `"${name}": ${largest(each, name === 'url')}`,
    );
    return `{${members.join(', ')}}`;
  }
  if (kind !== 'string') return '1000000';
  const isFreeText = !isAscii && !schema.format && !schema.pattern;
  return `"${(isFreeText ? '\\u017c' : 'x').repeat(maxLength)}"`;
}

/** Ten thousand names of maximum length would be 50 MB, so lists of that size are tested with names and ids of usual length. */
function withShortTexts(given: Schema = {}): Schema {
  const schema = given.$ref ? named(given.$ref) : given;
  if (schema.type !== 'object') return { ...schema, maxLength: 40, pattern: 'a UUID' };
  const { properties = {} } = schema;
  const short = Object.entries(properties).map(([name, each]) => [
    name,
    { ...each, $ref: undefined, anyOf: undefined, maxLength: 50 },
  ]);
  return { ...schema, properties: Object.fromEntries(short) };
}

describe('the limit of a body', () => {
  it('permits the largest body that the schema of the route permits', async () => {
    const admin = await person('admin');
    assert.ok(bodies.length > 20, `${bodies.length} bodies`);
    for (const { route, schema } of bodies) {
      const { status } = await admin.send(route, largest(schema));
      assert.notEqual(status, 413, `${route}, ${largest(schema).length} bytes`);
    }
  });

  it('is documented to the byte in the API document', async () => {
    const admin = await person('admin');
    const program = await createProgram(['grant', 'sync']);
    for (const { route, description } of bodies) {
      const [limit = Number.NaN, ...others] = sizesIn(/At most [^.]+\.$/.exec(description)?.[0] ?? '');
      assert.ok(limit > 0 && others.length === 0, `${route}: ${description}`);
      const isForPrograms = /\/(?:granted-urls|shadow-decisions|sync\/x)$/.test(route);
      const { send: ask } = isForPrograms ? program : admin;
      const statuses = [];
      for (const bytes of [limit, limit + 1]) statuses.push((await ask(route, ' '.repeat(bytes))).status);
      assert.ok(statuses[0] !== 413 && statuses[1] === 413, `${route}, ${limit} bytes: ${statuses}`);
    }
  });

  it('is documented in the manual', () => {
    const manual = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8');
    const [, row = ''] = /^\| body +\|(.+)\|$/m.exec(manual) ?? [];
    const limits = new Set(bodies.flatMap(({ description }) => sizesIn(description)));
    assert.deepEqual(
      sizesIn(row).toSorted((a, b) => a - b),
      [...limits].toSorted((a, b) => a - b),
    );
  });

  it('is documented for each text and list of a body', () => {
    const found = bodies.flatMap(({ route, schema }) => unlimited(schema, route));
    // Their descriptions give limits in bytes, and they have their own refusals.
    assert.deepEqual(found.toSorted(), [
      'POST /api/auth/reset-password.newPassword',
      'POST /api/v1/people-import.csv',
    ]);
  });
});
