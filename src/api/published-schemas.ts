import { isDeepStrictEqual } from 'node:util';
import {
  type ApiDocument,
  capitalized,
  isParameter,
  operationsOf,
  type Schema,
  sorted,
} from './shared-components.ts';

/**
 * Rewrites the server's schemas for generators of clients. Replies permit further members and words, so that they can
 * grow without breaking clients. Every object gets a name. Nullable types become `anyOf` with null, because generators
 * read 3.1's lists of types less well. Schemas with a name move to the components of the document.
 */
export function publishSchemas(document: ApiDocument): void {
  const operations = operationsOf(document);
  const answered = new Set<unknown>();
  for (const { responses } of operations) collectWords(responses, answered);
  const schemas: Record<string, Schema> = {};
  const publish = (schema: Schema, name: string, side: Side) =>
    published(schema, { name, side, answered, schemas });

  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    schemas[name] = publish(schema, '', 'reply');
  }
  for (const { operationId = '', parameters = [], requestBody, responses } of operations) {
    const name = capitalized(operationId);
    for (const parameter of parameters.filter(isParameter)) {
      // The plugin moves the description out of a parameter's schema; a named one is the same everywhere.
      const { schema, description } = parameter;
      const isNamed = schema.title !== undefined && description;
      parameter.schema = publish(isNamed ? { ...schema, description } : schema, '', 'request');
    }
    for (const media of Object.values(requestBody?.content ?? {})) {
      media.schema = publish(media.schema, `${name}Request`, 'request');
    }
    for (const response of Object.values(responses)) {
      for (const media of Object.values(('content' in response && response.content) || {})) {
        media.schema = publish(media.schema, `${name}Reply`, 'reply');
      }
    }
  }
  document.components = { ...document.components, schemas: sorted(schemas) };
}

type Side = 'request' | 'reply';

interface Place {
  /** The name of the object, unless it has a title. */
  readonly name: string;
  readonly side: Side;
  /** The titles of enums in replies. */
  readonly answered: ReadonlySet<unknown>;
  /** Those with a name. */
  readonly schemas: Record<string, Schema>;
}

/** A reference to a schema with a name. */
function published(schema: Schema, place: Place): Schema {
  const { title, ...rest } = rewritten(schema, place);
  if (title === undefined) return rest;
  const { schemas } = place;
  const known = schemas[title];
  if (known && !isDeepStrictEqual(known, rest)) throw new Error(`Two schemas have the title ${title}.`);
  schemas[title] = rest;
  return { $ref: `#/components/schemas/${title}` };
}

function rewritten(schema: Schema, place: Place): Schema {
  const { type, enum: words } = schema;
  if (Array.isArray(type)) {
    const types = type.filter((each) => each !== 'null');
    if (types.length === type.length) return anyType(schema, types);
    const plain = {
      ...schema,
      type: types.length === 1 ? types[0] : types,
      ...(words && { enum: words.filter(isWord) }),
    };
    return orNull(published(plain, place));
  }
  if (schema['x-shapes']) return publishedUnion(schema as Union, place);
  const inside = { ...schema, ...publishedParts(schema, place) };
  if (words) return publishedWords(inside, place);
  return inside.properties ? publishedObject(inside, place) : inside;
}

/** The schemas within a schema. */
function publishedParts(
  { title, properties, items, anyOf }: Schema,
  place: Place,
): Pick<Schema, 'properties' | 'items' | 'anyOf'> {
  const name = title ?? place.name;
  const within = (schema: Schema, more = '') => published(schema, { ...place, name: name && name + more });
  return {
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, each]) => [key, within(each, capitalized(key))]),
      ),
    }),
    ...(items && { items: published(items, { ...place, name: name.replace(/s$/, '') }) }),
    ...(anyOf && { anyOf: anyOf.map((each) => within(each)) }),
  };
}

function publishedObject(schema: Schema, { name, side }: Place): Schema {
  const named = schema.title === undefined && name !== '' ? { title: name, ...schema } : schema;
  if (side === 'request' || named['additionalProperties'] !== false) return named;
  const { additionalProperties: _closed, ...open } = named;
  return open;
}

/** https://opensource.zalando.com/restful-api-guidelines/#112: a client must accept words that are not in the list. */
function publishedWords(schema: Schema, { side, answered }: Place): Schema {
  const { enum: words = [], ...rest } = schema;
  if (isConstant(schema)) return schema;
  if (side === 'reply') return { ...rest, 'x-extensible-enum': words };
  return schema.title && answered.has(schema.title) ? { ...schema, title: `${schema.title}Choice` } : schema;
}

interface Union extends Schema {
  'x-shapes': { readonly by: string; readonly shapes: ReadonlyArray<Schema> };
}

/** Of `oneOfShapes`. */
function publishedUnion({ title, description, 'x-shapes': { by, shapes } }: Union, place: Place): Schema {
  const oneOf = shapes.map((shape) => published(shape, place));
  const mapping = Object.fromEntries(
    shapes.map((shape) => [shape.properties?.[by]?.enum?.[0], `#/components/schemas/${shape.title}`]),
  );
  return { ...(title && { title }), description, oneOf, discriminator: { propertyName: by, mapping } };
}

/** A text or an integer, each with its own limits. */
function anyType(
  { title, description, minLength, maxLength, minimum, maximum }: Schema,
  types: ReadonlyArray<unknown>,
): Schema {
  const limits: Readonly<Record<string, object>> = {
    string: { minLength, maxLength },
    integer: { minimum, maximum },
  };
  return {
    ...(title && { title }),
    description,
    anyOf: types.map((type) => ({ type, ...limits[String(type)] })),
  };
}

/** The description of a schema without a name moves to the union. */
function orNull(schema: Schema): Schema {
  const { description, ...plain } = schema;
  if (description === undefined) return { anyOf: [schema, { type: 'null' }] };
  return { description, anyOf: [plain, { type: 'null' }] };
}

function collectWords(node: unknown, titles: Set<unknown>): void {
  if (!(node instanceof Object)) return;
  if ('enum' in node && Array.isArray(node.enum) && 'title' in node) titles.add(node.title);
  for (const value of Object.values(node)) collectWords(value, titles);
}

/** A literal, as the plugin writes them. */
const isConstant = (schema: Schema | undefined) => schema?.title === undefined && schema?.enum?.length === 1;

const isWord = (word: unknown) => word !== null;
