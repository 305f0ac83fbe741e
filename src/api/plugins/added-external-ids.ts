import type { FastifyInstance } from 'fastify';
import type { FindExternalIds, Named } from '../../database/external-ids.ts';
import { idKinds } from './external-ids.ts';

/** The kinds of the ids that replies have under these names. */
const kinds: Readonly<Record<string, Named>> = {
  ...idKinds,
  uploadedBy: 'user',
  id: 'container',
  through: 'container',
};

/** An external id, or a list of them, that a reply lacks. */
interface Missing {
  readonly kind: Named;
  readonly ids: ReadonlyArray<string>;
  put(externalIds: ReadonlyMap<string, string>): void;
}

/** Collects the external ids that an object lacks. */
type Collect = (object: Reply, missing: Array<Missing>) => void;
type Reply = Record<string, unknown>;

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
        ofKind.flatMap(({ ids }) => ids),
      );
      for (const { put } of ofKind) put(found);
    }
  }

  server.addHook('onRoute', (route) => {
    const collectors = new Map(
      Object.entries(route.schema?.response ?? {}).flatMap(([status, reply]) => {
        const collect = collectorOf(bodyOf(reply as ReplySchema));
        return collect ? [[Number(status), collect] as const] : [];
      }),
    );
    if (collectors.size === 0) return;
    const before = [route.preSerialization ?? []].flat();
    route.preSerialization = [
      ...before,
      (_request, reply, payload, done) => {
        const missing: Array<Missing> = [];
        collectors.get(reply.statusCode)?.(payload as Reply, missing);
        if (missing.length === 0) done(null, payload);
        else fill(missing).then(() => done(null, payload), done);
      },
    ];
  });
}

/** A schema, or one per media type. */
type ReplySchema = SchemaParts & {
  readonly content?: Readonly<Record<string, { readonly schema: SchemaParts }>>;
};

const bodyOf = (reply: ReplySchema) => reply.content?.['application/json']?.schema ?? reply;

interface SchemaParts {
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, SchemaParts>>;
  readonly items?: SchemaParts;
  readonly anyOf?: ReadonlyArray<SchemaParts>;
  /** Of `oneOfShapes`. */
  readonly 'x-shapes'?: { readonly by: string; readonly shapes: ReadonlyArray<SchemaParts> };
}

/** Undefined for a schema without external ids. */
function collectorOf({
  properties = {},
  items,
  anyOf = [],
  'x-shapes': union,
}: SchemaParts): Collect | undefined {
  if (union) {
    const { by, shapes } = union;
    const collectors = new Map(shapes.map((shape) => [shape.properties?.[by]?.const, collectorOf(shape)]));
    return (object, missing) => collectors.get(object[by])?.(object, missing);
  }
  const ofItem = items && collectorOf(items);
  if (ofItem) {
    return (list, missing) => {
      if (Array.isArray(list)) for (const item of list) ofItem(item, missing);
    };
  }
  const ofProperties = Object.entries(properties).map(([name, schema]): Collect | undefined => {
    const inside = collectorOf(schema);
    return inside
      ? (object, missing) => inside(object[name] as Reply, missing)
      : beside(name, Object.keys(properties));
  });
  const all = [...anyOf.map(collectorOf), ...ofProperties].filter((collect) => collect !== undefined);
  if (all.length === 0) return undefined;
  return (object, missing) => {
    if (typeof object === 'object' && object !== null) for (const collect of all) collect(object, missing);
  };
}

/** Collects the external id of this name, or the list of them, if it is one. */
function beside(name: string, names: ReadonlyArray<string>): Collect | undefined {
  const idName = idNameOf(name, names);
  const kind = idName === undefined ? undefined : kinds[idName];
  if (idName === undefined || kind === undefined) return undefined;
  return (object, missing) => {
    if (object[name] !== undefined) return;
    const id = object[idName] as string | ReadonlyArray<string> | null | undefined;
    const ids = [id ?? []].flat();
    const put = (externalIds: ReadonlyMap<string, string>) => {
      const found = ids.map((each) => externalIds.get(each) ?? null);
      object[name] = Array.isArray(id) ? found : (found[0] ?? null);
    };
    if (ids.length > 0) missing.push({ kind, ids, put });
    else put(new Map());
  };
}

/** The name of the id that an external id belongs to. */
function idNameOf(name: string, names: ReadonlyArray<string>): string | undefined {
  if (name === 'externalId') return names.find((each) => each in kinds);
  const [, of, ending] = /^(.+)External(Ids?)$/.exec(name) ?? [];
  return of === undefined ? undefined : [`${of}${ending}`, of].find((each) => names.includes(each));
}
