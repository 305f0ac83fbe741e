import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import type { FindExternalIds, Named } from '../../database/external-ids.ts';
import { idKinds } from './external-ids.ts';

/** The kinds of the ids that replies have under these names. */
const kinds: Readonly<Record<string, Named>> = {
  ...idKinds,
  uploadedBy: 'user',
  id: 'place',
  through: 'place',
};

/** An external id that a reply lacks. */
interface Missing {
  readonly kind: Named;
  readonly id: string;
  put(externalId: string | null): void;
}

/** Collects the external ids that a reply lacks. */
type Collect = (value: unknown, missing: Array<Missing>) => void;

/**
 * Adds external ids to replies whose schemas have them: `externalId` of the object itself, `taskExternalId` next to
 * `taskId`, and `taskExternalIds` next to `taskIds`. Those that a route has set stay.
 */
export function addExternalIds(
  server: FastifyInstance,
  { findExternalIds }: { readonly findExternalIds: FindExternalIds },
): void {
  async function fill(missing: ReadonlyArray<Missing>): Promise<void> {
    for (const [kind, ofKind] of Map.groupBy(missing, (each) => each.kind)) {
      const found = await findExternalIds(
        kind,
        ofKind.map(({ id }) => id),
      );
      for (const { id, put } of ofKind) put(found.get(id) ?? null);
    }
  }

  server.addHook('onRoute', (route) => {
    const collectors = new Map(
      Object.entries(route.schema?.response ?? {}).flatMap(([status, reply]) => {
        const collect = collectorOf(bodyOf(reply as Reply));
        return collect ? [[Number(status), collect] as const] : [];
      }),
    );
    if (collectors.size === 0) return;
    const before = [route.preSerialization ?? []].flat();
    route.preSerialization = [
      ...before,
      (_request, reply, payload, done) => {
        const missing: Array<Missing> = [];
        collectors.get(reply.statusCode)?.(payload, missing);
        if (missing.length === 0) done(null, payload);
        else fill(missing).then(() => done(null, payload), done);
      },
    ];
  });
}

/** A schema, or one per media type. */
type Reply = TSchema & { readonly content?: Readonly<Record<string, { readonly schema: TSchema }>> };

const bodyOf = (reply: Reply): TSchema => reply.content?.['application/json']?.schema ?? reply;

interface SchemaParts {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly anyOf?: ReadonlyArray<TSchema>;
  /** Of `oneOfShapes`. */
  readonly 'x-shapes'?: { readonly by: string; readonly shapes: ReadonlyArray<TSchema & SchemaParts> };
}

/** Undefined for a schema without external ids. */
function collectorOf(schema: TSchema & SchemaParts): Collect | undefined {
  const { properties = {}, items, anyOf = [], 'x-shapes': union } = schema;
  if (union) return collectorOfUnion(union);
  const ofItem = items && collectorOf(items);
  if (ofItem) {
    return (value, missing) => {
      if (Array.isArray(value)) for (const item of value) ofItem(item, missing);
    };
  }
  const all = [
    ...anyOf.flatMap((schema) => collectorOf(schema) ?? []),
    ...Object.entries(properties).flatMap(([name, schema]) => {
      const inside = collectorOf(schema);
      const collect: Collect | undefined =
        inside && ((value, missing) => inside((value as Readonly<Record<string, unknown>>)[name], missing));
      return collect ?? beside(name, properties) ?? [];
    }),
  ];
  if (all.length === 0) return undefined;
  return (value, missing) => {
    if (typeof value !== 'object' || value === null) return;
    for (const collect of all) collect(value, missing);
  };
}

function collectorOfUnion({ by, shapes }: NonNullable<SchemaParts['x-shapes']>): Collect {
  const collectors = new Map(
    shapes.map((shape) => {
      const { const: word } = (shape.properties?.[by] ?? {}) as { readonly const?: unknown };
      return [word, collectorOf(shape)];
    }),
  );
  return (value, missing) =>
    collectors.get((value as Readonly<Record<string, unknown>>)[by])?.(value, missing);
}

/** Collects the external id of this name, or the list of them, if it is one. */
function beside(name: string, properties: NonNullable<SchemaParts['properties']>): Collect | undefined {
  const idName = idNameOf(name, Object.keys(properties));
  const kind = idName === undefined ? undefined : kinds[idName];
  if (idName === undefined || kind === undefined) return undefined;
  return (object, missing) => {
    const reply = object as Record<string, unknown>;
    if (reply[name] !== undefined) return;
    const ids = reply[idName];
    if (Array.isArray(ids)) {
      const externalIds: Array<string | null> = ids.map(() => null);
      reply[name] = externalIds;
      ids.forEach((id: string, at) => {
        missing.push({
          ...{ kind, id },
          put: (externalId) => {
            externalIds[at] = externalId;
          },
        });
      });
    } else if (typeof ids === 'string') {
      missing.push({
        ...{ kind, id: ids },
        put: (externalId) => {
          reply[name] = externalId;
        },
      });
    } else reply[name] = null;
  };
}

/** The name of the id that an external id belongs to. */
function idNameOf(name: string, names: ReadonlyArray<string>): string | undefined {
  if (name === 'externalId') return names.find((each) => each in kinds);
  const [, of, ending] = /^(.+)External(Ids?)$/.exec(name) ?? [];
  return of === undefined ? undefined : [`${of}${ending}`, of].find((each) => names.includes(each));
}
