import { problemReplies } from './problem-replies.ts';

/** The parts of an OpenAPI 3.1 document that this code uses. */
export interface ApiDocument {
  paths?: Record<string, Record<string, Operation>>;
  webhooks?: Record<string, Record<string, Operation>>;
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

export const operationsOf = ({ paths = {}, webhooks = {} }: ApiDocument): ReadonlyArray<Operation> =>
  [paths, webhooks].flatMap(Object.values).flatMap(Object.values);

export const capitalized = (name: string): string => name.replace(/^./, (first) => first.toUpperCase());

/** Moves parameters that occur twice, and error replies by status, to the components of the document. */
export function shareComponents(document: ApiDocument): void {
  const operations = operationsOf(document);
  for (const operation of operations) shareProblems(operation);
  document.components = { ...document.components, parameters: sorted(shareParameters(operations)) };
}

export const isParameter = (parameter: Parameter | Reference): parameter is Parameter => 'name' in parameter;

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
