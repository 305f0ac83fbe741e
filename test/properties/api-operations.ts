import { readFileSync } from 'node:fs';

/** A schema of the API document, as far as values are made from it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | ReadonlyArray<string>;
  readonly enum?: ReadonlyArray<unknown>;
  readonly anyOf?: ReadonlyArray<Schema>;
  readonly oneOf?: ReadonlyArray<Schema>;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly minProperties?: number;
  readonly required?: ReadonlyArray<string>;
  readonly additionalProperties?: boolean | Schema;
}

interface Parameter {
  readonly $ref?: string;
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** Whether it requires a session. */
  readonly isSecured: boolean;
  readonly parameters: ReadonlyArray<Parameter>;
  /** The schemas of its body, by media type. */
  readonly bodies: Readonly<Record<string, Schema>>;
}

interface Described {
  readonly operationId: string;
  readonly security?: ReadonlyArray<unknown>;
  readonly parameters?: ReadonlyArray<Parameter>;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));

export function resolved<Found extends { readonly $ref?: string }>(found: Found): Found {
  if (found.$ref === undefined) return found;
  return found.$ref
    .split('/')
    .slice(1)
    .reduce((at, name) => at[name], document) as Found;
}

export const operations: ReadonlyArray<Operation> = Object.entries(
  document.paths as Record<string, Record<string, Described>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId, security, parameters = [], requestBody }]) => ({
    operationId,
    method: method.toUpperCase(),
    path,
    isSecured: security === undefined && operationId !== 'signOut',
    parameters: parameters.map(resolved),
    bodies: Object.fromEntries(
      Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => [type, resolved(schema)]),
    ),
  })),
);

/** What the ids of an operation name, by the name of the parameter or property that has them. */
const idKinds = {
  taskId: 'task',
  taskIds: 'task',
  groupId: 'group',
  groupIds: 'group',
  contestId: 'contest',
  userId: 'account',
  versionId: 'version',
  attachmentId: 'attachment',
  envelopeId: 'envelope',
  noticeId: 'notice',
  invitationId: 'invitation',
  webhookId: 'webhook',
  keyId: 'key',
  apiKeyId: 'apiKey',
} as const;
export type IdKind = (typeof idKinds)[keyof typeof idKinds];

export const idKindOf = (name: string): IdKind | undefined =>
  (idKinds as Readonly<Record<string, IdKind>>)[name];

export type Values = Readonly<Record<string, unknown>>;

/** Where a request to an operation goes. */
export interface Target {
  readonly operation: Operation;
  readonly inPath: Values;
  readonly inQuery: Values;
  /** Undecoded, after the parameters. */
  readonly moreQuery?: string;
}

/** The route of a request, as `Send` takes it. */
export function routeOf({ operation, inPath, inQuery, moreQuery }: Target): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encoded(inPath[name]));
  const query = Object.entries(inQuery).map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  const all = [...query, ...(moreQuery === undefined ? [] : [moreQuery])].join('&');
  return `${operation.method} ${path}${all === '' ? '' : `?${all}`}`;
}

/** A lone surrogate has no percent-encoding, so its replacement is sent; an empty segment would be another path. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return encodeURIComponent(text.toWellFormed()) || '%20';
}
