import fc from 'fast-check';
import { hourMs } from '../support/settable-clock.ts';
import { sized } from '../support/test-size.ts';
import {
  type IdKind,
  idKindOf,
  type Operation,
  resolved,
  type Schema,
  type Target,
  type Values,
} from './api-operations.ts';

export interface Call extends Target {
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** What exists for requests to name, and values for parameters whose format the document does not describe. */
export interface Known {
  readonly ids: Readonly<Record<IdKind, ReadonlyArray<string>>>;
  /** By the name of the parameter or property. */
  readonly texts: Readonly<Record<string, ReadonlyArray<string>>>;
  readonly nowMs: number;
}

/** Values that a schema allows, of which only some also make sense. */
function valuesOf(given: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  const schema = resolved(given);
  const kind = idKindOf(name);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => valuesOf(each, name, known)));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => valuesOf({ ...schema, type }, name, known)));
  }
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'array': {
      const { minItems: minLength = 0, maxItems = 3 } = schema;
      const item = valuesOf(schema.items ?? {}, name, known);
      return fc.array(item, { minLength, maxLength: Math.max(minLength, Math.min(maxItems, 3)) });
    }
    case 'object':
      return objectOf(schema, known);
    case 'string':
      return kind ? fc.constantFrom(...known.ids[kind]) : textOf(schema, name, known);
    default:
      return known.texts[name] ? textOf(schema, name, known) : fc.jsonValue({ maxDepth: 2 });
  }
}

function numberOf({ minimum = -(2 ** 31), maximum = 2 ** 31 }: Schema): fc.Arbitrary<number> {
  const near = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 100) });
  return fc.oneof(near, fc.constantFrom(minimum, maximum));
}

function textOf(schema: Schema, name: string, { texts, nowMs }: Known): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 30 } = schema;
  const knownHere = texts[name];
  if (knownHere) return fc.constantFrom(...knownHere);
  if (format === 'date-time') {
    return fc
      .oneof(
        fc.integer({ min: -3, max: 30 }).map((hours) => nowMs + hours * hourMs),
        fc.constantFrom(0, nowMs),
      )
      .map((ms) => new Date(ms).toISOString());
  }
  if (format === 'email') return fc.constantFrom(...(texts['email'] ?? []), 'nobody@example.org');
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 30)) });
}

function objectOf(
  { properties = {}, required = [], minProperties }: Schema,
  known: Known,
): fc.Arbitrary<object> {
  const isOfAnyNames = minProperties !== undefined && Object.keys(properties).length === 0;
  if (isOfAnyNames) return fc.constantFrom({ en: 'Example' }, { pl: 'Pierwszy\n\ndrugi' });
  const values: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valuesOf(schema, name, known)]),
  );
  return fc.record(values, { requiredKeys: [...required] });
}

/** Requests that the schemas of an operation allow. */
export function callsOf(operation: Operation, known: Known): fc.Arbitrary<Call> {
  const { parameters, bodies } = operation;
  const valuesIn = (where: string) => {
    const named = parameters.filter((each) => each.in === where);
    return fc.record(
      Object.fromEntries(named.map(({ name, schema }) => [name, valuesOf(schema, name, known)])),
      { requiredKeys: named.filter(({ required }) => required).map(({ name }) => name) },
    );
  };
  const types = Object.entries(bodies);
  const sent: fc.Arbitrary<Pick<Call, 'body' | 'headers'>> =
    types.length === 0
      ? fc.constant({ headers: {} })
      : fc
          .constantFrom(...types)
          .chain(([type, schema]) =>
            valuesOf(schema, type, known).map((body) => ({ body, headers: { 'content-type': type } })),
          );
  return fc
    .tuple(valuesIn('path'), valuesIn('query'), sent)
    .map(([inPath, inQuery, rest]) => ({ operation, inPath, inQuery, ...rest }));
}

/** Values that parsers, databases and terminals have failed on, also where another type is expected. */
const hostileValues: ReadonlyArray<unknown> = [
  ...[null, '', 'a\0b', '\uD800', 'a'.repeat(5000), -1, 1e21, 2 ** 53, [], {}],
  JSON.parse('{"__proto__": {"admin": true}, "constructor": {"prototype": {}}}'),
  ...['1e309', "' or 1=1 --", '%00', '%_\\'],
  ...moreAtNight([
    ...[' ', '\0', '\u202Eabc', '\u001b[2J', 'e\u0301', '../../etc/passwd', '__proto__', 'constructor'],
    ...[
      'NaN',
      '-0',
      '0x10',
      '9007199254740993',
      '2026-02-30T25:61:61Z',
      '+275760-09-13T00:00:00.001Z',
      '😀'.repeat(300),
    ],
    ...[true, 0, 1.5, -1e308, [[]], [null], { $gt: '' }],
  ]),
];

/** Bodies that break JSON parsers. */
const hostileBodies: ReadonlyArray<string> = [
  ...['', '{', 'null', '\uFEFF{}', '{"title":1,"title":"a"}', '{"__proto__":{"a":1}}', '"\\ud800"'],
  '['.repeat(20_000),
  `{"a":${'9'.repeat(400)}}`,
];

const hostileQueries: ReadonlyArray<string> = [
  ...['limit=1e309', 'limit=-1', 'limit=1&limit=2', 'limit[]=1', 'cursor=AAAA', 'cursor=%00', 'text=%ff%fe'],
  ...['a=1&'.repeat(500), `x=${'y'.repeat(4000)}`, '__proto__[admin]=1'],
];

const hostileHeaders: ReadonlyArray<Readonly<Record<string, string>>> = [
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'multipart/form-data' },
  { accept: 'application/xml;q=0.5, */*;q=nope' },
  { 'accept-language': '*;q=0, ,,;q=' },
  { 'if-none-match': '"', 'if-match': '*' },
  { range: 'bytes=9-1' },
  { origin: 'null' },
  { cookie: 'a; =; lectern.session_token=%ff' },
  { authorization: 'Bearer' },
  { 'content-length': '3' },
  { 'x-forwarded-for': '::1, not an address', forwarded: 'for=' },
];

function moreAtNight(values: ReadonlyArray<unknown>): ReadonlyArray<unknown> {
  return values.slice(0, sized(0, values.length));
}

/** A request with one thing wrong: each hostile value in each place, and each hostile body, query and header. */
export function wrongOnes(call: Call): ReadonlyArray<Call> {
  return [
    ...withOneWrong(call.inPath).map((inPath) => ({ ...call, inPath: inPath as Values })),
    ...withOneWrong(call.inQuery).map((inQuery) => ({ ...call, inQuery: inQuery as Values })),
    ...(call.body === undefined ? [] : [...hostileValues, ...withOneWrong(call.body), ...hostileBodies]).map(
      (body) => ({ ...call, body }),
    ),
    ...hostileQueries.map((moreQuery) => ({ ...call, moreQuery })),
    ...hostileHeaders.map((headers) => ({ ...call, headers: { ...call.headers, ...headers } })),
  ];
}

/** An array or object with each hostile value in place of each member, also of nested ones. */
function withOneWrong(value: unknown): ReadonlyArray<unknown> {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([place, own]) =>
    [...hostileValues, ...withOneWrong(own)].map((wrong) =>
      Array.isArray(value) ? value.with(Number(place), wrong) : { ...value, [place]: wrong },
    ),
  );
}
