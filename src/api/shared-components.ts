import { isDeepStrictEqual } from 'node:util';
import { problemReplies } from './problem-replies.ts';

/** The parts of an OpenAPI 3.1 document that this code uses. */
export interface ApiDocument {
  paths?: Record<string, Record<string, Operation>>;
  components?: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    responses?: Record<string, object>;
  };
}

export interface Operation {
  'x-body-limit'?: number;
  operationId?: string;
  parameters?: Array<Parameter | Reference>;
  requestBody?: { required?: boolean; description?: string; content: Record<string, Media> };
  responses: Record<string, Response | Reference>;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}

interface Response {
  description: string;
  headers?: Record<string, Reference>;
  content?: Record<string, Media>;
}

interface Media {
  schema: Schema;
  example?: unknown;
}

interface Reference {
  $ref: string;
}

export interface Schema extends Record<string, unknown> {
  title?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Array<Schema>;
  enum?: Array<unknown>;
  'x-extensible-enum'?: Array<unknown>;
  oneOf?: Array<Schema>;
  $ref?: string;
}

export const operationsOf = ({ paths = {} }: ApiDocument): ReadonlyArray<Operation> =>
  Object.values(paths).flatMap((methods) => Object.values(methods));

export const capitalized = (name: string): string => name.replace(/^./, (first) => first.toUpperCase());

/**
 * Moves shared parts of the operations to the components of the document: every schema with a `title`, under that name;
 * every parameter that occurs twice; error replies, by status.
 */
export function shareComponents(document: ApiDocument): void {
  const { components = {} } = document;
  const schemas: Record<string, Schema> = {};
  for (const [name, schema] of Object.entries(components.schemas ?? {})) {
    schemas[name] = shareInObject(schema, schemas);
  }
  const operations = operationsOf(document);
  for (const operation of operations) {
    for (const parameter of (operation.parameters ?? []).filter(isParameter)) {
      // The plugin moves the description out of a parameter's schema; a named one is the same everywhere.
      const { schema, description } = parameter;
      if (schema['title'] !== undefined && description) schema['description'] = description;
    }
    Object.assign(operation, shareInObject(operation, schemas));
    shareProblems(operation);
  }
  document.components = {
    ...components,
    schemas: sorted(schemas),
    parameters: sorted(shareParameters(operations)),
  };
}

/** Puts schemas with a `title` into `schemas`. Returns the node with references in their place. */
function shareNamed(node: unknown, schemas: Record<string, Schema>): unknown {
  if (Array.isArray(node)) return node.map((item) => shareNamed(item, schemas));
  return node instanceof Object ? shareInObject(node, schemas) : node;
}

function shareInObject(node: object, schemas: Record<string, Schema>): Schema {
  const shared: Schema = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, shareNamed(value, schemas)]),
  );
  const { title, ...schema } = shared;
  if (typeof title !== 'string') return shared;
  const known = schemas[title];
  if (known && !isDeepStrictEqual(known, schema)) throw new Error(`Two schemas have the title ${title}.`);
  schemas[title] = schema;
  return { $ref: `#/components/schemas/${title}` };
}

const isParameter = (parameter: Parameter | Reference): parameter is Parameter => 'name' in parameter;

/** Returns the parameters that occur twice. If a path and a query share a name, the path's keeps it. */
function shareParameters(operations: ReadonlyArray<Operation>): Record<string, Parameter> {
  const all = operations.flatMap(({ parameters = [] }) => parameters.filter(isParameter));
  const byContent = Map.groupBy(all, (parameter) => JSON.stringify(parameter));
  const repeated = [...byContent].filter(([, same]) => same.length > 1);
  const byUse = repeated.toSorted(
    ([, [one]], [, [other]]) => Number(other?.in === 'path') - Number(one?.in === 'path'),
  );
  const parameters: Record<string, Parameter> = {};
  const names = new Map<string, string>();
  for (const [content, [parameter]] of byUse) {
    if (!parameter) continue;
    const { name, in: place } = parameter;
    const key = name in parameters ? `${name}In${capitalized(place)}` : name;
    if (key in parameters) throw new Error(`Three parameters have the name ${name}.`);
    parameters[key] = parameter;
    names.set(content, key);
  }
  for (const operation of operations) {
    if (!operation.parameters) continue;
    operation.parameters = operation.parameters.map((parameter) => {
      const key = names.get(JSON.stringify(parameter));
      return key === undefined ? parameter : { $ref: `#/components/parameters/${key}` };
    });
  }
  return parameters;
}

function shareProblems({ responses }: Operation): void {
  for (const [status, { name }] of Object.entries(problemReplies)) {
    if (status in responses) responses[status] = { $ref: `#/components/responses/${name}` };
  }
}

/** By name. */
export function sorted<Value>(values: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
