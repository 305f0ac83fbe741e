import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** A server's answer to a request; names of headers are lower-case. */
export interface CheckedReply {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

interface ReplyObject {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, HeaderObject>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface HeaderObject {
  readonly $ref?: string;
  readonly required?: boolean;
}

type Operation = { readonly responses: Readonly<Record<string, ReplyObject>> };

/** Clients accept unknown members and words; a server of the same code must have no others. */
const closed = (_key: string, value: unknown) => {
  if (!(value instanceof Object)) return value;
  if ('x-extensible-enum' in value) return { ...value, enum: value['x-extensible-enum'] };
  const isOpen = 'properties' in value && 'type' in value && !('additionalProperties' in value);
  return isOpen ? { ...value, additionalProperties: false } : value;
};
const text = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');
const document = JSON.parse(text, closed);
const components: Readonly<Record<string, Readonly<Record<string, never>>>> = document.components;

const paths = Object.entries(document.paths as Record<string, Record<string, Operation>>)
  .map(([path, operations]) => ({ pattern: patternOf(path), parameters: path.split('{').length, operations }))
  .toSorted((one, other) => one.parameters - other.parameters);

const ajv = new Ajv2020({ strict: false, allErrors: true });
// The types of this CommonJS module repeat its default export.
(addFormats as unknown as typeof addFormats.default)(ajv);
ajv.addSchema({ $id: 'openapi.json', components });
const validators = new Map<object, ValidateFunction>();

/**
 * Asserts that openapi.json describes a reply: its status, its media type, its required headers and its body. Replies
 * of addresses that are no operations of the document pass. No reply of the API may be cached.
 */
export function checkReply({ method, target, status, headers, text }: CheckedReply): void {
  const [path = ''] = target.split(/[?#]/, 1);
  if (path.startsWith('/api/') && path !== '/api/v1/openapi.json') {
    assert.equal(headers['cache-control'], 'no-store', `${method} ${path} may be cached`);
  }
  const operation = paths.find(({ pattern }) => pattern.test(path))?.operations[method.toLowerCase()];
  if (!operation) return;
  const what = `${method} ${path} answered ${status}`;
  const isWrong = (problem: string) =>
    `${what}, ${problem}. Does openapi.json match this code ("npm run generate")?\n${text.slice(0, 1000)}`;

  const named = operation.responses[status] ?? (status >= 500 ? operation.responses['default'] : undefined);
  assert.ok(named, isWrong('a status that openapi.json does not name for it'));
  const reply = resolve(named);
  for (const [name, header] of Object.entries(reply.headers ?? {})) {
    const isThere = !resolve(header).required || headers[name.toLowerCase()] !== undefined;
    assert.ok(isThere, isWrong(`without the header ${name}`));
  }
  if (!reply.content) {
    assert.equal(text, '', isWrong('with a body, which openapi.json does not describe'));
    return;
  }
  const [mediaType = ''] = String(headers['content-type'] ?? '').split(/\s*;/, 1);
  const media = reply.content[mediaType];
  assert.ok(media, isWrong(`as "${mediaType}", which openapi.json does not name for it`));
  const validate = validatorOf(media.schema);
  const body: unknown = mediaType.endsWith('json') ? JSON.parse(text) : text;
  assert.ok(validate(body), isWrong(`which does not match openapi.json: ${ajv.errorsText(validate.errors)}`));
}

export function validatorOf(schema: object): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"openapi.json#/components/');
  const made = ajv.compile(JSON.parse(text));
  validators.set(schema, made);
  return made;
}

function resolve<Found extends { readonly $ref?: string }>(found: Found): Found {
  const [, kind = '', name = ''] = /^#\/components\/(\w+)\/(\w+)$/.exec(found.$ref ?? '') ?? [];
  return found.$ref === undefined ? found : (components[kind]?.[name] as unknown as Found);
}

function patternOf(path: string): RegExp {
  const literal = path.replaceAll('.', '\\.');
  return new RegExp(`^${literal.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
