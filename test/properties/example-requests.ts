import { sql } from 'kysely';
import type { Core } from '../../src/core/open-core.ts';
import { isoTime } from '../../src/lib/clock.ts';
import type { ApiWorld } from '../support/api-world.ts';
import { type IdKind, idKindOf, type Operation, resolved, routeOf, type Schema } from './api-operations.ts';

/** The ids in a world, by their kind. */
export const idsOf = (world: ApiWorld): Record<IdKind, string> => ({
  task: world.given.id,
  version: world.version.id,
  attachment: world.attachmentId,
  group: world.group.id,
  contest: world.contest.id,
  envelope: world.envelope.id,
  notice: world.noticeId,
  invitation: world.invitation.id,
  webhook: world.webhookId,
  account: world.helper.id,
  key: world.oldKeyId,
  apiKey: world.otherKeyId,
});

/** The id for a place of a request, by the place's name. */
export type Ids = (name: string, kind: IdKind) => string;

/** Requests to operations of the API document, valid as far as their schemas say. */
export function createExampleRequests({ nowMs, email }: { readonly nowMs: number; readonly email: string }) {
  /** A value for a place that has no id. */
  function example(given: Schema, name: string, ids: Ids): unknown {
    const schema = resolved(given);
    const kind = idKindOf(name);
    if (kind && schema.type === 'string') return ids(name, kind);
    if (schema.anyOf) return example(schema.anyOf[0] as Schema, name, ids);
    if (schema.enum) return schema.enum[0];
    if (schema.type === 'array') return [example(schema.items ?? {}, name, ids)];
    if (schema.type === 'integer') return Math.max(schema.minimum ?? 0, 1);
    if (schema.type === 'boolean') return false;
    if (schema.properties) return exampleObject(schema, ids);
    if (schema.type === 'object') return { en: 'Example' }; // texts by language
    if (schema.format === 'date-time') return isoTime(nowMs);
    if (schema.format === 'email') return email;
    return { language: 'en', sha256: '0'.repeat(64), next: '/' }[name] ?? 'Example';
  }

  function exampleObject({ properties = {}, required = [] }: Schema, ids: Ids): object {
    const sent = Object.entries(properties).filter(([name]) => required.includes(name) || idKindOf(name));
    const all = sent.length > 0 ? sent : Object.entries(properties).slice(0, 1);
    return Object.fromEntries(all.map(([name, schema]) => [name, example(schema, name, ids)]));
  }

  function requestOf(operation: Operation, ids: Ids) {
    const valuesIn = (where: string) =>
      Object.fromEntries(
        operation.parameters
          .filter(({ in: place, name, required }) => place === where && (required || idKindOf(name)))
          .map(({ name, schema }) => [name, example(schema, name, ids)]),
      );
    const [inPath, inQuery] = [valuesIn('path'), valuesIn('query')];
    const schema = operation.bodies['application/json'];
    return { route: routeOf({ operation, inPath, inQuery }), body: schema && example(schema, '', ids) };
  }

  /** The places of an operation that take an id. */
  function placesOf(operation: Operation): ReadonlyMap<string, IdKind> {
    const places = new Map<string, IdKind>();
    requestOf(operation, (name, kind) => {
      places.set(name, kind);
      return name;
    });
    return places;
  }

  return { requestOf, placesOf };
}

export async function rowsOf(core: Core): Promise<string> {
  await core.issueJournal.drain(); // a search of the records would move them
  const tables = await core.database.kysely.introspection.getTables();
  const found: Array<string> = [];
  for (const { name } of tables) {
    const { rows: all } = await sql`select * from ${sql.table(name)}`.execute(core.database.kysely);
    found.push(name, ...all.map((row) => JSON.stringify(row)).sort());
  }
  return found.join('\n');
}
